/** Collects everything behind one verdict, as plain data from which anyone can compute it again. */
import { didYouMean } from '../config/kinds/nearest.js';
import { InputError } from '../errors.js';
import type { CellName, RunDocument } from '../results/document.js';
import { benchmarkOf } from '../results/named.js';
import type { SerialCorrelation } from '../stats/across/serial-correlation.js';
import type { Decision } from '../stats/decision.js';
import { lazily } from '../stats/lazily.js';
import { RULE_VERSION } from '../stats/rule.js';
import { DESIGN, type SequentialDesign } from '../stats/sequential.js';
import type { ComparedCell } from './comparison.js';
import { ruleVersionOf } from './documents/rule-version.js';
import { type RunToRun, runToRunPercent } from './host/run-to-run.js';
import { type BlockObservation, type Drop, pairDifferences, type Series } from './observations.js';
import { type Alarmed, cellAfterSecondLook } from './one-run/confirmation.js';
import { leastPercent, settingsOfSide } from './one-run/side-settings.js';
import { decideAllSides, sideSettings, sides } from './one-run/sides.js';
import { LAUNCHES, sidesJudge, withdrawnRows } from './one-run/within-run.js';
import type { PlannedCell } from './planned-cells.js';
import type { CompareSettings } from './settings.js';
import { type RunEstimate, runEstimates } from './two-runs/against-history.js';
import { type AcrossContext, acrossContext, judgeAcross } from './two-runs/between-runs.js';
import { trustedSeries } from './two-runs/history.js';
import { RUN_TO_RUN_FLOOR, ratioOfMeans } from './two-runs/same-boot.js';
import { decisionReason, type WordedSettings } from './wording/reason.js';

/** One side's blocks as in the document; in mode `ab` both sides share them. */
export interface ExplainedSide {
  readonly run: string;
  /** The arm of the blocks' figures named `baseline`; those named `candidate` are of the other. */
  readonly baselineArm: string;
  readonly candidateArm: string;
  readonly blocks: readonly BlockObservation[];
  readonly drops: readonly Drop[];
}

/** A decision, and the sentence about it. */
export interface ExplainedLook extends Omit<Decision, 'grounds' | 'second'> {
  readonly reason: string;
}

export interface Explanation {
  readonly rule: 'paired looks' | 'two runs of one boot' | 'history of boots';
  readonly cell: ComparedCell;
  /** Version of the rule that judges the cell, and of those that the runs were measured under (docs/statistics.md). */
  readonly ruleVersion: { readonly judged: number; readonly measured: readonly number[] };
  readonly settings: {
    readonly alpha: number;
    readonly cells: number;
    /** Per cent; by its steps figures are too coarse. */
    readonly minEffectPercent: number;
    /** Per cent; the smallest effect or, where it is larger, the floor of such cells. */
    readonly thetaPercent: number;
    readonly marginPercent: number;
    /** What runs of the same code differ by beyond their blocks; null but for two runs of one boot. */
    readonly runToRunPercent: RunToRun | null;
    /**
     * How alike neighbouring blocks (launches of two sides) are, over all cells, and by how much that widens their
     * error; null against a history.
     */
    readonly serial: SerialCorrelation | null;
    /** R of Holm's step-down: the number of cells that regressed; null without a step-down (docs/statistics.md). */
    readonly regressedCells: number | null;
  };
  /**
   * How many cells only the baseline has that `cells` does not count, because the run was asked for less. A comparison
   * of both documents by hand counts them as missing.
   */
  readonly leftOut: number;
  /** Null where the run does not plan the cell. */
  readonly baseline: ExplainedSide | null;
  readonly candidate: ExplainedSide | null;
  /** The ratio by the shift of the blocks' means, which must exceed theta too; only for `two runs of one boot`. */
  readonly second: number | null;
  /** Every look that was taken; only for `paired looks`, else empty. */
  readonly looks: readonly ExplainedLook[];
  /** The declared looks, and how they spend the error; only for `paired looks`, else null. */
  readonly design: SequentialDesign | null;
  /** Overheads of whole runs; only for `history of boots`, else empty. */
  readonly history: readonly RunEstimate[];
}

