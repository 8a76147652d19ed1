/** Compares two runs by what each arm costs relative to native. */
import { mean } from 'simple-statistics';
import { InputError } from '../../errors.js';
import type { RunDocument } from '../../results/document.js';
import { benchmarkOf } from '../../results/named.js';
import { isFinished } from '../../results/state.js';
import type { Blocks } from '../../stats/across/block-test.js';
import { type SerialCorrelation, serialCorrelation } from '../../stats/across/serial-correlation.js';
import { decideAcross } from '../../stats/across/verdict-across.js';
import { count } from '../../units.js';
import {
  type ComparabilityIssue,
  coarseness,
  comparabilityIssue,
  copied,
  failsAcross,
  failsHalf,
  ownFailures,
  sharesOf,
} from '../comparability.js';
import type { ComparedCell, Comparison } from '../comparison.js';
import { clockNotes } from '../documents/integrity.js';
import { planDifferences } from '../documents/plan-differences.js';
import { ruleNotes } from '../documents/rule-version.js';
import { compareFingerprints, type FingerprintComparison, hardwareDifferences } from '../fingerprint.js';
import { contentionDifference } from '../host/contention.js';
import { betweenRuns } from '../host/run-to-run.js';
import { cellOf, type Judged, judged, levelOf, noiseOf, type Reasoned } from '../levels.js';
import { describeDrops, ownDrops, pairDifferences, type Series } from '../observations.js';
import { hasSides } from '../one-run/sides.js';
import { againstNative, isLeftOut, type PlannedCell, plannedCells } from '../planned-cells.js';
import { smallestDetectable } from '../sensitivity.js';
import { type CompareSettings, decisionSettings, settingsFrom } from '../settings.js';
import { serialNotes } from '../wording/serial-notes.js';
import { decideAgainstHistory, type RunEstimate, runEstimates } from './against-history.js';
import { type TrustedHistory, trustedHistory, trustedSeries } from './history.js';
import { compareHost } from './host-cells.js';
import { blocksNeeded, decideSameBoot, MOST_BLOCKS, open, RUN_TO_RUN_FLOOR, wouldRegress } from './same-boot.js';
import { wholeChanges } from './whole-changes.js';

/** Everything that judging a cell needs besides the cell. */
export interface AcrossContext {
  readonly baseline: RunDocument;
  readonly candidate: RunDocument;
  readonly cells: readonly PlannedCell[];
  /** What only the baseline has, where the candidate was asked for less. */
  readonly leftOut: readonly PlannedCell[];
  readonly prints: FingerprintComparison;
  /** True for one boot in one state: the blocks of both runs are then samples of the same thing. */
  readonly oneState: boolean;
  /** Of the blocks of all cells, within their runs. */
  readonly serial: SerialCorrelation;
  /** A sentence, where the host was more crowded in one of two runs of one boot. */
  readonly crowd: string | undefined;
  readonly history: TrustedHistory;
  readonly settings: CompareSettings;
}

/**
 * Compares the overhead against native, block by block, of every gating cell that either run planned (m of them). One
 * look; alpha (.05) divided by m (Bonferroni), m fixed by the plans.
 * - Same boot, same state of the host: `decideSameBoot`. `regressed` where the exact block test's p is within alpha /
 *   m, the estimated shift is worse than theta = max(minEffect, RUN_TO_RUN_FLOOR) and, of a launch's events, the arm's
 *   own figures became worse, too; `improved` is its mirror; `not-slower` where the one-sided limit excludes a
 *   slowdown beyond the margin; else `inconclusive`, also with too few blocks.
 * - Otherwise: `decideAgainstHistory`, one trusted run a boot; `inconclusive` while they are too few.
 * - `missing`: the baseline measured it, and the candidate does not plan it, never reached it or failed repeatedly.
 * - Left out, and said: what only the baseline plans, of a run by hand that was asked for less (`narrowed`).
 * - `inconclusive` without a test: no baseline, done differently (work, limits, pairs, metric), too coarse. Native's
 *   own change is in `host` and decides nothing.
 * @param history trusted runs, in any order; the baseline counts as one of them.
 * @throws InputError for the same run twice, other hardware, documents edited by hand, and plans without a cell
 * against native.
 */
