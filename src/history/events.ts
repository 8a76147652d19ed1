/** Steps that happened together on a host: one event, told once. Pure. */
import { NATIVE } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { PRECISION } from '../stats/steps/change-points.js';
import type { Finding } from './findings.js';

export interface HistoryEvent {
  readonly host: number;
  /** ISO 8601, UTC: the last run that all were surely at their old level in, and the first of the new ones. */
  readonly from: string;
  readonly to: string;
  /** Costs against native, the largest change first; where there is none, native's own levels. */
  readonly findings: readonly Finding[];
  /** Whether native itself stepped too: then look at the host. */
  readonly isHost: boolean;
  /** The likely cause of the largest. */
  readonly cause: string;
}

/** Costs, and native's own levels: an arm's level that moves with native's is told by native. */
export const isTelling = ({ series: { measure, cell } }: Finding): boolean => measure === 'cost' || cell.arm === NATIVE;

interface EventGroup {
  /** When all may have happened. */
  from: string;
  to: string;
  readonly findings: Finding[];
}

/** When a step most probably was. A weak one may have been long before or after, which ties it to nothing. */
function spanOf({ series: { points }, step }: Finding): { readonly from: string; readonly to: string } {
  const [first, last] = [
    Math.max(step.earliest, step.index - PRECISION) - 1,
    Math.min(step.latest, step.index + PRECISION),
  ];
  return { from: points[first]?.at ?? '', to: points[last]?.at ?? '' };
}

/**
 * The newest first. Findings are of one event where there is a time at which all of them may have happened.
 * @param minEffectPercent smaller changes are drawn, and not told.
 */
export function eventsOf(findings: readonly Finding[], minEffectPercent: number): HistoryEvent[] {
  const groups: { readonly host: number; readonly group: EventGroup }[] = [];
  const open = new Map<number, EventGroup[]>();
  const telling = findings.filter((one) => isTelling(one) && 100 * size(one) >= minEffectPercent);
  for (const finding of telling.sort((a, b) => (spanOf(a).from < spanOf(b).from ? -1 : 1))) {
    const { host } = finding.series;
    const span = spanOf(finding);
    // Those that follow begin no earlier: what is over by then is over for all of them.
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

/** Of the change, as a fraction. */
const size = ({ times }: Finding): number => Math.abs(Math.log(times));

function eventOf(host: number, { from, to, findings }: EventGroup): HistoryEvent {
  const costs = findings.filter(({ series }) => series.measure === 'cost');
  const told = (costs.length > 0 ? costs : findings).sort((a, b) => size(b) - size(a));
  return { host, from, to, findings: told, isHost: costs.length < findings.length, cause: told[0]?.cause ?? '' };
}

/** The end of the last `days` days of a host's runs: what moved since is news. */
export function newsFrom(newest: string, days: number): string {
  return new Date(Date.parse(newest) - days * 86_400_000).toISOString();
}
