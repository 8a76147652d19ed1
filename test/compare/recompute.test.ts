/**
 * Whoever has nothing but the JSON of `tare explain` gets the same p, estimate and verdict. Everything is computed
 * here a second time, from docs/statistics.md and by trying all swaps: no function of the product is used for it.
 */
import { describe, expect, it } from '@jest/globals';
import { explainAcross, explainSides } from '../../src/compare/explain.js';
import { explanationJson } from '../../src/report/explanation.js';
import { buildRun, CPU, MEMORY, type Sketch } from '../support/run-builder.js';

interface Observed {
  readonly pairs: readonly { readonly baseline: number; readonly candidate: number }[];
}

interface Read {
  readonly cell: { readonly verdict: string; readonly p: number; readonly effect: { readonly ratio: number } };
  readonly settings: {
    readonly alpha: number;
    readonly cells: number;
    readonly thetaPercent: number;
    readonly runToRunPercent: { readonly cautious: number };
    readonly serial: { readonly widening: number };
  };
  readonly design: { readonly looks: readonly { readonly n: number; readonly alphaShare: number }[] };
  readonly looks: readonly {
    readonly n: number;
    readonly p: number;
    readonly threshold: number;
    readonly outcome: string;
    readonly effect: { readonly ratio: number };
  }[];
  readonly baseline: { readonly blocks: readonly Observed[] };
  readonly candidate: { readonly blocks: readonly Observed[] };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((x, y) => x - y);
  const half = sorted.length / 2;
  return mean([sorted[Math.ceil(half) - 1] as number, sorted[Math.floor(half)] as number]);
};

const logsOf = (blocks: readonly Observed[]): number[][] =>
  blocks.map(({ pairs }) => pairs.map(({ baseline, candidate }) => Math.log(candidate / baseline)));

/** Twice the place of a value among all of them, ties sharing theirs. */
const rankOf = (value: number, all: readonly number[]): number =>
  2 * all.filter((other) => other < value).length + all.filter((other) => other === value).length + 1;

const toUnit = (scores: readonly number[]): number[] => {
  const length = Math.sqrt(sum(scores.map((score) => score ** 2)));
  return scores.map((score) => score / length);
};

/** Values that are no scores yet: ranks and Cauchy scores of each launch, added after both have unit length. */
function rawScores(baseline: readonly number[][], candidate: readonly number[][]): number[] {
  const all = [...baseline, ...candidate].flat();
  const ranks = baseline.map((launch, i) =>
    sum(launch.map((value, k) => rankOf(candidate[i]?.[k] ?? Number.NaN, all) - rankOf(value, all))),
  );
  const logs = baseline.map((launch, i) => launch.map((value, k) => (candidate[i]?.[k] ?? Number.NaN) - value));
  const scale = 1.4826 * middle(logs.flat().map(Math.abs));
  const cauchy = logs.map((launch) => sum(launch.map((d) => d / (scale ** 2 + d ** 2))));
  const [byRank, byPair] = [toUnit(ranks), toUnit(cauchy)];
  return byRank.map((score, i) => score + (byPair[i] ?? 0));
}

const whole = (score: number): number => Math.sign(score) * Math.round(512 * Math.abs(score));

const sidesOf = (blocks: readonly Observed[]): [number[][], number[][]] => [
  blocks.map(({ pairs }) => pairs.map(({ baseline }) => Math.log(baseline))),
  blocks.map(({ pairs }) => pairs.map(({ candidate }) => Math.log(candidate))),
];

/** What each launch says of the change, in whole numbers. */
const scoresOf = (blocks: readonly Observed[]): number[] => rawScores(...sidesOf(blocks)).map(whole);

/** The sum of the scores where the candidate is taken to be changed by `ln ratio`. */
function sumAt(blocks: readonly Observed[], ratio: number): number {
  const [baseline, candidate] = sidesOf(blocks);
  return sum(
    rawScores(
      baseline,
      candidate.map((launch) => launch.map((value) => value - Math.log(ratio))),
    ),
  );
}

/** Share of all 2^n ways to swap whole launches with a sum as low as the one observed. */
function swapP(scores: readonly number[]): number {
  let atMost = 0;
  for (let swaps = 0; swaps < 2 ** scores.length; swaps++) {
    if (sum(scores.map((score, i) => ((swaps >> i) & 1 ? -score : score))) <= sum(scores)) atMost++;
  }
  return atMost / 2 ** scores.length;
}

