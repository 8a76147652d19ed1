/** Text from documents, made safe to print on one line. */
import stringWidth from 'string-width';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
const BLANKS = /[\t\n\r\v\f]+/g;
/** Longer than any sentence of ours; a document may carry more. */
const LONGEST = 400;

function visible(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * `text` on one line, with every control, direction-changing or invisible character written out as `\u{…}`, so
 * that a name in a document cannot move the cursor, recolour the screen or forge a line of a log. At most `longest`
 * characters of it are taken.
 */
export function printable(text: string, longest = LONGEST): string {
  const clipped = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return clipped.replace(BLANKS, ' ').replace(HIDDEN, visible).trim();
}

/** Plain `text` cut to `columns` of a terminal, with `…` where something is left out. */
export function clip(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  const kept = [...text];
  while (kept.length > 0 && stringWidth(kept.join('')) > columns - 1) kept.pop();
  return columns > 0 ? `${kept.join('')}…` : '';
}

/** Plain `text` broken at spaces into lines of at most `columns`; a longer word is left whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > columns) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
