/** Runs a scenario through every rule: false alarms of whole comparisons, then power of single cells. */
import { type Cell, slowed } from './draw.js';
import { type RandomBits, randomBits } from './random.js';
import { benchstat } from './rules/mann-whitney.js';
import type { PeerRule } from './rules/peer.js';
import { firecracker } from './rules/permutation.js';
import { githubActionBenchmark } from './rules/ratio.js';
import { bencher, pairedT } from './rules/student.js';
import { type Judgement, judge, tareSettings } from './rules/tare.js';
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
}

export interface PeerAlarms {
  readonly rule: PeerRule;
  readonly variants: readonly { readonly name: string; readonly alarms: Share }[];
  /** The threshold at which this rule has no more than `EQUAL_FALSE_ALARMS` on these very draws. */
  readonly equalThreshold: number;
}

/** One series at one slowdown. */
export interface SeriesPower {
  readonly series: string;
  readonly slowdown: number;
  readonly regressed: Share;
  readonly equivalent: Share;
  readonly improved: Share;
  /** Machine time to the decision or the end of the budget, s. */
  readonly seconds: { readonly mean: number; readonly p95: number };
  /** Alarms by variant as shipped and, by rule, at equal false alarms. */
  readonly shipped: ReadonlyMap<string, Share>;
  readonly equal: ReadonlyMap<string, Share>;
}

export interface Replay {
  readonly scenario: Scenario;
  /** Cells of a comparison. */
  readonly cells: number;
  readonly tareAlarms: Share;
  readonly peers: readonly PeerAlarms[];
  readonly power: readonly SeriesPower[];
}

/** Deterministic by the seed, whatever else is replayed. */
export function replay(scenario: Scenario, options: ReplayOptions): Replay {
  const bits = randomBits(options.seed);
  const { tareAlarms, peers } = falseAlarms(scenario, options, bits);
  const power = options.slowdowns.flatMap((slowdown) => powerAt(slowdown, scenario, options, peers));
  return { scenario, cells: options.cells, tareAlarms, peers, power };
}

function falseAlarms(scenario: Scenario, options: ReplayOptions, bits: RandomBits) {
  const settings = tareSettings(options.cells, scenario.minEffect);
  const highest = new Map<PeerRule, number[]>(PEERS.map((rule) => [rule, []]));
  let alarms = 0;
  for (let at = 0; at < options.comparisons; at++) {
    const cells = drawComparison(scenario, options.cells, bits);
    if (cells.some((cell) => judge(cell, settings).outcome === 'regressed')) alarms++;
    for (const [rule, scores] of highest) scores.push(Math.max(...rule.scores(cells, bits)));
  }
  const peers = [...highest].map(([rule, scores]) => ({
    rule,
    variants: rule.variants(options.cells).map(({ name, threshold }) => ({
      name,
      alarms: wilson(scores.filter((score) => score > threshold).length, scores.length),
    })),
    equalThreshold: exceededBy(EQUAL_FALSE_ALARMS, scores),
  }));
  return { tareAlarms: wilson(alarms, options.comparisons), peers };
}

/** The smallest score that at most a share of all scores exceeds. */
export function exceededBy(share: number, scores: readonly number[]): number {
  const descending = scores.toSorted((x, y) => y - x);
  return descending[Math.floor(share * scores.length)] ?? Number.POSITIVE_INFINITY;
}

/** The cells of one comparison: every series in turn until there are enough. */
function drawComparison({ recording, schedule, budget }: Scenario, cells: number, bits: RandomBits): Cell[] {
  return Array.from({ length: cells }, (_, at) => {
    const series = recording.series[at % recording.series.length];
    if (series === undefined) throw new RangeError('a recording without series');
    return schedule(series, budget(series.name), bits);
  });
}

/** What happened to the cells of one series. */
interface Tally {
  readonly judgements: Judgement[];
  readonly shipped: Map<string, number>;
  readonly equal: Map<string, number>;
  cells: number;
}

/** Every cell of the comparison is slower by the same; the draws are the same at every slowdown. */
function powerAt(slowdown: number, scenario: Scenario, options: ReplayOptions, peers: readonly PeerAlarms[]) {
  const bits = randomBits(options.seed + 1);
  const settings = tareSettings(options.cells, scenario.minEffect);
  const tallies = new Map<string, Tally>();
  for (let at = 0; at < options.slowedComparisons; at++) {
    const cells = drawComparison(scenario, options.cells, bits).map((cell) => slowed(cell, slowdown));
    for (const cell of cells) {
      const tally = tallyOf(tallies, cell.series);
      tally.cells++;
      tally.judgements.push(judge(cell, settings));
    }
    for (const peer of peers) countAlarms(peer, cells, tallies, randomBits(options.seed + at));
  }
  return [...tallies].map(([series, tally]) => summary(series, slowdown, tally));
}

function countAlarms(peer: PeerAlarms, cells: readonly Cell[], tallies: Map<string, Tally>, bits: RandomBits): void {
  const { rule, equalThreshold } = peer;
  rule.scores(cells, bits).forEach((score, at) => {
    const tally = tallyOf(tallies, cells[at]?.series ?? '');
    for (const { name, threshold } of rule.variants(cells.length)) count(tally.shipped, name, score > threshold);
    count(tally.equal, rule.name, score > equalThreshold);
  });
}

function count(into: Map<string, number>, name: string, hit: boolean): void {
  into.set(name, (into.get(name) ?? 0) + (hit ? 1 : 0));
}

function tallyOf(tallies: Map<string, Tally>, series: string): Tally {
  const known = tallies.get(series);
  if (known !== undefined) return known;
  const tally = { judgements: [], shipped: new Map(), equal: new Map(), cells: 0 };
  tallies.set(series, tally);
  return tally;
}

function summary(series: string, slowdown: number, { judgements, shipped, equal, cells }: Tally): SeriesPower {
  const share = (outcome: Judgement['outcome']) =>
    wilson(judgements.filter((one) => one.outcome === outcome).length, cells);
  const shares = (hits: ReadonlyMap<string, number>) => new Map([...hits].map(([name, n]) => [name, wilson(n, cells)]));
  const seconds = judgements.map((one) => one.seconds).toSorted((x, y) => x - y);
  return {
    series,
    slowdown,
    regressed: share('regressed'),
    equivalent: share('equivalent'),
    improved: share('improved'),
    seconds: {
      mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      p95: seconds[Math.ceil(0.95 * seconds.length) - 1] ?? Number.NaN,
    },
    shipped: shares(shipped),
    equal: shares(equal),
  };
}
