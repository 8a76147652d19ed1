/** Whether two runs did the same: what was done otherwise is never compared in silence. */
import type { PlannedBenchmark, RunDocument, Work } from '../results/document.js';

function workText(work: Work): string {
  switch (work.kind) {
    case 'fixed':
      return `${work.amount} ${work.unit}`;
    case 'timed':
      return `${work.seconds} s`;
    case 'observed':
      return 'an observed event';
  }
}

function metricText(benchmark: PlannedBenchmark): string {
  const gate = benchmark.metrics.find((metric) => metric.name === benchmark.gate);
  return `${benchmark.gate} in ${gate?.unit}, ${gate?.direction} is better`;
}

function armText(run: RunDocument, id: string): string {
  const arm = run.plan.arms.find((one) => one.id === id);
  const options = Object.entries(arm?.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [arm?.runtime, ...options.map(([name, value]) => `${name}: ${value}`)].join(' ');
}

/** Everything that must be equal for one cell, by name. */
function facts(run: RunDocument, arm: string, benchmark: PlannedBenchmark): Map<string, string> {
  const { limits, pairsPerBlock } = run.plan;
  const measured: [string, string][] =
    benchmark.work.kind === 'observed'
      ? []
      : [
          ['pairs a block', String(pairsPerBlock)],
          ['sysbench', run.fingerprint.image.sysbench],
        ];
  return new Map([
    ['work', workText(benchmark.work)],
    ['metric', metricText(benchmark)],
    ['arm', armText(run, arm)],
    ['CPUs', `${limits.cpus} (${limits.cpuCount})`],
    ['memory limit', `${limits.memoryBytes} bytes`],
    ...measured,
  ]);
}

/** `work (200 events, now 400 events)` for each fact of the cell that differs; empty where the cell may be compared. */
export function planDifferences(
  baseline: RunDocument,
  candidate: RunDocument,
  cell: { readonly arm: string; readonly benchmark: string },
): string[] {
  const before = baseline.plan.benchmarks.find((one) => one.id === cell.benchmark);
  const after = candidate.plan.benchmarks.find((one) => one.id === cell.benchmark);
  if (before === undefined || after === undefined) return [];
  const now = facts(candidate, cell.arm, after);
  return [...facts(baseline, cell.arm, before)]
    .filter(([name, value]) => now.get(name) !== value)
    .map(([name, value]) => `${name} (${value}, now ${now.get(name) ?? 'none'})`);
}
