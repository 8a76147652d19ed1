import { describe, expect, it } from '@jest/globals';
import { renderCsv } from '../../../src/report/exchange/csv.js';
import { buildRun } from '../../support/run-builder.js';
import { compared, comparison, nativeCell, overhead, regressed } from '../support/cells.js';

/** RFC 4180, in full. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (!found) throw new Error('not RFC 4180');
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

function records(input: Parameters<typeof renderCsv>[0]): Record<string, string>[] {
  const [head = [], ...rows] = parse(renderCsv(input));
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i] ?? ''])));
}

const run = buildRun();

describe('renderCsv', () => {
  it('has a line for each cell with its cost', () => {
    const [native, runc] = records({ run, overheads: [nativeCell(), overhead()] });
    expect(native).toMatchObject({ arm: 'native', level: '1000', cost_percent: '', verdict: '' });
    expect(runc).toMatchObject({ arm: 'runc', native_level: '1000', blocks: '12' });
    expect(Number(runc?.cost_percent)).toBeCloseTo(100 * (1 / 0.98 - 1));
  });

  it('puts verdict and change beside the cost of the same cell', () => {
    const all = records({ run, overheads: [overhead()], comparison: comparison([regressed(3)]) });
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ verdict: 'regressed', threshold: '0.001' });
    expect(Number(all[0]?.change_percent)).toBeCloseTo(3);
  });

  it('keeps a cell that only the comparison has', () => {
    const all = records({
      run,
      overheads: [overhead()],
      comparison: comparison([compared({ arm: 'gone', verdict: 'missing' })]),
    });
    expect(all.map(({ arm, verdict }) => [arm, verdict])).toEqual([
      ['runc', ''],
      ['gone', 'missing'],
    ]);
  });

  it('leaves an unbounded end empty', () => {
    const [cell] = records({ run, overheads: [overhead({ overhead: { ratio: 0.9, low: null, high: null } })] });
    expect([cell?.cost_low_percent, cell?.cost_high_percent]).toEqual(['', '']);
  });

  it('quotes names and makes no formula of them', () => {
    const [cell] = records({ run, overheads: [overhead({ arm: '=HYPERLINK("x"),1', benchmark: 'a,"b"\nc' })] });
    expect([cell?.arm, cell?.benchmark]).toEqual([`'=HYPERLINK("x"),1`, 'a,"b" c']);
  });
});
