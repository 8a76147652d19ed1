/** The targets of the gate (issue 4), and whether this replay meets them. */
import { EQUAL_FALSE_ALARMS, type Replay, type SeriesPower } from './replay.js';
import type { Spending } from './rules/tare.js';
import { type Share, wilson } from './wilson.js';

export interface Finding {
  readonly measured: string;
  readonly met: boolean;
}

/** A target is judged twice: with a budget for every cell, and with one budget for the whole comparison. */
export interface Target extends Readonly<Record<Spending, Finding>> {
  readonly wanted: string;
}

/** Judges a target under one way of spending. */
type Check = (spending: Spending) => Finding;

/** Returns only the targets of the scenarios that were replayed. */
export function targetsOf(replays: readonly Replay[]): Target[] {
  const pairs = replays.filter(({ scenario }) => !scenario.id.endsWith('blocks'));
  const thresholds = strictestThresholds(pairs);
  return [
    ...pairs.map(alarmTarget),
    ...pairs.flatMap(ownTargets),
    ...pairs.map(aheadTarget),
    ...(pairs.length > 1 ? pairs.map((replay) => aheadWithOneSetting(replay, pairs, thresholds)) : []),
  ];
}

function target(wanted: string, check: Check): Target {
  return { wanted, alone: check('alone'), shared: check('shared') };
}

const isRunsc = (series: string): boolean => series.startsWith('runsc');

function ownTargets(replay: Replay): Target[] {
  switch (replay.scenario.id) {
    case 'quiet':
      return [
        powerTarget(replay, 0.02, 0.95, '10 s a series, native, runc, docker', (series) => !isRunsc(series)),
        powerTarget(replay, 0.03, 0.95, '20 s a series, runsc cpu and mem1k', (name) =>
          /^runsc (cpu|mem1k)$/.test(name),
        ),
      ];
    case 'quiet-ten-minutes':
      return [
        powerTarget(
          replay,
          0.02,
          0.95,
          '10 min for 60 cells, native, runc, docker of four runtimes',
          (series) => !isRunsc(series),
        ),
        loneTarget(
          replay,
          0.95,
          '10 min for 60 cells, native, runc, docker of four runtimes',
          (name) => !isRunsc(name),
        ),
        timeTarget(replay, 'of identical code', () => 0),
        timeTarget(replay, 'where all cells are 2 % slower', replay.scenario.target),
      ];
    case 'quiet-fine':
      return [
        powerTarget(
          replay,
          0.01,
          0.9,
          '25 s a series, min-effect 0.5 %, native, runc, docker',
          (name) => !isRunsc(name),
        ),
      ];
    case 'contended':
      return [
        powerTarget(replay, 0.05, 0.95, '30 s a series, contended, native cpu and memory', (name) =>
          /^native (cpu|mem)/.test(name),
        ),
        meanTarget(replay, 0.05, 0.63, '30 s a series, contended'),
      ];
    case 'contended-longer':
      return [meanTarget(replay, 0.05, 0.63, '48 s a series, contended')];
    case 'contended-all':
      return [meanTarget(replay, 0.05, 0.63, '30 pairs a series, contended')];
    default:
      return [];
  }
}

function alarmTarget({ scenario, tareAlarms }: Replay): Target {
  return target(
    `\`${scenario.id}\`: false alarms in at most ${percent(EQUAL_FALSE_ALARMS)} of comparisons`,
    (spending) => ({
      measured: shareText(tareAlarms[spending]),
      met: tareAlarms[spending].share <= EQUAL_FALSE_ALARMS,
    }),
  );
}

function powerTarget(
  replay: Replay,
  slowdown: number,
  least: number,
  where: string,
  isMeant: (series: string) => boolean,
): Target {
  const rows = replay.power.filter((row) => row.slowdown === slowdown && isMeant(row.series));
  return target(`${percent(slowdown)} seen with at least ${percent(least)}: ${where}`, (spending) =>
    reaching(
      least,
      rows.map((row) => [row.series, seen(row, spending)]),
    ),
  );
}

/** Returns how many of the shares reach the least, and the lowest share. */
function reaching(least: number, shares: readonly (readonly [series: string, seen: Share])[]): Finding {
  const reached = shares.filter(([, { share }]) => share >= least);
  const [worst] = shares.toSorted(([, x], [, y]) => x.share - y.share);
  const lowest = worst === undefined ? '' : `; lowest ${worst[0]} ${shareText(worst[1])}`;
  const met = shares.length > 0 && reached.length === shares.length;
  return { measured: `${reached.length} of ${shares.length} series${lowest}`, met };
}

/** One series is slower, and the others are identical. */
function loneTarget(
  { scenario, lone }: Replay,
  least: number,
  where: string,
  isMeant: (series: string) => boolean,
): Target {
  const rows = [...lone].filter(([series]) => isMeant(series));
  const slowdown = scenario.target(rows[0]?.[0] ?? '');
  return target(`${percent(slowdown)} in one series alone seen with at least ${percent(least)}: ${where}`, (spending) =>
    reaching(
      least,
      rows.map(([series, found]) => [series, found[spending]]),
    ),
  );
}

