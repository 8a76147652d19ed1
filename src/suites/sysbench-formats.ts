/**
 * Lists what sysbench prints, line by line, in each of its three formats. They were checked against the sources
 * (github.com/akopytov/sysbench) at the 0.4.12 tree of its 0.4 branch, at tag 1.0.20 and at 1.1.0-3ceba0b, and against
 * real output of all three.
 */
import { type Grammar, grammar } from './sysbench-grammar.js';

export type Format = '0.4' | '1.0' | '1.1';
export type Test = 'cpu' | 'memory' | 'fileio' | 'threads' | 'mutex';

/**
 * Warnings that do not change what was measured: deprecated option names, and a limit that memory and mutex set by
 * themselves.
 */
export const HARMLESS: ReadonlySet<string> = new Set([
  'WARNING: Both event and time limits are disabled, running an endless test',
  'WARNING: Both max-requests and max-time are 0, running endless test',
  'WARNING: --num-threads is deprecated, use --threads instead',
  'WARNING: --max-requests is deprecated, use --events instead',
  'WARNING: --max-time is deprecated, use --time instead',
  'WARNING: the --test option is deprecated. You can pass a script name or path on the command line without any options.',
]);

const HEADERS: Readonly<Record<Format, string>> = {
  '0.4': 'sysbench {version:version}: multi-threaded system evaluation benchmark',
  '1.0': 'sysbench {version:version} (using {:word} LuaJIT {:text})',
  '1.1': 'sysbench {version:version} (using {:word} LuaJIT {:text})',
};

const OPTIONS_04 = [
  'Running the test with following options:',
  'Number of threads: {threads:int}',
  '?Additional request validation enabled.',
  '?Initializing random number generator from timer.',
  '?Random number generator seed is 0 and will be ignored',
  '?Forcing shutdown in {:int} seconds',
];

const OPTIONS_1 = [
  'Running the test with following options:',
  'Number of threads: {threads:int}',
  '?Report intermediate results every {:int} second(s)',
  '?Additional request validation enabled.',
  '?Validation checks: on.',
  'Initializing random number generator from {:text}',
  '?Forcing shutdown in {:int} seconds',
];

const HISTOGRAM = [
  '?Latency histogram (values are in milliseconds)',
  '?value ------------- distribution ------------- count',
  '*{:f3} |{:stars} {:int}',
];

const FAIRNESS = [
  'Threads fairness:',
  'events (avg/stddev): {eventsEach:f4}/{:f2}',
  'execution time (avg/stddev): {:f4}/{:f2}',
];

const LATENCY_1 = [
  'Latency (ms):',
  'min: {min:f2}',
  'avg: {avg:f2}',
  'max: {max:f2}',
  '?percentile stats: {noPercentile:word}',
  '?{rank:int}th percentile: {percentile:f2}',
  'sum: {sum:f2}',
];

const SUMMARIES: Readonly<Record<Format, readonly string[]>> = {
  '0.4': [
    'Test execution summary:',
    'total time: {seconds:f4}s',
    'total number of events: {events:int}',
    'total time taken by event execution: {sumSeconds:f4}',
    'per-request statistics:',
    'min: {min:f2}ms',
    'avg: {avg:f2}ms',
    'max: {max:f2}ms',
    '?approx. {rank:int} percentile: {percentile:f2}ms',
    ...FAIRNESS,
  ],
  '1.0': [
    'General statistics:',
    'total time: {seconds:f4}s',
    'total number of events: {events:int}',
    ...LATENCY_1,
    ...FAIRNESS,
  ],
  '1.1': [
    'Throughput:',
    'events/s (eps): {:f4}',
    'time elapsed: {seconds:f4}s',
    'total number of events: {events:int}',
    ...LATENCY_1,
    ...FAIRNESS,
  ],
};

/** The lines that one test adds: its options, its progress and its figures, and its own `summary` where it has one. */
interface Lines {
  readonly mode: readonly string[];
  readonly report: readonly string[];
  readonly summary?: readonly string[];
}

const PROGRESS: Readonly<Record<Test, string>> = {
  cpu: '*[ {:int}s ] thds: {:int} eps: {:f2} lat (ms,{:int}%): {:f2}',
  threads: '*[ {:int}s ] thds: {:int} eps: {:f2} lat (ms,{:int}%): {:f2}',
  mutex: '*[ {:int}s ] thds: {:int} eps: {:f2} lat (ms,{:int}%): {:f2}',
  memory: '*[ {:int}s ] {:f2} MiB/sec',
  fileio: '*[ {:int}s ] reads: {:f2} MiB/s writes: {:f2} MiB/s fsyncs: {:f2}/s latency (ms,{:int}%): {:f3}',
};

