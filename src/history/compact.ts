/** Keeps a history small: runs for some days, then one summary a week and host, then nothing. Pure. */
import { groupBy } from '../results/group.js';
import { median } from '../stats/summary.js';
import { filled, shortened } from './add.js';
import { type History, type HistoryPoint, MOST_RUNS, MOST_WEEKS } from './document.js';

const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const WEEK_MS = 7 * DAY_MS;

const weekOf = (at: string): number => Math.floor((Date.parse(at) - FIRST_MONDAY_MS) / WEEK_MS);

/**
 * Keeps runs of the last `keepDays` days before the newest run of their host, `MOST_RUNS` at most, as they are. Older
 * ones become one point a week with the medians of its runs, of which the last `MOST_WEEKS` weeks stay. A week is
 * summarised whole: its runs stay a little longer until it is over.
 */
export function compact(history: History, keepDays: number): History {
  const hosts = history.hosts.map((_, host) => history.points.filter((point) => point.host === host));
  const share = sharesOf(hosts);
  const points = hosts.flatMap((own, host) => compactHost(own, keepDays, share[host] ?? MOST_RUNS));
  points.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return withoutUnused({ ...history, points });
}

/**
 * Returns how many runs each host may keep: where there are too many in all, each keeps the same fraction of its own.
 */
function sharesOf(hosts: readonly (readonly HistoryPoint[])[]): number[] {
  const total = hosts.reduce((sum, own) => sum + own.length, 0);
  if (total <= MOST_RUNS) return hosts.map(() => MOST_RUNS);
  return hosts.map((own) => Math.floor((MOST_RUNS * own.length) / total));
}

function compactHost(points: readonly HistoryPoint[], keepDays: number, most: number): HistoryPoint[] {
  const newest = points.at(-1);
  if (newest === undefined) return [];
  const from = Math.max(
    weekOf(new Date(Date.parse(newest.at) - keepDays * DAY_MS).toISOString()),
    ...points.slice(-most - 1, -most).map(({ at }) => weekOf(at) + 1),
  );
  const kept = points.filter(({ at }) => weekOf(at) >= from);
  const oldest = weekOf(newest.at) - MOST_WEEKS;
  const old = points.filter(({ at }) => weekOf(at) < from && weekOf(at) > oldest);
  return [...[...groupBy(old, ({ at }) => weekOf(at)).values()].map(summaryOf), ...kept];
}

/**
 * Summarises a week. One that is summarised already stays as it is. @param points of one week, by time; at least one.
 */
function summaryOf(points: readonly HistoryPoint[]): HistoryPoint {
  const last = points.at(-1) as HistoryPoint;
  if (points.length === 1) return last;
  const runs = points.reduce((sum, point) => sum + point.runs, 0);
  return { ...last, runs, ratios: mediansOf(points, 'ratios'), levels: mediansOf(points, 'levels') };
}

function mediansOf(points: readonly HistoryPoint[], what: 'ratios' | 'levels'): (number | null)[] {
  const length = points.reduce((most, point) => Math.max(most, point[what].length), 0);
  const medians = Array.from({ length }, (_, cell) => {
    const values = points.map((point) => point[what][cell]).filter((value) => typeof value === 'number');
    return shortened(median(values));
  });
  return filled(medians);
}

/** Drops cells, hosts and environments that no point refers to any more, and moves the places of the others up. */
function withoutUnused(history: History): History {
  const { cells, hosts, surroundings, points } = history;
  const hasFigure = cells.map((_, i) => points.some(({ levels }) => typeof levels[i] === 'number'));
  const cellsKept = placesOf(cells, (i) => hasFigure[i] === true);
  const usedHosts = new Set(points.map(({ host }) => host));
  const usedEnvironments = new Set(points.map((point) => point.surroundings));
  const hostsKept = placesOf(hosts, (i) => usedHosts.has(i));
  const environmentsKept = placesOf(surroundings, (i) => usedEnvironments.has(i));
  const moved = (figures: readonly (number | null)[]): (number | null)[] =>
    filled(cellsKept.old.map((place) => figures[place] ?? null));
  return {
    ...history,
    cells: cellsKept.kept,
    hosts: hostsKept.kept,
    surroundings: environmentsKept.kept,
    points: points.map((point) => ({
      ...point,
      host: hostsKept.now.get(point.host) ?? 0,
      surroundings: environmentsKept.now.get(point.surroundings) ?? 0,
      ...(cellsKept.kept.length === cells.length ? {} : { ratios: moved(point.ratios), levels: moved(point.levels) }),
    })),
  };
}

interface Places<T> {
  readonly kept: T[];
  /** It gives the old place of each that is kept. */
  readonly old: number[];
  /** It gives the new place by the old one. */
  readonly now: ReadonlyMap<number, number>;
}

function placesOf<T>(items: readonly T[], isKept: (place: number) => boolean): Places<T> {
  const old = items.map((_, i) => i).filter(isKept);
  return { kept: old.map((i) => items[i] as T), old, now: new Map(old.map((place, i) => [place, i])) };
}
