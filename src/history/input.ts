/** A history with all that is found in it: what every view of it is made from. Pure. */
import type { History } from './document.js';
import { eventsOf, type HistoryEvent } from './events.js';
import { type Finding, findingsOf } from './findings.js';
import { type HistorySeries, seriesOf } from './series.js';

export interface HistoryInput {
  readonly history: History;
  readonly series: readonly HistorySeries[];
  /** The newest first. */
  readonly findings: readonly Finding[];
  readonly events: readonly HistoryEvent[];
}

/** @param minEffectPercent smallest change that is told. */
export function analyse(history: History, minEffectPercent: number): HistoryInput {
  const series = seriesOf(history);
  const findings = findingsOf(history, series);
  return { history, series, findings, events: eventsOf(findings, minEffectPercent) };
}
