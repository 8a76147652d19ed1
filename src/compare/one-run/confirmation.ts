/** Decides by an A/B of both sides what a comparison with a recorded run suspects. Pure. */
import { cellKey } from '../../results/cells.js';
import type { Binary, Confirmation, RunDocument } from '../../results/document.js';
import { environmentOf } from '../../results/named.js';
import { NO_LIBRARIES } from '../../results/schema/host.js';
import type { Inspection } from '../../results/schema/inspection.js';
import { minimumPairs } from '../../stats/sequential.js';
import { count } from '../../units.js';
import type { ComparedCell, Comparison, Verdict } from '../comparison.js';
import { compareFingerprints } from '../fingerprint.js';
import { leastPercent } from './side-settings.js';
import { hasSides } from './sides.js';
import { compareSides } from './within-run.js';

/**
 * True for a cell that is inconclusive although its own interval excludes no change: the slowdown is not proven among
 * so many cells. It is worth a second look, and never fails the job by default.
 */
export function isSuspected(cell: ComparedCell): boolean {
  if (cell.verdict !== 'inconclusive') return false;
  // This takes long, and is computed only where it is read.
  const { effect, direction } = cell;
  if (effect === null) return false;
  return direction === 'lower' ? effect.low !== null && effect.low > 1 : effect.high !== null && effect.high < 1;
}

/** Returns the cells for a second look: those that two runs call slower, or suspect. */
export function alarms({ mode, cells }: Comparison): ComparedCell[] {
  if (mode !== 'across') return [];
  return cells.filter(isAlarm);
}

const isAlarm = (cell: ComparedCell): boolean => cell.verdict === 'regressed' || isSuspected(cell);

/** True where both lists hold the very same programs, wherever they lie: file, shared libraries and version. */
export function samePrograms(one: readonly Binary[] | undefined, other: readonly Binary[] | undefined): boolean {
  const digests = (binaries: readonly Binary[] = []) => binaries.map(codeOf).sort();
  return binariesKnown(one) && JSON.stringify(digests(one)) === JSON.stringify(digests(other));
}

/**
 * A program that loads no library loads none in a run either that does not say so. A script, or what opens libraries
 * later, may run other code although its own bytes are the same: its version then tells.
 */
const codeOf = ({ sha256, libraries = NO_LIBRARIES, version }: Binary): string =>
  JSON.stringify([sha256, libraries, version]);

const binariesKnown = (binaries: readonly Binary[] | undefined): boolean => (binaries?.length ?? 0) > 0;

/** The programs of an arm, as a run recorded them. */
export const programsOf = (run: RunDocument, armId: string): readonly Binary[] | undefined =>
  environmentOf(run, armId)?.binaries;

/**
 * Returns what else changed between the runs than the arm's programs, so that a run of both sides would not show it:
 * the kernel, the userland, the state of the host; where the programs are the same, anything else that the arm ran
 * with.
 */
export function changedBesides(baseline: RunDocument, candidate: RunDocument, armId: string): readonly string[] {
  const { conditions, differences } = compareFingerprints(baseline, candidate);
  const host = conditions.map(({ field }) => field);
  if (!samePrograms(programsOf(baseline, armId), programsOf(candidate, armId))) return host;
  const own = differences.map(({ field }) => field).filter((field) => field.startsWith(`${armId}.`));
  return [...host, ...own.filter((field) => !field.startsWith(`${armId}.binaries.`))];
}

/** A clause that follows "because"; undefined where nothing else changed. */
export function besidesRefusal(baseline: RunDocument, candidate: RunDocument, armId: string): string | undefined {
  const changed = changedBesides(baseline, candidate, armId);
  if (changed.length === 0) return undefined;
  return `${changed.join(', ')} changed too, and what it was cannot be had beside what it is`;
}

export interface Alarmed {
  readonly baseline: RunDocument;
  readonly candidate: RunDocument;
  /** The run that measured both sides, where there is one. */
  readonly ab: RunDocument | undefined;
}

/**
 * Returns the comparison after the second look that the candidate records: an alarm gets the verdict of the A/B, or
 * says why there was none. It is unchanged where there was no second look, or where that was about another baseline.
 */
export function afterSecondLook(comparison: Comparison, runs: Alarmed): Comparison {
  const { confirmation } = runs.candidate;
  if (confirmation === undefined) return comparison;
  const asked = alarms(comparison);
  if (asked.length === 0) return comparison;
  if (confirmation.baseline !== comparison.baseline.id) {
    const other = `The second look was at run ${confirmation.baseline}, which is not the baseline here: it is not heeded.`;
    return { ...comparison, notes: [...comparison.notes, other] };
  }
  const look = new SecondLook(runs, confirmation);
  const seen = new Map(asked.map((cell) => [cell, look.at(cell)]));
  return {
    ...comparison,
    cells: comparison.cells.map((cell) => seen.get(cell) ?? cell),
    notes: [...comparison.notes, ...[...seen.values()].flatMap((cell) => noteOf(cell, confirmation))],
  };
}

/** Returns one cell of a comparison of these runs as `afterSecondLook` does. */
export function cellAfterSecondLook(cell: ComparedCell, runs: Alarmed): ComparedCell {
  const { confirmation } = runs.candidate;
  if (confirmation?.baseline !== runs.baseline.id || !isAlarm(cell)) return cell;
  return new SecondLook(runs, confirmation).at(cell);
}

