/** Gathers what the page shows of one cell from the run, its comparison and the explanations. */
import type { ComparedCell, OverheadCell } from '../../compare/comparison.js';
import type { ExplainedSide, Explanation } from '../../compare/explain.js';
import { observations } from '../../compare/observations.js';
import type { Direction } from '../../direction.js';
import { cellKey } from '../../results/cells.js';
import { NATIVE } from '../../results/document.js';
import type { ReportInput } from '../input.js';
import { cellsOf, HEADINGS } from '../verdicts.js';

export interface CellView {
  readonly arm: string;
  readonly benchmark: string;
  readonly unit: string;
  readonly direction: Direction;
  readonly compared?: ComparedCell | undefined;
  readonly overhead?: OverheadCell | undefined;
  readonly explanation?: Explanation | undefined;
  /** These are the runs whose blocks the figures come from, the baseline first; both sides of one run are one. */
  readonly sides: readonly ExplainedSide[];
}

/**
 * Returns the cells of the comparison, with what a reader must know first at the top; else every cost against native,
 * in the order of the plan.
 */
export function cellViews(input: ReportInput): CellView[] {
  const { run, overheads, comparison } = input;
  const explanations = new Map((input.explanations?.() ?? []).map((one) => [cellKey(one.cell), one]));
  const costs = new Map(overheads.map((cell) => [cellKey(cell), cell]));
  const own = new Map(observations(run).map((series) => [cellKey(series), sideOf(run.id, series)]));
  const rows: readonly (ComparedCell | OverheadCell)[] = comparison
    ? HEADINGS.flatMap((heading) => cellsOf(comparison, heading))
    : overheads.filter(({ arm }) => arm !== NATIVE);
  return rows.map((row) => {
    const { arm, benchmark, unit, direction } = row;
    const explanation = explanations.get(cellKey(row));
    const side = own.get(cellKey(row));
    return {
      ...{ arm, benchmark, unit, direction, explanation },
      compared: comparison ? (row as ComparedCell) : undefined,
      overhead: costs.get(cellKey(row)),
      sides: explanation ? sidesOf(explanation) : side ? [side] : [],
    };
  });
}

function sideOf(run: string, series: ReturnType<typeof observations>[number]): ExplainedSide {
  const { baselineArm, arm: candidateArm, observations: blocks, drops } = series;
  return { run, baselineArm, candidateArm, blocks, drops };
}

function sidesOf({ baseline, candidate }: Explanation): ExplainedSide[] {
  const sides = baseline?.run === candidate?.run ? [candidate] : [baseline, candidate];
  return sides.filter((side) => side !== null);
}
