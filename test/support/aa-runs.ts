/** The recorded A/A data of November 2026 as run documents: the same runtimes on both sides, so every finding is false. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Pair, PlannedBenchmark, RunDocument } from '../../src/results/document.js';
import { buildRun, CPU, MEMORY } from './run-builder.js';

/** Changes the figure of an arm's trial: the slowdown to be found. */
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

function pairOf(line: Line, inject: Inject): Pair {
  const benchmark = BENCHMARKS[line.test] as PlannedBenchmark;
  const trial = (arm: string, figure: number) => ({ arm, wallMs: 100, metrics: { [benchmark.gate]: figure } });
  const trials = [trial('native', line.native_v), trial(line.arm, inject(line.arm_v, line.arm, line.test))];
  return { benchmark: benchmark.id, baseline: 'native', candidate: line.arm, k: line.k, warmup: false, trials };
}

const unchanged: Inject = (figure) => figure;
let lines: readonly Line[] | undefined;

/** The eight whole runs of runs.jsonl: one boot, native, runc, docker and runsc, six blocks of three pairs. */
export function recordedRuns(inject: Inject = unchanged): RunDocument[] {
  lines ??= readLines<Line>('runs');
  const all = lines;
  return Array.from({ length: 8 }, (_, run) => {
    const own = all.filter((line) => line.run === run);
    const empty = buildRun({ id: `aa-${run}`, arms: ['runc', 'docker', 'runsc'], blocks: 6, pairs: 3 });
    const benchmarks = Object.values(BENCHMARKS).map((one) => ({
      ...one,
      metrics: one.metrics.filter((metric) => metric.name === one.gate),
    }));
    return {
      ...empty,
      plan: { ...empty.plan, benchmarks },
      blocks: empty.blocks.map((block) => ({
        ...block,
        pairs: own.filter((line) => line.block === block.index).map((line) => pairOf(line, inject)),
      })),
    };
  });
}