export function compareRuns(
  baseline: RunDocument,
  candidate: RunDocument,
  settings: Partial<CompareSettings> = {},
  history: readonly RunDocument[] = [],
): Comparison {
  const context = acrossContext(baseline, candidate, settings, history);
  const side = (which: 'baseline' | 'candidate') => context.cells.flatMap((cell) => cell[which] ?? []);
  const series = { baseline: side('baseline'), candidate: side('candidate') };
  const host = compareHost(baseline, candidate, series, context.settings);
  const { alpha, minEffectPercent, marginPercent, source } = context.settings;
  const cells = context.cells.map((cell) => judgeAcross(cell, context));
  return {
    mode: 'across',
    baseline: { id: baseline.id, startedAt: baseline.startedAt, source },
    candidate: { id: candidate.id, startedAt: candidate.startedAt },
    settings: { alpha, minEffectPercent, thetaPercent: thetaOf(context), marginPercent, cells: context.cells.length },
    differences: context.prints.differences,
    cells,
    provable: cells.some(({ threshold }) => threshold !== null),
    host,
    wholes:
      context.oneState && context.crowd === undefined ? wholeChanges(baseline, candidate, context.serial.widening) : [],
    notes: notesOf(context),
  };
}

const FLOOR_PERCENT = 100 * RUN_TO_RUN_FLOOR;

/** The smallest change that is called, in per cent. */
const thetaOf = ({ settings, oneState }: Pick<AcrossContext, 'settings' | 'oneState'>): number =>
  Math.max(settings.minEffectPercent, oneState ? FLOOR_PERCENT : 0);

/** @throws InputError where the runs cannot be compared at all. */
export function acrossContext(
  baseline: RunDocument,
  candidate: RunDocument,
  given: Partial<CompareSettings>,
  history: readonly RunDocument[],
): AcrossContext {
  refuse(baseline, candidate);
  const settings = settingsFrom(given);
  const { narrowed = [] } = settings;
  const planned = plannedCells(againstNative(baseline), againstNative(candidate));
  refuseWithoutCells(baseline, candidate);
  const leftOut = planned.filter((cell) => isLeftOut(cell, candidate, narrowed));
  const cells = planned.filter((cell) => !leftOut.includes(cell));
  const prints = compareFingerprints(baseline, candidate);
  const crowd = prints.sameBoot ? contentionDifference(baseline, candidate) : undefined;
  return {
    baseline,
    candidate,
    cells,
    leftOut,
    prints,
    oneState: prints.sameBoot && prints.conditions.length === 0,
    serial: serialCorrelation(cells.flatMap((cell) => [costsOf(cell.baseline), costsOf(cell.candidate)])),
    crowd,
    history: trustedHistory(baseline, candidate, history),
    settings,
  };
}

/** Logs of the costs of the blocks that a test of two runs uses. */
const costsOf = (series: Series | undefined): number[] =>
  (series?.observations ?? []).slice(0, MOST_BLOCKS).map(({ difference }) => difference);

function refuse(baseline: RunDocument, candidate: RunDocument): void {
  if (baseline.id === candidate.id) {
    throw new InputError(
      `Baseline and candidate are the same run, ${candidate.id}: it can only agree with itself.`,
      'Give an earlier run as the baseline.',
    );
  }
  const other = hardwareDifferences(baseline, candidate);
  if (other.length === 0) return;
  const fields = other.map((one) => `${one.field} (${one.baseline}, now ${one.candidate})`).join(', ');
  throw new InputError(
    `The runs are not of the same hardware: ${fields}.`,
    'Compare runs of one machine, or measure both sides in one run.',
  );
}

/**
 * No verdict could come of the figures of two sides, and some gates let such verdicts pass. Runs of other runtimes or
 * benchmarks are compared all the same: what the baseline has and the candidate does not is missing.
 */
