/** Compares two sides of one run, which were measured back to back. */
import { InputError } from '../errors.js';
import { cellKey } from '../results/cells.js';
import { type CellName, NATIVE, type RunDocument, type WithdrawnCell } from '../results/document.js';
import { once } from '../results/once.js';
import type { PairedTrials } from '../stats/launch-scores.js';
import { lazily } from '../stats/lazily.js';
import { DESIGN, enoughPairs, minimumPairs, type RunState } from '../stats/sequential.js';
import { stepDown } from '../stats/step-down.js';
import { decide, decider, type SequentialDecision } from '../stats/verdict.js';
import { chanceWithin, coarseness, failsHalf, inconclusive, missing, REPEATEDLY } from './comparability.js';
import type { ComparedCell, Comparison } from './comparison.js';
import { clockNotes } from './documents/integrity.js';
import { ruleNotes } from './documents/rule-version.js';
import { compareArms, compareUserlands } from './fingerprint.js';
import { cellOf, effectOf, judged, levelOf, noiseOf } from './levels.js';
import { countFailures, describeDrops, observations, ownDrops, type Series } from './observations.js';
import { smallestDetectable } from './sensitivity.js';
import { type CompareSettings, decisionSettings, settingsFrom } from './settings.js';
import { changeWords } from './wording/change-words.js';
import { decisionReason, ratioText } from './wording/reason.js';

/** True where the run measures one runtime against another, rather than each against native. */
export function hasSides({ plan }: RunDocument): boolean {
  return plan.contrasts.some((one) => one.baseline !== NATIVE);
}

/** Returns the primary series whose baseline is an arm under test and not native. Alpha is divided by their number. */
export function sides(run: RunDocument): Series[] {
  return observations(run).filter((one) => one.baselineArm !== NATIVE);
}

/**
 * Tells whether more blocks may come. A run that was cancelled or killed can be resumed, so the rest of alpha is not
 * spent on it; a run that used up its budget or blocks gets its closing look.
 */
export function runState(run: RunDocument): RunState {
  const reason = run.stopped?.reason;
  return reason === 'budget' || reason === 'blocks' || reason === 'decided' ? 'ended' : 'running';
}

/**
 * Compares the baseline arm with the candidate arm of every contrast without native, by the paired procedure of
 * `stats/verdict.ts` on the trials of every block: exact swap test, Hodges-Lehmann estimate, declared looks, alpha
 * divided by the planned cells. `missing` where only the candidate failed, repeatedly, and what is left decides
 * nothing or is half, and where the change no longer plans what its base does.
 * @throws InputError for a run without such a contrast and for documents edited by hand.
 */
export function compareSides(run: RunDocument, given: Partial<CompareSettings> = {}): Comparison {
  const settings = sideSettings(run, given);
  const series = sides(run);
  if (series.length === 0) {
    throw new InputError(
      `The run ${run.id} does not measure one runtime against another.`,
      'Compare it with another run instead.',
    );
  }
  const { alpha, minEffectPercent, marginPercent, source } = settings;
  const tested = run.plan.contrasts.filter((one) => one.baseline !== NATIVE);
  return {
    mode: 'ab',
    baseline: { id: run.id, startedAt: run.startedAt, source },
    candidate: { id: run.id, startedAt: run.startedAt },
    settings: { alpha, minEffectPercent, marginPercent, cells: series.length },
    differences: [...compareUserlands(run), ...tested.flatMap((one) => compareArms(run, one.baseline, one.candidate))],
    cells: [...judgeAllSides(series, run, settings), ...withdrawnRows(run)],
    provable: isProvable(series, run, settings),
    host: [],
    wholes: [],
    notes: [...otherRule(run, given), ...ruleNotes({ 'The run': run }), ...clockNotes(run)],
  };
}

/** What nobody measured has no part in alpha, and would be lost where no row told of it. */
export const withdrawnRows = ({ withdrawn = [] }: RunDocument): ComparedCell[] => withdrawn.map(withdrawnRow);

function withdrawnRow({ arm, benchmark, metric, unit, direction }: WithdrawnCell): ComparedCell {
  const nothing = {
    baselineLevel: null,
    candidateLevel: null,
    baselineBlocks: 0,
    candidateBlocks: 0,
    noisePercent: null,
  };
  const judgement = { ...WITHDRAWN, effect: null, limit: null, p: null, threshold: null, overall: null };
  return cellOf({ arm, benchmark, metric, unit, direction, ...nothing }, judgement, () => null);
}

const WITHDRAWN = missing('The file of inputs at the base measures it, and that of this change does not.');

/**
 * True where any cell had the launches that a rejection needs or, where all were decided before the budget ran out,
 * could have had them.
 */
