/** Runs a scenario through every rule: false alarms of whole comparisons first, then the power of single cells. */
import { ALPHA } from '../../src/stats/sequential.js';
import { type Cell, slowed, withinBudget } from './draw.js';
import { type RandomBits, randomBits } from './random.js';
import { benchstat } from './rules/mann-whitney.js';
import type { PeerRule } from './rules/peer.js';
import { firecracker } from './rules/permutation.js';
import { githubActionBenchmark } from './rules/ratio.js';
import { bencher, pairedT } from './rules/student.js';
import { type Judgement, judgeAs, SPENDINGS, type Spending, tareSettings } from './rules/tare.js';
import type { Scenario } from './scenario.js';
import { type Share, wilson } from './wilson.js';

export const PEERS: readonly PeerRule[] = [githubActionBenchmark, benchstat, firecracker, bencher, pairedT];

/** The slowdowns that are added, as fractions. */
export const SLOWDOWNS = [0, 0.01, 0.02, 0.03, 0.05, 0.1] as const;

/** The rate of false alarms of comparisons at which the rules are compared, and which Tare must not exceed. */
export const EQUAL_FALSE_ALARMS = 0.01;

/**
 * The values of Tare's own setting, `--alpha`, that are tried where the settings of the peers are tuned. They are
 * about a tenth apart, include its default, and go up to the largest value that it accepts.
 */
export const ALPHAS: readonly number[] = Array.from({ length: 59 }, (_, step) =>
  Math.min(0.5, Number((ALPHA * 1.1 ** (step - 33)).toPrecision(3))),
);

export interface ReplayOptions {
  readonly seed: number;
  /** The cells of a comparison. */
  readonly cells: number;
  /** The comparisons of identical code. */
  readonly comparisons: number;
  /** The comparisons at each slowdown. */
  readonly slowedComparisons: number;
  /** The slowdowns to replay, as fractions. */
  readonly slowdowns: readonly number[];
  /** Those of them at which the peers are replayed too. */
  readonly peerSlowdowns: readonly number[];
  /** The comparisons for each series in which it alone is slower; 0 for none. */
  readonly loneComparisons: number;
}

export interface PeerAlarms {
  readonly rule: PeerRule;
  readonly variants: readonly { readonly name: string; readonly alarms: Share }[];
  /** The threshold at which this rule has at most `EQUAL_FALSE_ALARMS` on these very draws. */
  readonly equalThreshold: number;
}

/** Tare with its setting tuned as those of the peers are. */
export interface TunedTare {
  /** The largest of `ALPHAS` at which Tare has at most `EQUAL_FALSE_ALARMS` on these very draws, else the smallest. */
  readonly alpha: number;
  readonly alarms: Share;
}

/** The decisions of Tare about one series at one slowdown. */
export interface TarePower {
  readonly regressed: Share;
  readonly notSlower: Share;
  /** Machine time to the decision or the end of the budget, in seconds. */
  readonly seconds: { readonly mean: number; readonly p95: number };
}

/** One series at one slowdown. */
export interface SeriesPower {
  readonly series: string;
  readonly slowdown: number;
  readonly tare: Readonly<Record<Spending, TarePower>>;
  /** The alarms by variant with the default settings and, by rule, at equal false alarms. */
  readonly shipped: ReadonlyMap<string, Share>;
  readonly equal: ReadonlyMap<string, Share>;
  /** The score of every cell, by rule, from which its alarms at another threshold follow. */
  readonly scores: ReadonlyMap<string, readonly number[]>;
  /** The regressions that Tare finds at equal false alarms; null at a slowdown at which the peers are not replayed. */
  readonly equalTare: Readonly<Record<Spending, Share>> | null;
}

export interface Replay {
  readonly scenario: Scenario;
  /** The cells of a comparison. */
  readonly cells: number;
  readonly tareAlarms: Readonly<Record<Spending, Share>>;
  readonly tunedTare: Readonly<Record<Spending, TunedTare>>;
  readonly peers: readonly PeerAlarms[];
  readonly power: readonly SeriesPower[];
  /**
   * The regressions that are found where one series alone is slower, by series, at the slowdown at which the rules are
   * compared.
   */
  readonly lone: ReadonlyMap<string, Readonly<Record<Spending, Share>>>;
}

/** Replays the scenario. The result follows from the seed, whatever else is replayed. */
export function replay(scenario: Scenario, options: ReplayOptions): Replay {
  const peers = peersAlarms(scenario, options);
  const shipped = eachSpending((spending) => tareAlarms(spending, ALPHA, scenario, options));
  const tooMany = Math.floor(EQUAL_FALSE_ALARMS * options.comparisons) + 1;
  const tuned = eachSpending((spending) =>
    tune(shipped[spending], (alpha) => tareAlarms(spending, alpha, scenario, options, tooMany)),
  );
  const power = options.slowdowns.flatMap((slowdown) => powerAt(slowdown, scenario, options, { peers, tuned }));
  const lone = lonePower(scenario, options);
  return { scenario, cells: options.cells, tareAlarms: shipped, tunedTare: tuned, peers, power, lone };
}

