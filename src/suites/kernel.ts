/**
 * Measures what a sandbox asks of its kernel, and what passes between processes inside it. Runtimes that compute
 * equally fast differ here by factors.
 */
import { SANDBOX } from '../sandbox/paths.js';
import { type Benchmark, type Command, OutputError, type Suite, type Work } from './benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from './fixed-work.js';
import { type Reader, readDd, readHackbench, readPrograms, readStressor } from './kernel-output.js';

/** The packages of the distribution that hold the programs. They have the same names in Debian and in Ubuntu. */
const STRESS_NG = ['stress-ng'];
const HACKBENCH = ['rt-tests'];

/**
 * A trial takes .3 s where others take .1 s, because the programs take .05 s to set up and hackbench prints whole ms.
 */
const LENGTHS = 3;

interface Row {
  readonly name: string;
  readonly summary: string;
  /** What the program counts. */
  readonly unit: string;
  /** The work of a probe, which takes about .1 s on a CPU of today. */
  readonly probe: number;
  readonly packages?: readonly string[];
  command(amount: number): Command;
  readonly read: Reader;
}

/**
 * A program that takes longer than this many seconds is cut short; it has not done its work then, and the trial fails.
 */
const LONGEST_SECONDS = 60;
const REPORT = 'stress-ng.yaml';

/**
 * Runs one process of a stressor. The report goes to a file, because stress-ng prints its messages on the same stream
 * as its figures.
 */
function stressor(
  name: string,
  options: readonly string[] = [],
  cwd: string = SANDBOX.root,
): Pick<Row, 'command' | 'read' | 'packages'> {
  return {
    packages: STRESS_NG,
    command: (amount) => {
      const what = [`--${name}`, '1', `--${name}-ops`, String(amount), ...options];
      const how = ['--timeout', String(LONGEST_SECONDS), '--metrics', '--yaml', REPORT];
      return { cwd, argv: ['/bin/sh', '-c', `stress-ng "$@" && cat ${REPORT}`, 'stress-ng', ...what, ...how] };
    },
    read: readStressor(name),
  };
}

const PROGRAMS = `start=\${EPOCHREALTIME/./}
for ((i = 0; i < $1; i++)); do /bin/true || exit; done
echo "$1 programs in $((\${EPOCHREALTIME/./} - start)) us"`.replaceAll('\n', '; ');

const ROWS: readonly Row[] = [
  {
    name: 'syscall',
    summary: 'a read of one byte of /dev/zero and a write of it to /dev/null, by dd',
    unit: 'blocks',
    probe: 100_000,
    command: (amount) => ({
      cwd: SANDBOX.root,
      argv: ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=1', `count=${amount}`],
    }),
    read: readDd,
  },
  {
    name: 'switch',
    summary: 'two processes that wake each other by one byte in a pipe, by stress-ng',
    unit: 'switches',
    probe: 20_000,
    ...stressor('switch', ['--switch-method', 'pipe']),
  },
  {
    name: 'pipe',
    summary: 'one process fills a pipe, another one empties it, 512 bytes at a time, by stress-ng',
    unit: 'writes',
    probe: 50_000,
    ...stressor('pipe', ['--pipe-data-size', '512']),
  },
  {
    name: 'futex',
    summary: 'one process waits for a futex, another one wakes it, by stress-ng',
    unit: 'wakes',
    probe: 3000,
    ...stressor('futex'),
  },
  {
    name: 'socket',
    summary: 'messages of 100 bytes from one process to another by a Unix socket, by hackbench',
    unit: 'messages',
    probe: 20_000,
    packages: HACKBENCH,
    command: (amount) => ({
      cwd: SANDBOX.root,
      argv: ['hackbench', '--groups=1', '--fds=1', '--datasize=100', `--loops=${amount}`],
    }),
    read: readHackbench,
  },
  {
    name: 'exec',
    summary: 'fork, exec of /bin/true and wait, by a loop of bash',
    unit: 'programs',
    probe: 60,
    command: (amount) => ({ cwd: SANDBOX.root, argv: ['bash', '-c', PROGRAMS, 'bash', String(amount)] }),
    read: readPrograms,
  },
  {
    name: 'mmap',
    summary: 'mapping three pages, faulting two of them in, and unmapping all, by stress-ng',
    unit: 'mappings',
    probe: 3000,
    ...stressor('mmapmany'),
  },
  {
    name: 'brk',
    summary: 'growing the heap by a page, faulting it in, and shrinking it, by stress-ng',
    unit: 'calls',
    probe: 10_000,
    ...stressor('brk'),
  },
  {
    name: 'files',
    summary: 'creating and removing empty files, a hundred at a time, on the volume, by stress-ng',
    unit: 'files',
    probe: 1000,
    ...stressor('dentry', ['--dentries', '100'], SANDBOX.volume),
  },
];

/** The primary metric, which has the same name for all rows. */
const RATE = 'operations_per_second';

function kernelBenchmark({ name, summary, unit, probe, packages, command, read }: Row): Benchmark {
  const work = { kind: 'fixed', amount: probe, unit } as const;
  return {
    id: `kernel.${name}`,
    suite: 'kernel',
    summary,
    metrics: [{ name: RATE, unit: 'ops/s', direction: 'higher' }, TOTAL_TIME],
    primaryMetric: RATE,
    defaultWork: { ...work, amount: LENGTHS * probe },
    workSizer: workSizerByTime(work, LENGTHS),
    ...(packages && { packages }),
    setup: [],
    command: (asked) => command(amountOf(asked, unit)),
    teardown: [],
    parse(output, asked) {
      const { amount, seconds } = read(output);
      confirmAmount(amount, asked, unit);
      return { [RATE]: amount / seconds, [TOTAL_TIME.name]: seconds };
    },
  };
}

/**
 * A program may do up to this many operations more than asked, because two of its processes may both do the last one.
 */
const MOST_EXCESS = 16;

/** @throws OutputError where less was done than asked, because the time was up, or more than that. */
function confirmAmount(amount: number, asked: Work, unit: string): void {
  const wanted = amountOf(asked, unit);
  if (amount >= wanted && amount <= wanted + MOST_EXCESS) return;
  const why = amount < wanted ? ` within ${LONGEST_SECONDS} s` : '';
  throw new OutputError(`${amount} ${unit} were done${why}, asked for ${wanted}`, []);
}

export const kernel: Suite = {
  name: 'kernel',
  summary: 'system calls, processes, memory mappings and what passes between processes',
  benchmarks: ROWS.map(kernelBenchmark),
};