function sideOf(run: RunDocument, series: Series | undefined): ExplainedSide | null {
  if (series === undefined) return null;
  const { baselineArm, arm, observations: blocks, drops } = series;
  return { run: run.id, baselineArm, candidateArm: arm, blocks, drops };
}

function find<T>(rows: readonly T[], nameOf: (row: T) => CellName, wanted: CellName): T {
  const found = rows.find((row) => nameOf(row).arm === wanted.arm && nameOf(row).benchmark === wanted.benchmark);
  if (found !== undefined) return found;
  throw new InputError(`There is no cell ${wanted.arm} ${wanted.benchmark}.`, nearestCell(wanted, rows.map(nameOf)));
}

/** Names the cell that was probably meant: its words may be in the other order, and either of them misspelt. */
function nearestCell({ arm, benchmark }: CellName, cells: readonly CellName[]): string {
  const isThere = (cell: CellName) => cells.some((one) => one.arm === cell.arm && one.benchmark === cell.benchmark);
  if (isThere({ arm: benchmark, benchmark: arm })) return `Did you mean "${benchmark} ${arm}"?`;
  const arms = [...new Set(cells.map((cell) => cell.arm))];
  if (!arms.includes(arm)) return `There is no runtime "${arm}" in it. ${didYouMean(arm, arms)}`;
  const its = cells.filter((cell) => cell.arm === arm).map((cell) => cell.benchmark);
  return `Of ${arm} there is no benchmark "${benchmark}". ${didYouMean(benchmark, its)}`;
}

/** Explains one cell of `compareRuns`. @throws InputError where there is no such cell. */
export function explainAcross(
  wanted: CellName,
  baseline: RunDocument,
  candidate: RunDocument,
  given: Partial<CompareSettings> = {},
  history: readonly RunDocument[] = [],
): Explanation {
  const context = acrossContext(baseline, candidate, given, history);
  return explainPlanned(
    find(context.cells, (row) => row.cell, wanted),
    context,
  );
}

/**
 * Explains every cell of `compareRuns`, in its order.
 * @param known the cells that it returned for the same arguments, where they are at hand: none is then judged twice.
 */
export function explainAllAcross(
  baseline: RunDocument,
  candidate: RunDocument,
  given: Partial<CompareSettings> = {},
  history: readonly RunDocument[] = [],
  known: readonly ComparedCell[] = [],
): Explanation[] {
  const context = acrossContext(baseline, candidate, given, history);
  return context.cells.map((planned, at) => explainPlanned(planned, context, known[at]));
}

/**
 * Explains a cell of two runs as it is after a second look. One that the second look has decided is explained by the
 * run of both sides, from which its verdict can be computed; what was said before is in its `secondLook`.
 * @param across its explanation before that look.
 */
export function explainLookedAgain(
  across: Explanation,
  runs: Alarmed,
  cell = cellAfterSecondLook(across.cell, runs),
): Explanation {
  if (runs.ab === undefined || cell.secondLook?.refusal !== null) return { ...across, cell };
  return { ...explainSides(cell, runs.ab), cell };
}

/** The run that plans the cell; the candidate where both do. */
const runOf = ({ candidate: now }: PlannedCell, { baseline, candidate }: AcrossContext): RunDocument =>
  now === undefined ? baseline : candidate;

