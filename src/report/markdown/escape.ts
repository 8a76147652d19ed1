/** Makes text from outside safe inside Markdown that GitHub renders: it shows as written and has no effect. */
import { printable } from '../../printable.js';

/** This invisible character prevents what GitHub would make of the rendered text: mentions, references, addresses. */
const BREAK = '&#8203;';
/** Each of these opens or closes something in Markdown, HTML, GitHub's tables or its mathematics. */
const SPECIAL = /[&<>"'`*_[\]{}|~\\$^=]/g;

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/**
 * Escapes one line of prose. Markup characters become character references, which have no effect; mentions, issue
 * references, links and e-mail addresses are interrupted by a space of no width. The result is safe inside table cells
 * and HTML text too.
 */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(SPECIAL, entity)
    .replace(/^(?:[-+#]|\d+(?=[.)](?:\s|$)))/, (start) => `${BREAK}${start}`)
    .replace(/@(?=[\p{L}\p{N}])/gu, `@${BREAK}`)
    .replace(/(?<!&)#(?=\w)/g, `#${BREAK}`)
    .replace(/\b(gh)-(?=\d)/gi, `$1-${BREAK}`)
    .replaceAll('://', `:${BREAK}//`)
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}${BREAK}.`);
}

/**
 * Writes a name in fixed width: as a code span where nothing in it can end one or a table cell, else escaped inside
 * `<code>`.
 */
export function code(text: string): string {
  const safe = printable(text);
  return safe === '' || /[`|<>&]/.test(safe) ? codeHtml(safe) : `\`${safe}\``;
}

/** Writes the same where Markdown is not read, such as in the summary of a fold. */
export function codeHtml(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** Writes a block of code that its text cannot close. Line breaks are kept. */
export function codeBlock(text: string): string {
  const lines = text.split('\n').map((line) => printable(line, 4_000));
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${lines.join('\n')}\n${fence}`;
}
