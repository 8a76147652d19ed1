import { describe, expect, it } from '@jest/globals';
import { drawLevels } from '../../../src/report/chart/levels.js';
import { buildRun } from '../../support/run-builder.js';

describe('drawLevels', () => {
  it('draws as many launches as a document may hold, within what a page can show', () => {
    const values = Array.from({ length: 200_000 }, (_, at) => 100 + (at % 977));
    const rows = [{ heading: 'startup', arm: 'runc', values }];
    const svg = drawLevels(buildRun(), { unit: 'ms', axis: 'time', rows }, 600);
    expect(svg.match(/<circle/g)?.length).toBe(1000);
    expect(svg).toContain('in 200000 launches');
    expect(svg.length).toBeLessThan(300_000);
  });
});
