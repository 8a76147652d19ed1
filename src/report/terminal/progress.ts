/** Shows a measurement while it runs: a few live lines on a terminal, single plain lines in a log. */
import { clip, printable } from '../../printable.js';
import { count } from '../../units.js';
import { formatClock, formatLevel, formatPercent } from '../numbers.js';
import { type Palette, palette } from './palette.js';

/** A figure so far; it changes with every block. */
export interface ProgressFigure {
  readonly arm: string;
  readonly benchmark: string;
  /** It is in `unit`. */
  readonly level: number;
  readonly unit: string;
  /** It is the change against native for the worse, in per cent (positive is worse); null for native itself. */
  readonly costPercent: number | null;
}

/** Blocks are taken in this phase. */
export const MEASURING = 'measuring';

export interface ProgressState {
  /** It says for people what is being done: `preparing docker`, `measuring`. */
  readonly phase: string;
  /** It is the number of the block being taken, from 1; 0 before the first. */
  readonly block: number;
  /** The run takes at least and at most this many blocks. */
  readonly blocksPlanned: { readonly min: number; readonly max: number };
  readonly arm?: string;
  readonly benchmark?: string;
  /** A run with two sides gives here the cells whose verdict is final, and all cells. */
  readonly settled?: { readonly cells: number; readonly of: number };
  /** This much of the budget is spent. */
  readonly elapsedSeconds: number;
  /** It is the whole budget; 0 while it is not known. */
  readonly budgetSeconds: number;
  readonly figures: readonly ProgressFigure[];
  /** It gives each arm's throughput as a whole so far, with its interval. */
  readonly wholes: readonly { readonly arm: string; readonly text: string }[];
  /** These are all warnings so far, one sentence each. */
  readonly warnings: readonly string[];
}

export interface LiveOptions {
  /** The terminal has this many columns; no line is wider. */
  readonly width: number;
  readonly colour: boolean;
}

/** This many warnings stay on the screen; the result shows all of them. */
const LIVE_WARNINGS = 2;
const BAR_CELLS = 20;

/**
 * Returns how many blocks fit into the budget at the speed so far, within the plan; null before a block has been
 * timed.
 */
function expectedBlocks({ block, blocksPlanned, elapsedSeconds, budgetSeconds }: ProgressState): number | null {
  const { min, max } = blocksPlanned;
  if (min === max) return max;
  const done = block - 1;
  if (done < 1 || elapsedSeconds <= 0) return null;
  const fitting = Math.floor((budgetSeconds * done) / elapsedSeconds);
  return Math.max(block, Math.min(max, Math.max(min, fitting)));
}

/** After the last block, its number does not say what is being done. */
const isMeasuring = ({ phase, block }: ProgressState): boolean => block > 0 && phase === MEASURING;

/** Writes, for example, `block 3 of about 24, 5 of 12 cells decided`. */
function blockText(state: ProgressState): string {
  const { settled } = state;
  if (!isMeasuring(state)) return '';
  const decided = settled === undefined ? '' : `, ${settled.cells} of ${count(settled.of, 'cell')} decided`;
  return `${blockCount(state)}${decided}`;
}

function blockCount(state: ProgressState): string {
  const { block, blocksPlanned } = state;
  const expected = expectedBlocks(state);
  if (expected === null) return `block ${block} of ${blocksPlanned.min} to ${blocksPlanned.max}`;
  return `block ${block} of ${blocksPlanned.min === blocksPlanned.max ? '' : 'about '}${expected}`;
}

function timeText({ elapsedSeconds, budgetSeconds }: ProgressState): string {
  const elapsed = `${formatClock(elapsedSeconds)} elapsed`;
  if (budgetSeconds <= 0) return elapsed;
  return `${elapsed}, ${formatClock(budgetSeconds - elapsedSeconds)} of the budget left`;
}

