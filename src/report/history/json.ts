/** Writes what was found in a history, for machines. */
import type { Finding } from '../../history/findings.js';
import type { HistoryInput } from '../../history/input.js';
import { printableJson } from '../../printable.js';

/** Returns indented JSON, ending in a newline. The figures of the runs themselves are in the history file. */
export function renderHistoryJson({ history, series, findings }: HistoryInput): string {
  const hosts = history.hosts.map(({ hardwareKey, hostname, cpu }) => ({ hardwareKey, hostname, cpu }));
  const rows = series.map(
    ({ host, cell, measure, points, steps, noisePercent, spikes, bursts, correlation, drift }) => ({
      hardwareKey: history.hosts[host]?.hardwareKey,
      ...cell,
      measure,
      runs: points.reduce((sum, point) => sum + point.runs, 0),
      noisePercent,
      steps: steps.map(({ index, before, after }) => ({
        at: points[index]?.at,
        run: points[index]?.id,
        before,
        after,
      })),
      spikes: spikes.map((index) => points[index]?.id),
      bursts: bursts.map(({ first, last }) => ({ from: points[first]?.id, to: points[last]?.id })),
      correlation,
      drift,
    }),
  );
  const report = { kind: 'tare-history-report', schemaVersion: 1, hosts, series: rows, steps: findings.map(stepOf) };
  return `${printableJson(report)}\n`;
}

function stepOf({ series, from, to, ratio, times, commits, changes, cause }: Finding) {
  const { arm, benchmark, metric } = series.cell;
  return {
    ...{ host: series.host, arm, benchmark, metric, measure: series.measure },
    ...{ from: { run: from.id, at: from.at }, to: { run: to.id, at: to.at } },
    ...{ ratio, times, commits, changes, cause },
  };
}
