import { describe, expect, it } from '@jest/globals';
import { type Layer, parseConfigFile } from '../../src/config/config-file.js';
import { INPUTS } from '../../src/config/inputs.js';
import { type InputLayers, parseInputs } from '../../src/config/parse.js';
import { LAST_LOOK, PROFILE_NAMES } from '../../src/config/table/profiles.js';
import { InputError } from '../../src/errors.js';
import { DESIGN } from '../../src/stats/sequential.js';

const parse = (flags: Layer, file = '') => parseInputs(layers(flags, file));
const layers = (flags: Layer, file: string): InputLayers => ({
  flags,
  file: parseConfigFile(file, 'tare.yml'),
  cwd: '/home/me',
});

describe('values', () => {
  it('are the defaults where nothing is given', () => {
    expect(parseInputs({ flags: {}, cwd: '/home/me' })).toEqual({
      runtimes: ['runc', 'docker'],
      buildTimeoutSeconds: 900,
      profile: 'quick',
      profileRegressions: 'off',
      suites: undefined,
      budgetSeconds: 135,
      blocks: { min: 6, max: 20 },
      pairs: 2,
      trialTimeSeconds: 0.1,
      cpus: 'auto',
      memoryBytes: 1024 ** 3,
      seed: undefined,
      tune: 'off',
      commandTimeoutSeconds: 60,
      launchTimeoutSeconds: 60,
      resume: undefined,
      rootfs: undefined,
      install: 'auto',
      cleanup: 'runs',
      bad: 'HEAD',
      baseline: { kind: 'auto' },
      minEffectPercent: 1,
      marginPercent: 3,
      confidencePercent: 95,
      limits: undefined,
      failOn: ['regression', 'missing', 'limit'],
      output: '/home/me/tare-results',
      mode: 'all',
      artifactName: undefined,
      retentionDays: undefined,
      resultsPath: undefined,
      baselineBranch: undefined,
      comment: 'always',
      acceptLabel: 'tare-accept',
      askLabel: 'tare',
      githubToken: undefined,
      config: undefined,
      history: '/home/me/tare-history.json.gz',
      keepDays: 180,
    });
  });

  it.each([
    ['suites', 'cpu, memory\nfileio', { suites: ['cpu', 'memory', 'fileio'] }],
    ['runtimes', 'runsc{a: b, c: d},runc', { runtimes: ['runsc{a: b, c: d}', 'runc'] }],
    ['blocks', '8', { blocks: { min: 8, max: 8 } }],
    ['blocks', '3 .. 9', { blocks: { min: 3, max: 9 } }],
    ['cpus', '0,2-3', { cpus: '0,2-3' }],
    ['memory', ' 512MiB ', { memoryBytes: 512 * 1024 ** 2 }],
    ['min-effect', '0.5', { minEffectPercent: 0.5 }],
    ['baseline', 'none', { baseline: { kind: 'none' } }],
    ['baseline', 'old/run.json', { baseline: { kind: 'file', path: '/home/me/old/run.json' } }],
    ['fail-on', 'never', { failOn: [] }],
    ['fail-on', 'missing, regression, missing', { failOn: ['missing', 'regression'] }],
    ['rootfs', '/srv/root.tar', { rootfs: '/srv/root.tar' }],
    ['image', './redis.tar', { image: { kind: 'path', path: '/home/me/redis.tar' } }],
    ['image', 'localhost:5000/a/b_c:1.2', { image: { kind: 'registry', reference: 'localhost:5000/a/b_c:1.2' } }],
    ['seed', '4294967295', { seed: 4_294_967_295 }],
  ])('%s: %j', (name, text, expected) => {
    expect(parse({ [name]: text })).toMatchObject(expected);
  });
});