/** Draws the share of the budget that is spent; empty while the budget is not known. */
function bar({ elapsedSeconds, budgetSeconds }: ProgressState): string {
  if (budgetSeconds <= 0) return '';
  const share = Math.min(1, Math.max(0, elapsedSeconds / budgetSeconds));
  const full = Math.round(share * BAR_CELLS);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_CELLS - full)}] `;
}

/** Writes native's latest level, then each arm as a whole so far and where it costs most. */
function armLines(state: ProgressState): string[] {
  const native = state.figures.findLast(({ costPercent }) => costPercent === null);
  const lines = state.wholes.map(({ arm, text }) => {
    const highest = highestOf(state, arm);
    return `${printable(arm)}: ${text}${highest === undefined ? '' : `; highest ${highest}`}`;
  });
  if (native === undefined) return lines;
  const { arm, benchmark, level, unit } = native;
  return [printable(`${arm}: ${benchmark} ${formatLevel(level, unit)}`), ...lines];
}

function highestOf({ figures }: ProgressState, armId: string): string | undefined {
  const own = figures.flatMap((one) =>
    one.arm === armId && one.costPercent !== null ? [{ benchmark: one.benchmark, cost: one.costPercent }] : [],
  );
  const [first, ...rest] = own;
  if (first === undefined) return undefined;
  const { benchmark, cost } = rest.reduce((a, b) => (b.cost > a.cost ? b : a), first);
  return `${printable(benchmark)} ${formatPercent(cost)}`;
}

function warningLines({ warnings }: ProgressState, colours: Palette, width: number): string[] {
  const unique = [...new Set(warnings.map((warning) => printable(warning)))];
  return unique.slice(-LIVE_WARNINGS).map((warning) => colours.yellow(clip(`! ${warning}`, width)));
}

/** Returns the lines to show now, each within the width. The caller draws them over the previous ones. */
export function liveLines(state: ProgressState, options: LiveOptions): string[] {
  const colours = palette(options.colour);
  const head = [printable(state.phase), blockText(state)].filter((part) => part !== '').join(', ');
  const now = [state.arm, state.benchmark].filter((part) => part !== undefined).join(' ');
  return [
    colours.bold(clip(head, options.width)),
    clip(`${bar(state)}${timeText(state)}`, options.width),
    ...(now === '' ? [] : [clip(`now: ${printable(now)}`, options.width)]),
    ...armLines(state).map((line) => colours.dim(clip(line, options.width))),
    ...warningLines(state, colours, options.width),
  ];
}

/**
 * Returns the lines to append to a log when the state has become `next`: one where a phase or a block begins, and each
 * warning when it is new. It is empty at all other moments, so that a log stays short.
 */
export function plainLines(previous: ProgressState | undefined, next: ProgressState): string[] {
  const earlier = new Set(previous?.warnings.map((warning) => printable(warning)));
  const fresh = [...new Set(next.warnings.map((warning) => printable(warning)))].filter(
    (warning) => !earlier.has(warning),
  );
  return [...stepLine(previous, next), ...fresh.map((warning) => `warning: ${warning}`)];
}

/** Returns the heading under which a log folds the lines. */
const chapterOf = ({ block }: ProgressState): string => (block === 0 ? 'Setting up' : 'Measuring');

/** It ends the last group of `groupedLines`. */
export const END_OF_GROUP = '::endgroup::';

/** Returns `plainLines` for a log of GitHub Actions, which folds what is between a group's two commands. */
export function groupedLines(previous: ProgressState | undefined, next: ProgressState): string[] {
  const lines = plainLines(previous, next);
  const chapter = chapterOf(next);
  if (previous !== undefined && chapterOf(previous) === chapter) return lines;
  return [...(previous === undefined ? [] : [END_OF_GROUP]), `::group::${chapter}`, ...lines];
}

function stepLine(previous: ProgressState | undefined, next: ProgressState): string[] {
  const phase = printable(next.phase);
  if (previous?.phase === next.phase && previous.block === next.block) return [];
  if (!isMeasuring(next)) return [phase];
  const costs = next.wholes.map(({ arm, text }) => `${printable(arm)} ${text}`);
  const figures = costs.length === 0 ? [] : [`so far: ${costs.join(', ')}`];
  return [[`${phase}, ${blockText(next)}`, timeText(next), ...figures].join('; ')];
}
