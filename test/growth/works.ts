/**
 * The work that is done with documents of any size, by the part of them that grows. The sources are loaded when a work
 * is prepared.
 */
import type { ReportInput } from '../../src/report/input.js';
import type { PlannedBenchmark, RunDocument } from '../../src/results/document.js';
import { bisectRecord, triedOnce } from '../support/bisect-record.js';
import { buildHistory } from '../support/history-builder.js';
import { buildRun, CPU, MEMORY, SHUTDOWN, type Sketch, STARTUP } from '../support/run-builder.js';

export interface Work {
  /** The smaller of the two sizes. */
  readonly size: number;
  /** Prepares the data, and returns the function that does the work. */
  readonly prepare: (size: number) => Promise<() => unknown>;
}

const ARMS = ['runc', 'crun', 'docker'];
/** More would cost time alone: the exact test goes through all ways to deal two runs' blocks out. */
const FEW_BLOCKS = 5;

const numbered = (count: number): PlannedBenchmark[] =>
  Array.from({ length: count }, (_, i) => ({
    ...(i % 2 === 0 ? CPU : MEMORY),
    id: `${i % 2 === 0 ? 'cpu' : 'memory'}.n${i}`,
  }));

/** Makes a document in which some trials failed, other work ran on the host, and cells had to wait. */
function documentOf(id: string, sketch: Sketch): RunDocument {
  const run = buildRun({
    id,
    seed: id.length,
    spread: 0.02,
    ...sketch,
    figure: (place, usual) => figureOf(place, usual),
  });
  const blocks = run.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map((pair, i) => ({
      ...pair,
      busyCpus: ((i * 7 + block.index * 13) % 17) / 10,
      waitingPerCpu: 0,
    })),
    waiting: run.plan.contrasts
      .slice(1)
      .flatMap(({ candidate: arm }) => run.plan.benchmarks.map(({ id: benchmark }) => ({ arm, benchmark }))),
  }));
  const quiet = { margin: 0.25, history: 3, share: 0.3 };
  const deployment = { packages: [], otherBytes: 1, prepare: { seconds: 1, changes: {} } };
  const environments = run.environments.map((one) => ({ ...one, deployment }));
  return { ...run, plan: { ...run.plan, quiet, blocks: { min: 6, max: 1_000 } }, environments, blocks };
}

function figureOf({ arm, block, k }: { arm: string; block: number; k: number }, usual: number): number | string {
  return arm === 'crun' && block % 5 === 4 && k === 1 ? 'exit' : Number(usual.toFixed(6));
}

/**
 * Makes two runs, of which the later is slower in every cell, and processes them from their texts to every form of a
 * report.
 */
async function reports(sketch: Sketch): Promise<() => unknown> {
  const levels = Object.fromEntries(
    ['native', ...(sketch.arms ?? ARMS)].map((arm) => [arm, arm === 'native' ? 1000 : 700]),
  );
  const texts = [documentOf('run-before', sketch), documentOf('run-now', { ...sketch, levels })].map((run) =>
    JSON.stringify(run),
  );
  const { parseRun } = await import('../../src/results/store.js');
  const { compareRuns } = await import('../../src/compare/two-runs/between-runs.js');
  const { explainAllAcross } = await import('../../src/compare/explain.js');
  return async () => {
    const [before, now] = texts.map((text) => parseRun(text, 'a document')) as [RunDocument, RunDocument];
    const comparison = compareRuns(before, now);
    await allForms(now, { comparison, explanations: () => explainAllAcross(before, now) });
    await allForms(now, {});
  };
}

/** Makes one run with two sides of every arm. */
async function sides(sketch: Sketch): Promise<() => unknown> {
  const arms = (sketch.arms ?? ARMS).flatMap((arm) => [`${arm}@1`, `${arm}@2`]);
  const contrasts = (sketch.arms ?? ARMS).map((arm) => ({ baseline: `${arm}@1`, candidate: `${arm}@2` }));
  const text = JSON.stringify(documentOf('run-sides', { ...sketch, arms, contrasts }));
  const { parseRun } = await import('../../src/results/store.js');
  const { compareSides } = await import('../../src/compare/one-run/within-run.js');
  const { explainAllSides } = await import('../../src/compare/explain.js');
  return async () => {
    const run = parseRun(text, 'a document');
    await allForms(run, { comparison: compareSides(run), explanations: () => explainAllSides(run) });
  };
}

