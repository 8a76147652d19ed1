import { describe, expect, it } from '@jest/globals';
import { compact } from '../../src/history/compact.js';
import { MOST_RUNS, MOST_WEEKS } from '../../src/history/document.js';
import { buildHistory } from '../support/history-builder.js';

const total = (points: readonly { runs: number }[]) => points.reduce((sum, { runs }) => sum + runs, 0);

describe('compact', () => {
  const history = buildHistory({ runs: 200 });
  const small = compact(history, 30);

  it('keeps the runs of the last days as they are', () => {
    const kept = small.points.filter(({ runs }) => runs === 1);
    expect(kept.length).toBeGreaterThanOrEqual(30);
    expect(kept.length).toBeLessThanOrEqual(37);
    expect(history.points.slice(-kept.length)).toEqual(kept);
  });

  it('makes one point of each week before, with the medians of its runs', () => {
    const weeks = small.points.filter(({ runs }) => runs > 1);
    expect(total(small.points)).toBe(200);
    expect(weeks.slice(1).every(({ runs }) => runs === 7)).toBe(true);
    const [week] = weeks.slice(1, 2);
    const runs = history.points.filter(({ at }) => at <= (week?.at ?? '')).slice(-7);
    const figures = runs.map(({ ratios }) => ratios[3] as number).sort((a, b) => a - b);
    expect(week?.ratios[3]).toBe(figures[3]);
    expect(week?.ratios[0]).toBeNull();
    expect(week?.id).toBe(runs.at(-1)?.id);
    expect(new Date(week?.at ?? '').getUTCDay()).toBe(0);
  });

  it('changes nothing the second time', () => {
    expect(compact(small, 30)).toEqual(small);
  });

  it('drops summaries after five years', () => {
    const long = compact(
      buildHistory({ runs: 2200, benchmarks: [{ benchmark: 'cpu.prime', unit: 'ms', direction: 'lower' }] }),
      1,
    );
    const weeks = new Set(long.points.map(({ at }) => Math.floor((Date.parse(at) / 86_400_000 - 4) / 7)));
    expect(weeks.size).toBe(MOST_WEEKS);
  });

  it('summarises earlier where there are more runs than a history holds', () => {
    const one = [{ benchmark: 'cpu.prime', unit: 'ms', direction: 'lower' }] as const;
    const busy = compact(buildHistory({ runs: MOST_RUNS + 3000, every: 1, arms: [], benchmarks: one }), 3650);
    expect(busy.points.filter(({ runs }) => runs === 1).length).toBeLessThanOrEqual(MOST_RUNS);
    expect(total(busy.points)).toBe(MOST_RUNS + 3000);
  });

  it('drops what no point refers to any more, and moves the places of the rest', () => {
    const steps = [{ from: 190, ratio: 1, hostChange: { kernel: '6.2' } }];
    const grown = buildHistory({ runs: 200, steps });
    const points = grown.points.slice(-10).map((point) => ({
      ...point,
      ratios: point.ratios.map((ratio, i) => (i === 4 ? null : ratio)),
      levels: point.levels.map((level, i) => (i === 4 ? null : level)),
    }));
    const left = compact({ ...grown, points }, 30);
    expect(left.surroundings).toHaveLength(1);
    expect(left.surroundings[0]?.host.kernel).toBe('6.2');
    expect(left.points.every(({ surroundings }) => surroundings === 0)).toBe(true);
    expect(left.cells).toHaveLength(grown.cells.length - 1);
    expect(left.points[0]?.levels[4]).toBe(points[0]?.levels[5]);
  });

  it('leaves an empty history empty', () => {
    const empty = { ...history, points: [], hosts: [], cells: [], surroundings: [] };
    expect(compact(empty, 30)).toEqual(empty);
  });
});
