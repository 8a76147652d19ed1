/** Measures how fast files are read and written, on the volume and on the runtime's own writable layer. */
import { SANDBOX } from '../sandbox/paths.js';
import type { Benchmark, Command, MetricDefinition, Suite, Work, WorkSizer } from './benchmark.js';
import { amountOf, MOST_WORK } from './fixed-work.js';
import { confirm, LATENCY_METRICS, latencyMetrics, sysbench } from './sysbench-benchmark.js';
import { type FileioRun, readFileio } from './sysbench-output.js';

const FILES = 4;
const TOTAL_MIB = 128;
const BLOCK_BYTES = 16_384;
const fileSet = (blockBytes: number) => [
  `--file-num=${FILES}`,
  `--file-total-size=${TOTAL_MIB}M`,
  `--file-block-size=${blockBytes}`,
];

/**
 * Files are made with writes of 1 MiB, because the kernel keeps a written file in pieces of the size of the writes.
 * In pieces of 16 KiB, a read was as fast as free memory happened to be whole: two sets of files differed by 10 %, and
 * of two that were made one after the other the last was read faster (docs/benchmarks.md).
 */
const MADE_WITH_BYTES = 2 ** 20;
const MADE_WITH = 'made with writes of 1 MiB';

interface Mode {
  readonly name: string;
  readonly words: string;
  /** The name of the mode as sysbench prints it. */
  readonly printed: string;
  readonly reads: boolean;
  readonly writes: boolean;
}

const MODES: readonly Mode[] = [
  { name: 'seqrd', words: 'sequential read', printed: 'sequential read', reads: true, writes: false },
  {
    name: 'seqwr',
    words: 'sequential write of new files',
    printed: 'sequential write (creation)',
    reads: false,
    writes: true,
  },
  { name: 'seqrewr', words: 'sequential rewrite', printed: 'sequential rewrite', reads: false, writes: true },
  { name: 'rndrd', words: 'random read', printed: 'random read', reads: true, writes: false },
  { name: 'rndwr', words: 'random write', printed: 'random write', reads: false, writes: true },
  { name: 'rndrw', words: 'random read and write, 3 to 2', printed: 'random r/w', reads: true, writes: true },
];

/** How far the page cache and the device take part. `flags` and the next three fields are as sysbench prints them. */
interface AccessPattern {
  readonly suffix: string;
  readonly cache: string;
  /** The words about fsync in the summary of a mode that writes. */
  readonly fsync: string;
  readonly options: readonly string[];
  readonly flags: 'none' | 'direct';
  readonly fsyncEvery: number;
  readonly fsyncAtEnd: boolean;
  readonly fsyncAll: boolean;
  /** The number of requests of a probe: for a mode that only reads, and for one that writes. */
  readonly probe: { readonly reads: number; readonly writes: number };
}

const BUFFERED: AccessPattern = {
  suffix: '',
  cache: `through the page cache (${TOTAL_MIB} MiB of files: they stay in it unless memory is limited below that)`,
  fsync: 'an fsync every 100 requests',
  options: ['--file-fsync-freq=100', '--file-fsync-end=on'],
  flags: 'none',
  fsyncEvery: 100,
  fsyncAtEnd: true,
  fsyncAll: false,
  probe: { reads: 8_000, writes: 400 },
};
/** Measures the device without the cache. There is no fsync, which would mix the two. */
const DIRECT: AccessPattern = {
  suffix: '.direct',
  cache: 'past the page cache (O_DIRECT)',
  fsync: 'no fsync',
  options: ['--file-extra-flags=direct', '--file-fsync-freq=0', '--file-fsync-end=off'],
  flags: 'direct',
  fsyncEvery: 0,
  fsyncAtEnd: false,
  fsyncAll: false,
  probe: { reads: 200, writes: 200 },
};
const DURABLE: AccessPattern = {
  suffix: '.durable',
  cache: 'through the page cache',
  fsync: 'an fsync after every write',
  options: ['--file-fsync-all=on'],
  flags: 'none',
  fsyncEvery: 0,
  fsyncAtEnd: false,
  fsyncAll: true,
  probe: { reads: 150, writes: 150 },
};

/**
 * On the root only buffered access is measured. What lies under it differs from runtime to runtime (overlayfs, tmpfs,
 * gVisor's file in memory), so O_DIRECT may be refused or ignored and an fsync may have nothing to flush; the figures
 * would compare these filesystems. A mode without writes has nothing to flush.
 */
function casesOf(place: 'volume' | 'root', mode: Mode): readonly AccessPattern[] {
  if (place === 'root') return [BUFFERED];
  return mode.writes ? [BUFFERED, DIRECT, DURABLE] : [BUFFERED, DIRECT];
}

const PLACES = [
  { name: 'volume', cwd: SANDBOX.volume },
  { name: 'root', cwd: SANDBOX.root },
] as const;

type Place = (typeof PLACES)[number];

/**
 * Trials are three times as long as others, .3 s, because with .1 s half of each visit would be spent on making and
 * removing files. Until November 2026 trials were timed and took a whole second each, the least that --time allows; a
 * run from then is resumed as it was planned. The total time is not a metric, because not every sysbench prints it
 * here.
 */
const LENGTHS = 3;

const requests = (amount: number): Work => ({ kind: 'fixed', amount, unit: 'requests' });