function isProvable(series: readonly Series[], run: RunDocument, { alpha }: CompareSettings): boolean {
  const needed = minimumPairs(series.length, alpha);
  const most = Math.max(...series.map(({ observations }) => observations.length));
  const couldGoOn = run.stopped?.reason === 'decided' && run.plan.blocks.max >= needed;
  return most >= needed || couldGoOn;
}

/** The rule that the run was planned with wins: its looks decided what was measured next. */
export function sideSettings({ plan }: RunDocument, given: Partial<CompareSettings>): CompareSettings {
  return settingsFrom({ source: 'this run', ...given, ...plan.decision });
}

function otherRule({ plan }: RunDocument, given: Partial<CompareSettings>): string[] {
  const { decision } = plan;
  const names = { alpha: 'alpha', minEffectPercent: 'smallest effect', marginPercent: 'margin' } as const;
  const keys = ['alpha', 'minEffectPercent', 'marginPercent'] as const;
  const other = keys.filter((key) => decision && given[key] !== undefined && given[key] !== decision[key]);
  if (!decision || other.length === 0) return [];
  const kept = other.map((key) => `${names[key]} ${decision[key]}, not ${given[key]}`).join('; ');
  return [`Judged by the rule that the run was planned with (${kept}): its looks were taken by it.`];
}

function judgeAllSides(all: readonly Series[], run: RunDocument, settings: CompareSettings): ComparedCell[] {
  const decisions = decideAllSides(all, run, settings);
  return all.map((series, i) => judgeSides(series, decisions[i] as SequentialDecision, settings, all.length));
}

/** The unit that a decision about two sides counts in. */
export const LAUNCHES = 'launches';

/** Returns the verdict of one cell, from its decision. */
export function judgeSides(
  series: Series,
  decision: SequentialDecision,
  settings: CompareSettings,
  cells: number,
): ComparedCell {
  const { arm, benchmark, metric, unit, direction, observations: blocks } = series;
  const coarse = coarseness([series], settings.minEffectPercent / 100);
  const absent = decision.outcome === 'regressed' ? undefined : absentSide(series, decision, settings.alpha, cells);
  const finding = absent ?? coarse;
  const rule = decisionSettings(settings, cells, series);
  const own = judged({ decision, reason: () => decisionReason(decision, rule, LAUNCHES) });
  const verdict = finding === undefined ? own : { ...own, ...finding, p: null, threshold: null };
  const { verdict: word, p, threshold } = verdict;
  const judgement = lazily(
    { verdict: word, p, threshold },
    {
      reason: () => finding?.reason ?? `${own.reason}${overallText(decision, blocks.length, series)}`,
      effect: () => verdict.effect,
      limit: () => verdict.limit,
      overall: () => effectOf(decision.overall),
    },
  );
  return cellOf(
    {
      ...{ arm, benchmark, metric, unit, direction },
      baselineLevel: levelOf(series, 'baseline'),
      candidateLevel: levelOf(series, 'candidate'),
      baselineBlocks: blocks.length,
      candidateBlocks: blocks.length,
      noisePercent: noiseOf(blocks),
    },
    judgement,
    () => (finding === undefined ? seenWithin(series, decision, settings, cells) : null),
  );
}

/** Words beside the estimate of a look that stopped the cell: that estimate is too large on average. */
function overallText({ n, overall }: SequentialDecision, launches: number, { direction, unit }: Series): string {
  if (overall === null || n >= launches) return '';
  return ` Over all of its ${launches} launches it is ${ratioText(overall.ratio, direction, changeWords(unit))}.`;
}

/**
 * The slowdown that such figures would have shown: proven by so many launches, or excluded by the limit that passed
 * the cell.
 */
function seenWithin(
  series: Series,
  decision: SequentialDecision,
  settings: CompareSettings,
  cells: number,
): number | null {
  const { overall, outcome, limit } = decision;
  if (overall === null) return null;
  const trials = trialsOf(series);
  const rule = decisionSettings(settings, cells, series);
  const isProven = (fraction: number): boolean => {
    const factor = (series.direction === 'higher' ? 1 / (1 + fraction) : 1 + fraction) / overall.ratio;
    const slower = trials.candidate.map((launch) => launch.map((value) => value * factor));
    return decide({ ...trials, candidate: slower }, rule, 'ended').outcome === 'regressed';
  };
  const worst = limit === null ? Number.POSITIVE_INFINITY : series.direction === 'higher' ? 1 / limit : limit;
  return smallestDetectable((fraction) => (outcome === 'not-slower' && worst <= 1 + fraction) || isProven(fraction));
}

/**
 * Returns the decisions about all cells of the run, with every look behind them, and after Holm's step-down where the
 * run has ended.
 */
