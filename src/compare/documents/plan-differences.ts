/** Finds what two runs did differently, so that it is never compared in silence. */
import { writtenOption } from '../../config/arms.js';
import { pairsOf } from '../../results/cells.js';
import type { PlannedBenchmark, RunDocument, Work } from '../../results/document.js';
import { armOf, benchmarkOf } from '../../results/named.js';

function workText(work: Work): string {
  switch (work.kind) {
    case 'fixed':
      return `${work.amount} ${work.unit}`;
    case 'timed':
      return `${work.seconds} s`;
    case 'observed':
      return work.event ?? 'an observed event';
  }
}

/**
 * Seconds that sysbench spends on its report within the time it divides by: about 1.3 ms a trial (measured on the
 * host of docs/statistics.md). So a trial of T seconds prints a rate that is too low by REPORT_SECONDS / T.
 */
export const REPORT_SECONDS = 0.0013;

/**
 * Largest bias, as a fraction, that a difference in work may bring into a rate: a third of what runs differ by
 * anyway.
 */
export const TOLERATED_BIAS = 0.005;

/**
 * Beyond this factor a trial may do something else, such as fill a cache or reach a time slice. It is not derived: it
 * bounds the use of the formula.
 */
export const TOLERATED_FACTOR = 1.5;

/**
 * True where rates may be compared although trials do `more` times the work. Their bias is REPORT_SECONDS / T (1 - 1
 * / more): .04 % for 3 % more work at T = .1 s, .43 % at the factor of 1.5. Where T is shorter than about 87 ms, the
 * bias sets a lower factor. This is the bias of native's absolute rate; it cancels almost entirely in overheads.
 */
function ratesComparable(more: number, trialSeconds: number): boolean {
  return more <= TOLERATED_FACTOR && (REPORT_SECONDS / trialSeconds) * (1 - 1 / more) <= TOLERATED_BIAS;
}

/** True where work that differs is near enough: only rates, of fixed work in one unit whose length is known. */
function isNearEnough(before: Side, after: Side): boolean {
  const [a, b] = [before.benchmark.work, after.benchmark.work];
  const [first, second] = [before.trialSeconds, after.trialSeconds];
  if (a.kind !== 'fixed' || b.kind !== 'fixed' || a.unit !== b.unit) return false;
  if (first === undefined || second === undefined || !gateUnit(after.benchmark).endsWith('/s')) return false;
  return ratesComparable(Math.max(a.amount / b.amount, b.amount / a.amount), Math.min(first, second));
}

interface Side {
  readonly benchmark: PlannedBenchmark;
  readonly trialSeconds: number | undefined;
}

function gateUnit({ metrics, gate }: PlannedBenchmark): string {
  return metrics.find((metric) => metric.name === gate)?.unit ?? '';
}

function metricText(benchmark: PlannedBenchmark): string {
  const gate = benchmark.metrics.find((metric) => metric.name === benchmark.gate);
  return `${benchmark.gate} in ${gate?.unit}, ${gate?.direction} is better`;
}

function armText(run: RunDocument, id: string): string {
  const arm = armOf(run, id);
  const options = Object.entries(arm?.options ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  // Of a file of the checkout, which each run has in another folder, what the user wrote.
  const text = ([name, value]: [string, string]) => `${name}: ${writtenOption(id, name) ?? value}`;
  return [arm?.runtime, ...options.map(text)].join(' ');
}

/** The commands of a benchmark of the user's own. */
function ownFacts({ own }: PlannedBenchmark): [string, string][] {
  if (!own) return [];
  const { run, setup, teardown, metric } = own;
  const source = 'json' in metric ? metric.json : 'regex' in metric ? metric.regex : 'its time';
  return [
    ['command', run],
    ['setup', setup ?? 'none'],
    ['teardown', teardown ?? 'none'],
    ['figure', String(source)],
  ];
}

/** Everything that must be equal for one cell, by name. */
function facts(run: RunDocument, armId: string, benchmark: PlannedBenchmark): Map<string, string> {
  const { limits } = run.plan;
  const measured: [string, string][] =
    benchmark.work.kind === 'observed'
      ? []
      : [
          ['pairs a block', String(pairsOf(run.plan, benchmark))],
          ['sysbench', run.fingerprint.image.sysbench],
        ];
  return new Map([
    ['work', workText(benchmark.work)],
    ['metric', metricText(benchmark)],
    ...ownFacts(benchmark),
    ['files', benchmark.files ?? 'not said'],
    ['arm', armText(run, armId)],
    ['CPUs', `${limits.cpus} (${limits.cpuCount})`],
    ['memory limit', `${limits.memoryBytes} bytes`],
    ...measured,
  ]);
}

/**
 * `work (200 events, now 400 events)` for each fact of the cell that differs; empty where the cell may be compared.
 * Rates (gating units in `/s`) may come from fixed work that differs a little, see `ratesComparable`; all else must be
 * equal.
 */
export function planDifferences(
  baseline: RunDocument,
  candidate: RunDocument,
  cell: { readonly arm: string; readonly benchmark: string },
): string[] {
  const before = benchmarkOf(baseline, cell.benchmark);
  const after = benchmarkOf(candidate, cell.benchmark);
  if (before === undefined || after === undefined) return [];
  const now = facts(candidate, cell.arm, after);
  const near = isNearEnough(
    { benchmark: before, trialSeconds: before.trialSeconds ?? baseline.plan.trialSeconds },
    { benchmark: after, trialSeconds: after.trialSeconds ?? candidate.plan.trialSeconds },
  );
  return [...facts(baseline, cell.arm, before)]
    .filter(([name, value]) => now.get(name) !== value && !(near && name === 'work'))
    .map(([name, value]) => `${name} (${value}, now ${now.get(name) ?? 'none'})`);
}
