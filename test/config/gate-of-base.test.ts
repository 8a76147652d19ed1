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

  it.each([
    ['fail-on: missing', 'artifact-name: other', undefined, 'none'],
    ['artifact-name: ours', 'artifact-name: other', 'ours', 'ours'],
    ['artifact-name: ours', 'budget: 5m', 'ours', 'ours'],
  ])('has the name by which baselines are found, of %s and %s', (base, change, artifactName, told) => {
    const { inputs, notes } = joined(change, base);
    expect(inputs.artifactName).toBe(artifactName);
    expect(notes).toEqual([
      `artifact-name: what the base branch has decides which run is the baseline (${told}); what this change has instead holds once it is merged.`,
    ]);
  });

  it.each([
    ['is the same', 'artifact-name: ours', 'artifact-name: ours', {}, 'ours'],
    ['the workflow gives', 'artifact-name: other', 'artifact-name: ours', { 'artifact-name': 'given' }, 'given'],
    ['is new with the file', 'artifact-name: other', undefined, {}, 'other'],
  ])('has nothing to say of a name that %s', (_, change, base, flags, artifactName) => {
    const { inputs, notes } = joined(change, base, { build: '', ...flags });
    expect(inputs.artifactName).toBe(artifactName);
    expect(notes).toEqual([]);
  });

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

  it('gives way where it is a run in the checkout, which the change may rewrite', () => {
    const { inputs, notes } = joined(SIDES, 'baseline: ./main.json');
    expect(inputs.baseline).toEqual({ kind: 'auto' });
    expect(notes).toEqual([
      expect.stringContaining('a change may rewrite'),
      expect.stringContaining('once it is merged'),
    ]);
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

  it.each(['artifact', 'branch', '/srv/main.json', '../main.json', 'auto', 'none'])(
    'stays before sides of the change: %s',
    (source) => {
      const { inputs, notes } = joined(SIDES, `baseline: ${source}`);
      expect(inputs.baselineRuntimes).toBeUndefined();
      expect(inputs.baseline.kind).toBe(source.includes('/') ? 'file' : source);
      expect(notes).toEqual([expect.stringContaining('holds once it is merged')]);
    },
  );

  it('leaves sides that the workflow gives', () => {
    const { inputs } = joined('', 'baseline: artifact', { 'baseline-runtimes': 'runc@1.1.4' });
    expect(inputs.baselineRuntimes).toEqual(['runc@1.1.4']);
  });

  it('is a recorded run where a change takes out the build whose sides were the gate', () => {
    const sides = 'build: make\nruntimes: runc=./runc';
    const base = `${sides}\nbaseline: none\nfail-on: regression`;
    expect(joined('runtimes: runc', base).inputs.baseline).toEqual({ kind: 'auto' });
    expect(joined(sides, base).inputs.baseline).toEqual({ kind: 'none' });
  });
});

describe('the sides that a file sets against each other', () => {
  const DOCKER = 'docker@24.0.5';

  it.each([
    ['another version, measured against itself', `runtimes: ${DOCKER}`, 'docker@25.0.3'],
    ['a slower option of what is built', 'build: make\nruntimes: runsc=./runsc', '"runsc{platform: ptrace}=./runsc"'],
  ])('are not what the change says, which is noted: %s', (_, base, other) => {
    const { inputs, notes } = joined(`${base}\nbaseline-runtimes: ${other}`, base);
    expect(inputs.baselineRuntimes).toBeUndefined();
    expect(notes).toEqual([expect.stringMatching(/^baseline-runtimes: .* holds once it is merged/)]);
  });

  const BASE = `runtimes: ${DOCKER}\nbaseline-runtimes: docker@23.0.6\nbaseline: none`;

  it.each([
    ['other ones', 'runtimes: docker@25.0.3\nbaseline-runtimes: docker@25.0.3', 1],
    ['none', 'runtimes: docker@25.0.3', 1],
    ['the same', 'runtimes: docker@25.0.3\nbaseline-runtimes: [docker@23.0.6]', 0],
  ])('are those of the base where the change has %s', (_, change, notes) => {
    const found = joined(change, BASE);
    expect(found.inputs).toMatchObject({ baselineRuntimes: ['docker@23.0.6'], baseline: { kind: 'none' } });
    expect(found.notes).toHaveLength(notes);
  });

  it.each([
    ['have not one for each runtime of the change', 'runtimes: [docker@24.0.5, crun]', BASE],
    [
      'are found in a build that it takes out',
      'runtimes: runc',
      `build: make\nruntimes: runc=./a\nbaseline-runtimes: runc=./b\nbaseline: none`,
    ],
  ])('fall, and a recorded run is the baseline, where they %s', (_, change, base) => {
    const { inputs, notes } = joined(change, base);
    expect(inputs.baselineRuntimes).toBeUndefined();
    expect(inputs.baseline).toEqual({ kind: 'auto' });
    expect(notes.join()).toContain('baseline-runtimes: those of the base branch do not hold');
  });

  it('stay where the workflow gives the runtimes that they are for', () => {
    const given = { build: '', runtimes: 'docker@25.0.3' };
    expect(joined('runtimes: [crun, runc]', BASE, given).inputs.baselineRuntimes).toEqual(['docker@23.0.6']);
  });
});
