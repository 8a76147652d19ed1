/** What the gate is held to (issue 4), and whether this replay holds it. */
import { EQUAL_FALSE_ALARMS, type Replay, type SeriesPower } from './replay.js';
import { type Share, wilson } from './wilson.js';

export interface Target {
  readonly wanted: string;
  readonly measured: string;
  readonly met: boolean;
}

const isRunsc = (series: string): boolean => series.startsWith('runsc');

/** Only the targets of the scenarios that were replayed. */
export function targetsOf(replays: readonly Replay[]): Target[] {
  const find = (id: string): Replay[] => replays.filter(({ scenario }) => scenario.id === id);
  const pairs = replays.filter(({ scenario }) => !scenario.id.endsWith('blocks'));
  return [
    ...pairs.map(alarmTarget),
    ...find('quiet').flatMap((one) => [
      powerTarget(one, 0.02, 0.95, '10 s, native, runc, docker', (series) => !isRunsc(series)),
      powerTarget(one, 0.03, 0.95, '20 s, runsc cpu and mem1k', (series) => /^runsc (cpu|mem1k)$/.test(series)),
    ]),
    ...find('quiet').flatMap((one) => [timeTarget(one, () => 0, 10), timeTarget(one, one.scenario.target, 10)]),
    ...find('quiet-fine').map((one) =>
      powerTarget(one, 0.01, 0.9, '25 s, native, runc, docker, min-effect 0.5 %', (series) => !isRunsc(series)),
    ),
    ...find('contended').flatMap((one) => [
      powerTarget(one, 0.05, 0.95, '30 s, contended, native cpu and memory', (series) =>
        /^native (cpu|mem)/.test(series),
      ),
      meanTarget(one, 0.05, 0.63, '30 s, contended, mean of all series'),
    ]),
    ...find('contended-all').map((one) => meanTarget(one, 0.05, 0.63, '30 pairs, contended, mean of all series')),
    ...pairs.map(aheadTarget),
  ];
}

function alarmTarget({ scenario, tareAlarms }: Replay): Target {
  return {
    wanted: `False alarms in at most ${percent(EQUAL_FALSE_ALARMS)} of comparisons: ${lowerFirst(scenario.title)}`,
    measured: shareText(tareAlarms),
    met: tareAlarms.share <= EQUAL_FALSE_ALARMS,
  };
}

function powerTarget(
  replay: Replay,
  slowdown: number,
  least: number,
  where: string,
  isMeant: (series: string) => boolean,
): Target {
  const rows = replay.power.filter((row) => row.slowdown === slowdown && isMeant(row.series));
  const failing = rows.filter((row) => row.regressed.share < least);
  const worst = rows.toSorted((x, y) => x.regressed.share - y.regressed.share)[0];
  const lowest = worst === undefined ? 'nothing replayed' : `lowest ${worst.series} ${shareText(worst.regressed)}`;
  return {
    wanted: `${percent(slowdown)} seen with at least ${percent(least)} within ${where}`,
    measured: `${rows.length - failing.length} of ${rows.length} series; ${lowest}`,
    met: rows.length > 0 && failing.length === 0,
  };
}

function meanTarget(replay: Replay, slowdown: number, least: number, where: string): Target {
  const power = meanPower(replay.power.filter((row) => row.slowdown === slowdown).map((row) => row.regressed));
  return {
    wanted: `${percent(slowdown)} seen with at least ${percent(least)}, ${where}`,
    measured: shareText(power),
    met: power.share >= least,
  };
}

/** All cells one after the other, each until it is decided or its budget is spent. */
function timeTarget({ cells, power }: Replay, slowdown: (series: string) => number, most: number): Target {
  const rows = power.filter((row) => row.slowdown === slowdown(row.series));
  const minutes = (cells * rows.reduce((sum, row) => sum + row.seconds.mean, 0)) / rows.length / 60;
  const code = rows.some((row) => row.slowdown > 0) ? '2 % slower everywhere (runsc 3 %)' : 'identical';
  return {
    wanted: `${cells} cells, two pairs a launch, in at most ${most} min of machine time; code ${code}`,
    measured: `${minutes.toFixed(1)} min`,
    met: minutes <= most,
  };
}

/** In every row: no peer, tuned to `EQUAL_FALSE_ALARMS` on the same draws, sees more. */
function aheadTarget(replay: Replay): Target {
  const rows = replay.power.filter((row) => row.slowdown === replay.scenario.target(row.series));
  const behind = rows.filter((row) => bestPeer(row).share.share > row.regressed.share);
  const clearly = behind.filter((row) => bestPeer(row).share.low > row.regressed.high);
  const names = clearly.map((row) => `${row.series} (${bestPeer(row).name})`).join(', ');
  return {
    wanted: `No peer sees more at equal false alarms and machine time: ${lowerFirst(replay.scenario.title)}`,
    measured: `${rows.length - behind.length} of ${rows.length} series; clearly behind in ${clearly.length}${names && `: ${names}`}`,
    met: behind.length === 0,
  };
}

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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
