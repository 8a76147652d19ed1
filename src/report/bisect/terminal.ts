/** Renders the answer of a search for a terminal. */
import type { BisectRecord, Tried } from '../../bisect/document.js';
import { clip, printable, wrap } from '../../printable.js';
import { type Palette, palette } from '../terminal/palette.js';
import { tableLines } from '../terminal/table.js';
import { details, headline, idOf, inLine, OUTCOME_WORDS, slowdownText, subjectOf } from './words.js';

export interface Screen {
  readonly width: number;
  readonly colour: boolean;
}

const COLUMNS = [
  { head: 'commit', align: 'left' },
  { head: 'against', align: 'left' },
  { head: 'outcome', align: 'left' },
  { head: 'slowdown', align: 'left' },
  { head: 'launches', align: 'right' },
  { head: 'subject', align: 'left' },
] as const;

/** Returns the whole text, ending in a newline. */
export function renderBisectTerminal(record: BisectRecord, { width, colour }: Screen): string {
  const colours = palette(colour);
  const [heads = '', ...rows] = tableLines(
    COLUMNS,
    inLine(record).map((tried) => cellsOf(tried, record)),
  );
  const lines = [
    ...wrap(`${printable(headline(record))}.`, width).map(colours.bold),
    ...details(record).flatMap((sentence) => wrap(printable(sentence), width)),
    '',
    colours.dim(clip(heads, width)),
    ...rows.map((row, at) => paint(clip(row, width), inLine(record)[at]?.outcome, colours)),
  ];
  return `${lines.join('\n')}\n`;
}

function cellsOf({ candidate, baseline, outcome, slowdownPercent, launches }: Tried, record: BisectRecord): string[] {
  return [
    idOf(record, candidate).slice(0, 7),
    idOf(record, baseline).slice(0, 7),
    OUTCOME_WORDS[outcome],
    slowdownText(slowdownPercent),
    String(launches),
    printable(subjectOf(record, candidate)),
  ];
}

function paint(row: string, outcome: Tried['outcome'] | undefined, colours: Palette): string {
  if (outcome === 'slower') return colours.red(row);
  return outcome === 'not-slower' ? colours.green(row) : colours.dim(row);
}
