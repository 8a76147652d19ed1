/** Labels beside a chart's rows. */
import { clip, printable } from '../../printable.js';

/** px; wide enough for the widest letters of the fonts charts are drawn with at 12 px. */
const CHARACTER = 7.2;
const INDENT = 8;
const GAP = 12;

/** At most `longest` characters. */
export const shortLabel = (text: string, longest: number): string => clip(printable(text), longest);

/** px that these labels need left of a chart. */
export function labelMargin(labels: readonly string[], longest: number): number {
  const widths = labels.map((label) => shortLabel(label, longest).length);
  return Math.ceil(INDENT + CHARACTER * Math.max(4, ...widths) + GAP);
}