function eachSpending<Found>(find: (spending: Spending) => Found): Record<Spending, Found> {
  return { alone: find('alone'), shared: find('shared') };
}

/**
 * Halves the range of steps until the last one is found that the false alarms allow. False alarms grow with alpha,
 * except for chance where there are few.
 * @param shipped the share at the default.
 */
export function tune(shipped: Share, alarmsAt: (alpha: number) => Share): TunedTare {
  const isQuiet = ({ share }: Share): boolean => share <= EQUAL_FALSE_ALARMS;
  const middle = ALPHAS.indexOf(ALPHA);
  let [quiet, loud] = isQuiet(shipped) ? [middle, ALPHAS.length] : [0, middle];
  let tuned: TunedTare = isQuiet(shipped)
    ? { alpha: ALPHA, alarms: shipped }
    : { alpha: ALPHAS[0] as number, alarms: alarmsAt(ALPHAS[0] as number) };
  while (loud - quiet > 1) {
    const step = (quiet + loud) >> 1;
    const alpha = ALPHAS[step] as number;
    const alarms = alarmsAt(alpha);
    if (isQuiet(alarms)) [quiet, tuned] = [step, { alpha, alarms }];
    else loud = step;
  }
  return tuned;
}

/** The cells of one comparison with all launches that were drawn, and the budget of each. */
interface Comparison {
  readonly cells: readonly Cell[];
  readonly budgets: readonly number[];
}

/** Draws every series in turn until there are enough cells. */
export function drawComparison({ recording, schedule, budget }: Scenario, cells: number, bits: RandomBits): Comparison {
  const chosen = Array.from({ length: cells }, (_, at) => {
    const series = recording.series[at % recording.series.length];
    if (series === undefined) throw new RangeError('a recording without series');
    return series;
  });
  return {
    cells: chosen.map((series) => schedule(series, budget(series.name), bits)),
    budgets: chosen.map((series) => budget(series.name)),
  };
}

/** Returns what every rule except Tare's uses. */
function paidFor({ cells, budgets }: Comparison): Cell[] {
  return cells.map((cell, i) => withinBudget(cell, budgets[i] ?? 0));
}

function judgements(spending: Spending, { cells, budgets }: Comparison, { minEffect }: Scenario, alpha: number) {
  return judgeAs(spending, cells, budgets, tareSettings(cells.length, minEffect, alpha));
}

/** Draws the same comparisons of identical code for every rule. */
function* identicalComparisons(scenario: Scenario, { seed, cells, comparisons }: ReplayOptions) {
  const bits = randomBits(seed);
  for (let at = 0; at < comparisons; at++) yield drawComparison(scenario, cells, bits);
}

/**
 * @param enough the number of alarms after which the others no longer matter; the share is still one of all
 * comparisons.
 */
function tareAlarms(
  spending: Spending,
  alpha: number,
  scenario: Scenario,
  options: ReplayOptions,
  enough = Number.POSITIVE_INFINITY,
): Share {
  let alarms = 0;
  for (const comparison of identicalComparisons(scenario, options)) {
    if (judgements(spending, comparison, scenario, alpha).some(isAlarm)) alarms++;
    if (alarms >= enough) break;
  }
  return wilson(alarms, options.comparisons);
}

function peersAlarms(scenario: Scenario, options: ReplayOptions): PeerAlarms[] {
  const highest = new Map<PeerRule, number[]>(PEERS.map((rule) => [rule, []]));
  let at = 0;
  for (const comparison of identicalComparisons(scenario, options)) {
    const seen = paidFor(comparison);
    for (const [rule, scores] of highest) scores.push(Math.max(...rule.scores(seen, randomBits(options.seed + at))));
    at++;
  }
  return [...highest].map(([rule, scores]) => peerAlarms(rule, scores, options.cells));
}

const isAlarm = ({ outcome }: Judgement): boolean => outcome === 'regressed';

/** @param scores the highest score of each comparison. */
function peerAlarms(rule: PeerRule, scores: readonly number[], cells: number): PeerAlarms {
  const variants = rule.variants(cells).map(({ name, threshold }) => ({
    name,
    alarms: wilson(scores.filter((score) => score > threshold).length, scores.length),
  }));
  return { rule, variants, equalThreshold: exceededBy(EQUAL_FALSE_ALARMS, scores) };
}

/** Returns the smallest score that at most a share of all scores exceeds. */
export function exceededBy(share: number, scores: readonly number[]): number {
  const descending = scores.toSorted((x, y) => y - x);
  return descending[Math.floor(share * scores.length)] ?? Number.POSITIVE_INFINITY;
}

/** Counts what happened to the cells of one series. */
interface Tally {
  readonly tare: Readonly<Record<Spending, Judgement[]>>;
  readonly equalTare: Readonly<Record<Spending, Judgement[]>>;
  readonly shipped: Map<string, number>;
  readonly equal: Map<string, number>;
  readonly scores: Map<string, number[]>;
}

