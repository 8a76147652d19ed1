/** Runs a scenario through every rule: false alarms of whole comparisons, then power of single cells. */
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

/** Slowdowns that are injected, as fractions. */
export const SLOWDOWNS = [0, 0.01, 0.02, 0.03, 0.05, 0.1] as const;

/** False alarms a comparison at which rules are compared, and that Tare is held to. */
export const EQUAL_FALSE_ALARMS = 0.01;

/** Steps that Tare's own knob, `--alpha`, is turned by where the peers' are: its default among them, up to the most it takes. */
export const ALPHAS = [0.002, 0.005, 0.01, 0.02, ALPHA, 0.1, 0.2, 0.35, 0.5] as const;

export interface ReplayOptions {
  readonly seed: number;
  /** Cells of a comparison. */
  readonly cells: number;
  /** Comparisons of identical code. */
  readonly comparisons: number;
  /** Comparisons at each slowdown. */
  readonly slowedComparisons: number;
  /** Slowdowns to replay, as fractions. */
  readonly slowdowns: readonly number[];
  /** Those of them that the peers are put to. */
  readonly peerSlowdowns: readonly number[];
}

export interface PeerAlarms {
  readonly rule: PeerRule;
  readonly variants: readonly { readonly name: string; readonly alarms: Share }[];
  /** The threshold at which this rule has no more than `EQUAL_FALSE_ALARMS` on these very draws. */
  readonly equalThreshold: number;
}

/** Tare with its knob turned as the peers' are. */
export interface TunedTare {
  /** The largest of `ALPHAS` at which Tare has no more than `EQUAL_FALSE_ALARMS` on these very draws, else the smallest. */
  readonly alpha: number;
  readonly alarms: Share;
}

/** What Tare made of one series at one slowdown. */
export interface TarePower {
  readonly regressed: Share;
  readonly equivalent: Share;
  /** Machine time to the decision or the end of the budget, s. */
  readonly seconds: { readonly mean: number; readonly p95: number };
}

/** One series at one slowdown. */
export interface SeriesPower {
  readonly series: string;
  readonly slowdown: number;
  readonly tare: Readonly<Record<Spending, TarePower>>;
  /** Alarms by variant as shipped and, by rule, at equal false alarms. */
  readonly shipped: ReadonlyMap<string, Share>;
  readonly equal: ReadonlyMap<string, Share>;
  /** Regressions found by Tare at equal false alarms; null at a slowdown that the peers are not put to. */
  readonly equalTare: Readonly<Record<Spending, Share>> | null;
}

export interface Replay {
  readonly scenario: Scenario;
  /** Cells of a comparison. */
  readonly cells: number;
  readonly tareAlarms: Readonly<Record<Spending, Share>>;
  readonly tunedTare: Readonly<Record<Spending, TunedTare>>;
  readonly peers: readonly PeerAlarms[];
  readonly power: readonly SeriesPower[];
}

/** Deterministic by the seed, whatever else is replayed. */
export function replay(scenario: Scenario, options: ReplayOptions): Replay {
  const peers = peersAlarms(scenario, options);
  const shipped = eachSpending((spending) => tareAlarms(spending, ALPHA, scenario, options));
  const tuned = eachSpending((spending) =>
    tune(shipped[spending], (alpha) => tareAlarms(spending, alpha, scenario, options)),
  );
  const power = options.slowdowns.flatMap((slowdown) => powerAt(slowdown, scenario, options, { peers, tuned }));
  return { scenario, cells: options.cells, tareAlarms: shipped, tunedTare: tuned, peers, power };
}

function eachSpending<Found>(find: (spending: Spending) => Found): Record<Spending, Found> {
  return { alone: find('alone'), shared: find('shared') };
}

