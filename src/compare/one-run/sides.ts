/** Decides the cells of a run with two sides: its series, its rule, and what every look of a cell came to. Pure. */
import { cellKey } from '../../results/cells.js';
import { type CellName, NATIVE, type RunDocument } from '../../results/document.js';
import { memoize } from '../../results/memoize.js';
import { type SerialCorrelation, serialCorrelation } from '../../stats/across/serial-correlation.js';
import type { PairedTrials } from '../../stats/inference/launch-scores.js';
import { DESIGN, enoughPairs, type RunState } from '../../stats/sequential.js';
import { type JudgedCell, stepDown } from '../../stats/step-down.js';
import { decider, type SequentialDecision } from '../../stats/verdict.js';
import { observations, type Series } from '../observations.js';
import { type CompareSettings, settingsFrom } from '../settings.js';
import type { WordedSettings } from '../wording/reason.js';
import { settingsOfSide } from './side-settings.js';

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

/** The rule that the run was planned with wins: its looks decided what was measured next. */
export function sideSettings({ plan }: RunDocument, given: Partial<CompareSettings>): CompareSettings {
  return settingsFrom({ source: 'this run', ...given, ...plan.decision });
}

/** The cells of a run with two sides and what was decided about them, in the order of the series. */
export interface DecidedSides {
  readonly series: readonly Series[];
  readonly settings: CompareSettings;
  readonly state: RunState;
  /** Of the launches of all cells. */
  readonly serial: SerialCorrelation;
  /** With every look behind them, and after Holm's step-down where the run has ended. */
  readonly decisions: readonly SequentialDecision[];
  /**
   * Tells how many cells would have regressed without the one at this place, whose share of alpha the step-down hands
   * on. It is 0 where the run has not ended.
   */
  readonly regressedBeside: (place: number) => number;
}

export function decideAllSides(run: RunDocument, settings: CompareSettings): DecidedSides {
  const series = sides(run);
  const state = runState(run);
  const serial = serialOf(series);
  const own = series.map((one) => {
    const rule = ruleOf(one, settings, series.length, serial);
    return { decision: decideSides(one, run, rule), settings: rule };
  });
  const known = { series, settings, state, serial };
  if (state === 'running') {
    return { ...known, decisions: own.map(({ decision }) => decision), regressedBeside: () => 0 };
  }
  const decisions = stepDown(own, series.length);
  return { ...known, decisions, regressedBeside: besideOf(own, decisions) };
}

/** The correlation of neighbouring launches, over the mean differences of all cells. */
const serialOf = (all: readonly Series[]): SerialCorrelation =>
  serialCorrelation(all.map(({ observations }) => observations.map(({ difference }) => difference)));

/** The rule for one of `cells` cells in a run whose launches are this much alike. */
export const ruleOf = (
  series: Series,
  settings: CompareSettings,
  cells: number,
  { widening }: SerialCorrelation,
): WordedSettings => ({ ...settingsOfSide(settings, cells, series), widening });

/**
 * A cell that has not regressed handed nothing on, so without it the others are what they are with it. Without one
 * that regressed by its own share there is one such cell fewer, whichever it is, so that is counted once. A cell that
 * only the step-down added counts those that regressed by their own share, which is at most too few.
 */
function besideOf(own: readonly JudgedCell[], decisions: readonly SequentialDecision[]): (place: number) => number {
  const alone = own.filter(({ decision }) => decision.outcome === 'regressed').length;
  const all = regressedAmong(decisions);
  const without = (place: number): number =>
    regressedAmong(
      stepDown(
        own.filter((_, other) => other !== place),
        own.length,
      ),
    );
  let oneFewer: number | undefined;
  return (place) => {
    if (decisions[place]?.outcome !== 'regressed') return all;
    if (own[place]?.decision.outcome !== 'regressed') return alone;
    oneFewer ??= without(place);
    return oneFewer;
  };
}

const regressedAmong = (decisions: readonly SequentialDecision[]): number =>
  decisions.filter(({ outcome }) => outcome === 'regressed').length;

/**
 * Decides by the cell's own share of alpha, and returns every look behind it. The decision of a planned look is
 * final, even if the run went on: later pairs were not allocated to that cell. A cell that is still open when the run
 * has ended gets one closing look.
 */
function decideSides(series: Series, run: RunDocument, rule: WordedSettings): SequentialDecision {
  const decide = deciderOf(series, rule);
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
  const serial = serialOf(series);
  const isSettled = (one: Series): boolean => {
    const pairs = one.observations.length;
    if (pairs === 0) return visitsOf(one, run) >= first;
    if (pairs >= last) return true;
    return deciderOf(one, ruleOf(one, settings, series.length, serial))('running').outcome !== 'undecided';
  };
  return series.filter(isSettled).map(({ arm, benchmark }) => ({ arm, benchmark }));
}

/** The whole blocks, and in how many of them each cell that ever had to wait did so. */
const wholeBlocksOf = memoize((blocks: RunDocument['blocks']) => {
  const whole = blocks.filter(({ complete }) => complete);
  const waits = new Map<string, number>();
  for (const { waiting = [] } of whole) {
    for (const key of new Set(waiting.map(cellKey))) waits.set(key, (waits.get(key) ?? 0) + 1);
  }
  return { count: whole.length, waits };
});

/** Whole blocks in which the cell did not have to wait. One that was cut short may not have reached it. */
export function visitsOf({ arm, benchmark }: Series, { blocks }: RunDocument): number {
  const { count, waits } = wholeBlocksOf(blocks);
  return count - (waits.get(cellKey({ arm, benchmark })) ?? 0);
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
const decidersOf = memoize((_: Series) => new Map<string, Decider>());

function deciderOf(series: Series, rule: WordedSettings): Decider {
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
