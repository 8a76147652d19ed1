/** Tables of Markdown. */

export const code = (text: string) => `\`${text}\``;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeCell))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * A bar would end the cell, outside and inside code spans alike. A bare `<` could start HTML; in a code span it is
 * text, and so would a backslash before it be.
 */
export const escapeCell = (text: string) =>
  text.replaceAll('|', '\\|').replace(/`[^`]*`|</g, (found) => (found === '<' ? '\\<' : found));