/** Student's lower tail, with t = sqrt(df) tan(angle) and Simpson's rule. */
function studentLower(t: number, df: number): number {
  const area = (from: number, to: number): number => {
    const steps = 4000;
    const at = (i: number): number => Math.max(0, Math.cos(from + (i * (to - from)) / steps)) ** (df - 1);
    const weights = Array.from({ length: steps + 1 }, (_, i) => at(i) * (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2));
    return (sum(weights) * (to - from)) / steps / 3;
  };
  return area(-Math.PI / 2, Math.atan(t / Math.sqrt(df))) / area(-Math.PI / 2, Math.PI / 2);
}

/** The 20 % trimmed mean over its standard error, with what values of one launch are alike by. */
function trimmedP(launches: readonly (readonly number[])[]): number {
  const sorted = launches.flat().sort((x, y) => x - y);
  const cut = Math.floor(0.2 * sorted.length);
  const left = sorted.slice(cut, sorted.length - cut);
  const within = (value: number): number => Math.min(left.at(-1) as number, Math.max(left[0] as number, value));
  const effect = designEffect(launches.map((launch) => launch.map(within)));
  const t = mean(left) / Math.sqrt((effect * squaresOf(sorted.map(within))) / (left.length * (left.length - 1)));
  return studentLower(t, Math.max(1, Math.round(left.length / effect) - 1));
}

const squaresOf = (values: readonly number[]): number => sum(values.map((value) => (value - mean(values)) ** 2));

/** Of launches with equally many values. */
function designEffect(launches: readonly (readonly number[])[]): number {
  const [n, k] = [launches.length, launches[0]?.length ?? 0];
  if (k === 1) return 1;
  const between = (k * squaresOf(launches.map(mean))) / (n - 1);
  const within = sum(launches.map(squaresOf)) / (n * (k - 1));
  return Math.max(1, 1 + ((k - 1) * (between - within)) / (between + (k - 1) * within));
}

/** The scores are balanced at the estimate: a little below it they speak for more, above it for less. */
function expectBalanced(sumOf: (ratio: number) => number, ratio: number): void {
  expect(sumOf(ratio * (1 - NEAR))).toBeGreaterThanOrEqual(-1e-9);
  expect(sumOf(ratio * (1 + NEAR))).toBeLessThanOrEqual(1e-9);
}

const NEAR = 1e-5;

const arms = ['runc (baseline)', 'runc'];
const sided = (sketch: Sketch): Read =>
  JSON.parse(
    explanationJson(
      explainSides(
        { arm: 'runc', benchmark: 'cpu.prime' },
        buildRun({
          arms,
          contrasts: [{ baseline: 'runc (baseline)', candidate: 'runc' }],
          benchmarks: [CPU, MEMORY],
          blocks: 14,
          ...sketch,
        }),
      ),
    ),
  );

describe('the JSON of two sides', () => {
  it.each([
    ['a clear slowdown', { levels: { runc: 960 } }],
    ['a slowdown near the noise', { levels: { runc: 985 }, spread: 0.03 }],
    ['no change', { spread: 0.02 }],
  ])('is enough to compute p and the estimate of every look: %s', (_, sketch) => {
    const { looks, candidate, cell } = sided(sketch);
    expect(looks.length).toBeGreaterThan(0);
    for (const { n, p, effect } of looks) {
      const seen = candidate.blocks.slice(0, n);
      const [exact, t] = [swapP(scoresOf(seen)), trimmedP(logsOf(seen))];
      const again = Math.min(1, Math.max(exact, Math.min(8 * t, 12 * exact)));
      expect(Math.abs(again - p)).toBeLessThan(1e-12);
      expectBalanced((ratio) => sumAt(seen, ratio), effect.ratio);
    }
    expect(cell.effect.ratio).toBe(looks.at(-1)?.effect.ratio);
  });

  it('is enough to compute the threshold of every planned look and the verdict', () => {
    const { looks, design, settings, cell } = sided({ levels: { runc: 960 } });
    let carried = 0;
    const thresholds = design.looks.map(({ n, alphaShare }): [number, number] => {
      const threshold = ((alphaShare + carried) * settings.alpha) / settings.cells;
      const reaches = alphaShare > 0 && 2 ** -n <= threshold;
      carried = reaches || alphaShare === 0 ? 0 : carried + alphaShare;
      return [n, reaches ? threshold : 0];
    });
    for (const { n, threshold } of looks) expect(threshold).toBeCloseTo(new Map(thresholds).get(n) ?? Number.NaN, 15);
    const first = looks.find(
      ({ p, threshold, effect }) => p <= threshold && 1 / effect.ratio > 1 + settings.thetaPercent / 100,
    );
    expect([first?.outcome, cell.verdict]).toEqual(['regressed', 'regressed']);
    expect(first).toBe(looks.at(-1));
  });
});

