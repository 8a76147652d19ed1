import { describe, expect, it } from '@jest/globals';
import { costChart } from '../../../src/report/markdown/mermaid.js';

describe('costChart', () => {
  it('draws a bar for each runtime', () => {
    expect(
      costChart('Cost', [
        { name: 'runc', percent: 0.44, interval: '[-0.2, +1.1]' },
        { name: 'runsc', percent: 25, interval: '[+23, +27]' },
      ]),
    ).toBe(
      [
        '```mermaid',
        '%%{init: {"xyChart":{"width":720,"height":158},"themeVariables":{"xyChart":{"backgroundColor":"transparent","plotColorPalette":"#3b82f6"}}}}%%',
        'xychart-beta horizontal',
        '  title "Cost, per cent"',
        '  x-axis ["runc +0.4 % [-0.2, +1.1]", "runsc +25.0 % [+23, +27]"]',
        '  y-axis 0 --> 27.5',
        '  bar [0.4, 25]',
        '```',
      ].join('\n'),
    );
  });

  it('shows what is cheaper than native below the line', () => {
    expect(costChart('Cost', [{ name: 'a', percent: -10, interval: '[?]' }])).toContain('y-axis -11 --> 1.1');
  });

  it('leaves out characters of a name that could end it', () => {
    const chart = costChart('Cost', [{ name: '"]\n```<b>`;', percent: 1, interval: '[?]' }]) ?? '';
    expect(chart.split('\n')).toHaveLength(8);
    expect(chart).toMatch(/x-axis \["[^"`<>;]*"\]/);
  });

  it('is nothing where nothing was measured', () => {
    expect(costChart('Cost', [{ name: 'a', percent: Number.NaN, interval: '[?]' }])).toBeUndefined();
  });
});