async function allForms(run: RunDocument, judged: Pick<ReportInput, 'comparison' | 'explanations'>): Promise<void> {
  const { overheads } = await import('../../src/compare/one-run/overhead.js');
  const { gateOutcome, withLimits } = await import('../../src/compare/outcome/gate.js');
  const { judgeLimits } = await import('../../src/compare/limits.js');
  const { readLimit } = await import('../../src/config/kinds/limits.js');
  const { FORMATS } = await import('../../src/report/format.js');
  const { renderDeployment } = await import('../../src/report/deployment/format.js');
  const { gateSentence, renderLegs } = await import('../../src/report/markdown/legs.js');
  const { COMMENT_LIMITS } = await import('../../src/report/markdown/markdown.js');
  const rows = run.plan.arms
    .slice(0, 50)
    .map(({ id }) => readLimit(`${id} ${run.plan.benchmarks[0]?.id} > 900 events/s`));
  const limits = judgeLimits(
    run,
    rows.filter((row) => row !== undefined),
    0.05,
  );
  const failOn = ['regression', 'missing', 'inconclusive', 'limit'] as const;
  const gate = withLimits(judged.comparison && gateOutcome(judged.comparison, failOn), limits.cells, failOn);
  const input: ReportInput = { run, overheads: overheads(run), limits, ...(gate && { gate }), ...judged };
  for (const format of FORMATS) await format.render(input);
  const legs = {
    legs: [
      { name: 'one', input },
      { name: 'two', input },
    ],
    absent: [],
    failOn,
  };
  renderLegs(legs, COMMENT_LIMITS);
  gateSentence(legs);
  renderDeployment(run, 'text');
}

/** Makes nightly runs with occasional steps. */
async function nights(runs: number): Promise<() => unknown> {
  const steps = Array.from({ length: Math.floor(runs / 50) }, (_, i) => ({
    from: 50 * i + 25,
    ratio: i % 2 === 0 ? 1.1 : 0.9,
  }));
  const history = buildHistory({ runs, steps, spikes: 0.02, arms: ['runc'] });
  const { addRuns } = await import('../../src/history/add.js');
  const { compact } = await import('../../src/history/compact.js');
  const { analyse } = await import('../../src/history/input.js');
  const { HISTORY_FORMATS, findHistoryFormat } = await import('../../src/report/history/format.js');
  const fresh = Array.from({ length: Math.floor(runs / 4) }, (_, i) => ({
    ...buildRun({ blocks: 1 }),
    id: `run-${i}`,
  }));
  return async () => {
    const all = addRuns(history, fresh, Date.UTC(2030, 0, 1)).history;
    compact(all, 7);
    const input = analyse(compact(all, 36_500), 1);
    for (const name of HISTORY_FORMATS) await findHistoryFormat(name)?.(input);
  };
}

/** Makes a line of commits of which every fourth cannot be built. */
async function commits(count: number): Promise<() => unknown> {
  const tried = Array.from({ length: Math.floor(count / 4) }, (_, i) => triedOnce('step', 0, 4 * i + 2, 'not-built'));
  const record = bisectRecord(count, { tried: [triedOnce('ends', 0, count, 'slower'), ...tried] });
  const { bisectFrom } = await import('../../src/bisect/read.js');
  const { nextStep } = await import('../../src/bisect/task.js');
  const { renderBisectHtml } = await import('../../src/report/bisect/html.js');
  const { renderBisectMarkdown } = await import('../../src/report/bisect/markdown.js');
  const { renderBisectTerminal } = await import('../../src/report/bisect/terminal.js');
  return () => {
    const read = bisectFrom(JSON.stringify(record), 'a record');
    nextStep(read);
    return [
      renderBisectHtml(read),
      renderBisectMarkdown(read),
      renderBisectTerminal(read, { width: 100, colour: false }),
    ];
  };
}

const observed = [STARTUP, SHUTDOWN];

export const WORKS: Readonly<Record<string, Work>> = {
  blocks: {
    size: 125,
    prepare: (blocks) => reports({ blocks, arms: ['crun'], pairs: 1, benchmarks: [CPU, MEMORY, STARTUP] }),
  },
  pairs: {
    size: 25,
    prepare: (pairs) => reports({ pairs, blocks: FEW_BLOCKS, arms: ARMS, benchmarks: [CPU, MEMORY] }),
  },
  benchmarks: {
    size: 16,
    prepare: (count) =>
      reports({ blocks: FEW_BLOCKS, pairs: 1, arms: ARMS, benchmarks: [...numbered(count), ...observed] }),
  },
  arms: {
    size: 10,
    prepare: (count) =>
      reports({
        blocks: FEW_BLOCKS,
        pairs: 1,
        arms: Array.from({ length: count }, (_, i) => `runc@1.${i}`),
        benchmarks: [CPU, MEMORY, ...observed],
      }),
  },
  'blocks of two sides': {
    size: 125,
    prepare: (blocks) => sides({ blocks, pairs: 1, arms: ['runc'], benchmarks: [CPU, ...observed] }),
  },
  'cells of two sides': {
    size: 16,
    prepare: (count) =>
      sides({ blocks: FEW_BLOCKS, pairs: 1, arms: ['runc', 'crun'], benchmarks: [...numbered(count), ...observed] }),
  },
  'runs of a history': { size: 250, prepare: nights },
  'commits of a search': { size: 250, prepare: commits },
};