/**
 * Scores of all blocks, those of the first run first: ranks and Cauchy scores of their pairs about the middle of both
 * runs.
 */
function blockScores(before: readonly number[][], after: readonly number[][]): number[] {
  const blocks = [...before, ...after];
  const all = blocks.flat();
  const centre = middle(all);
  const scale = 1.4826 * middle(all.map((d) => Math.abs(d - centre)));
  const about = (values: readonly number[]): number[] => values.map((value) => value - mean(values));
  const ranks = toUnit(about(blocks.map((block) => sum(block.map((d) => rankOf(d, all) - all.length - 1)))));
  const cauchy = blocks.map((block) => sum(block.map((d) => (d - centre) / (scale ** 2 + (d - centre) ** 2))));
  return toUnit(about(cauchy)).map((score, i) => score + (ranks[i] ?? 0));
}

/** Share of all ways to deal the blocks to the two runs with a sum of the second as low as observed. */
function dealP(scores: readonly number[], first: number): number {
  const observed = sum(scores.slice(first));
  let [atMost, ways] = [0, 0];
  const deal = (from: number, left: number, total: number): void => {
    if (left === 0) {
      ways++;
      if (total <= observed) atMost++;
      return;
    }
    for (let i = from; i <= scores.length - left; i++) deal(i + 1, left - 1, total + (scores[i] as number));
  };
  deal(0, scores.length - first, 0);
  return atMost / ways;
}

/** P(Z >= z) of a normal Z, by Simpson's rule up to where doubles end. */
function normalTail(z: number): number {
  const [steps, width] = [20_000, 10];
  const at = (i: number): number => Math.exp(-((z + (i * width) / steps) ** 2) / 2) / Math.sqrt(2 * Math.PI);
  const weights = Array.from({ length: steps + 1 }, (_, i) => at(i) * (i === 0 || i === steps ? 1 : i % 2 ? 4 : 2));
  return (sum(weights) * width) / steps / 3;
}

/** The z with that tail, by Newton's steps. */
function normalQuantile(tail: number): number {
  let z = 0;
  for (let step = 0; step < 40; step++) {
    z += (normalTail(z) - tail) / (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI));
  }
  return z;
}

/** p of the blocks with the error that a run adds to a slowdown. */
function withRun(p: number, slowdown: number, percent: number, widening: number): number {
  if (p >= 0.5 || slowdown <= 0) return Math.max(p, 0.5);
  const error = (widening * slowdown) / normalQuantile(p);
  const sd = Math.SQRT2 * Math.log1p(percent / 100);
  return Math.max(p, normalTail(slowdown / Math.sqrt(error ** 2 + sd ** 2)));
}

describe('the JSON of two runs', () => {
  it.each([
    ['a slowdown', { levels: { runc: 970 } }],
    ['no change', {}],
  ])('is enough to compute p and the shift: %s', (_, sketch) => {
    const run = (id: string, seed: number, more: Sketch) => buildRun({ id, seed, blocks: 8, spread: 0.01, ...more });
    const wanted = { arm: 'runc', benchmark: 'cpu.prime' };
    const read: Read = JSON.parse(
      explanationJson(explainAcross(wanted, run('before', 11, {}), run('after', 22, sketch))),
    );
    const [before, after] = [read.baseline, read.candidate].map(({ blocks }) => logsOf(blocks));
    if (before === undefined || after === undefined) throw new Error('no blocks');
    const ofBlocks = dealP(blockScores(before, after).map(whole), before.length);
    const { runToRunPercent, serial } = read.settings;
    const slowdown = -Math.log(read.cell.effect.ratio);
    const p = withRun(ofBlocks, slowdown, runToRunPercent.cautious, serial.widening);
    expect(Math.abs(p - read.cell.p)).toBeLessThan(1e-12);
    const sumOf = (ratio: number): number =>
      sum(
        blockScores(
          before,
          after.map((block) => block.map((d) => d - Math.log(ratio))),
        ).slice(before.length),
      );
    expectBalanced(sumOf, read.cell.effect.ratio);
  });
});