/**
 * Returns what was seen inside the cells that the second look has decided.
 * @param ab the run of both sides.
 */
export function insideAlarms({ cells }: Comparison, ab: RunDocument | undefined): readonly Inspection[] {
  const decided = new Set(cells.filter(({ secondLook }) => secondLook?.refusal === null).map(cellKey));
  const seen = ab?.inspections ?? [];
  return seen.filter(({ benchmark, candidate }) => decided.has(cellKey({ arm: candidate.arm, benchmark })));
}

/** A note on a cell whose verdict was changed, since a table of findings may no longer show the cell. */
function noteOf({ arm, benchmark, verdict, secondLook }: ComparedCell, { run }: Confirmation): string[] {
  if (secondLook === undefined || secondLook.refusal !== null) return [];
  const before = wordOf(secondLook.across.verdict);
  return [`${arm} ${benchmark}: ${before} across runs, ${verdict} beside the old side in run ${run}, which decides.`];
}

/** How a cell that alarmed is called. */
const wordOf = (verdict: Verdict): string => (verdict === 'inconclusive' ? 'suspected' : verdict);

class SecondLook {
  readonly #runs: Alarmed;
  readonly #confirmation: Confirmation;
  readonly #both: Comparison | undefined;
  readonly #found: ReadonlyMap<string, ComparedCell>;

  constructor(runs: Alarmed, confirmation: Confirmation) {
    this.#runs = runs;
    this.#confirmation = confirmation;
    const { ab } = runs;
    this.#both = ab?.id === confirmation.run && ab && hasSides(ab) ? compareSides(ab) : undefined;
    this.#found = new Map(this.#both?.cells.map((cell) => [cellKey(cell), cell]) ?? []);
  }

  at(cell: ComparedCell): ComparedCell {
    const { verdict, reason, effect } = cell;
    const across = { verdict, reason, effect };
    const found = this.#found.get(cellKey(cell));
    const refusal = this.#refusal(cell, found);
    if (refusal !== undefined || found === undefined) {
      const why = refusal ?? 'it was not measured';
      return { ...cell, reason: `${reason} Not confirmed, because ${why}.`, secondLook: { across, refusal: why } };
    }
    const told = `Both sides in one run: ${found.reason} Before, across runs: ${wordOf(verdict)}. ${reason}`;
    return { ...found, metric: cell.metric, reason: told, secondLook: { across, refusal: null } };
  }

  /** Returns why the A/B says nothing about this cell. */
  #refusal(alarm: ComparedCell, found: ComparedCell | undefined): string | undefined {
    const { baseline, candidate, ab } = this.#runs;
    const { arm } = alarm;
    const refused = this.#confirmation.refused.find((one) => one.arm === arm);
    if (refused) return refused.reason.replace(/\.$/, '');
    const besides = besidesRefusal(baseline, candidate, arm);
    if (besides !== undefined) return besides;
    if (ab === undefined || ab.id !== this.#confirmation.run)
      return 'the run that measured both sides is not at hand, or cannot be read';
    if (found === undefined || this.#both === undefined) return 'the run that measured both sides does not have it';
    const before = ab.plan.contrasts.find((contrast) => contrast.candidate === arm)?.baseline ?? '';
    const isOld = samePrograms(programsOf(ab, before), programsOf(baseline, arm));
    const isNew = samePrograms(programsOf(ab, arm), programsOf(candidate, arm));
    if (!isOld || !isNew) return 'other programs were measured in the run of both sides';
    return fewLaunches(found, this.#both) ?? belowFloor(alarm, found, this.#both);
  }
}

function fewLaunches({ verdict, candidateBlocks }: ComparedCell, { settings }: Comparison): string | undefined {
  const needed = minimumPairs(settings.cells, settings.alpha);
  if (verdict !== 'inconclusive' || candidateBlocks >= needed) return undefined;
  return `the run of both sides has ${count(candidateBlocks, 'launch')} of it, and ${needed} are needed`;
}

/**
 * Says why a regression stands that the run of both sides could not have called. The two copies of files in such a run
 * differ for no reason in the code, so a change of them that two runs prove may be too small for it. The alarm is then
 * cleared only where a change as large is excluded.
 */
function belowFloor(alarm: ComparedCell, found: ComparedCell, { settings }: Comparison): string | undefined {
  if (alarm.verdict !== 'regressed' || alarm.effect === null) return undefined;
  if (found.verdict !== 'inconclusive' && found.verdict !== 'not-slower') return undefined;
  const least = leastPercent(settings, found);
  const alarmed = slowdownOf(alarm.effect.ratio, alarm);
  const isExcluded = found.limit !== null && slowdownOf(found.limit, found) < alarmed;
  if (isExcluded || 100 * alarmed > least) return undefined;
  return `the run of both sides calls no change of less than ${least} % in it, and does not exclude one as large as this`;
}

/** As a fraction more time for the same work. */
const slowdownOf = (ratio: number, { direction }: ComparedCell): number =>
  (direction === 'higher' ? 1 / ratio : ratio) - 1;
