/** Measures how fast memory is read and written. */
import { SANDBOX } from '../sandbox/paths.js';
import type { Benchmark, Suite, Work } from './benchmark.js';
import { amountOf, TOTAL_TIME, workSizerByTime } from './fixed-work.js';
import { confirm, LATENCY_METRICS, latencyMetrics, sysbench, totalTime } from './sysbench-benchmark.js';
import { readMemory } from './sysbench-output.js';

const OPERATIONS = ['read', 'write'] as const;
const ACCESSES = [
  { name: 'seq', words: 'in sequence' },
  /**
   * This mode draws a random number for every 8 bytes, so it is 3 to 10 times slower and measures that as much as
   * memory.
   */
  { name: 'rnd', words: 'at random' },
] as const;
const BLOCKS = [
  { name: '1k', kiB: 1, words: '1 KiB blocks, most of the time sysbench counting and timing them' },
  { name: '1m', kiB: 1024, words: '1 MiB blocks, which fit in the L2 or L3 cache' },
] as const;

type Operation = (typeof OPERATIONS)[number];
type Access = (typeof ACCESSES)[number];
type Block = (typeof BLOCKS)[number];

function mebibytes(amount: number): Work & { readonly kind: 'fixed' } {
  return { kind: 'fixed', amount, unit: 'MiB' };
}

/** The probe takes 20 to 30 ms at the 9, 37 and 2.5 GiB/s of the host on which this was written. */
function probeMiB(access: Access, block: Block): number {
  if (access.name === 'rnd') return 64;
  return block.name === '1k' ? 256 : 1024;
}

function memoryBenchmark(operation: Operation, access: Access, block: Block): Benchmark {
  return {
    id: `memory.${operation}.${access.name}.${block.name}`,
    suite: 'memory',
    summary: `${operation} memory ${access.words}, ${block.words}`,
    metrics: [
      { name: 'throughput', unit: 'MiB/s', direction: 'higher' },
      { name: 'operations_per_second', unit: 'ops/s', direction: 'higher' },
      TOTAL_TIME,
      ...LATENCY_METRICS,
    ],
    primaryMetric: 'throughput',
    defaultWork: mebibytes(3 * probeMiB(access, block)),
    workSizer: workSizerByTime(mebibytes(probeMiB(access, block))),
    setup: [],
    command: (work) => sysbench(SANDBOX.root, 'memory', 1, options(operation, access, block, amountOf(work, 'MiB'))),
    teardown: [],
    parse: (output, work) => parse(output, operation, block, amountOf(work, 'MiB')),
  };
}

/**
 * --events has no effect in this test; the total size is the limit. sysbench warns of an endless test and then ends
 * it.
 */
function options(operation: Operation, access: Access, block: Block, amount: number): string[] {
  return [
    `--memory-block-size=${block.kiB}K`,
    `--memory-total-size=${amount}M`,
    '--memory-scope=global',
    `--memory-oper=${operation}`,
    `--memory-access-mode=${access.name}`,
    '--time=0',
  ];
}

/** sysbench does not print the access mode, so the output cannot confirm it. */
function parse(output: string, operation: Operation, block: Block, amount: number): Record<string, number> {
  const run = readMemory(output);
  confirm(
    { threads: run.threads, operation: run.operation, 'block KiB': run.blockKiB, MiB: run.transferredMiB },
    { threads: 1, operation, 'block KiB': block.kiB, MiB: amount },
  );
  return {
    throughput: run.throughput,
    operations_per_second: run.operationsPerSecond,
    ...totalTime(run),
    ...latencyMetrics(run),
  };
}

export const memory: Suite = {
  name: 'memory',
  summary: 'reading and writing memory',
  benchmarks: OPERATIONS.flatMap((operation) =>
    ACCESSES.flatMap((access) => BLOCKS.map((block) => memoryBenchmark(operation, access, block))),
  ),
};
