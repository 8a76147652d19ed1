import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { analyse } from '../../../src/history/input.js';
import { renderHistoryJson } from '../../../src/report/history/json.js';
import { currentOf, renderHistoryTerminal } from '../../../src/report/history/terminal.js';
import { buildHistory } from '../../support/history-builder.js';

const input = analyse(
  buildHistory({
    hosts: 2,
    steps: [
      { arm: 'runc', benchmark: 'lifecycle.startup', from: 50, ratio: 1.1, host: 0 },
      { from: 20, ratio: 1.05, host: 1, hostChange: { kernel: '6.1.0-27-amd64' } },
    ],
  }),
  1,
);

describe('renderHistoryTerminal', () => {
  const text = renderHistoryTerminal(input, { width: 100, colour: false });

  it('says first what moved lately, then what moved before, then the level of everything', () => {
    const order = [
      '1 worse in the last 14 days',
      '120 runs on 2 kinds of hardware',
      'Moved in the last 14 days',
      '● runc lifecycle.startup became 10',
      'Likely the code',
      'Commits: octo/engine ',
      'Moved before',
      'Likely: the kernel went from 6.1.0-25-amd64 to 6.1.0-27-amd64',
      'runner-0: AMD EPYC',
      'runner-1: AMD EPYC',
    ];
    const flowing = text.replaceAll(/\s+/g, ' ');
    const places = order.map((part) => flowing.indexOf(part));
    expect(places.filter((place) => place < 0)).toEqual([]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('has a row for each cost and for native itself, with its last step', () => {
    expect(text).toMatch(/runc +lifecycle\.startup +60 +0\.\d % +\+\d+\.\d % +\+(9|10)\.\d % on 2026-11-15 +[▁-█]+/);
    expect(text).toMatch(/native +cpu\.prime +60 +\d\.\d % +\d+ events\/s +steady/);
  });

  it('says no noise of one run, which has none', () => {
    const once = renderHistoryTerminal(analyse(buildHistory({ runs: 1 }), 1), { width: 100, colour: false });
    expect(once).toMatch(/runc +lifecycle\.startup +1 +\? /);
  });

  it('keeps the width', () => {
    for (const width of [80, 100, 140]) {
      const lines = renderHistoryTerminal(input, { width, colour: false }).split('\n');
      expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
    }
  });

  it('colours only when asked', () => {
    expect(text).not.toContain('\u001b');
    expect(renderHistoryTerminal(input, { width: 100, colour: true })).toContain('\u001b[31m●');
  });

  it('cannot be made to print control characters', () => {
    const history = buildHistory({ arms: ['ru\u001b[31mnc\n'] });
    const shown = renderHistoryTerminal(analyse(history, 1), { width: 100, colour: false });
    expect(shown).not.toContain('\u001b');
  });

  it('says that a few runs tell no step, rather than that nothing moved', () => {
    const step = { from: 4, ratio: 2 };
    const shown = renderHistoryTerminal(analyse(buildHistory({ runs: 8, steps: [step] }), 1), {
      width: 100,
      colour: false,
    });
    expect(shown).toMatch(/^Too few runs to tell a step \(10 are needed\)\n/);
    expect(shown).not.toMatch(/steady|Nothing moved/);
    expect(shown).toContain('too few runs');
  });

  it('says that there is nothing yet', () => {
    const empty = analyse({ ...buildHistory(), points: [], hosts: [] }, 1);
    expect(renderHistoryTerminal(empty, { width: 80, colour: false })).toBe('No runs yet\nThe history is empty.\n');
  });
});

describe('renderHistoryJson', () => {
  it('holds every series and every step with its cause', () => {
    const report = JSON.parse(renderHistoryJson(input));
    expect(report.series).toHaveLength(2 * (3 + 2 * 3 * 2));
    expect(report.steps[0]).toMatchObject({
      arm: 'runc',
      benchmark: 'lifecycle.startup',
      commits: { repository: 'octo/engine' },
      cause: expect.stringMatching(/^Likely the code/),
    });
  });
});

describe('the level of now', () => {
  const level = (values: readonly number[]) => currentOf({ steps: [], drift: null, values });

  it('is the median, of an even number of runs too', () => {
    expect(level([3])).toBe(3);
    expect(level([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])).toBe(5.5);
  });

  it('is one that was measured lately, with too few runs for a step', () => {
    expect([level([1, 2]), level([1, 1, 2, 2]), level([1, 1, 1, 1, 2, 2, 2, 2])]).toEqual([2, 2, 2]);
  });
});
