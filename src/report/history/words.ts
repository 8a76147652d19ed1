/** Puts a history into words: what it holds, and what moved. */
import { changeWords } from '../../compare/wording/change-words.js';
import type { Direction } from '../../direction.js';
import type { History, HistoryHost } from '../../history/document.js';
import { type HistoryEvent, newsFrom } from '../../history/events.js';
import type { Finding } from '../../history/findings.js';
import type { HistoryInput } from '../../history/input.js';
import type { HistorySeries } from '../../history/series.js';
import { NATIVE } from '../../results/document.js';
import { LEAST_POINTS } from '../../stats/steps/change-points.js';
import { count, formatBytes } from '../../units.js';
import { costOf, formatCost } from '../numbers.js';

/** A step lies between two levels. */
export const LEAST_FOR_A_STEP = 2 * LEAST_POINTS;

/** A step of the last two weeks is news. */
export const NEWS_DAYS = 14;

/** Writes a ratio as a cost, time for the same work: `+4.2 %`, `×3.1`. */
export function ratioText(ratio: number, direction: Direction): string {
  return formatCost(costOf({ ratio, low: null, high: null }, direction), 'worse').estimate;
}

/** Returns, for example, `4.2 % slower`. */
export function stepText({ ratio, series: { cell } }: Finding): string {
  const { percent } = costOf({ ratio, low: null, high: null }, cell.direction);
  const words = changeWords(cell.unit);
  const size = ratioText(ratio, cell.direction).replace(/^[+-]/, '');
  return `${size} ${percent > 0 ? words.worse : words.better}`;
}

/** Returns, for example, `2026-11-23`. */
export const dayOf = (iso: string): string => iso.slice(0, 10);

export function hostName({ hostname, cpu, online, memoryBytes }: HistoryHost): string {
  return `${hostname}: ${cpu}, CPUs ${online}, ${formatBytes(memoryBytes)}`;
}

/** Returns, for example, `runc memory.write.1k`. */
export const seriesName = ({ series: { cell } }: Finding): string => `${cell.arm} ${cell.benchmark}`;

/**
 * Returns one sentence, such as `runc memory.write.1k is 4.2 % slower since 2026-11-23, and 3 more costs of 2 runtimes
 * moved with it.`
 */
export function eventText({ hosts }: History, { findings, from, to, isHost, host: place }: HistoryEvent): string {
  const [first, ...others] = findings;
  if (first === undefined) return '';
  const since = dayOf(from) === dayOf(to) ? `since ${dayOf(to)}` : `between ${dayOf(from)} and ${dayOf(to)}`;
  const what = first.series.cell.arm === NATIVE ? `${first.series.cell.benchmark} of native itself` : seriesName(first);
  const runtimes = new Set(findings.map(({ series }) => series.cell.arm)).size;
  const kind = first.series.cell.arm === NATIVE ? 'benchmark' : 'cost';
  const more =
    others.length === 0
      ? ''
      : `, and ${count(others.length, `more ${kind}`)}${kind === 'cost' ? ` (${count(runtimes, 'runtime')} in all)` : ''} moved with it`;
  const host = isHost && first.series.cell.arm !== NATIVE ? ' Native itself moved too: look at the host first.' : '';
  const where = hosts.length > 1 ? ` on ${hosts[place]?.hostname}` : '';
  return `${what} became ${stepText(first)}${where} ${since}${more}.${host}`;
}

/** Returns what is shown in place of a last step: `too few runs`, `steady`, or `drifts, +3.1 % in all`. */
export function unsteadyText({ drift, cell, points }: HistorySeries): string {
  if (points.length < LEAST_FOR_A_STEP) return 'too few runs';
  return drift === null ? 'steady' : `drifts, ${ratioText(drift.to / drift.from, cell.direction)} in all`;
}

/**
 * Returns sentences on what is no step and yet worth one: bad nights that passed, and nights that depend on one
 * another.
 */
export function shapeNotes({ bursts, correlation, points }: HistorySeries): string[] {
  const passed = bursts.map(({ first, last }) => {
    const [from, to] = [points[first]?.at ?? '', points[last]?.at ?? ''];
    return `${count(last - first + 1, 'run')} from ${dayOf(from)} to ${dayOf(to)} were off, and then it was as before`;
  });
  if (correlation === null) return passed;
  return [
    ...passed,
    `neighbouring runs depend on one another (correlation ${correlation.toFixed(1)}), so more is asked of a step`,
  ];
}

/** Says in a sentence what the file holds. */
export function extentWords({ history }: HistoryInput): string {
  const { points, hosts } = history;
  const runs = points.reduce((sum, point) => sum + point.runs, 0);
  const weeks = points.filter((point) => point.runs > 1).length;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return 'The history is empty.';
  const summaries = weeks === 0 ? '' : ` (${count(weeks, 'week')} of them as summaries)`;
  return `${count(runs, 'run')}${summaries} on ${count(hosts.length, 'kind')} of hardware, ${dayOf(first.at)} to ${dayOf(last.at)}.`;
}

/** Separates events of the last `NEWS_DAYS` days before the newest run of their host from the others. */
export function newsOf({ history, events }: HistoryInput): { news: HistoryEvent[]; older: HistoryEvent[] } {
  const since = history.hosts.map((_, host) => {
    const newest = history.points.findLast((point) => point.host === host);
    return newest ? newsFrom(newest.at, NEWS_DAYS) : '';
  });
  const isNews = (event: HistoryEvent): boolean => event.to >= (since[event.host] ?? '');
  return { news: events.filter(isNews), older: events.filter((event) => !isNews(event)) };
}

const canStep = ({ series }: HistoryInput): boolean => series.some(({ points }) => points.length >= LEAST_FOR_A_STEP);

/** Answers the question "did anything move?". */
export function answerOf(input: HistoryInput): string {
  const { news } = newsOf(input);
  if (input.history.points.length === 0) return 'No runs yet';
  if (news.length === 0 && !canStep(input)) return `Too few runs to tell a step (${LEAST_FOR_A_STEP} are needed)`;
  if (news.length === 0) return `Nothing moved in the last ${NEWS_DAYS} days`;
  const findings = news.flatMap((event) => event.findings);
  const worse = findings.filter(({ times }) => times > 1).length;
  const better = findings.length - worse;
  const parts = [...(worse > 0 ? [`${worse} worse`] : []), ...(better > 0 ? [`${better} better`] : [])];
  return `${parts.join(', ')} in the last ${NEWS_DAYS} days`;
}
