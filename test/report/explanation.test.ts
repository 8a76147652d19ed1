import { describe, expect, it } from '@jest/globals';
import { explainAcross, explainSides } from '../../src/compare/explain.js';
import { explanationJson, explanationText } from '../../src/report/explanation.js';
import { launchTest } from '../../src/stats/inference/swap-test.js';
import { trimmedTTest } from '../../src/stats/inference/trimmed-t.js';
import { buildRun } from '../support/run-builder.js';

const contrasts = [{ baseline: 'runc', candidate: 'crun' }];
const run = buildRun({ arms: ['runc', 'crun'], contrasts, levels: { crun: 950 } });
const sides = explainSides({ arm: 'crun', benchmark: 'cpu.prime' }, run);

describe('explanationText', () => {
  it('gives verdict and reason, every look, and every pair of levels', () => {
    const text = explanationText(sides, 260);
    expect(text).toMatch(/^crun cpu\.prime \(events_per_second in events\/s, higher is better\): regressed\n/);
    expect(text).toContain(sides.cell.reason);
    expect(text).toMatch(/launches +p worse +p better +to reach/);
    expect(text.match(/may only pass/g)).toHaveLength(1);
    expect(text.match(/events\/s +9\d\d\.\d events\/s/g)).toHaveLength(12);
  });

  it('shows a slowdown as a positive change, as every report does', () => {
    expect(explanationText(sides, 120)).toMatch(/999\.6 events\/s +949\.4 events\/s +\+5\.29 %/);
  });

  it('shows the blocks of both runs where two are compared', () => {
    const [before, after] = [buildRun({ id: 'before', seed: 1 }), buildRun({ id: 'after', seed: 2 })];
    const text = explanationText(explainAcross({ arm: 'runc', benchmark: 'cpu.prime' }, before, after), 120);
    expect(text).toMatch(/baseline, run before\n.*native.*runc.*candidate, run after\n/s);
  });

  it('says why it counts fewer cells than a comparison of both documents does', () => {
    const wide = buildRun({ id: 'before', seed: 1, arms: ['runc', 'crun', 'docker'] });
    const [cell, narrow] = [{ arm: 'runc', benchmark: 'cpu.prime' }, buildRun({ id: 'after', seed: 2 })];
    const textWith = (settings: object) => explanationText(explainAcross(cell, wide, narrow, settings), 999);
    expect(textWith({ narrowed: ['runtimes'] })).toContain(
      'alpha 0.05 over 1 cell (2 cells of the baseline left out, since this run was asked for less; compare counts them);',
    );
    expect(textWith({})).toContain('alpha 0.05 over 3 cells;');
  });

  it('keeps its sentences within the width of the terminal, and has no control characters', () => {
    const named = buildRun({
      arms: ['runc', 'c\u001b[2Jrun'],
      contrasts: [{ baseline: 'runc', candidate: 'c\u001b[2Jrun' }],
    });
    const text = explanationText(explainSides({ arm: 'c\u001b[2Jrun', benchmark: 'cpu.prime' }, named), 80);
    expect(text).not.toContain('\u001b');
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(0, 7)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(80);
  });

  it('says what was left out', () => {
    const failing = buildRun({
      arms: ['runc', 'crun'],
      contrasts,
      figure: ({ arm, block }, usual) => (arm === 'crun' && block === 3 ? 'timeout' : usual),
    });
    const text = explanationText(explainSides({ arm: 'crun', benchmark: 'cpu.prime' }, failing), 120);
    expect(text).toMatch(/left out\n +run run-1: crun: failed, \d times/);
  });
});

describe('explanationJson', () => {
  it('holds what is needed to compute p again', () => {
    const { kind, candidate, cell, looks, design, settings } = JSON.parse(explanationJson(sides));
    const last = looks.at(-1).n;
    const launches: { pairs: Record<'baseline' | 'candidate', number>[] }[] = candidate.blocks.slice(0, last);
    const side = (name: 'baseline' | 'candidate') => launches.map(({ pairs }) => pairs.map((pair) => pair[name]));
    const differences = launches.map(({ pairs }) => pairs.map((pair) => Math.log(pair.candidate / pair.baseline)));
    const exact = launchTest({ baseline: side('baseline'), candidate: side('candidate') }).worse;
    expect(kind).toBe('tare-explanation');
    expect(Math.max(exact, 2 * trimmedTTest(differences).worse)).toBeCloseTo(cell.p, 12);
    expect((design.looks[1].alphaShare * settings.alpha) / settings.cells).toBeCloseTo(cell.threshold, 12);
  });
});
