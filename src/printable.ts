/**
 * Makes text from others safe to print. All text of documents, locks, daemons, commands, GitHub and error messages
 * passes here.
 */
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { withoutPasswords } from './errors.js';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
const BLANKS = /[\t\n\r\v\f]+/g;
/**
 * The commands that the runner of a workflow obeys: `::command` at the beginning of a line, where wrapping can put any
 * word, and `##[command]` anywhere (actions/runner, ActionCommand.cs). Other runners have `##vso[` and `##teamcity[`.
 */
const COMMANDS = /(?<=^|[\s\p{Z}]):(?=:[a-z])|#(?=#[\w.-]*\[)/giu;
/** No sentence of ours is longer, but a document may contain longer ones. */
const LONGEST = 400;
/** The longest line of a text of several lines, in which a path or a command may be long. */
const LONGEST_LINE = 4_000;

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function disarmed(line: string): string {
  return line.replace(HIDDEN, visible).replace(COMMANDS, visible);
}

/**
 * Returns `text` on one line, with every control, direction-changing or invisible character written out as `\u{…}`, so
 * that a name in a document cannot move the cursor, recolour the screen, forge a line of a log or give the runner of a
 * workflow a command. Passwords of addresses are hidden. At most `longest` characters of it are used.
 */
export function printable(text: string, longest = LONGEST): string {
  const open = withoutPasswords(text);
  const clipped = open.length > longest ? `${open.slice(0, longest)}…` : open;
  return disarmed(clipped.replace(BLANKS, ' ').trim()).trim();
}

/**
 * Cuts a long line in its middle, because its end may be what matters, such as what was wrong with the value before
 * it.
 */
function withoutMiddle(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  return `${line.slice(0, LONGEST_LINE / 2)}…${line.slice(1 - LONGEST_LINE / 2)}`;
}

/** Does the same for text of several lines, such as an error or the end of a log. Line breaks and indentation stay. */
export function printableLines(text: string): string {
  return withoutPasswords(text)
    .split(/\r?\n/)
    .map((line) => `${/^ */.exec(line)?.[0] ?? ''}${printable(withoutMiddle(line), LONGEST_LINE)}`.trimEnd())
    .join('\n');
}

/** Returns JSON that a terminal and a runner take for text only. Parsing it gives exactly the same value. */
export function printableJson(value: unknown, indent = 2): string {
  const escaped = (character: string): string =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join('');
  return JSON.stringify(value, null, indent).replace(HIDDEN_IN_JSON, escaped).replace(COMMANDS, escaped);
}

/** JSON's own line breaks are left alone; those in strings are escaped already. */
const HIDDEN_IN_JSON = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

/** Cuts plain `text` to `columns` of a terminal, with `…` where something is left out. */
export function clip(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const kept = [...text];
  while (kept.length > 0 && stringWidth(kept.join('')) > columns - 1) kept.pop();
  return columns > 0 ? `${kept.join('')}…` : '';
}

/** Breaks plain `text` at spaces into lines of at most `columns`; a longer word is left whole. */
export function wrap(text: string, columns: number): string[] {
  return wrapAnsi(text, columns).split('\n');
}