/** Every rule at no more false alarms than the others. */
interface Equals {
  readonly peers: readonly PeerAlarms[];
  readonly tuned: Readonly<Record<Spending, TunedTare>>;
}

/** Makes every cell of the comparison slower by the same; the draws are the same at every slowdown. */
function powerAt(slowdown: number, scenario: Scenario, options: ReplayOptions, { peers, tuned }: Equals) {
  const bits = randomBits(options.seed + 1);
  const tallies = new Map<string, Tally>();
  for (let at = 0; at < options.slowedComparisons; at++) {
    const drawn = drawComparison(scenario, options.cells, bits);
    const comparison = { ...drawn, cells: drawn.cells.map((cell) => slowed(cell, slowdown)) };
    for (const spending of SPENDINGS) {
      const judged = judgements(spending, comparison, scenario, ALPHA);
      addTo(tallies, comparison, judged, ({ tare }) => tare[spending]);
    }
    if (!options.peerSlowdowns.includes(slowdown)) continue;
    for (const spending of SPENDINGS) {
      const judged = judgements(spending, comparison, scenario, tuned[spending].alpha);
      addTo(tallies, comparison, judged, ({ equalTare }) => equalTare[spending]);
    }
    const seen = paidFor(comparison);
    for (const peer of peers) countAlarms(peer, seen, tallies, randomBits(options.seed + at));
  }
  return [...tallies].map(([series, tally]) => summary(series, slowdown, tally));
}

/** Replays a change that affects one series: the cells of the others are decided early and leave it their time. */
function lonePower(scenario: Scenario, { cells, seed, loneComparisons }: ReplayOptions): Replay['lone'] {
  const found = (name: string, spending: Spending): Share => {
    const bits = randomBits(seed + 2);
    const judged = Array.from({ length: loneComparisons }).flatMap(() => {
      const drawn = drawComparison(scenario, cells, bits);
      const isMeant = drawn.cells.map(({ series }) => series === name);
      const slower = drawn.cells.map((cell, i) => (isMeant[i] ? slowed(cell, scenario.target(name)) : cell));
      return judgements(spending, { ...drawn, cells: slower }, scenario, ALPHA).filter((_, i) => isMeant[i]);
    });
    return shareOf(judged, 'regressed');
  };
  const names = loneComparisons === 0 ? [] : scenario.recording.series.map(({ name }) => name);
  return new Map(names.map((name) => [name, eachSpending((spending) => found(name, spending))]));
}

function addTo(
  tallies: Map<string, Tally>,
  { cells }: Comparison,
  judged: readonly Judgement[],
  list: (tally: Tally) => Judgement[],
): void {
  cells.forEach(({ series }, i) => {
    list(tallyOf(tallies, series)).push(judged[i] as Judgement);
  });
}

function countAlarms(peer: PeerAlarms, cells: readonly Cell[], tallies: Map<string, Tally>, bits: RandomBits): void {
  const { rule, equalThreshold } = peer;
  const variants = rule.variants(cells.length);
  rule.scores(cells, bits).forEach((score, at) => {
    const tally = tallyOf(tallies, cells[at]?.series ?? '');
    for (const { name, threshold } of variants) count(tally.shipped, name, score > threshold);
    count(tally.equal, rule.name, score > equalThreshold);
    tally.scores.set(rule.name, [...(tally.scores.get(rule.name) ?? []), score]);
  });
}

function count(into: Map<string, number>, name: string, hit: boolean): void {
  into.set(name, (into.get(name) ?? 0) + (hit ? 1 : 0));
}

function tallyOf(tallies: Map<string, Tally>, series: string): Tally {
  const known = tallies.get(series);
  if (known !== undefined) return known;
  const tally = {
    tare: { alone: [], shared: [] },
    equalTare: { alone: [], shared: [] },
    shipped: new Map(),
    equal: new Map(),
    scores: new Map(),
  };
  tallies.set(series, tally);
  return tally;
}

function summary(series: string, slowdown: number, { tare, equalTare, shipped, equal, scores }: Tally): SeriesPower {
  const cells = tare.alone.length;
  const shares = (hits: ReadonlyMap<string, number>) => new Map([...hits].map(([name, n]) => [name, wilson(n, cells)]));
  return {
    series,
    slowdown,
    tare: eachSpending((spending) => tarePower(tare[spending])),
    shipped: shares(shipped),
    equal: shares(equal),
    scores,
    equalTare:
      equalTare.alone.length === 0 ? null : eachSpending((spending) => shareOf(equalTare[spending], 'regressed')),
  };
}

function shareOf(judged: readonly Judgement[], outcome: Judgement['outcome']): Share {
  return wilson(judged.filter((one) => one.outcome === outcome).length, judged.length);
}

function tarePower(judged: readonly Judgement[]): TarePower {
  const seconds = judged.map((one) => one.seconds).toSorted((x, y) => x - y);
  return {
    regressed: shareOf(judged, 'regressed'),
    notSlower: shareOf(judged, 'not-slower'),
    seconds: {
      mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      p95: seconds[Math.ceil(0.95 * seconds.length) - 1] ?? Number.NaN,
    },
  };
}