export function decideAllSides(
  all: readonly Series[],
  run: RunDocument,
  settings: CompareSettings,
): SequentialDecision[] {
  const own = all.map((series) => ({
    decision: decideSides(series, run, settings, all.length),
    settings: decisionSettings(settings, all.length, series),
  }));
  return runState(run) === 'ended' ? stepDown(own, all.length) : own.map(({ decision }) => decision);
}

/**
 * Decides by the cell's own share of alpha, and returns every look behind it. The decision of a planned look is
 * final, even if the run went on: later pairs were not allocated to that cell. A cell that is still open when the run
 * has ended gets one closing look.
 */
function decideSides(series: Series, run: RunDocument, settings: CompareSettings, cells: number): SequentialDecision {
  const decide = deciderOf(series, settings, cells);
  const running = decide('running');
  return running.outcome !== 'undecided' || runState(run) === 'running' ? running : decide('ended');
}

/**
 * Returns cells that need no more pairs: a planned look has decided them, their last look is past, or no side gave a
 * figure in as many visits as the first look needs. Empty where the run has no sides.
 */
export function decidedCells(run: RunDocument): CellName[] {
  const series = sides(run);
  const settings = sideSettings(run, {});
  const last = DESIGN.looks.at(-1)?.n ?? 0;
  const first = DESIGN.looks[0]?.n ?? 0;
  const isSettled = (one: Series): boolean => {
    const pairs = one.observations.length;
    if (pairs === 0) return visitsOf(one, run) >= first;
    return pairs >= last || deciderOf(one, settings, series.length)('running').outcome !== 'undecided';
  };
  return series.filter(isSettled).map(({ arm, benchmark }) => ({ arm, benchmark }));
}

/** Blocks in which each cell that ever had to wait did so. */
const waitsOf = once((blocks: RunDocument['blocks']): ReadonlyMap<string, number> => {
  const waits = new Map<string, number>();
  for (const { waiting = [] } of blocks) {
    for (const key of new Set(waiting.map(cellKey))) waits.set(key, (waits.get(key) ?? 0) + 1);
  }
  return waits;
});

/** Blocks in which the cell did not have to wait. */
export function visitsOf({ arm, benchmark }: Series, { blocks }: RunDocument): number {
  return blocks.length - (waitsOf(blocks).get(cellKey({ arm, benchmark })) ?? 0);
}

/**
 * Launches that every cell gets before any gets more than its share of the time; undefined where the run has no
 * sides.
 */
export function minLaunches(run: RunDocument): number | undefined {
  const { length } = sides(run);
  return length === 0 ? undefined : enoughPairs(length, sideSettings(run, {}).alpha);
}

type Decider = ReturnType<typeof decider>;

/** By the rule, as text: gate, notes and explanations ask for the same decisions. */
const decidersOf = once((_: Series) => new Map<string, Decider>());

function deciderOf(series: Series, settings: CompareSettings, cells: number): Decider {
  const rule = decisionSettings(settings, cells, series);
  const key = JSON.stringify(rule);
  const deciders = decidersOf(series);
  const decide = deciders.get(key) ?? decider(trialsOf(series), rule);
  deciders.set(key, decide);
  return decide;
}

/** The trials as the test takes them. */
export function trialsOf({ observations }: Series): PairedTrials {
  return {
    baseline: observations.map(({ pairs }) => pairs.map((pair) => pair.baseline)),
    candidate: observations.map(({ pairs }) => pairs.map((pair) => pair.candidate)),
  };
}

/**
 * Returns the issue of a cell that the baseline could measure and the candidate lost: it failed as often as it was
 * measured, or repeatedly with too few launches left to decide, or in more launches than chance allows. Without a
 * look it is at least `inconclusive`. Undefined where the decision stands.
 */
function absentSide(series: Series, { outcome, looks }: SequentialDecision, alpha: number, cells: number) {
  const { arm, baselineArm, drops, observations: blocks } = series;
  const [own, others] = [arm, baselineArm].map((name) => countFailures(drops.filter((one) => one.arm === name)));
  const repeatedly = (own ?? 0) >= REPEATEDLY * (1 + (others ?? 0));
  const isFew = outcome === 'undecided' && blocks.length < minimumPairs(cells, alpha);
  const isBroken = isFew || failsHalf(series, ownDrops(series));
  if ((repeatedly && isBroken) || chanceWithin(series) <= alpha / cells) {
    const where = others === 0 ? 'where the baseline did not' : 'more often than the baseline';
    return missing(`The candidate failed ${where} (${describeDrops(drops)}).`);
  }
  if (drops.length === 0 || looks.length > 0) return undefined;
  return inconclusive(`Too few pairs are left (${describeDrops(drops)}).`);
}
