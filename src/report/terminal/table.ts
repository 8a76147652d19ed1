/** Writes aligned tables without borders. */
import stringWidth from 'string-width';

export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
}

const BETWEEN = '  ';

/**
 * Writes one line for the heads and one for each row, with two spaces between columns and none at the ends. Cells hold
 * no line breaks.
 */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map(({ head }) => head), ...rows].map((cells) =>
    cells.map((text) => ({ text, width: stringWidth(text) })),
  );
  const widths = columns.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.width ?? 0)));
  return lines.map((cells) =>
    cells
      .map(({ text, width }, at) => {
        const pad = ' '.repeat((widths[at] ?? width) - width);
        return columns[at]?.align === 'right' ? `${pad}${text}` : `${text}${pad}`;
      })
      .join(BETWEEN)
      .trimEnd(),
  );
}
