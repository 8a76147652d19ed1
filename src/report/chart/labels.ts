/** Places labels beside a chart's rows. */
import { clip, printable } from '../../printable.js';

/** This many px fit the widest letters of the fonts that charts are drawn with at 12 px. */
const CHARACTER = 7.2;
const INDENT = 8;
const GAP = 12;

/** Cuts a label to at most `longest` characters. */
export const shortLabel = (text: string, longest: number): string => clip(printable(text), longest);

/** Returns how many px these labels need left of a chart. */
export function labelMargin(labels: readonly string[], longest: number): number {
  const widths = labels.map((label) => shortLabel(label, longest).length);
  return Math.ceil(INDENT + CHARACTER * Math.max(4, ...widths) + GAP);
}
