/** Joins steps that happened together on a host into one event, which is reported once. Pure. */
import { NATIVE } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { PRECISION } from '../stats/steps/change-points.js';
import type { Finding } from './findings.js';

export interface HistoryEvent {
  readonly host: number;
  /**
   * These are ISO 8601, UTC: the start of the last run in which all were surely at their old level, and of the first
   * at the new one.
   */
  readonly from: string;
  readonly to: string;
  /** These are costs against native, the largest change first; where there are none, native's own levels. */
  readonly findings: readonly Finding[];
  /** It says whether native itself stepped too: then the host should be checked. */
  readonly isHost: boolean;
  /** It is the likely cause of the largest change. */
  readonly cause: string;
}

/**
 * Returns true for costs and for native's own levels. An arm's level that moves with native's is reported by native's.
 */
export const isReported = ({ series: { measure, cell } }: Finding): boolean =>
  measure === 'cost' || cell.arm === NATIVE;

interface EventGroup {
  /** All may have happened between these times. */
  from: string;
  to: string;
  readonly findings: Finding[];
}

/**
 * Returns the time in which a step most probably was. A weak step may have been long before or after, which ties it to
 * nothing.
 */
function spanOf({ series: { points }, step }: Finding): { readonly from: string; readonly to: string } {
  const [first, last] = [
    Math.max(step.earliest, step.index - PRECISION) - 1,
    Math.min(step.latest, step.index + PRECISION),
  ];
  return { from: points[first]?.at ?? '', to: points[last]?.at ?? '' };
}

/**
 * Returns the events, the newest first. Findings belong to one event where there is a time at which all of them may
 * have happened.
 * @param minEffectPercent smaller changes are drawn, but make no event.
 */
export function eventsOf(findings: readonly Finding[], minEffectPercent: number): HistoryEvent[] {
  const groups: { readonly host: number; readonly group: EventGroup }[] = [];
  const open = new Map<number, EventGroup[]>();
  const reported = findings.filter((one) => isReported(one) && 100 * size(one) >= minEffectPercent);
  for (const finding of reported.sort((a, b) => (spanOf(a).from < spanOf(b).from ? -1 : 1))) {
    const { host } = finding.series;
    const span = spanOf(finding);
    // Later findings begin no earlier, so a group that is over by then is over for all of them.
    const left = (open.get(host) ?? []).filter(({ to }) => span.from < to);
    const group = left.find(({ from }) => from < span.to);
    if (group) join(group, finding);
    else {
      const begun = { ...span, findings: [finding] };
      left.push(begun);
      groups.push({ host, group: begun });
    }
    open.set(host, left);
  }
  const events = [...groupBy(groups, ({ host }) => host).values()]
    .flat()
    .map(({ host, group }) => eventOf(host, group));
  return events.sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : 0));
}

function join(group: EventGroup, finding: Finding): void {
  const { from, to } = spanOf(finding);
  if (from > group.from) group.from = from;
  if (to < group.to) group.to = to;
  group.findings.push(finding);
}

/** Returns the size of the change as a natural logarithm, which is about the fraction where the change is small. */
const size = ({ times }: Finding): number => Math.abs(Math.log(times));

function eventOf(host: number, { from, to, findings }: EventGroup): HistoryEvent {
  const costs = findings.filter(({ series }) => series.measure === 'cost');
  const shown = (costs.length > 0 ? costs : findings).sort((a, b) => size(b) - size(a));
  return { host, from, to, findings: shown, isHost: costs.length < findings.length, cause: shown[0]?.cause ?? '' };
}

/** Returns the time `days` days before a host's newest run: what moved since then is news. */
export function newsFrom(newest: string, days: number): string {
  return new Date(Date.parse(newest) - days * 86_400_000).toISOString();
}
