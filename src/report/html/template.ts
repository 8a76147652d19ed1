/** Escapes every text that is interpolated into HTML; only what is HTML already is used as it is. */
import { printable } from '../../printable.js';

/** Text that is HTML. It is made by `html`, and by `trusted` from Tare's own text. */
export class Html {
  constructor(readonly text: string) {}
}

export type Insert = Html | string | number | undefined | readonly Html[];

/** Escapes text from outside, as content or inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return printable(text, Number.POSITIVE_INFINITY).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/**
 * From this many characters on, texts are joined without a copy: a page would otherwise be copied at each level of its
 * parts.
 */
const LARGE = 50_000;

/** Joins texts. Small ones are copied, since a tree of their pieces takes more memory than a text. */
function join(texts: readonly string[]): string {
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return length < LARGE ? texts.join('') : texts.reduce((whole, text) => whole + text, '');
}

function insert(value: Insert): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return join(value.map(({ text }) => text));
  return escapeHtml(String(value)).replace(/(?<=\d) (?=%)/g, '\u00a0');
}

export function html(strings: TemplateStringsArray, ...values: readonly Insert[]): Html {
  return new Html(join(strings.flatMap((text, i) => (i === 0 ? [text] : [insert(values[i - 1]), text]))));
}

/** Marks Tare's own text as HTML already; never use it for text from a document. */
export const trusted = (text: string): Html => new Html(text);

/** Escapes each of several lines, which `<pre>` keeps apart. */
export const lines = (text: string): Html => new Html(text.split('\n').map(escapeLine).join('\n'));

/** Leading blanks carry meaning in aligned text, and `printable` would remove them. */
function escapeLine(line: string): string {
  const blanks = /^ */.exec(line)?.[0] ?? '';
  return blanks + escapeHtml(line.slice(blanks.length));
}
