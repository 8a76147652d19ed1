/**
 * Reads strictly what sysbench prints: every line must be known and in its place, and the figures must agree with each
 * other. Anything else is an OutputError, never a NaN.
 */
import { OutputError } from './benchmark.js';
import { CLOCK_STEP } from './fixed-work.js';
import { grammarOf, type Test } from './sysbench-formats.js';
import { type Fields, readLines } from './sysbench-grammar.js';
import { outputLines } from './sysbench-lines.js';

export interface Latency {
  /** Milliseconds with two decimals, as printed. */
  readonly min: number;
  readonly avg: number;
  readonly max: number;
  /** The upper edge of a histogram bucket, so it can exceed `max`. It is absent where percentiles are switched off. */
  readonly percentile?: { readonly rank: number; readonly value: number };
  /**
   * The sum over the events divided by their number, in ms, which keeps the resolution that `avg` rounds away. In a
   * fileio run of 1.1, which prints no number of events, it is `avg`.
   */
  readonly mean: number;
}

export interface SysbenchRun {
  readonly version: string;
  readonly threads: number;
  readonly latency: Latency;
}

/** A run that prints how long it took, in seconds, and how many events it had. */
export interface CountedRun extends SysbenchRun {
  readonly seconds: number;
  readonly events: number;
}

export interface CpuRun extends CountedRun {
  readonly primes: number;
  readonly eventsPerSecond: number;
}

/** sysbench does not print the access mode, seq or rnd. */
export interface MemoryRun extends CountedRun {
  readonly blockKiB: number;
  readonly operation: string;
  readonly operationsPerSecond: number;
  readonly transferredMiB: number;
  /** MiB/s. */
  readonly throughput: number;
}

export interface FileioRun extends SysbenchRun {
  /** The number of requests, where sysbench prints it. */
  readonly events?: number;
  /** The mode as printed: `sequential read`, `random r/w`. */
  readonly mode: string;
  /** The kind of I/O as printed: `synchronous`. */
  readonly io: string;
  /** The flags that files are opened with. */
  readonly flags: 'none' | 'direct' | 'other';
  readonly files: number;
  readonly totalBytes: number;
  readonly blockBytes: number;
  /** sysbench calls fsync after this many requests; 0 means never. */
  readonly fsyncEvery: number;
  readonly fsyncAtEnd: boolean;
  readonly fsyncAll: boolean;
  /** MiB/s. */
  readonly readThroughput: number;
  readonly writeThroughput: number;
  /** Requests per second. */
  readonly reads: number;
  readonly writes: number;
  readonly fsyncs: number;
}

/** @throws OutputError for output that cannot be read or contradicts itself, as every reader here does. */
export function readCpu(output: string): CpuRun {
  const fields = read(output, 'cpu');
  const run = counted(fields);
  const eventsPerSecond = fields.has('eventsPerSecond')
    ? rate(fields, 'eventsPerSecond', run.events, run.seconds)
    : run.events / Math.max(run.seconds, CLOCK_STEP);
  return { ...run, primes: fields.number('primes'), eventsPerSecond };
}

export function readMemory(output: string): MemoryRun {
  const fields = read(output, 'memory');
  const run = counted(fields);
  const blockKiB = fields.number('blockKiB');
  const transferredMiB = fields.number('transferred');
  demand(fields.number('operations') === run.events, 'operations and events differ in number');
  demand(near(transferredMiB, (run.events * blockKiB) / 1024, 0.0051), 'operations and MiB transferred do not agree');
  return {
    ...run,
    blockKiB,
    operation: fields.text('operation'),
    operationsPerSecond: rate(fields, 'operationsPerSecond', run.events, run.seconds),
    transferredMiB,
    throughput: rate(fields, 'throughput', transferredMiB, run.seconds),
  };
}

export function readThreads(output: string): CountedRun {
  return counted(read(output, 'threads'));
}

export function readMutex(output: string): CountedRun {
  return counted(read(output, 'mutex'));
}

export function readFileio(output: string): FileioRun {
  const fields = read(output, 'fileio');
  const run = fields.has('events') ? counted(fields) : common(fields, fields.number('avg'));
  return {
    ...run,
    mode: fields.text('mode'),
    io: fields.text('io'),
    flags: FLAGS.get(fields.text('flags')) ?? 'other',
    files: fields.number('files'),
    totalBytes: fields.bytes('total'),
    blockBytes: fields.bytes('block'),
    fsyncEvery: fields.has('fsyncEvery') ? fields.number('fsyncEvery') : 0,
    fsyncAtEnd: fields.has('fsyncAtEnd'),
    fsyncAll: fields.has('fsyncAll'),
    ...transfers(fields),
  };
}

