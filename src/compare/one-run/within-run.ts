/** Compares two sides of one run, which were measured back to back. */
import { InputError } from '../../errors.js';
import { NATIVE, type RunDocument, type WithdrawnCell } from '../../results/document.js';
import { lazily } from '../../stats/lazily.js';
import { minimumPairs } from '../../stats/sequential.js';
import { stepDownBeside } from '../../stats/step-down.js';
import { decide, type SequentialDecision } from '../../stats/verdict.js';
import { count } from '../../units.js';
import {
  coarseness,
  failsHalf,
  failsWithin,
  inconclusive,
  missing,
  ownFailures,
  REPEATEDLY,
  type Shares,
  sharesOf,
} from '../comparability.js';
import type { ComparedCell, Comparison } from '../comparison.js';
import { clockNotes } from '../documents/integrity.js';
import { ruleNotes } from '../documents/rule-version.js';
import { compareArms, compareUserlands } from '../fingerprint.js';
import { cellOf, judged, levelOf, noiseOf } from '../levels.js';
import { countFailures, describeDrops, type Series } from '../observations.js';
import { smallestDetectable } from '../sensitivity.js';
import type { CompareSettings } from '../settings.js';
import { decisionReason, effectText, type WordedSettings } from '../wording/reason.js';
import { serialNotes } from '../wording/serial-notes.js';
import { floorNotes } from './side-settings.js';
import { type DecidedSides, decideAllSides, ruleOf, sideSettings, sides, trialsOf } from './sides.js';
import { wholeSides } from './whole-sides.js';

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
  const decided = decideAllSides(run, settings);
  const judge = sidesJudge(decided);
  const tested = run.plan.contrasts.filter((one) => one.baseline !== NATIVE);
  return {
    mode: 'ab',
    baseline: { id: run.id, startedAt: run.startedAt, source },
    candidate: { id: run.id, startedAt: run.startedAt },
    settings: { alpha, minEffectPercent, thetaPercent: minEffectPercent, marginPercent, cells: series.length },
    differences: [...compareUserlands(run), ...tested.flatMap((one) => compareArms(run, one.baseline, one.candidate))],
    cells: [...series.map((_, place) => judge(place)), ...withdrawnRows(run)],
    provable: isProvable(series, run, settings),
    host: [],
    wholes: wholeSides(run),
    notes: [
      ...otherRule(run, given),
      ...floorNotes(settings, series),
      ...serialNotes(decided.serial, LAUNCHES),
      ...ruleNotes({ 'The run': run }),
      ...clockNotes(run),
    ],
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

function otherRule({ plan }: RunDocument, given: Partial<CompareSettings>): string[] {
  const { decision } = plan;
  const names = { alpha: 'alpha', minEffectPercent: 'smallest effect', marginPercent: 'margin' } as const;
  const keys = ['alpha', 'minEffectPercent', 'marginPercent'] as const;
  const other = keys.filter((key) => decision && given[key] !== undefined && given[key] !== decision[key]);
  if (!decision || other.length === 0) return [];
  const kept = other.map((key) => `${names[key]} ${decision[key]}, not ${given[key]}`).join('; ');
  return [`Judged by the rule that the run was planned with (${kept}): its looks were taken by it.`];
}

/** The unit that a decision about two sides counts in. */
export const LAUNCHES = 'launches';

/** Returns a function that gives the verdict of the cell at a place. */
export function sidesJudge(decided: DecidedSides): (place: number) => ComparedCell {
  const shares = sharesOf(decided.series);
  return (place) => judgeSides(place, decided, shares);
}

function judgeSides(place: number, decided: DecidedSides, shares: Shares): ComparedCell {
  const { settings } = decided;
  const [series, decision] = [decided.series[place], decided.decisions[place]];
  if (series === undefined || decision === undefined) throw new RangeError(`no cell ${place}`);
  const { cells } = shares;
  const { arm, benchmark, metric, unit, direction, observations: blocks } = series;
  const coarse = coarseness([series], settings.minEffectPercent / 100);
  const absent = decision.outcome === 'regressed' ? undefined : absentSide(series, decision, settings.alpha, shares);
  const finding = absent ?? coarse;
  const rule = ruleOf(series, settings, cells, decided.serial);
  const own = judged({ decision, reason: () => decisionReason(decision, rule, LAUNCHES) });
  const verdict = finding === undefined ? own : { ...own, ...finding, p: null, threshold: null };
  const { verdict: word, p, threshold } = verdict;
  const judgement = lazily(
    { verdict: word, p, threshold },
    {
      reason: () => finding?.reason ?? `${own.reason}${overallText(decision, blocks.length, rule)}`,
      effect: () => verdict.effect,
      limit: () => verdict.limit,
      overall: () => decision.overall,
    },
  );
  return cellOf(
    {
      ...{ arm, benchmark, metric, unit, direction },
      ...(series.ungated && { ungated: series.ungated }),
      baselineLevel: levelOf(series, 'baseline'),
      candidateLevel: levelOf(series, 'candidate'),
      baselineBlocks: blocks.length,
      candidateBlocks: blocks.length,
      noisePercent: noiseOf(blocks),
    },
    judgement,
    () => (finding === undefined ? seenWithin(series, decision, decided, decided.regressedBeside(place)) : null),
  );
}

/** Words beside the estimate of a look that stopped the cell: that estimate is too large on average. */
function overallText({ n, overall }: SequentialDecision, launches: number, rule: WordedSettings): string {
  if (overall === null || n >= launches) return '';
  return ` Over all of its ${count(launches, 'launch')} it is ${effectText(overall, rule)}.`;
}

/**
 * The slowdown that such figures would have shown: proven by so many launches beside `others` regressed cells, or
 * excluded by the limit that passed the cell.
 */
function seenWithin(
  series: Series,
  { overall, outcome, limit }: SequentialDecision,
  { settings, state, serial, series: all }: DecidedSides,
  others: number,
): number | null {
  if (overall === null) return null;
  const trials = trialsOf(series);
  const rule = ruleOf(series, settings, all.length, serial);
  const isProven = (fraction: number): boolean => {
    const factor = (series.direction === 'higher' ? 1 / (1 + fraction) : 1 + fraction) / overall.ratio;
    const slower = trials.candidate.map((launch) => launch.map((value) => value * factor));
    const decision = decide({ ...trials, candidate: slower }, rule, state);
    return stepDownBeside({ decision, settings: rule }, others, all.length).outcome === 'regressed';
  };
  const worst = limit === null ? Number.POSITIVE_INFINITY : series.direction === 'higher' ? 1 / limit : limit;
  return smallestDetectable((fraction) => (outcome === 'not-slower' && worst <= 1 + fraction) || isProven(fraction));
}

/**
 * Returns the issue of a cell that the baseline could measure and the candidate lost: it failed as often as it was
 * measured, or repeatedly with too few launches left to decide, or in more launches than chance allows. Without a
 * look it is at least `inconclusive`. Undefined where the decision stands.
 */
function absentSide(series: Series, { outcome, looks }: SequentialDecision, alpha: number, shares: Shares) {
  const { arm, baselineArm, drops, observations: blocks } = series;
  const [own, others] = [arm, baselineArm].map((name) => countFailures(drops.filter((one) => one.arm === name)));
  const repeatedly = (own ?? 0) >= REPEATEDLY * (1 + (others ?? 0));
  const isFew = outcome === 'undecided' && blocks.length < minimumPairs(shares.cells, alpha);
  const isBroken = isFew || failsHalf(series, ownFailures(series));
  if ((repeatedly && isBroken) || failsWithin(series, alpha, shares)) {
    const where = others === 0 ? 'where the baseline did not' : 'more often than the baseline';
    return missing(`The candidate failed ${where} (${describeDrops(drops)}).`);
  }
  if (drops.length === 0 || looks.length > 0) return undefined;
  return inconclusive(`Too few pairs are left (${describeDrops(drops)}).`);
}