describe('precedence', () => {
  it('a flag wins over the file', () => {
    expect(parse({ budget: '1m' }, 'budget: 2m').budgetSeconds).toBe(60);
  });

  it('the file wins over the default', () => {
    expect(parse({}, 'memory: 2GiB').memoryBytes).toBe(2 * 1024 ** 3);
  });

  it('an empty text, which an action passes for an unset input, is not given', () => {
    expect(parse({ budget: '', profile: '', runtimes: [] }, 'budget: 2m').budgetSeconds).toBe(120);
  });

  it('a profile sets what is not given', () => {
    expect(parse({ profile: 'standard', pairs: '3' })).toMatchObject({ budgetSeconds: 600, pairs: 3 });
  });

  it('a value in the file wins over a profile given as flag', () => {
    expect(parse({ profile: 'standard' }, 'pairs: 9').pairs).toBe(9);
  });

  it('a profile given as flag wins over that of the file', () => {
    expect(parse({ profile: 'standard' }, 'profile: paper').budgetSeconds).toBe(600);
  });

  it('the profile of the file sets what is not given', () => {
    expect(parse({ profile: [] }, 'profile: paper').budgetSeconds).toBe(1_800);
  });
});

describe('the table', () => {
  it.each(INPUTS.map(({ name, example }) => [name, example]))('the example of %s is allowed', (name, example) => {
    const others: Layer = name === 'min-effect' ? { margin: '10%' } : {};
    expect(() => parse({ ...others, [name]: example })).not.toThrow();
  });

  it.each(PROFILE_NAMES)('profile %s sets allowed values', (profile) => {
    expect(() => parse({ profile })).not.toThrow();
  });

  it('has every name once', () => {
    expect(new Set(INPUTS.map(({ name }) => name)).size).toBe(INPUTS.length);
  });

  it.each(INPUTS.map(({ name }) => [name]))('%s is kebab-case and used somewhere', (name) => {
    const input = INPUTS.find((candidate) => candidate.name === name);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect([...(input?.commands ?? []), ...(input?.steps ?? [])]).not.toHaveLength(0);
  });
});

