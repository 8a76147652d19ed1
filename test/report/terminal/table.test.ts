import { describe, expect, it } from '@jest/globals';
import picocolors from 'picocolors';
import stringWidth from 'string-width';
import { tableLines } from '../../../src/report/terminal/table.js';

/** Columns at which `text` begins and ends in the line. */
function span(line: string, text: string): { begin: number; end: number } {
  const begin = stringWidth(line.slice(0, line.indexOf(text)));
  return { begin, end: begin + stringWidth(text) };
}

const COLUMNS = [
  { head: 'name', align: 'left' },
  { head: 'figure', align: 'right' },
  { head: 'last', align: 'left' },
] as const;

describe('tableLines', () => {
  it('aligns left and right columns, also with wide characters', () => {
    const lines = tableLines(COLUMNS, [
      ['走る', '1.5', 'x'],
      ['runc', '1234.5', 'y'],
    ]);
    const ends = ['figure', '1.5', '1234.5'].map((text, i) => span(lines[i] ?? '', text).end);
    const begins = ['last', 'x', 'y'].map((text, i) => span(lines[i] ?? '', text).begin);
    expect([new Set(ends).size, new Set(begins).size]).toEqual([1, 1]);
  });

  it('is aligned in the same way with colours', () => {
    const { red } = picocolors.createColors(true);
    const [, plain = '', coloured = ''] = tableLines(COLUMNS, [
      ['a', '1', 'x'],
      ['a', red('1'), 'y'],
    ]);
    expect(span(coloured, 'y').begin).toBe(span(plain, 'x').begin);
  });

  it('draws no borders, colours or trailing spaces', () => {
    expect(tableLines(COLUMNS, [['a', '1', '']])).toEqual(['name  figure  last', 'a          1']);
  });
});
