/** Collects what a reader must know besides the figures: warnings, failures, doubts about cells. Each is said once. */
import type { OverheadCell } from '../compare/comparison.js';
import { gapsOf } from '../compare/one-run/completeness.js';
import type { Block, Failure, RunDocument } from '../results/document.js';
import { groupBy } from '../results/group.js';
import { count } from '../units.js';
import { calibrationNotes } from './calibration.js';
import type { ReportInput } from './input.js';

/** This many cells that share one note or one kind of failure are named; more are counted. */
const CELLS_NAMED = 4;
/** This many of the last lines that a failed command printed are shown. */
const TAIL_LINES = 3;

function named(names: readonly string[]): string {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, CELLS_NAMED).join(', ');
  return unique.length > CELLS_NAMED ? `${shown} and ${unique.length - CELLS_NAMED} more` : shown;
}

/** It is a share or a temperature, which may differ from block to block in sentences that are otherwise the same. */
const FIGURE = /\d+(?:\.\d+)?(?= (?:%|°C))/g;

/** Merges sentences that differ only in such figures into one, with the range of each: `gave 1.4 to 8.8 % of`. */
export function mergeAlike(sentences: readonly string[]): string[] {
  return [...groupBy(sentences, (sentence) => sentence.replaceAll(FIGURE, '#')).values()].map((alike) => {
    const figures = alike.map((sentence) => sentence.match(FIGURE) ?? []);
    let place = 0;
    return (alike[0] ?? '').replaceAll(FIGURE, () => {
      const own = figures.map((texts) => texts[place] ?? '').sort((a, b) => Number(a) - Number(b));
      place += 1;
      return [...new Set([own[0], own.at(-1)])].join(' to ');
    });
  });
}

function cellNotes(overheads: readonly OverheadCell[]): string[] {
  const noted = overheads.flatMap((cell) =>
    cell.notes.map((note) => ({ note, name: `${cell.arm} ${cell.benchmark}` })),
  );
  return [...groupBy(noted, ({ note }) => note)].map(
    ([note, cells]) => `${named(cells.map(({ name }) => name))}: ${note}`,
  );
}

interface FailedTrial {
  readonly where: string;
  readonly failure: Failure;
}

/** Returns the few failed trials among very many. It makes nothing for a trial that did not fail. */
function failuresOf({ blocks }: RunDocument): FailedTrial[] {
  const found: FailedTrial[] = [];
  for (const { launches, pairs } of blocks) {
    for (const { arm, failure } of launches) if (failure) found.push({ where: `${arm} launch`, failure });
    for (const { benchmark, trials } of pairs) {
      for (const trial of trials)
        if (trial.failure) found.push({ where: `${trial.arm} ${benchmark}`, failure: trial.failure });
    }
  }
  return found;
}

function failureNotes(run: RunDocument): string[] {
  return [...groupBy(failuresOf(run), ({ where, failure }) => `${where}\n${failure.reason}`).values()].flatMap(
    (same) => {
      const [first] = same;
      if (!first) return [];
      const { message, reason, tail } = first.failure;
      const last = tail.slice(-TAIL_LINES).join(' | ');
      return [
        `${first.where}: failed ${count(same.length, 'time')} (${reason}): ${message}${last ? ` Last lines: ${last}` : ''}`,
      ];
    },
  );
}

const were = (n: number): string => (n === 1 ? 'was' : 'were');

/** Notes starts that hung and were made again, one sentence an arm. */
function retryNotes({ blocks }: RunDocument): string[] {
  const launches = blocks.flatMap((block) => block.launches);
  return [...groupBy(launches, ({ arm }) => arm)].flatMap(([arm, own]) => {
    const retried = own.filter(({ retries }) => retries > 0);
    if (retried.length === 0) return [];
    const tries = retried.reduce((sum, { retries }) => sum + retries, 0);
    const why = retried.flatMap(({ failedStarts = [] }) => failedStarts)[0]?.message;
    return [
      `${arm} launch: ${retried.length} of ${own.length} ${were(retried.length)} not ready at the first try, ${count(tries, 'start')} in vain in all${why ? ` (${why})` : ''}; start-up is the time of the last try alone.`,
    ];
  });
}

/** Notes what was left out of the plan, and why, one sentence an arm and reason. */
function exclusionNotes({ plan }: RunDocument): string[] {
  const groups = groupBy(plan.excluded ?? [], ({ arm, reason }) => JSON.stringify([arm, reason]));
  return [...groups.values()].map((cells) => {
    const { arm = '', reason = '' } = cells[0] ?? {};
    return `${arm} leaves out ${cells.map(({ benchmark }) => benchmark).join(', ')}: ${reason}.`;
  });
}

/** Notes how the host was tuned; nothing where it was not asked for. */
function tuningNotes({ plan, tuning = [] }: RunDocument): string[] {
  if (plan.tune !== 'on') return [];
  if (tuning.length === 0) return ['The host was to be tuned, and nothing was left to change.'];
  const changes = [...groupBy(tuning, ({ from, to }) => `${from}, set to ${to}`)].map(
    ([change, same]) => `${named(same.map(({ what }) => what))}: ${change}`,
  );
  return [`The host was tuned for the run: ${changes.join('; ')}.`];
}

/** Notes what the quiet rule did. */
function quietNotes({ blocks }: RunDocument): string[] {
  const sum = (counted: (block: Block) => number): number => blocks.reduce((all, block) => all + counted(block), 0);
  const repeated = sum(({ pairs }) => pairs.filter(({ setAside }) => setAside).length);
  if (repeated === 0) return [];
  return [
    `${count(repeated, 'pair')} of ${sum(({ pairs }) => pairs.length)} ${were(repeated)} set aside and taken again, because other work used the measured CPUs meanwhile; the rule does not see figures.`,
  ];
}

/**
 * Notes why the exit code is 4, and what the action warns of, where all blocks were taken: one sentence for all cells
 * that lack the same.
 */
export function gapNotes(run: RunDocument): string[] {
  if (run.stopped === null || ['cancelled', 'error'].includes(run.stopped.reason)) return [];
  return [...groupBy(gapsOf(run), ({ what }) => what)].map(
    ([what, cells]) => `${named(cells.map(({ arm, benchmark }) => `${arm} ${benchmark}`))}: measured in part: ${what}.`,
  );
}

function cutShort(run: RunDocument): string[] {
  const { stopped, blocks } = run;
  if (stopped === null)
    return [`The run did not end: ${count(blocks.length, 'block')} of it ${blocks.length === 1 ? 'is' : 'are'} here.`];
  if (stopped.reason !== 'cancelled' && stopped.reason !== 'error') return [];
  return [`The run was cut short after ${count(blocks.length, 'block')} (${stopped.reason}): ${stopped.detail}`];
}

/**
 * Returns sentences with text as the documents have it, which must be escaped where it is shown. The most serious come
 * first.
 */
export function notesOf(input: ReportInput): string[] {
  const { run, overheads, comparison } = input;
  const all = [
    ...cutShort(run),
    ...gapNotes(run),
    ...failureNotes(run),
    ...retryNotes(run),
    ...exclusionNotes(run),
    ...run.environments.flatMap(({ arm, notes = [] }) => notes.map((note) => `${arm}: ${note}`)),
    ...mergeAlike(run.warnings),
    ...tuningNotes(run),
    ...quietNotes(run),
    ...(comparison?.notes ?? []),
    ...calibrationNotes(input),
    ...cellNotes(overheads),
  ];
  return [...new Set(all)];
}
