/** Runs a scenario through every rule: false alarms of whole comparisons, then power of single cells. */
import { type Cell, slowed, withinBudget } from './draw.js';
import { type RandomBits, randomBits } from './random.js';
import { benchstat } from './rules/mann-whitney.js';
import type { PeerRule } from './rules/peer.js';
import { firecracker } from './rules/permutation.js';
import { githubActionBenchmark } from './rules/ratio.js';
import { bencher, pairedT } from './rules/student.js';
import { type Judgement, judgeAlone, judgeShared, type Spending, tareSettings } from './rules/tare.js';
import type { Scenario } from './scenario.js';
import { type Share, wilson } from './wilson.js';

export const PEERS: readonly PeerRule[] = [githubActionBenchmark, benchstat, firecracker, bencher, pairedT];

/** Slowdowns that are injected, as fractions. */
export const SLOWDOWNS = [0, 0.01, 0.02, 0.03, 0.05, 0.1] as const;

/** False alarms a comparison at which rules are compared, and that Tare is held to. */
export const EQUAL_FALSE_ALARMS = 0.01;

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
}

export interface Replay {
  readonly scenario: Scenario;
  /** Cells of a comparison. */
  readonly cells: number;
  readonly tareAlarms: Readonly<Record<Spending, Share>>;
  readonly peers: readonly PeerAlarms[];
  readonly power: readonly SeriesPower[];
}

/** Deterministic by the seed, whatever else is replayed. */
export function replay(scenario: Scenario, options: ReplayOptions): Replay {
  const { tareAlarms, peers } = falseAlarms(scenario, options);
  const power = options.slowdowns.flatMap((slowdown) => powerAt(slowdown, scenario, options, peers));
  return { scenario, cells: options.cells, tareAlarms, peers, power };
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

function judgements({ cells, budgets }: Comparison, minEffect: number): Record<Spending, Judgement[]> {
  const settings = tareSettings(cells.length, minEffect);
  const together = budgets.reduce((sum, budget) => sum + budget, 0);
  return { alone: judgeAlone(cells, budgets, settings), shared: judgeShared(cells, together, settings) };
}

function falseAlarms(scenario: Scenario, options: ReplayOptions) {
  const bits = randomBits(options.seed);
  const highest = new Map<PeerRule, number[]>(PEERS.map((rule) => [rule, []]));
  const alarms = { alone: 0, shared: 0 };
  for (let at = 0; at < options.comparisons; at++) {
    const comparison = drawComparison(scenario, options.cells, bits);
    const { alone, shared } = judgements(comparison, scenario.minEffect);
    if (alone.some(isAlarm)) alarms.alone++;
    if (shared.some(isAlarm)) alarms.shared++;
    const seen = paidFor(comparison);
    for (const [rule, scores] of highest) scores.push(Math.max(...rule.scores(seen, randomBits(options.seed + at))));
  }
  const shareOf = (hits: number): Share => wilson(hits, options.comparisons);
  return {
    tareAlarms: { alone: shareOf(alarms.alone), shared: shareOf(alarms.shared) },
    peers: [...highest].map(([rule, scores]) => peerAlarms(rule, scores, options.cells)),
  };
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
  readonly shipped: Map<string, number>;
  readonly equal: Map<string, number>;
}

/** Every cell of the comparison is slower by the same; the draws are the same at every slowdown. */
function powerAt(slowdown: number, scenario: Scenario, options: ReplayOptions, peers: readonly PeerAlarms[]) {
  const bits = randomBits(options.seed + 1);
  const tallies = new Map<string, Tally>();
  for (let at = 0; at < options.slowedComparisons; at++) {
    const drawn = drawComparison(scenario, options.cells, bits);
    const comparison = { ...drawn, cells: drawn.cells.map((cell) => slowed(cell, slowdown)) };
    const { alone, shared } = judgements(comparison, scenario.minEffect);
    comparison.cells.forEach(({ series }, i) => {
      const { tare } = tallyOf(tallies, series);
      tare.alone.push(alone[i] as Judgement);
      tare.shared.push(shared[i] as Judgement);
    });
    if (!options.peerSlowdowns.includes(slowdown)) continue;
    const seen = paidFor(comparison);
    for (const peer of peers) countAlarms(peer, seen, tallies, randomBits(options.seed + at));
  }
  return [...tallies].map(([series, tally]) => summary(series, slowdown, tally));
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
  const tally = { tare: { alone: [], shared: [] }, shipped: new Map(), equal: new Map() };
  tallies.set(series, tally);
  return tally;
}

function summary(series: string, slowdown: number, { tare, shipped, equal }: Tally): SeriesPower {
  const cells = tare.alone.length;
  const shares = (hits: ReadonlyMap<string, number>) => new Map([...hits].map(([name, n]) => [name, wilson(n, cells)]));
  return {
    series,
    slowdown,
    tare: { alone: tarePower(tare.alone), shared: tarePower(tare.shared) },
    shipped: shares(shipped),
    equal: shares(equal),
  };
}

function tarePower(judged: readonly Judgement[]): TarePower {
  const share = (outcome: Judgement['outcome']): Share =>
    wilson(judged.filter((one) => one.outcome === outcome).length, judged.length);
  const seconds = judged.map((one) => one.seconds).toSorted((x, y) => x - y);
  return {
    regressed: share('regressed'),
    equivalent: share('equivalent'),
    seconds: {
      mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      p95: seconds[Math.ceil(0.95 * seconds.length) - 1] ?? Number.NaN,
    },
  };
}
