/** Compares a run with its baseline and decides whether the gate opens. */

import { canBeBaseline } from '../compare/comparability.js';
import type { Comparison, OverheadCell } from '../compare/comparison.js';
import { checkRun } from '../compare/documents/integrity.js';
import { explainAllAcross, explainAllSides, explainLookedAgain } from '../compare/explain.js';
import { afterSecondLook, insideAlarms } from '../compare/one-run/confirmation.js';
import { overheads } from '../compare/one-run/overhead.js';
import { hasSides } from '../compare/one-run/sides.js';
import { compareSides } from '../compare/one-run/within-run.js';
import { gateOutcome, withoutBaseline } from '../compare/outcome/gate.js';
import { acrossContext, compareRuns } from '../compare/two-runs/between-runs.js';
import { type ChosenBaseline, chooseBaseline } from '../compare/two-runs/choose-baseline.js';
import type { BaselineSpec } from '../config/kinds/gate.js';
import { InputError } from '../errors.js';
import type { ReportInput } from '../report/input.js';
import { CalibrationStore } from '../results/calibration.js';
import type { RunDocument } from '../results/document.js';
import { mayBeBaselineOf } from '../results/origin.js';
import { RunStore, readRun } from '../results/store.js';
import type { Judging, ReadyJudging } from './request/request.js';

/**
 * Compares the run with its baseline: its own baseline side where it has one.
 * @param ab the run of both sides, where an alarm had a second look.
 * @throws InputError for a baseline that cannot serve.
 */
export function judge(
  run: RunDocument,
  judging: Pick<ReadyJudging, 'rule' | 'failOn' | 'baseline' | 'narrowed'>,
  stateFolder: string,
  ab?: RunDocument,
): ReportInput & { readonly overheads: OverheadCell[] } {
  const plain = withoutVerdicts(run, stateFolder);
  if (hasSides(run)) {
    const { rule, failOn } = judging;
    return {
      ...plain,
      ...decided(compareSides(run, rule), failOn),
      explanations: () => explainAllSides(run, rule),
    };
  }
  const known = knownRuns(run, stateFolder);
  const chosen = baselineOf(run, judging.baseline, known);
  if (chosen) return { ...plain, ...compared(chosen, run, judging, known, ab) };
  const gate = judging.baseline.kind === 'none' ? undefined : withoutBaseline(judging.failOn, []);
  return { ...plain, ...(gate && { gate }) };
}

/** The report's input for a run without a comparison, with what other runs tell of its host. */
export function withoutVerdicts(
  run: RunDocument,
  stateFolder: string,
): ReportInput & { readonly overheads: OverheadCell[] } {
  const calibration = new CalibrationStore(stateFolder).find(run.fingerprint.hardwareKey, run.plan.tune === 'on');
  return { run, overheads: overheads(run), ...(calibration && { calibration }) };
}

/** Runs on this host that may serve as a baseline for `run`, or tell of its noise; newest first. */
export function knownRuns(run: RunDocument, stateFolder: string): RunDocument[] {
  const stored = new RunStore(stateFolder).recent();
  return stored.filter(({ id, origin }) => id !== run.id && mayBeBaselineOf(origin, run.origin));
}

/**
 * Returns the run that the input `baseline` names, or undefined where there is none.
 * @throws InputError for a file that is not a run document, and for a source that only the action can read.
 */
export function baselineOf(
  run: RunDocument,
  baseline: ReadyJudging['baseline'],
  known: readonly RunDocument[],
): ChosenBaseline | undefined {
  if (baseline.kind === 'none') return undefined;
  if (baseline.kind === 'read') return { run: baseline.run, source: baseline.source };
  if (baseline.kind === 'file') return chosenFile(baseline.path);
  if (baseline.kind !== 'auto') throw onlyInWorkflow(baseline.kind);
  return chooseBaseline(run, known);
}

const chosenFile = (path: string): ChosenBaseline => ({ run: readRun(path), source: `file ${path}` });

/** Fails before a measurement for what `baselineOf` would refuse after it, and reads a file. @throws InputError */
export function readyBaseline(baseline: BaselineSpec): ReadyJudging['baseline'] {
  if (baseline.kind === 'file') {
    const chosen = chosenFile(baseline.path);
    checkRun(chosen.run);
    return { kind: 'read', ...chosen };
  }
  if (baseline.kind === 'artifact' || baseline.kind === 'branch') throw onlyInWorkflow(baseline.kind);
  return baseline;
}

/**
 * Fails before a measurement where what it yields could not be compared with the file of a baseline.
 * @param run as it will begin. @throws InputError
 */
export function refuseBaseline(
  run: RunDocument,
  { baseline, rule, narrowed }: Pick<ReadyJudging, 'baseline' | 'rule' | 'narrowed'>,
): void {
  if (baseline.kind !== 'read' || hasSides(run)) return;
  const { cells } = acrossContext(baseline.run, run, { ...rule, narrowed }, []);
  if (cells.some((cell) => cell.candidate && cell.baseline && canBeBaseline(cell.baseline))) return;
  throw new InputError(
    `Nothing can be compared: the baseline, run ${baseline.run.id}, has no figure of what this run measures.`,
    'Give a run that has measured it.',
  );
}

/** The result of a run, and why it has no verdict, where its baseline turns out to be unusable. */
interface Measured {
  readonly input: ReturnType<typeof judge>;
  readonly refusal: InputError | undefined;
}

/** Judges a run that was just measured: whatever is wrong with its baseline, its figures are shown. */
export function judgeMeasured(...[run, judging, stateFolder, ab]: Parameters<typeof judge>): Measured {
  try {
    return { input: judge(run, judging, stateFolder, ab), refusal: undefined };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { input: withoutVerdicts(run, stateFolder), refusal: error };
  }
}

function onlyInWorkflow(kind: 'artifact' | 'branch'): InputError {
  return new InputError(
    `baseline: ${kind} can be had by the action only, which asks GitHub for it; the command does not.`,
    'Download the run document and give its path, or give --baseline auto for the last comparable run on this host.',
  );
}

/** Gives the verdicts on `candidate` against `baseline`, with the outcome of a second look where an alarm had one. */
export function compared(
  baseline: { readonly run: RunDocument; readonly source: string },
  candidate: RunDocument,
  { rule, failOn, narrowed }: Pick<Judging, 'rule' | 'failOn' | 'narrowed'>,
  history: readonly RunDocument[],
  ab?: RunDocument,
): Judged {
  const settings = { ...rule, source: baseline.source, narrowed };
  const across = compareRuns(baseline.run, candidate, settings, [...history]);
  const runs = { baseline: baseline.run, candidate, ab };
  const comparison = afterSecondLook(across, runs);
  return {
    ...decided(comparison, failOn),
    insideAlarms: insideAlarms(comparison, ab),
    explanations: () =>
      explainAllAcross(baseline.run, candidate, settings, history, across.cells).map((one, at) =>
        explainLookedAgain(one, runs, comparison.cells[at]),
      ),
  };
}

type Judged = Required<Pick<ReportInput, 'comparison' | 'gate'>> & Pick<ReportInput, 'explanations' | 'insideAlarms'>;

function decided(comparison: Comparison, failOn: Judging['failOn']): Judged {
  return { comparison, gate: gateOutcome(comparison, failOn) };
}
