/** Shows a history on a terminal or in a log: what moved, then the level of every cost. */
import stringWidth from 'string-width';
import type { History } from '../../history/document.js';
import type { HistoryEvent } from '../../history/events.js';
import type { HistoryInput } from '../../history/input.js';
import type { HistorySeries } from '../../history/series.js';
import { clip, printable, wrap } from '../../printable.js';
import { NATIVE } from '../../results/document.js';
import { median } from '../../stats/summary.js';
import { count } from '../../units.js';
import { formatLevel, formatNoise } from '../numbers.js';
import { type Palette, palette } from '../terminal/palette.js';
import { tableLines } from '../terminal/table.js';
import type { TerminalOptions } from '../terminal/terminal.js';
import * as words from './words.js';

/** At most this many events that are no news are listed. */
const MOST_OLD = 10;
/** At most this many steps of an event are listed. */
const MOST_STEPS = 6;
const LONGEST_NAME = 34;
const [LEAST_BARS, MOST_BARS] = [8, 40];
const BARS = '▁▂▃▄▅▆▇█';

export function renderHistoryTerminal(
  input: HistoryInput,
  { width, colour }: Pick<TerminalOptions, 'width' | 'colour'>,
): string {
  const colours = palette(colour);
  const { news, older } = words.newsOf(input);
  const lines = [
    colours.bold(words.answerOf(input)),
    words.extentWords(input),
    ...section(input, `Moved in the last ${words.NEWS_DAYS} days`, news, { width, colours }),
    ...section(input, 'Moved before', older.slice(0, MOST_OLD), { width, colours }),
    ...(older.length > MOST_OLD ? [colours.dim(`and ${count(older.length - MOST_OLD, 'time')} before that`)] : []),
    ...input.history.hosts.flatMap((host, place) => hostLines(input, words.hostName(host), place, { width, colours })),
  ];
  return `${lines.join('\n')}\n`;
}

interface Style {
  readonly width: number;
  readonly colours: Palette;
}

function section({ history }: HistoryInput, title: string, events: readonly HistoryEvent[], style: Style): string[] {
  if (events.length === 0) return [];
  return ['', style.colours.bold(title), ...events.flatMap((event) => eventLines(history, event, style))];
}

function eventLines(history: History, event: HistoryEvent, { width, colours }: Style): string[] {
  const { findings, cause } = event;
  const commits = findings.find((one) => one.commits)?.commits;
  const code = commits
    ? [`Commits: ${commits.repository} ${commits.from.slice(0, 10)}..${commits.to.slice(0, 10)}`]
    : [];
  const steps = findings.length < 2 ? [] : [stepsText(event)];
  const indented = (text: string): string[] => wrap(printable(text), width - 4).map((line) => `    ${line}`);
  const [head = '', ...rest] = wrap(printable(words.eventText(history, event)), width - 2);
  const paint = (findings[0]?.times ?? 1) > 1 ? colours.red : colours.green;
  return [
    `${paint('●')} ${head}`,
    ...rest.map((line) => `  ${line}`),
    ...[...steps, cause, ...code].flatMap(indented).map(colours.dim),
  ];
}

function stepsText({ findings }: HistoryEvent): string {
  const shown = findings.slice(0, MOST_STEPS).map((one) => `${words.seriesName(one)} ${words.stepText(one)}`);
  const rest = findings.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('; ');
}

/** Lists the costs of each runtime, native's levels, and what passed or makes nights depend on one another. */
function hostLines({ series }: HistoryInput, title: string, host: number, { width, colours }: Style): string[] {
  const own = series.filter((one) => one.host === host);
  const shown = own.filter(({ measure, cell }) => (measure === 'cost' ? cell.arm !== NATIVE : cell.arm === NATIVE));
  if (shown.length === 0) return [];
  const notes = shown.flatMap((one) =>
    words.shapeNotes(one).map((note) => `${name(one.cell.arm)} ${name(one.cell.benchmark)}: ${note}`),
  );
  return [
    '',
    ...wrap(printable(title), width).map(colours.bold),
    ...fitted(shown, width, colours),
    ...notes.flatMap((note) => wrap(printable(note), width)).map(colours.dim),
  ];
}

interface TableColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  text(series: HistorySeries): string;
}

const name = (text: string): string => clip(printable(text), LONGEST_NAME);

const NAMES: readonly TableColumn[] = [
  { head: 'runtime', align: 'left', text: ({ cell }) => name(cell.arm) },
  { head: 'benchmark', align: 'left', text: ({ cell }) => name(cell.benchmark) },
];
const runsOf = ({ points }: HistorySeries): number => points.reduce((sum, { runs }) => sum + runs, 0);

const COUNTS: readonly TableColumn[] = [
  { head: 'runs', align: 'right', text: (series) => String(runsOf(series)) },
  // Of one run the deviation is the least that is assumed, and was seen nowhere.
  { head: 'noise', align: 'right', text: (series) => (runsOf(series) < 2 ? '?' : formatNoise(series.noisePercent)) },
];
const STATE: readonly TableColumn[] = [
  { head: 'now', align: 'right', text: currentText },
  { head: 'last step', align: 'left', text: lastStep },
];

/** Adds a line of the last runs where there is room, and leaves out counts where there is little. */
function fitted(shown: readonly HistorySeries[], width: number, colours: Palette): string[] {
  const widest = (lines: readonly string[]): number => Math.max(...lines.map((line) => stringWidth(line)));
  const whole = [...NAMES, ...COUNTS, ...STATE];
  const bars = Math.min(MOST_BARS, width - widest(table(shown, whole, colours)) - 2);
  if (bars < 0) return table(shown, [...NAMES, ...STATE], colours);
  if (bars < LEAST_BARS) return table(shown, whole, colours);
  const lately = {
    head: 'lately, up is worse',
    align: 'left',
    text: ({ values, cell }: HistorySeries) =>
      sparkline(values.slice(-bars).map((value) => (cell.direction === 'lower' ? value : 1 / value))),
  } as const;
  return table(shown, [...whole, lately], colours);
}

function table(shown: readonly HistorySeries[], columns: readonly TableColumn[], colours: Palette): string[] {
  return tableLines(
    columns.map(({ head, align }) => ({ head: colours.bold(head), align })),
    shown.map((one) => columns.map(({ text }) => text(one))),
  );
}

/** Returns the level since the last step. */
export function currentText(series: HistorySeries): string {
  const { measure, cell, noisePercent } = series;
  const now = currentOf(series);
  return measure === 'cost' ? words.ratioText(now, cell.direction) : formatLevel(now, cell.unit, noisePercent);
}

export function currentOf({ steps, values, drift }: Pick<HistorySeries, 'steps' | 'values' | 'drift'>): number {
  return drift?.to ?? steps.at(-1)?.after ?? median(lately(values)) ?? Number.NaN;
}

/**
 * With too few values for a step, half of them may lie on another level, and the median of all on none: the last few
 * count then, an odd number of them.
 */
function lately(values: readonly number[]): readonly number[] {
  if (values.length >= words.LEAST_FOR_A_STEP) return values;
  return values.slice(-Math.min(5, values.length - ((values.length + 1) % 2)));
}

function lastStep(series: HistorySeries): string {
  const { steps, points, cell } = series;
  const last = steps.at(-1);
  if (!last) return words.unsteadyText(series);
  const day = words.dayOf(points[last.index]?.at ?? '');
  return `${words.ratioText(last.after / last.before, cell.direction)} on ${day}`;
}

function sparkline(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const top = BARS.length - 1;
  return values.map((value) => BARS[high === low ? 0 : Math.round((top * (value - low)) / (high - low))]).join('');
}