const CPU_1 = {
  mode: ['Prime numbers limit: {primes:int}'],
  report: ['CPU speed:', 'events per second: {eventsPerSecond:f2}'],
};

const MEMORY_1 = {
  mode: [
    'Running memory speed test with the following options:',
    'block size: {blockKiB:int}KiB',
    'total size: {:int}MiB',
    'operation: {operation:word}',
    'scope: {:word}',
  ],
  report: [
    'Total operations: {operations:int} ({operationsPerSecond:f2} per second)',
    '{transferred:f2} MiB transferred ({throughput:f2} MiB/sec)',
  ],
};

/** `unit` is what follows a size: `b` (which means bytes) up to 0.4, `B` since 1.0. */
function fileMode(unit: string, requests: string): string[] {
  return [
    'Extra file open flags: {flags:text}',
    `{files:int} files, {:size}${unit} each`,
    `{total:size}${unit} total file size`,
    `Block size {block:size}${unit}`,
    `?Merging requests up to {:size}${unit} for sequential IO.`,
    `?${requests}: {:int}`,
    '?Read/Write ratio for combined random IO test: {:f2}',
    '?Periodic FSYNC enabled, calling fsync() each {fsyncEvery:int} requests.',
    '?Calling fsync() at the end of test, {fsyncAtEnd:word}.',
    '?Calling fsync() after {fsyncAll:word} write operation.',
    'Using {io:text} I/O mode',
    '?Using checksums validation.',
    'Doing {mode:text} test',
  ];
}

const FILE_MODE_1 = fileMode('B', 'Number of IO requests');

const TESTS: Readonly<Record<Test, Readonly<Record<Format, Lines>>>> = {
  cpu: {
    '0.4': {
      mode: ['Doing CPU performance benchmark'],
      report: ['Maximum prime number checked in CPU test: {primes:int}'],
    },
    '1.0': CPU_1,
    '1.1': CPU_1,
  },
  memory: {
    '0.4': {
      mode: [
        'Doing memory operations speed test',
        'Memory block size: {blockKiB:int}K',
        'Memory transfer size: {:int}M',
        'Memory operations type: {operation:word}',
        'Memory scope type: {:word}',
      ],
      report: [
        'Operations performed: {operations:int} ({operationsPerSecond:f2} ops/sec)',
        '{transferred:f2} MB transferred ({throughput:f2} MB/sec)',
      ],
    },
    '1.0': MEMORY_1,
    '1.1': MEMORY_1,
  },
  fileio: {
    '0.4': {
      mode: fileMode('b', 'Number of random requests for random IO'),
      report: [
        'Operations performed: {readCount:int} Read, {writeCount:int} Write, {fsyncCount:int} Other = {:int} Total',
        'Read {readBytes:size}b Written {writtenBytes:size}b Total transferred {:size}b ({:size}b/sec)',
        '{:f2} Requests/sec executed',
      ],
    },
    '1.0': {
      mode: FILE_MODE_1,
      report: [
        'File operations:',
        'reads/s: {reads:f2}',
        'writes/s: {writes:f2}',
        'fsyncs/s: {fsyncs:f2}',
        'Throughput:',
        'read, MiB/s: {read:f2}',
        'written, MiB/s: {written:f2}',
      ],
    },
    '1.1': {
      mode: FILE_MODE_1,
      report: [
        'Throughput:',
        'read: IOPS={reads:f2} {read:f2} MiB/s ({:f2} MB/s)',
        'write: IOPS={writes:f2} {written:f2} MiB/s ({:f2} MB/s)',
        'fsync: IOPS={fsyncs:f2}',
      ],
      summary: LATENCY_1,
    },
  },
  threads: {
    '0.4': {
      mode: ['Doing thread subsystem performance test', 'Thread yields per test: {:int} Locks used: {:int}'],
      report: [],
    },
    '1.0': { mode: [], report: [] },
    '1.1': { mode: [], report: [] },
  },
  mutex: {
    '0.4': { mode: ['Doing mutex performance test'], report: [] },
    '1.0': { mode: [], report: [] },
    '1.1': { mode: [], report: [] },
  },
};

/** Returns the lines of a whole run of `test`. */
export function grammarOf(format: Format, test: Test): Grammar {
  const { mode, report, summary = SUMMARIES[format] } = TESTS[test][format];
  const options = format === '0.4' ? OPTIONS_04 : OPTIONS_1;
  const course =
    format === '0.4'
      ? ['Threads started!', '?Time limit exceeded, exiting...', '?(last message repeated {:int} times)', 'Done.']
      : ['Initializing worker threads...', 'Threads started!', PROGRESS[test], ...HISTOGRAM];
  return grammar([HEADERS[format], ...options, ...mode, ...course, ...report, ...summary]);
}