function explainPlanned(
  planned: PlannedCell,
  context: AcrossContext,
  cell = judgeAcross(planned, context),
): Explanation {
  const { settings, oneState, baseline, candidate } = context;
  const trusted = oneState ? [] : trustedSeries(context.history, candidate, planned.cell);
  const floor = oneState ? 100 * RUN_TO_RUN_FLOOR : 0;
  const known: Omit<Explanation, 'second'> = {
    rule: oneState ? 'two runs of one boot' : 'history of boots',
    cell,
    ruleVersion: { judged: RULE_VERSION, measured: [baseline, candidate].map(ruleVersionOf) },
    settings: {
      alpha: settings.alpha,
      cells: context.cells.length,
      minEffectPercent: settings.minEffectPercent,
      thetaPercent: Math.max(settings.minEffectPercent, floor),
      marginPercent: settings.marginPercent,
      runToRunPercent: oneState ? runToRunPercent(benchmarkOf(runOf(planned, context), planned.cell.benchmark)) : null,
      serial: oneState ? context.serial : null,
      regressedCells: null,
    },
    leftOut: context.leftOut.length,
    baseline: sideOf(baseline, planned.baseline),
    candidate: sideOf(candidate, planned.candidate),
    looks: [],
    design: null,
    history: runEstimates(trusted, planned.candidate?.observations.length ?? 0),
  };
  return lazily(known, { second: () => (oneState && cell.effect !== null ? secondOf(planned) : null) });
}

function secondOf({ baseline, candidate }: PlannedCell): number | null {
  if (baseline === undefined || candidate === undefined) return null;
  return ratioOfMeans({ baseline: pairDifferences(baseline), candidate: pairDifferences(candidate) });
}

/** Explains one cell of `compareSides`. @throws InputError where there is no such cell. */
export function explainSides(wanted: CellName, run: RunDocument, given: Partial<CompareSettings> = {}): Explanation {
  const explain = sidesExplainer(run, given);
  const all: readonly CellName[] = [...sides(run), ...withdrawnRows(run)];
  return explain(all.indexOf(find(all, (row) => row, wanted)));
}

/** Explains every cell of `compareSides`, in its order. */
export function explainAllSides(run: RunDocument, given: Partial<CompareSettings> = {}): Explanation[] {
  const explain = sidesExplainer(run, given);
  return [...sides(run), ...withdrawnRows(run)].map((_, place) => explain(place));
}

/** Decides all cells together, and explains the one at a place of `sides`, behind which those withdrawn are. */
function sidesExplainer(run: RunDocument, given: Partial<CompareSettings>): (place: number) => Explanation {
  const settings = sideSettings(run, given);
  const decided = decideAllSides(run, settings);
  const { series: all, decisions, state } = decided;
  const regressed = state === 'ended' ? decisions.filter(({ outcome }) => outcome === 'regressed').length : null;
  const { alpha, minEffectPercent, marginPercent } = settings;
  const counted = {
    alpha,
    cells: all.length,
    minEffectPercent,
    thetaPercent: minEffectPercent,
    marginPercent,
    runToRunPercent: null,
    serial: decided.serial,
    regressedCells: regressed,
  };
  const nothing = { second: null, history: [], leftOut: 0 } as const;
  const shared = { rule: 'paired looks', settings: counted, design: DESIGN, ...nothing } as const;
  const ruleVersion = { judged: RULE_VERSION, measured: [ruleVersionOf(run)] };
  const judge = sidesJudge(decided);
  return (place) => {
    const [series, decision] = [all[place], decisions[place]];
    if (series === undefined || decision === undefined)
      return { ...shared, ruleVersion, cell: withdrawnAt(run, place - all.length), ...NOTHING_SEEN };
    return {
      ...shared,
      settings: { ...counted, thetaPercent: leastPercent(settings, series) },
      ruleVersion,
      cell: judge(place),
      baseline: sideOf(run, series),
      candidate: sideOf(run, series),
      looks: decision.looks.map((look) => explainedLook(look, settingsOfSide(settings, all.length, series))),
    };
  };
}

const NOTHING_SEEN = { baseline: null, candidate: null, looks: [] };

function withdrawnAt(run: RunDocument, place: number): ComparedCell {
  const row = withdrawnRows(run)[place];
  if (row === undefined) throw new Error(`no cell ${place} was withdrawn`);
  return row;
}

function explainedLook(look: Decision, settings: WordedSettings): ExplainedLook {
  const { grounds, second, ...facts } = look;
  return { ...facts, reason: decisionReason(look, settings, LAUNCHES) };
}