/** Up from the default while false alarms allow it, or down until they do. @param shipped at the default. */
export function tune(shipped: Share, alarmsAt: (alpha: number) => Share): TunedTare {
  const isQuiet = ({ alarms }: TunedTare): boolean => alarms.share <= EQUAL_FALSE_ALARMS;
  let tuned: TunedTare = { alpha: ALPHA, alarms: shipped };
  const goesUp = isQuiet(tuned);
  for (const alpha of goesUp
    ? ALPHAS.filter((step) => step > ALPHA)
    : ALPHAS.filter((step) => step < ALPHA).reverse()) {
    const next = { alpha, alarms: alarmsAt(alpha) };
    if (goesUp && !isQuiet(next)) return tuned;
    tuned = next;
    if (!goesUp && isQuiet(next)) return tuned;
  }
  return tuned;
}

/** Cells of one comparison with all launches that were drawn, and what of them the budget of each pays for. */
interface Comparison {
  readonly cells: readonly Cell[];
  readonly budgets: readonly number[];
}

/** Every series in turn until there are enough cells. */
function drawComparison({ recording, schedule, budget }: Scenario, cells: number, bits: RandomBits): Comparison {
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

/** What every rule but Tare's sees. */
function paidFor({ cells, budgets }: Comparison): Cell[] {
  return cells.map((cell, i) => withinBudget(cell, budgets[i] ?? 0));
}

function judgements(spending: Spending, { cells, budgets }: Comparison, { minEffect }: Scenario, alpha: number) {
  return judgeAs(spending, cells, budgets, tareSettings(cells.length, minEffect, alpha));
}

/** The same comparisons of identical code for every rule. */
function* identicalComparisons(scenario: Scenario, { seed, cells, comparisons }: ReplayOptions) {
  const bits = randomBits(seed);
  for (let at = 0; at < comparisons; at++) yield drawComparison(scenario, cells, bits);
}

function tareAlarms(spending: Spending, alpha: number, scenario: Scenario, options: ReplayOptions): Share {
  let alarms = 0;
  for (const comparison of identicalComparisons(scenario, options)) {
    if (judgements(spending, comparison, scenario, alpha).some(isAlarm)) alarms++;
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

/** @param scores the highest of each comparison. */
function peerAlarms(rule: PeerRule, scores: readonly number[], cells: number): PeerAlarms {
  const variants = rule.variants(cells).map(({ name, threshold }) => ({
    name,
    alarms: wilson(scores.filter((score) => score > threshold).length, scores.length),
  }));
  return { rule, variants, equalThreshold: exceededBy(EQUAL_FALSE_ALARMS, scores) };
}

/** The smallest score that at most a share of all scores exceeds. */
export function exceededBy(share: number, scores: readonly number[]): number {
  const descending = scores.toSorted((x, y) => y - x);
  return descending[Math.floor(share * scores.length)] ?? Number.POSITIVE_INFINITY;
}

/** What happened to the cells of one series. */
interface Tally {
  readonly tare: Readonly<Record<Spending, Judgement[]>>;
  readonly equalTare: Readonly<Record<Spending, Judgement[]>>;
  readonly shipped: Map<string, number>;
  readonly equal: Map<string, number>;
}

/** Every rule at no more false alarms than the others. */
interface Equals {
  readonly peers: readonly PeerAlarms[];
  readonly tuned: Readonly<Record<Spending, TunedTare>>;
}

/** Every cell of the comparison is slower by the same; the draws are the same at every slowdown. */
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
  };
  tallies.set(series, tally);
  return tally;
}

function summary(series: string, slowdown: number, { tare, equalTare, shipped, equal }: Tally): SeriesPower {
  const cells = tare.alone.length;
  const shares = (hits: ReadonlyMap<string, number>) => new Map([...hits].map(([name, n]) => [name, wilson(n, cells)]));
  return {
    series,
    slowdown,
    tare: eachSpending((spending) => tarePower(tare[spending])),
    shipped: shares(shipped),
    equal: shares(equal),
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
    equivalent: shareOf(judged, 'equivalent'),
    seconds: {
      mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      p95: seconds[Math.ceil(0.95 * seconds.length) - 1] ?? Number.NaN,
    },
  };
}