function refuseWithoutCells(baseline: RunDocument, candidate: RunDocument): void {
  const bare = Object.entries({ baseline, candidate }).filter(([, run]) => againstNative(run).size === 0);
  const [which, sided] = bare.find(([, run]) => hasSides(run)) ?? [];
  const what = sided
    ? `the ${which}, run ${sided.id}, measures two sides against each other, and none against native`
    : 'neither run measures a runtime against native';
  if (sided || bare.length > 1)
    throw new InputError(`Nothing can be compared: ${what}.`, 'Give runs that measure runtimes against native.');
}

/** The verdict of one cell. */
export function judgeAcross(planned: PlannedCell, context: AcrossContext): ComparedCell {
  const { baseline, candidate } = planned;
  const finding = findingOf(planned, context);
  const judgement =
    finding === undefined && baseline !== undefined && candidate !== undefined
      ? unlessBroken(judged(decideCell(baseline, candidate, context)), baseline, candidate, context)
      : { ...(finding ?? NOT_MEASURED), ...WITHOUT_TEST };
  const isTested = judgement.threshold !== null && baseline !== undefined && candidate !== undefined;
  return cellOf(
    {
      ...planned.cell,
      ...(candidate?.ungated && { ungated: candidate.ungated }),
      baselineLevel: levelOf(baseline, 'candidate'),
      candidateLevel: levelOf(candidate, 'candidate'),
      baselineBlocks: baseline?.observations.length ?? 0,
      candidateBlocks: candidate?.observations.length ?? 0,
      noisePercent: noiseOf(baseline?.observations ?? [], candidate?.observations ?? []),
    },
    judgement,
    () => (isTested ? seenAcross(baseline, candidate, context) : null),
  );
}

/**
 * A regression stands. Any other verdict counts for nothing where the candidate fails this often, or so much more
 * often than the baseline.
 */
function unlessBroken(
  decided: Judged,
  baseline: Series,
  candidate: Series,
  { settings, cells }: AcrossContext,
): Judged {
  const own = ownDrops(candidate);
  if (decided.verdict === 'regressed' || ownFailures(candidate).length === 0) return decided;
  const isHalf = failsHalf(candidate, ownFailures(candidate));
  const shares = sharesOf(cells.map(({ cell }) => cell));
  const isNoChance = failsAcross(baseline, candidate, settings.alpha, shares);
  if (!(isHalf || isNoChance)) return decided;
  const how = isHalf ? 'as often as it measured' : 'in more launches than chance allows';
  const reason = `The baseline has it; the candidate failed ${how} (${describeDrops(own)}).`;
  return { ...decided, verdict: 'missing' as const, reason, p: null, threshold: null };
}

const WITHOUT_TEST = { effect: null, limit: null, p: null, threshold: null, overall: null };

const NOT_MEASURED: ComparabilityIssue = { verdict: 'inconclusive', reason: 'Not measured.' };

/** Returns why the cell needs no test, or undefined. */
function findingOf({ cell, baseline, candidate }: PlannedCell, context: AcrossContext): ComparabilityIssue | undefined {
  const { settings, cells } = context;
  const needed = blocksNeeded(baseline?.observations.length ?? 0, settings.alpha / cells.length);
  const absent = comparabilityIssue(baseline, candidate, needed);
  if (absent !== undefined) return absent;
  const other = planDifferences(context.baseline, context.candidate, cell);
  if (other.length > 0) {
    return { verdict: 'inconclusive', reason: `Not done alike, so not compared: ${other.join(', ')}.` };
  }
  if (baseline === undefined || candidate === undefined) return NOT_MEASURED;
  return coarseness([baseline, candidate], settings.minEffectPercent / 100) ?? copied(baseline, candidate);
}

function decideCell(baseline: Series, candidate: Series, context: AcrossContext): Reasoned {
  const settings = decisionSettings(context.settings, context.cells.length, candidate);
  if (context.oneState) {
    const { overheads, besides } = samplesOf(baseline, candidate, context);
    const decided = decideSameBoot(overheads, settings, besides);
    return context.crowd === undefined ? decided : crowded(decided, context.crowd);
  }
  return decideAgainstHistory(baseline, candidate, estimatesOf(candidate, context), settings);
}