/** sysbench prints the flags in words since 1.0.13 and as a number before; 0.4.12 prints the kernel's own number. */
const FLAGS: ReadonlyMap<string, 'none' | 'direct'> = new Map([
  ['(none)', 'none'],
  ['0', 'none'],
  ['directio', 'direct'],
  ['3', 'direct'],
  ['16384', 'direct'],
]);

/** sysbench prints rates since 1.0; 0.4 prints counts and sizes. */
function transfers(fields: Fields) {
  if (fields.has('reads')) {
    return {
      readThroughput: fields.number('read'),
      writeThroughput: fields.number('written'),
      reads: fields.number('reads'),
      writes: fields.number('writes'),
      fsyncs: fields.number('fsyncs'),
    };
  }
  const seconds = Math.max(fields.number('seconds'), CLOCK_STEP);
  return {
    readThroughput: fields.bytes('readBytes') / 2 ** 20 / seconds,
    writeThroughput: fields.bytes('writtenBytes') / 2 ** 20 / seconds,
    reads: fields.number('readCount') / seconds,
    writes: fields.number('writeCount') / seconds,
    fsyncs: fields.number('fsyncCount') / seconds,
  };
}

function read(output: string, test: Test): Fields {
  const { format, lines } = outputLines(output);
  return readLines(grammarOf(format, test), lines);
}

function counted(fields: Fields): CountedRun {
  const events = fields.number('events');
  if (events === 0) throw new OutputError('sysbench completed no event', []);
  const sum = fields.has('sum') ? fields.number('sum') : fields.number('sumSeconds') * 1000;
  const run = { ...common(fields, sum / events), seconds: fields.number('seconds'), events };
  const unrounded = fields.has('sum') ? 0.005 : 0.05;
  demand(near(run.latency.avg, run.latency.mean, 0.0051 + unrounded / events), 'average and sum do not agree');
  demand(near(fields.number('eventsEach'), events / run.threads, 0.0001), 'events a thread do not add up');
  return run;
}

function common(fields: Fields, mean: number): SysbenchRun {
  const [min, avg, max] = [fields.number('min'), fields.number('avg'), fields.number('max')];
  demand(min <= avg && avg <= max, 'minimum, average and maximum are out of order');
  const threads = fields.number('threads');
  demand(threads > 0, 'it ran with no thread');
  const percentile = percentileOf(fields);
  demand(!percentile || percentile.value <= max * BUCKET + 0.01, 'a percentile lies far above the maximum');
  return {
    version: fields.text('version'),
    threads,
    latency: { min, avg, max, mean, ...(percentile && { percentile }) },
  };
}

/**
 * The ratio of the edges of a histogram bucket, rounded up: there are 1024 from 0.001 ms to 100 s
 * (`sb_histogram_init`).
 */
const BUCKET = 1.02;
/** The ms that 0.4.12 prints where there are so few events that its search finds no percentile. */
const NOT_FOUND = 10_000_000;

function percentileOf(fields: Fields) {
  if (fields.has('rank') === fields.has('noPercentile')) {
    throw new OutputError("sysbench's output must have one line on the percentile", []);
  }
  if (!fields.has('rank') || fields.number('percentile') === NOT_FOUND) return undefined;
  return { rank: fields.number('rank'), value: fields.number('percentile') };
}

/**
 * Returns a printed rate. sysbench divides by the time up to its report, which is about 1 ms more than the total time
 * that it prints. So a rate above amount / total time is damaged, and so is one below half of it where 0.1 s more do
 * not explain it.
 */
function rate(fields: Fields, name: string, amount: number, seconds: number): number {
  const printed = fields.number(name);
  const highest = amount / Math.max(seconds - CLOCK_STEP, CLOCK_STEP / 2) + 0.01;
  const lowest = amount / (2 * seconds + 0.1) - 0.01;
  demand(printed >= lowest && printed <= highest, 'the rate does not agree with the amount and the time');
  return printed;
}

function near(value: number, wanted: number, tolerance: number): boolean {
  return Math.abs(value - wanted) <= tolerance + Number.EPSILON * 4 * Math.abs(wanted);
}

function demand(holds: boolean, contradiction: string): void {
  if (!holds) throw new OutputError(`sysbench's figures contradict each other: ${contradiction}`, []);
}
