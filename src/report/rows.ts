/**
 * Arranges the cells of a run as rows of a table: one a benchmark, with its primary metric and an entry for each arm.
 */
import type { OverheadCell } from '../compare/comparison.js';
import { isCrowd } from '../results/cells.js';
import { NATIVE, type RunDocument } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { benchmarkOf } from '../results/named.js';

export interface BenchmarkRow {
  readonly benchmark: string;
  readonly suite: string;
  /**
   * It is true for a metric of every launch, with nothing run inside: its cost is paid once, not for every unit of
   * work.
   */
  readonly observed: boolean;
  /**
   * It is true where each trial launched several sandboxes: the cost is that of many of them, not of a unit of work.
   */
  readonly crowd: boolean;
  readonly unit: string;
  /** It is native's own level, or the one beside the first arm that has any. */
  readonly nativeLevel: number | null;
  /** These are by arm; an arm that did not run the benchmark has none. */
  readonly cells: ReadonlyMap<string, OverheadCell>;
}

/** Returns the arms in the order of the plan, native first. Arms that the plan does not name come last. */
export function armIdsOf(run: RunDocument, overheads: readonly OverheadCell[]): string[] {
  const planned = run.plan.arms.map((arm) => arm.id);
  const all = [...new Set([...planned, ...overheads.map((cell) => cell.arm)])];
  return [...all.filter((arm) => arm === NATIVE), ...all.filter((arm) => arm !== NATIVE)];
}

function suiteOf(run: RunDocument, benchmark: string): string {
  return benchmarkOf(run, benchmark)?.suite ?? benchmark.split('.')[0] ?? benchmark;
}

/**
 * Returns the cells of the primary metric in the plan, or of the first metric where the plan does not know the
 * benchmark.
 */
function primaryCells(run: RunDocument, cells: readonly OverheadCell[]): readonly OverheadCell[] {
  const planned = benchmarkOf(run, cells[0]?.benchmark ?? '')?.gate;
  const primary = cells.some((cell) => cell.metric === planned) ? planned : cells[0]?.metric;
  return cells.filter((cell) => cell.metric === primary);
}

/** Returns the rows sorted by suite, then benchmark. */
export function benchmarkRows(run: RunDocument, overheads: readonly OverheadCell[]): BenchmarkRow[] {
  const rows = [...groupBy(overheads, (cell) => cell.benchmark)].map(([benchmark, all]) => {
    const cells = new Map(primaryCells(run, all).map((cell) => [cell.arm, cell]));
    const levels = [cells.get(NATIVE)?.level, ...[...cells.values()].map((cell) => cell.nativeLevel)];
    const planned = benchmarkOf(run, benchmark);
    return {
      benchmark,
      suite: suiteOf(run, benchmark),
      crowd: planned !== undefined && isCrowd(planned),
      observed: planned?.work.kind === 'observed',
      unit: [...cells.values()][0]?.unit ?? '',
      nativeLevel: levels.find((level) => typeof level === 'number') ?? null,
      cells,
    };
  });
  const order = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
  return rows.sort((a, b) => order(a.suite, b.suite) || order(a.benchmark, b.benchmark));
}
