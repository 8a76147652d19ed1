/** What the gate is held to (issue 4), and whether this replay holds it. */
import { EQUAL_FALSE_ALARMS, type Replay, type SeriesPower } from './replay.js';
import type { Spending } from './rules/tare.js';
import { type Share, wilson } from './wilson.js';

export interface Finding {
  readonly measured: string;
  readonly met: boolean;
}

/** Judged twice: every cell with its own budget, and one budget for the whole comparison. */
export interface Target extends Readonly<Record<Spending, Finding>> {
  readonly wanted: string;
}

/** How a target is judged under one way of spending. */
type Check = (spending: Spending) => Finding;

/** Only the targets of the scenarios that were replayed. */
export function targetsOf(replays: readonly Replay[]): Target[] {
  const pairs = replays.filter(({ scenario }) => !scenario.id.endsWith('blocks'));
  return [...pairs.map(alarmTarget), ...pairs.flatMap(ownTargets), ...pairs.map(aheadTarget)];
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
  return target(`${percent(slowdown)} seen with at least ${percent(least)}: ${where}`, (spending) => {
    const reached = rows.filter((row) => seen(row, spending).share >= least);
    const worst = rows.toSorted((x, y) => seen(x, spending).share - seen(y, spending).share)[0];
    const lowest = worst === undefined ? '' : `; lowest ${worst.series} ${shareText(seen(worst, spending))}`;
    const met = rows.length > 0 && reached.length === rows.length;
    return { measured: `${reached.length} of ${rows.length} series${lowest}`, met };
  });
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

/** Most minutes a comparison may take. */
const MOST_MINUTES = 10;

/** All cells one after the other, each until it is decided or the budget is spent. */
function timeTarget({ cells, power }: Replay, which: string, slowdown: (series: string) => number): Target {
  const rows = power.filter((row) => row.slowdown === slowdown(row.series));
  return target(`A comparison of ${cells} cells ${which} takes at most ${MOST_MINUTES} min`, (spending) => {
    const seconds = rows.reduce((sum, { tare }) => sum + tare[spending].seconds.mean, 0) / rows.length;
    const minutes = (cells * seconds) / 60;
    return { measured: `${minutes.toFixed(1)} min`, met: minutes <= MOST_MINUTES };
  });
}

/** In every row: no peer sees more than Tare, all of them tuned to `EQUAL_FALSE_ALARMS` on the same draws. */
function aheadTarget({ scenario, power }: Replay): Target {
  const rows = power.filter((row) => row.slowdown === scenario.target(row.series));
  return target(`\`${scenario.id}\`: no peer sees more at equal false alarms and machine time`, (spending) => {
    const behind = rows.filter((row) => bestPeer(row).share.share > equally(row, spending).share);
    const clearly = behind.filter((row) => bestPeer(row).share.low > equally(row, spending).high);
    const names = clearly.map((row) => `${row.series} (${bestPeer(row).name})`).join(', ');
    const measured = `${rows.length - behind.length} of ${rows.length} series; clearly behind in ${clearly.length}`;
    return { measured: names === '' ? measured : `${measured}: ${names}`, met: behind.length === 0 };
  });
}

const seen = (row: SeriesPower, spending: Spending): Share => row.tare[spending].regressed;

/** At equal false alarms. */
const equally = (row: SeriesPower, spending: Spending): Share => row.equalTare?.[spending] ?? seen(row, spending);

/** The peer that sees most in this row. */
function bestPeer(row: SeriesPower): { name: string; share: Share } {
  const peers = [...row.equal].map(([name, share]) => ({ name, share }));
  return peers.toSorted((x, y) => y.share.share - x.share.share)[0] ?? { name: 'none', share: wilson(0, 1) };
}

/** All series together, as one share. */
export function meanPower(shares: readonly Share[]): Share {
  const sum = (of: (share: Share) => number): number => shares.reduce((total, share) => total + of(share), 0);
  return wilson(
    sum(({ hits }) => hits),
    sum(({ of }) => of),
  );
}

/** `2 %` from .02. */
export function percent(fraction: number, digits = 3): string {
  return `${Number((100 * fraction).toPrecision(digits))} %`;
}

/** `97.4 % (95.6 to 98.5)`. */
export function shareText({ share, low, high }: Share): string {
  const short = (value: number): string => (100 * value).toFixed(1);
  return `${short(share)} % (${short(low)} to ${short(high)})`;
}