/** Paths, which are tested apart, accept any text but an empty one; lists of names accept any item. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  runtimes: [',', ' ,\n'],
  'baseline-runtimes': [','],
  build: ['\0'],
  'baseline-ref': ['-x', 'a b', '$(id)', 'main;id'],
  good: ['-x', 'a b'],
  bad: ['--all', 'main;id'],
  cell: ['runc', ' cpu.prime', 'runc '],
  'build-timeout': ['900', '0s'],
  profile: ['quik', 'Quick'],
  suites: [','],
  image: [
    'Redis',
    'redis:',
    'a b',
    'redis@sha256:abc',
    'https://registry.example/redis',
    '-redis',
    'docker://redis',
    './a\tb',
    './a\nb',
  ],
  packages: [',', 'Redis', 'redis; id', '-x', '../x'],
  budget: ['90', '0s', '2d', 'ten minutes', '-1m', 'NaNs', 'Infinitys'],
  blocks: ['12..6', '0..3', '6..', '..6', '6-12', '1..1001', '1.5'],
  pairs: ['0', '101', '2.5', '-1', 'many'],
  'trial-time': ['1ms', '2m', '100'],
  cpus: ['3-0', 'all', '0,', '0-', '99999'],
  memory: ['512', '1MiB', '2PiB', '512MB'],
  'scale-memory': ['512', '1MiB', '2PiB', '512MB'],
  tune: ['yes', 'auto'],
  'profile-regressions': ['yes', 'auto'],
  seed: ['-1', '4294967296', '0x10', '1e3'],
  'command-timeout': ['500ms', '60'],
  'confirm-budget': ['half', '60', '2d'],
  'launch-timeout': ['0s', '60'],
  install: ['yes', 'Auto'],
  mirror: ['files.example', 'ftp://files.example', 'https://a b', 'https://a/?b', 'https://:0', 'http://['],
  cleanup: ['all'],
  baseline: ['atuo', 'ab', 'artefact'],
  from: ['file', 'Branch'],
  'keep-days': ['0', '3651', '90d'],
  'min-effect': ['-1%', '99.5%', '101%', 'small'],
  margin: ['0%', '-1%', '100%', '200%'],
  confidence: ['0.95', '100%', '49'],
  limits: ['runc lifecycle.startup', 'runc cpu.prime < 3', ','],
  'fail-on': ['regressed', 'never, missing', 'none', ','],
  'artifact-name': ['a/b', 'a:b', 'a*'],
  'retention-days': ['0', '401', 'forever'],
  mode: ['both'],
  'baseline-branch': ['-x', '/x', 'a b', 'x/', 'x.', 'a..b', 'a//b', 'a/.b', '.a', 'x.lock', 'x.lock/y', 'a@{b'],
  comment: ['often'],
  'accept-label': ['a,b'],
  'ask-label': ['a,b', 'a\nb'],
  'github-token': ['a b'],
};
const PATHS = ['resume', 'rootfs', 'output', 'config', 'results-path', 'history'];

describe('the address of a mirror', () => {
  it('has no password in it, and the refusal tells none', () => {
    const given = { mirror: ['http://u:S3CRETPW@127.0.0.1:8198/a'] };
    expect(() => parse(given)).toThrow(
      'mirror: "http://***@127.0.0.1:8198/a" is not allowed: it must be the http or https address of a server, without a name, a password or a query. Let the server',
    );
    expect(() => parse({ mirror: [...given.mirror, ...given.mirror] })).not.toThrow('S3CRETPW');
  });
});

describe('faults', () => {
  it('are tested for every input that can have one', () => {
    // Rows are tested in own-benchmarks.test.ts.
    expect([...Object.keys(REFUSED), ...PATHS, 'benchmarks'].sort()).toEqual(INPUTS.map(({ name }) => name).sort());
  });

  it.each(Object.entries(REFUSED).flatMap(([name, texts]) => texts.map((text) => [name, text])))(
    '%s: %j is refused with its name, its value and an example',
    (name, text) => {
      const input = INPUTS.find((candidate) => candidate.name === name);
      const expected = [`${name}: "${text.trim()}" is not allowed`, `Example: ${name}: ${input?.example}`];
      for (const part of expected) expect(() => parse({ [name]: text })).toThrow(part);
      expect(() => parse({ [name]: text })).toThrow(InputError);
    },
  );

  it.each(PATHS)('%s: a path without text or with a null byte is refused', (name) => {
    expect(() => parse({ [name]: ' ' })).toThrow(`${name}: "" is not allowed`);
    expect(() => parse({ [name]: 'a\0b' })).toThrow(`${name}: "a\0b" is not allowed`);
  });

  it('say what is allowed, bounds included', () => {
    expect(() => parse({ budget: '90' })).toThrow(
      'budget: "90" is not allowed: it must be a duration with its unit, such as 90s, 10m, 1h30m or 100ms, from 1s to 1d. Example: budget: 20m',
    );
  });

  it('suggest the nearest choice', () => {
    expect(() => parse({ profile: 'standrad' })).toThrow('Did you mean "standard"?');
  });

  it.each([
    ['no', 'Did you mean "off"?'],
    ['No', 'Did you mean "off"?'],
    ['false', 'Did you mean "off"?'],
    ['yes', 'Did you mean "on"?'],
    ['of', 'Did you mean "off"?'],
    ['xy', 'Known: off, on.'],
  ])('never suggest the opposite of a word: %s', (word, hint) => {
    expect(() => parse({ tune: word })).toThrow(hint);
  });

  it('count many limits before any is read', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `runc cpu.prime > ${n + 1} x`);
    expect(() => parse({ limits: rows.join('\n') })).toThrow(/at most 100 of[\s\S]*There are 20000\./);
    expect(() => parse({ limits: `runc${' '.repeat(500_000)}x` })).toThrow('is not allowed');
  });

  it('suggest the nearest verdict', () => {
    expect(() => parse({ 'fail-on': 'regression, mising' })).toThrow('Did you mean "missing"?');
  });

  it('suggest the nearest baseline', () => {
    expect(() => parse({ baseline: 'atuo' })).toThrow('Did you mean "auto"?');
  });

  it('say how both sides are measured in one run', () => {
    expect(() => parse({ baseline: 'ab' })).toThrow('give baseline-runtimes');
  });

  it('suggest the nearest input for an unknown flag', () => {
    expect(() => parse({ runtime: 'runc' })).toThrow('unknown input "runtime". Did you mean "runtimes"?');
  });

  it('name the line of a value in the file', () => {
    expect(() => parse({}, 'seed: 1\nbudget: 90')).toThrow('tare.yml:2: budget: "90"');
  });

  it('name no line for a flag that overrides the file', () => {
    expect(() => parse({ budget: '90' }, 'budget: 2m')).toThrow(/^budget: "90"/);
  });

  it('are all reported at once', () => {
    expect(() => parse({ budget: '90', pairs: '0', profil: 'quick' })).toThrow(/profil".*budget:.*pairs:/s);
  });

  it('refuse one input given twice', () => {
    expect(() => parse({ baseline: ['none', './x.json'] })).toThrow('baseline: takes one value, and 2 were given');
  });

  it('accept one value for a list', () => {
    expect(parse({ budget: ['1m'] }).budgetSeconds).toBe(60);
  });
});

describe('contradictions', () => {
  it.each([
    ['resume with a plan', { resume: 'run.json', seed: '1', suites: 'cpu' }, 'so suites, seed cannot be given'],
    ['a margin below the smallest effect', { margin: '1%', 'min-effect': '2%' }, 'margin: "1%" must be larger'],
    ['a margin at the smallest effect', { margin: '2%', 'min-effect': '2%' }, 'margin: "2%" must be larger'],
    ['trials longer than a command may take', { 'trial-time': '2s', 'command-timeout': '1s' }, 'trial-time: "2s"'],
    [
      'a gate without a baseline',
      { baseline: 'none', 'fail-on': 'regression' },
      'fail-on: "regression" can never fail',
    ],
    [
      'two baselines',
      { baseline: './main.json', 'baseline-runtimes': 'runc' },
      'baseline: a source cannot be given with baseline-runtimes',
    ],
  ])('refuses %s', (_, flags, message) => {
    expect(() => parse(flags)).toThrow(InputError);
    expect(() => parse(flags)).toThrow(message);
  });

  it('lets a run resume where tare.yml plans others', () => {
    expect(parse({ resume: 'run.json' }, 'seed: 1').resume).toBe('/home/me/run.json');
  });

  it('lets sides asked for by flag overrule the baseline of tare.yml', () => {
    expect(parse({ 'baseline-runtimes': 'runc' }, 'baseline: ./main.json').baselineRuntimes).toEqual(['runc']);
  });

  it('lets a gate judge two sides of one run without another baseline', () => {
    const flags = { baseline: 'none', 'baseline-runtimes': 'runc', 'fail-on': 'regression' };
    expect(parse(flags).failOn).toEqual(['regression']);
  });

  it('lets a gate judge both sides of a build without another baseline', () => {
    const flags = { baseline: 'none', build: 'make', runtimes: 'runc=./runc', 'fail-on': 'regression, no-baseline' };
    expect(parse(flags).failOn).toEqual(['regression', 'no-baseline']);
  });

  it('lets a baseline be left out where no gate was asked for', () => {
    expect(parse({ baseline: 'none' }).baseline).toEqual({ kind: 'none' });
  });

  it('lets a flag leave out the baseline of a gate in the file', () => {
    expect(parse({ baseline: 'none' }, 'fail-on: missing').failOn).toEqual(['missing']);
  });

  it('lets a gate that never fails go without a baseline', () => {
    expect(parse({ baseline: 'none', 'fail-on': 'never' }).failOn).toEqual([]);
  });
});

describe('a budget that is given', () => {
  it('overrules the least blocks of the profile', () => {
    expect(parse({ budget: '1m' }).blocks).toEqual({ min: 1, max: 20 });
  });

  it('does not overrule blocks that are given as well', () => {
    expect(parse({ budget: '1m', blocks: '8..12' }).blocks).toEqual({ min: 8, max: 12 });
  });

  it('is not left unused because of the most blocks of the profile where two sides are compared', () => {
    expect(parse({ 'baseline-runtimes': 'runc' }).blocks).toEqual({ min: 6, max: DESIGN.looks.at(-1)?.n });
    expect(parse({ 'baseline-runtimes': 'runc', budget: '10m' }).blocks.max).toBe(LAST_LOOK);
    expect(parse({ 'baseline-runtimes': 'runc', blocks: '6..20' }).blocks.max).toBe(20);
    expect(parse({ 'baseline-runtimes': 'runc' }, 'blocks: 8..20').blocks.max).toBe(20);
  });

  it('overrules blocks of tare.yml when it is a flag', () => {
    expect(parse({ budget: '1m' }, 'blocks: 8..20').blocks).toEqual({ min: 1, max: 20 });
  });
});