function workSizerOf(mode: Mode, { probe }: AccessPattern): WorkSizer {
  return {
    probe: requests(mode.writes ? probe.writes : probe.reads),
    lengths: LENGTHS,
    work({ reads_per_second: reads = 0, writes_per_second: writes = 0 }, seconds) {
      if (reads + writes === 0) throw new Error('a probe has no rate');
      return requests(Math.min(Math.max(Math.round((reads + writes) * seconds), 1), MOST_WORK));
    },
  };
}

function limits(work: Work): string[] {
  if (work.kind !== 'timed') return [`--events=${amountOf(work, 'requests')}`, '--time=0'];
  if (Number.isInteger(work.seconds)) return ['--events=0', `--time=${work.seconds}`];
  throw new Error(`fileio runs for whole seconds, not ${JSON.stringify(work)}`);
}

function fileBenchmark(place: Place, mode: Mode, how: AccessPattern): Benchmark {
  return {
    id: `fileio.${place.name}.${mode.name}${how.suffix}`,
    suite: 'fileio',
    summary: `${mode.words} on the ${place.name}, ${how.cache}${mode.writes ? `, ${how.fsync}` : ''}`,
    metrics: [...metricsOf(mode, how), ...LATENCY_METRICS],
    primaryMetric: 'throughput',
    defaultWork: requests(10 * (mode.writes ? how.probe.writes : how.probe.reads)),
    workSizer: workSizerOf(mode, how),
    /** seqwr creates its files itself. */
    ...(mode.name === 'seqwr'
      ? { setup: [] }
      : { setup: [fileCommand(place, [], 'prepare', MADE_WITH_BYTES)], files: MADE_WITH }),
    command(work) {
      const options = [`--file-test-mode=${mode.name}`, '--file-io-mode=sync', ...how.options];
      return fileCommand(place, [...options, ...limits(work)], 'run');
    },
    teardown: [fileCommand(place, [], 'cleanup')],
    parse(output, work) {
      const run = readFileio(output);
      confirmFileio(run, mode, how);
      confirmAmount(run, work);
      return pick({ ...rates(run), ...latencyMetrics(run) }, [...metricsOf(mode, how), ...LATENCY_METRICS]);
    },
  };
}

function fileCommand(place: Place, options: readonly string[], action: string, blockBytes = BLOCK_BYTES): Command {
  return sysbench(place.cwd, 'fileio', 1, [...fileSet(blockBytes), ...options], action);
}

/** Returns only the metrics of what the mode does, because a rate that is always zero is no metric. */
function metricsOf(mode: Mode, how: AccessPattern): MetricDefinition[] {
  const higher = (name: string, unit: string): MetricDefinition => ({ name, unit, direction: 'higher' });
  const synced = mode.writes && (how.fsyncAll || how.fsyncEvery > 0);
  return [
    higher('throughput', 'MiB/s'),
    ...(mode.reads ? [higher('read_throughput', 'MiB/s'), higher('reads_per_second', 'ops/s')] : []),
    ...(mode.writes ? [higher('write_throughput', 'MiB/s'), higher('writes_per_second', 'ops/s')] : []),
    ...(synced ? [higher('fsyncs_per_second', 'ops/s')] : []),
  ];
}

/**
 * Computes MiB/s from the requests, because the printed ones have two decimals: on a slow disk a step of that is more
 * than the smallest change that matters.
 */
function rates({ reads, writes, fsyncs }: FileioRun): Record<string, number> {
  return {
    throughput: mebibytesOf(reads + writes),
    read_throughput: mebibytesOf(reads),
    reads_per_second: reads,
    write_throughput: mebibytesOf(writes),
    writes_per_second: writes,
    fsyncs_per_second: fsyncs,
  };
}

const mebibytesOf = (requests: number): number => (requests * BLOCK_BYTES) / 2 ** 20;

function pick(values: Record<string, number>, metrics: readonly MetricDefinition[]): Record<string, number> {
  const names = new Set(metrics.map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/**
 * Tells whether the two printed rates agree, which they must because every request moves one whole block. 0.4 prints
 * sizes with five digits.
 */
function ratesAgree({ reads, writes, readThroughput, writeThroughput }: FileioRun): boolean {
  const agree = (requests: number, throughput: number) => {
    const expected = mebibytesOf(requests);
    return Math.abs(throughput - expected) <= 0.01 + expected * 1e-4;
  };
  return agree(reads, readThroughput) && agree(writes, writeThroughput);
}

/** Confirms the number of requests where sysbench prints it. */
function confirmAmount({ events }: FileioRun, work: Work): void {
  if (work.kind !== 'timed' && events !== undefined)
    confirm({ requests: events }, { requests: amountOf(work, 'requests') });
}

function confirmFileio(run: FileioRun, mode: Mode, how: AccessPattern): void {
  confirm(
    { ...run, ratesAgree: ratesAgree(run) },
    {
      threads: 1,
      mode: mode.printed,
      io: 'synchronous',
      files: FILES,
      totalBytes: TOTAL_MIB * 2 ** 20,
      blockBytes: BLOCK_BYTES,
      flags: how.flags,
      fsyncEvery: how.fsyncEvery,
      fsyncAtEnd: how.fsyncAtEnd,
      fsyncAll: how.fsyncAll,
      ratesAgree: true,
    },
  );
}

export const fileio: Suite = {
  name: 'fileio',
  summary: 'reading and writing files',
  benchmarks: PLACES.flatMap((place) =>
    MODES.flatMap((mode) => casesOf(place.name, mode).map((how) => fileBenchmark(place, mode, how))),
  ),
};
