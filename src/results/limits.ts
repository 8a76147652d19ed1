/**
 * Limits how much a document may hold. A document beyond a limit is refused with the name of what is too much, whoever
 * wrote it; what Tare writes is within.
 */

export { MOST_ARMS } from '../config/kinds/one-line.js';

const MIB = 1024 ** 2;

/**
 * A document's text has at most this size, also unpacked; 1,000 cells of 60 blocks with four pairs each take about 90
 * MiB.
 */
export const LARGEST_DOCUMENT_BYTES = 128 * MIB;
/** A file with a packed document has at most this size: gzip makes it a tenth. */
export const LARGEST_PACKED_BYTES = 32 * MIB;

/** This is the largest value of the input `blocks`. */
export const MOST_BLOCKS = 1_000;
/** This is the largest value of the input `pairs`. */
export const MOST_PAIRS_PER_BLOCK = 100;
export const MOST_BENCHMARKS = 500;
export const MOST_METRICS = 50;
/** This counts contrasts times benchmarks. */
export const MOST_CELLS = 4_000;
/** All blocks together have at most this many pairs; a run ends before it has more. */
export const MOST_PAIRS = 250_000;
/** One block starts at most this many sandboxes: one of every arm, and of native one for each group of arms. */
export const MOST_LAUNCHES_PER_BLOCK = 1_000;
/** All blocks together have at most this many launches. */
export const MOST_LAUNCHES = 200_000;
/** There are at most this many sentences of one kind, lines of one log, or fields of one table. */
export const MOST_TEXTS = 1_000;

/** So many regressed cells of a run are inspected at most. */
export const MOST_INSPECTIONS = 5;
/** One side of an inspection has at most this many different stacks. */
export const MOST_STACKS = 300;

/** Lists and fields of a document are nested at most this deep; Tare writes eight levels. */
export const DEEPEST = 50;

/** Every duration that a plan asks for is at most this many seconds: a day, as for the inputs. */
export const LONGEST_SECONDS = 86_400;

/** Clocks may differ by this many ms. A run that is dated further ahead had a wrong one. */
export const LARGEST_CLOCK_ERROR_MS = 86_400_000;
