/**
 * How much a document of ours may hold. What is beyond is refused by name, whoever wrote it; what we write is within.
 */

const MIB = 1024 ** 2;

/**
 * Of a document as text, and of what it is unpacked to; 1,000 cells of 60 blocks with four pairs each take about 90
 * MiB.
 */
export const LARGEST_DOCUMENT_BYTES = 128 * MIB;
/** Of a file that holds a packed document: gzip makes a tenth of it. */
export const LARGEST_PACKED_BYTES = 32 * MIB;

/** As many as `blocks` may be. */
export const MOST_BLOCKS = 1_000;
/** As many as `pairs` may be. */
export const MOST_PAIRS_PER_BLOCK = 100;
export const MOST_ARMS = 64;
export const MOST_BENCHMARKS = 500;
export const MOST_METRICS = 50;
/** Contrasts times benchmarks. */
export const MOST_CELLS = 4_000;
/** Of all blocks together; a run ends before it holds more. */
export const MOST_PAIRS = 250_000;
/** Sandboxes that were started in one block: of every arm, and of native once for each group of them. */
export const MOST_LAUNCHES_PER_BLOCK = 1_000;
/** Of all blocks together. */
export const MOST_LAUNCHES = 200_000;
/** Sentences of one kind, lines of one log, fields of one table. */
export const MOST_TEXTS = 1_000;

/** How deep lists and fields of a document may lie in each other; ours lie eight deep. */
export const DEEPEST = 50;

/** Of a text that only people read; longer ones are cut when they are written. */
export const LONGEST_TEXT = 10_000;
/** Of an arm's name, which may hold a path. */
export const LONGEST_NAME = 5_000;

/** Of every stretch of time that a plan may ask for, s: a day, as for the inputs. */
export const LONGEST_SECONDS = 86_400;
