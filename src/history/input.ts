/** Analyses a history: the result is what every view of it is made from. Pure. */
import type { History } from './document.js';
import { eventsOf, type HistoryEvent } from './events.js';
import { type Finding, findingsOf } from './findings.js';
import { type HistorySeries, seriesOf } from './series.js';

export interface HistoryInput {
  readonly history: History;
  readonly series: readonly HistorySeries[];
  /** The newest comes first. */
  readonly findings: readonly Finding[];
  readonly events: readonly HistoryEvent[];
}

/** Analyses the history. @param minEffectPercent the smallest change that is reported. */
export function analyse(history: History, minEffectPercent: number): HistoryInput {
  const series = seriesOf(history);
  const findings = findingsOf(history, series);
  return { history, series, findings, events: eventsOf(findings, minEffectPercent) };
}