/** Keeps the cell's figures, so that a cell that looks slower is suspected and may have a second look. */
function crowded({ decision }: Reasoned, crowd: string): Reasoned {
  return { decision: open(decision), reason: () => `Not of one state of the host: ${crowd}.` };
}

/** The slowdown that two such runs would have shown. */
function seenAcross(baseline: Series, candidate: Series, context: AcrossContext): number | null {
  const settings = decisionSettings(context.settings, context.cells.length, candidate);
  if (context.oneState) {
    const { overheads, besides } = samplesOf(baseline, candidate, context);
    return smallestDetectable(wouldRegress(overheads, settings, besides));
  }
  const history = estimatesOf(candidate, context).map(({ overhead }) => overhead);
  const middle = Math.exp(mean(history.map(Math.log)));
  return smallestDetectable((fraction) => {
    const slower = settings.direction === 'higher' ? middle / (1 + fraction) : middle * (1 + fraction);
    return decideAcross(history, slower, settings).outcome === 'regressed';
  });
}

const estimatesOf = (candidate: Series, context: AcrossContext): RunEstimate[] =>
  runEstimates(trustedSeries(context.history, context.candidate, candidate), candidate.observations.length);

/** The samples to test for two runs of one boot; with the arm's own figures only where these must have changed too. */
function samplesOf(baseline: Series, candidate: Series, context: AcrossContext) {
  const planned = benchmarkOf(context.candidate, candidate.benchmark);
  const own = { baseline: ownFigures(baseline), candidate: ownFigures(candidate) };
  const overheads = { baseline: pairDifferences(baseline), candidate: pairDifferences(candidate) };
  const itself = planned?.work.kind === 'observed' ? own : undefined;
  const besides = { runToRun: betweenRuns(planned), widening: context.serial.widening, own: itself };
  return { overheads, besides };
}

/** Natural logs of the arm's own figures, by block. */
function ownFigures({ observations }: Series): Blocks {
  return observations.map(({ pairs }) => pairs.map(({ candidate }) => Math.log(candidate)));
}

/** The remedy where one run had other work beside it. */
const CALM = 'Measure again while it rests, or both sides in one run.';

function notesOf(context: AcrossContext): string[] {
  const { baseline, candidate, prints, oneState, crowd, history, settings } = context;
  const state = prints.conditions.map((one) => one.field).join(', ');
  const differ = prints.conditions.length === 1 ? 'differs' : 'differ';
  return [
    ...leftOutNotes(context),
    ...(oneState && settings.minEffectPercent < FLOOR_PERCENT
      ? [
          `Between two runs a change of less than ${FLOOR_PERCENT} % is not called: that much may come from the run itself.`,
        ]
      : []),
    ...(oneState ? serialNotes(context.serial, 'blocks') : []),
    ...(prints.sameBoot && state !== '' ? [`The host is not in the state it was in: ${state} ${differ}.`] : []),
    ...(crowd === undefined ? [] : [`Other work crowded the host: ${crowd}. ${CALM}`]),
    ...(isFinished(baseline)
      ? []
      : [
          `The baseline run was cut short after ${count(baseline.blocks.length, 'block')}: a cell counts with those it has.`,
        ]),
    ...history.notes,
    ...ruleNotes({ 'The baseline': baseline, 'The candidate': candidate }),
    ...clockNotes(baseline),
    ...clockNotes(candidate),
  ];
}

const MOST_NAMED = 5;

function leftOutNotes({ leftOut }: Pick<AcrossContext, 'leftOut'>): string[] {
  if (leftOut.length === 0) return [];
  const names = leftOut.map(({ cell }) => `${cell.arm} ${cell.benchmark}`);
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return [
    `Not compared, since this run was asked for less than the baseline has: ${names.slice(0, MOST_NAMED).join(', ')}${more}.`,
  ];
}
