import { describe, expect, it } from '@jest/globals';
import { parseConfigFile } from '../../src/config/config-file.js';
import { withGateOf } from '../../src/config/gate-of-base.js';
import { parseInputs } from '../../src/config/parse.js';

/** Returns the inputs of a change, and what is told of them. */
function joined(change: string, base: string | undefined, flags: Record<string, string> = { build: '' }) {
  const files = [change, base].map((text) => (text === undefined ? undefined : parseConfigFile(text, 'tare.yml')));
  const { file, notes } = withGateOf(files[0] ?? { values: {}, places: {} }, files[1], flags);
  return { inputs: parseInputs({ flags, file, cwd: '/x' }), notes };
}

describe('what decides the gate of a change', () => {
  it('is what the base branch has', () => {
    const change = 'fail-on: never\nbudget: 5m\nlimits: runc cpu.prime > 1 events/s';
    const { inputs, notes } = joined(change, 'fail-on: missing\nbudget: 9m\nbaseline: artifact');
    expect(inputs).toMatchObject({ failOn: ['missing'], budgetSeconds: 300, baseline: { kind: 'artifact' } });
    expect(inputs.limits).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it.each([
    ['', ['regression', 'missing', 'limit']],
    ['fail-on: never', ['regression', 'missing', 'limit']],
    ['fail-on: limit', ['regression', 'missing', 'limit']],
    ['fail-on: [inconclusive, no-baseline]', ['regression', 'missing', 'limit', 'inconclusive']],
  ])(
    'is that of the defaults where the base branch has no file, and stricter where the change is: %s',
    (own, failOn) => {
      const loose = 'baseline: none\nmin-effect: 9%\nmargin: 20%\n';
      const { inputs, notes } = joined(`${loose}limits: runc cpu.prime > 1 events/s\n${own}`, undefined);
      expect(inputs).toMatchObject({ failOn, baseline: { kind: 'auto' }, minEffectPercent: 1, limits: [{}] });
      expect(notes).toEqual([]);
    },
  );

  it('has no base of a build that the change takes out', () => {
    const base = 'build: make runc\nruntimes: runc=./runc\nbaseline-ref: main';
    const { inputs, notes } = joined('runtimes: runc', base);
    expect(inputs.baselineRef).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/^baseline-ref: /)]);
    expect(joined('runtimes: runc', base, {}).notes).toEqual([]);
    expect(joined('build: make', base).inputs.baselineRef).toBe('main');
    expect(joined('runtimes: runc', base, { build: 'make' }).inputs.baselineRef).toBe('main');
  });

  const SIDES = 'runtimes: runc@1.1.5\nbaseline-runtimes: runc@1.1.4';

  it('gives way to sides where it is a run in the checkout, which the change may rewrite', () => {
    const { inputs, notes } = joined(SIDES, 'baseline: ./main.json');
    expect(inputs).toMatchObject({ baseline: { kind: 'auto' }, baselineRuntimes: ['runc@1.1.4'] });
    expect(notes).toEqual([expect.stringContaining('a change may rewrite')]);
  });

  it('follows a run of the checkout to another name', () => {
    expect(joined('baseline: ./b.json', 'baseline: ./a.json').inputs.baseline).toEqual({
      kind: 'file',
      path: '/x/b.json',
    });
  });

  it('is not given up for none', () => {
    expect(joined('baseline: none', 'baseline: ./a.json').inputs.baseline.kind).toBe('file');
  });

  it.each(['artifact', 'branch', '/srv/main.json', '../main.json'])(
    'stays before sides of the change: %s',
    (source) => {
      const { inputs, notes } = joined(SIDES, `baseline: ${source}`);
      expect(inputs.baselineRuntimes).toBeUndefined();
      expect(inputs.baseline.kind).not.toBe('auto');
      expect(notes).toEqual([expect.stringContaining('holds once it is merged')]);
    },
  );

  it('leaves sides that the workflow gives', () => {
    const { inputs } = joined('', 'baseline: artifact', { 'baseline-runtimes': 'runc@1.1.4' });
    expect(inputs.baselineRuntimes).toEqual(['runc@1.1.4']);
  });

  it.each(['build: make\nruntimes: runc=./runc', 'baseline-runtimes: runc@1.1.4'])(
    'is a recorded run where a change takes out the sides that were the gate: %j',
    (sides) => {
      const base = `${sides}\nbaseline: none\nfail-on: regression`;
      expect(joined('runtimes: runc', base).inputs.baseline).toEqual({ kind: 'auto' });
      expect(joined(sides, base).inputs.baseline).toEqual({ kind: 'none' });
    },
  );
});
