import { describe, expect, it } from '@jest/globals';
import { costChart } from '../../src/report/mermaid.js';

describe('costChart', () => {
  it('draws a bar for each runtime', () => {
    expect(
      costChart('Cost', [
        { name: 'runc', percent: 0.44 },
        { name: 'runsc', percent: 25 },
      ]),
    ).toBe(
      [
        '```mermaid',
        'xychart-beta',
        '  title "Cost"',
        '  x-axis ["runc", "runsc"]',
        '  y-axis "per cent" 0 --> 27.5',
        '  bar [0.4, 25]',
        '```',
      ].join('\n'),
    );
  });

  it('shows what is cheaper than native below the line', () => {
    expect(costChart('Cost', [{ name: 'a', percent: -10 }])).toContain('y-axis "per cent" -11 --> 1.1');
  });

  it('takes nothing from a name that could end it', () => {
    const chart = costChart('Cost', [{ name: '"]\n```<b>`;', percent: 1 }]) ?? '';
    expect(chart.split('\n')).toHaveLength(7);
    expect(chart).toMatch(/x-axis \["[^"`<>;]*"\]/);
  });

  it('is nothing where nothing was measured', () => {
    expect(costChart('Cost', [{ name: 'a', percent: Number.NaN }])).toBeUndefined();
  });
});
