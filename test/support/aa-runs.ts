/**
 * Reads the recorded A/A data of November 2026 as run documents. The same runtimes are on both sides, so every finding
 * is false.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Pair, PlannedBenchmark, RunDocument } from '../../src/results/document.js';
import { buildRun, CPU, MEMORY } from './run-builder.js';

/** Changes the figure of an arm's trial, to add a slowdown that has to be found. */
export type Inject = (figure: number, arm: string, test: string) => number;

interface Line {
  readonly run: number;
  readonly block: number;
  readonly k: number;
  readonly arm: string;
  readonly test: string;
  readonly arm_v: number;
  readonly native_v: number;
}

const BENCHMARKS: Readonly<Record<string, PlannedBenchmark>> = {
  cpu: CPU,
  mem1k: MEMORY,
  mem1m: { ...MEMORY, id: 'memory.write.1m', summary: 'writes of 1 MiB' },
};

function readLines<T>(name: string): T[] {
  const file = new URL(`../fixtures/aa/${name}.jsonl.gz`, import.meta.url);
  const text = gunzipSync(readFileSync(file)).toString('utf8').trim();
  return text.split('\n').map((line) => JSON.parse(line) as T);
}

interface LaunchLine {
  readonly block: number;
  readonly k: number;
  readonly arm: string;
  readonly test: string;
  readonly a: number;
  readonly b: number;
}

/** The metrics of the recordings are the primary ones alone. */
const GATED = Object.values(BENCHMARKS).map((one) => ({
  ...one,
  metrics: one.metrics.filter((metric) => metric.name === one.gate),
}));

function pairOf(line: Line, inject: Inject): Pair {
  const benchmark = BENCHMARKS[line.test] as PlannedBenchmark;
  const trial = (arm: string, figure: number) => ({ arm, wallMs: 100, metrics: { [benchmark.gate]: figure } });
  const trials = [trial('native', line.native_v), trial(line.arm, inject(line.arm_v, line.arm, line.test))];
  return { benchmark: benchmark.id, baseline: 'native', candidate: line.arm, k: line.k, warmup: false, trials };
}

const unchanged: Inject = (figure) => figure;
let lines: readonly Line[] | undefined;

/** Returns the eight whole runs of runs.jsonl: one boot, native, runc, docker and runsc, six blocks of three pairs. */
export function recordedRuns(inject: Inject = unchanged): RunDocument[] {
  lines ??= readLines<Line>('runs');
  const all = lines;
  return Array.from({ length: 8 }, (_, run) => {
    const own = all.filter((line) => line.run === run);
    const empty = buildRun({ id: `aa-${run}`, arms: ['runc', 'docker', 'runsc'], blocks: 6, pairs: 3 });
    return {
      ...empty,
      plan: { ...empty.plan, benchmarks: GATED },
      blocks: empty.blocks.map((block) => ({
        ...block,
        pairs: own.filter((line) => line.block === block.index).map((line) => pairOf(line, inject)),
      })),
    };
  });
}

/** Returns launches.jsonl as one run of 36 blocks: runc, docker and runsc, each against itself under another name. */
export function recordedSides(inject: Inject = unchanged): RunDocument {
  const arms = ['runc', 'docker', 'runsc'];
  const contrasts = arms.map((arm) => ({ baseline: arm, candidate: `${arm}=again` }));
  const empty = buildRun({ id: 'aa', arms: contrasts.flatMap(Object.values), contrasts, blocks: 36, pairs: 4 });
  const recorded = readLines<LaunchLine>('launches').filter((line) => arms.includes(line.arm));
  const blocks = empty.blocks.map((block) => ({
    ...block,
    pairs: recorded.filter((line) => line.block === block.index).map((line) => sidesOf(line, inject)),
  }));
  return { ...empty, plan: { ...empty.plan, benchmarks: GATED }, blocks };
}

function sidesOf({ arm, test, k, a, b }: LaunchLine, inject: Inject): Pair {
  const { id, gate } = BENCHMARKS[test] as PlannedBenchmark;
  const trials = [
    { arm, wallMs: 100, metrics: { [gate]: a } },
    { arm: `${arm}=again`, wallMs: 100, metrics: { [gate]: inject(b, arm, test) } },
  ];
  return { benchmark: id, baseline: arm, candidate: `${arm}=again`, k, warmup: false, trials };
}