function meanTarget(replay: Replay, slowdown: number, least: number, where: string): Target {
  const rows = replay.power.filter((row) => row.slowdown === slowdown);
  return target(
    `${percent(slowdown)} seen with at least ${percent(least)}, all series together: ${where}`,
    (spending) => {
      const power = meanPower(rows.map((row) => seen(row, spending)));
      return { measured: shareText(power), met: power.share >= least };
    },
  );
}

/** The most minutes that a comparison may take. */
const MOST_MINUTES = 10;

/** Takes all cells one after the other, each until it is decided or the budget is spent. */
function timeTarget({ cells, power }: Replay, which: string, slowdown: (series: string) => number): Target {
  const rows = power.filter((row) => row.slowdown === slowdown(row.series));
  return target(`A comparison of ${cells} cells ${which} takes at most ${MOST_MINUTES} min`, (spending) => {
    const seconds = rows.reduce((sum, { tare }) => sum + tare[spending].seconds.mean, 0) / rows.length;
    const minutes = (cells * seconds) / 60;
    return { measured: `${minutes.toFixed(1)} min`, met: minutes <= MOST_MINUTES };
  });
}

/**
 * The target holds where in no row a peer detects more than Tare, with all of them tuned to `EQUAL_FALSE_ALARMS` on
 * the same draws.
 */
function aheadTarget(replay: Replay): Target {
  const wanted = `\`${replay.scenario.id}\`: no peer sees more at equal false alarms and machine time`;
  return target(wanted, (spending) =>
    aheadOf(
      replay,
      ({ equal }) => equal,
      (row) => equally(row, spending),
    ),
  );
}

/**
 * The same target where a user cannot tune to the noise: each peer has the threshold with which it has at most
 * `EQUAL_FALSE_ALARMS` in any scenario, and Tare has its default, which must meet the same.
 */
function aheadWithOneSetting(replay: Replay, all: readonly Replay[], thresholds: ReadonlyMap<string, number>): Target {
  const above = (name: string, scores: readonly number[]): Share =>
    wilson(scores.filter((score) => score > (thresholds.get(name) ?? 0)).length, scores.length);
  const peersOf = ({ scores }: SeriesPower) => new Map([...scores].map(([name, own]) => [name, above(name, own)]));
  const wanted = `\`${replay.scenario.id}\`: no peer sees more with one setting for all scenarios, Tare as shipped`;
  return target(wanted, (spending) => {
    const finding = aheadOf(replay, peersOf, (row) => seen(row, spending));
    const isQuiet = all.every(({ tareAlarms }) => tareAlarms[spending].share <= EQUAL_FALSE_ALARMS);
    return { ...finding, met: finding.met && isQuiet };
  });
}

/** Returns by rule the highest of the thresholds that the replays were tuned to. */
function strictestThresholds(replays: readonly Replay[]): Map<string, number> {
  const all = replays.flatMap(({ peers }) =>
    peers.map(({ rule, equalThreshold }) => ({ name: rule.name, equalThreshold })),
  );
  const names = [...new Set(all.map(({ name }) => name))];
  const own = (wanted: string) => all.filter(({ name }) => name === wanted).map((one) => one.equalThreshold);
  return new Map(names.map((name) => [name, Math.max(...own(name))]));
}

function aheadOf(
  { scenario, power }: Replay,
  peersOf: (row: SeriesPower) => ReadonlyMap<string, Share>,
  tareOf: (row: SeriesPower) => Share,
): Finding {
  const rows = power
    .filter((row) => row.slowdown === scenario.target(row.series))
    .map((row) => ({ series: row.series, tare: tareOf(row), best: bestOf(peersOf(row)) }));
  const behind = rows.filter(({ tare, best }) => best.share.share > tare.share);
  const clearly = behind.filter(({ tare, best }) => best.share.low > tare.high);
  const names = clearly.map(({ series, best }) => `${series} (${best.name})`).join(', ');
  const measured = `${rows.length - behind.length} of ${rows.length} series; clearly behind in ${clearly.length}`;
  return { measured: names === '' ? measured : `${measured}: ${names}`, met: behind.length === 0 };
}

const seen = (row: SeriesPower, spending: Spending): Share => row.tare[spending].regressed;

/** Returns the share at equal false alarms. */
const equally = (row: SeriesPower, spending: Spending): Share => row.equalTare?.[spending] ?? seen(row, spending);

/** Returns the rule that detects most. */
function bestOf(shares: ReadonlyMap<string, Share>): { name: string; share: Share } {
  const peers = [...shares].map(([name, share]) => ({ name, share }));
  return peers.toSorted((x, y) => y.share.share - x.share.share)[0] ?? { name: 'none', share: wilson(0, 1) };
}

/** Returns all series together, as one share. */
export function meanPower(shares: readonly Share[]): Share {
  const sum = (of: (share: Share) => number): number => shares.reduce((total, share) => total + of(share), 0);
  return wilson(
    sum(({ hits }) => hits),
    sum(({ of }) => of),
  );
}

/** Returns `2 %` for .02. */
export function percent(fraction: number, digits = 3): string {
  return `${Number((100 * fraction).toPrecision(digits))} %`;
}

/** Returns a text such as `97.4 % (95.6 to 98.5)`. */
export function shareText({ share, low, high }: Share): string {
  const short = (value: number): string => (100 * value).toFixed(1);
  return `${short(share)} % (${short(low)} to ${short(high)})`;
}
