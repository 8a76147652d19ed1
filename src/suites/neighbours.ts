/**
 * Measures one sandbox alone, and then beside others of its runtime that do the same: what neighbours cost it, and how
 * fairly they share.
 */
import { SANDBOX } from '../sandbox/paths.js';
import { type Command, type MetricDefinition, OutputError, type WorkingCrowd } from './benchmark.js';
import { confirm, sysbench } from './sysbench-benchmark.js';
import { fileio } from './sysbench-fileio.js';
import { readCpu, readMemory } from './sysbench-output.js';

/**
 * sysbench counts whole seconds. Two are long compared with the differences between the times at which the sandboxes
 * begin.
 */
const SECONDS = 2;

export interface Load {
  readonly name: string;
  readonly words: string;
  readonly unit: string;
  readonly setup?: Command;
  readonly files?: string | undefined;
  readonly command: Command;
  /** @throws OutputError for output that is not the load's. */
  rate(output: string): number;
}

/** No host writes as much in that time. */
const ENDLESS_MIB = 2 ** 30;

const FILES = fileio.benchmarks.find(({ id }) => id === 'fileio.volume.rndwr');
if (!FILES) throw new Error('there is no benchmark of random writes');
const FILE_WORK = { kind: 'timed', seconds: SECONDS } as const;

export const LOADS: readonly Load[] = [
  {
    name: 'cpu',
    words: 'primes by trial division',
    unit: 'events/s',
    command: sysbench(SANDBOX.root, 'cpu', 1, ['--cpu-max-prime=20000', '--events=0', `--time=${SECONDS}`]),
    rate: (output) => {
      const { threads, eventsPerSecond } = readCpu(output);
      confirm({ threads }, { threads: 1 });
      return eventsPerSecond;
    },
  },
  {
    name: 'memory',
    words: 'writes of 1 MiB blocks of memory',
    unit: 'MiB/s',
    command: sysbench(SANDBOX.root, 'memory', 1, [
      ...['--memory-block-size=1M', `--memory-total-size=${ENDLESS_MIB}M`, '--memory-scope=global'],
      ...['--memory-oper=write', '--memory-access-mode=seq', `--time=${SECONDS}`],
    ]),
    rate: (output) => {
      const { threads, operation, throughput } = readMemory(output);
      confirm({ threads, operation }, { threads: 1, operation: 'write' });
      return throughput;
    },
  },
  {
    name: 'fileio',
    words: 'random writes to the volume, an fsync every 100 requests,',
    unit: 'MiB/s',
    setup: FILES.setup[0] as Command,
    files: FILES.files,
    command: FILES.command(FILE_WORK),
    rate: (output) => FILES.parse(output, FILE_WORK, 0).throughput ?? 0,
  },
];

/** The first is the primary metric. */
export const neighbourMetrics = ({ unit }: Load): readonly MetricDefinition[] => [
  { name: 'slowdown', unit: 'x', direction: 'lower' },
  { name: 'fairness', unit: 'share', direction: 'higher' },
  { name: 'rate_alone', unit, direction: 'higher' },
  { name: 'rate_beside', unit, direction: 'higher' },
];

/**
 * Measures with one neighbour for each CPU, so that the sandbox has to share: its fair share is CPUs / (CPUs + 1) of a
 * CPU.
 */
export function neighbours({ setup, command, rate }: Load): WorkingCrowd {
  const each = (count: number, what: Command) => Array.from({ length: count }, () => what);
  return {
    asked: 'to work',
    size: (cpuCount) => cpuCount + 1,
    phases: (count) => [...(setup ? [each(count, setup)] : []), [command], each(count, command)],
    read(printed) {
      const [alone = [], beside = []] = printed.slice(-2).map((outputs) => outputs.map(rate));
      const [[before = 0], [now = 0]] = [alone, beside];
      if ([...alone, ...beside].some((each) => each <= 0)) throw new OutputError('a sandbox did nothing', []);
      return { slowdown: before / now, fairness: fairness(beside), rate_alone: before, rate_beside: now };
    },
  };
}

/**
 * Returns Jain's fairness index (Jain, Chiu and Hawe 1984): 1 where all rates are equal, and 1/n where one of n has
 * all.
 */
export function fairness(rates: readonly number[]): number {
  const sum = rates.reduce((total, rate) => total + rate, 0);
  const squares = rates.reduce((total, rate) => total + rate ** 2, 0);
  return sum ** 2 / (rates.length * squares);
}
