/** Finds every step with what changed around it, and puts the likely cause into words. Pure. */
import type { ChangePoint } from '../stats/steps/change-points.js';
import { type Commits, changesBetween, commitsBetween, type EnvironmentChange } from './causes.js';
import type { History, HistoryPoint } from './document.js';
import type { HistorySeries } from './series.js';

export interface Finding {
  readonly series: HistorySeries;
  readonly step: ChangePoint;
  /** These are the last point that is surely of the old level, and the first that is surely of the new one. */
  readonly from: HistoryPoint;
  readonly to: HistoryPoint;
  /** It is after / before, as measured. */
  readonly ratio: number;
  /** It is the change in time for the same work: above 1 is worse, whatever the metric. */
  readonly times: number;
  readonly commits: Commits | undefined;
  readonly changes: readonly EnvironmentChange[];
  /** It is one sentence. */
  readonly cause: string;
}

/** A cause names this many of the likeliest changes. */
const MOST_NAMED = 3;

/** Returns every step of every series, the newest first. */
export function findingsOf(history: History, all: readonly HistorySeries[]): Finding[] {
  const findings = all.flatMap((series) => series.steps.map((step) => findingOf(history, series, step)));
  return findings.sort((a, b) => (a.to.at < b.to.at ? 1 : a.to.at > b.to.at ? -1 : b.times - a.times));
}

function findingOf(history: History, series: HistorySeries, step: ChangePoint): Finding {
  const { points, cell } = series;
  const [from, to] = [points[step.earliest - 1] as HistoryPoint, points[step.latest] as HistoryPoint];
  const ratio = step.after / step.before;
  const commits = commitsBetween(from, to);
  const [before, after] = [from, to].map((point) => history.surroundings[point.surroundings]);
  const changes = before && after ? changesBetween(before, after, cell.arm) : [];
  const times = cell.direction === 'lower' ? ratio : 1 / ratio;
  return { series, step, from, to, ratio, times, commits, changes, cause: causeOf(changes, commits) };
}

function causeOf(changes: readonly EnvironmentChange[], commits: Commits | undefined): string {
  const named = changes.slice(0, MOST_NAMED).map(changeWords);
  if (named.length === 0) {
    return commits
      ? 'Likely the code: nothing recorded of host, runtime or plan changed.'
      : 'Unknown: nothing recorded of code, host, runtime or plan changed.';
  }
  const rest = changes.length - named.length;
  const more = [...(rest > 0 ? [`${rest} more changed`] : []), ...(commits ? ['the code changed too'] : [])];
  return `Likely: ${[...named, ...more].join('; ')}.`;
}

export function changeWords({ subject, before, after }: EnvironmentChange): string {
  if (before === '') return `${subject} is new: ${after}`;
  return after === '' ? `${subject} ${before} is gone` : `${subject} went from ${before} to ${after}`;
}
