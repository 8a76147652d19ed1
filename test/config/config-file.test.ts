import { describe, expect, it } from '@jest/globals';
import { parseConfigFile } from '../../src/config/config-file.js';
import { InputError } from '../../src/errors.js';

const parse = (text: string) => parseConfigFile(text, 'tare.yml');

describe('the contents of a file of inputs', () => {
  it('yields text as it was written, also for numbers', () => {
    expect(parse('budget: 10m\nseed: 007\nconfidence: 95.0\n').values).toEqual({
      budget: '10m',
      seed: '007',
      confidence: '95.0',
    });
  });

  it('yields lists item by item', () => {
    expect(parse('runtimes:\n  - runc\n  - "docker{a: b}"\nfail-on: [regression, missing]\n').values).toEqual({
      runtimes: ['runc', 'docker{a: b}'],
      'fail-on': ['regression', 'missing'],
    });
  });

  it('yields the value that an alias refers to', () => {
    expect(parse('fail-on: &list [regression, &one missing]\nsuites: *list\nruntimes: [runc, *one]\n').values).toEqual({
      'fail-on': ['regression', 'missing'],
      suites: ['regression', 'missing'],
      runtimes: ['runc', 'missing'],
    });
  });

  it('reads the line ends of Windows, and the byte order mark that editors write first', () => {
    expect(parse('\ufeffbudget: 10m\r\nruntimes:\r\n  - runc\r\n').values).toEqual({
      budget: '10m',
      runtimes: ['runc'],
    });
  });

  it('says where each input is', () => {
    expect(parse('# ours\nbudget: 10m\n\nseed: 1\n').places).toEqual({ budget: 'tare.yml:2', seed: 'tare.yml:4' });
  });

  it.each(['', '# nothing yet\n', '---\n'])('takes an empty file: %j', (text) => {
    expect(parse(text).values).toEqual({});
  });
});

/** Each row is the one before nine times. */
const LAUGHS = Array.from(
  { length: 9 },
  (_, at) => `  - &a${at} [${Array(9).fill(at === 0 ? 'x' : `*a${at - 1}`)}]`,
).join('\n');

describe('what is refused', () => {
  it.each([
    ['an unknown key', 'seed: 1\nbugdet: 10m', 'tare.yml:2: unknown input "bugdet". Did you mean "budget"?'],
    ['a key that every object has', 'constructor: 1', 'unknown input "constructor"'],
    ['a key that is no text', '? [a]\n: 1', 'unknown input ""'],
    ['a doubled key', 'seed: 1\nseed: 2', 'tare.yml:2: Map keys must be unique'],
    ['a map as value', 'seed: 1\nbudget:\n  max: 10m', 'tare.yml:2: "budget" must be a text or a number'],
    ['a truth value', 'install: true', '"install" must be a text or a number'],
    ['no value', 'seed:', '"seed" must be a text or a number'],
    ['empty text', 'budget: ""', '"budget" must be a text or a number'],
    ['a list for one value', 'budget: [10m]', '"budget" must be a text or a number'],
    ['an empty list', 'runtimes: []', '"runtimes" must be a text, a number or a list of them'],
    ['a list in a list', 'runtimes: [[runc]]', '"runtimes" must be a text, a number or a list of them'],
    ['braces without quotes in a list', 'runtimes:\n  - runsc{platform: kvm}', 'needs quotes'],
    ['braces without quotes in a line', 'runtimes: runc, runsc{platform: kvm}', 'needs quotes'],
    ['the file naming itself', 'config: other.yml', '"config" cannot be set in a file'],
    ['resuming in a file', 'resume: run.json', '"resume" cannot be set in a file'],
    ['a list as the whole', '- runc', 'tare.yml:1: must be a map'],
    ['text as the whole', 'runc', 'tare.yml:1: must be a map'],
    ['two documents', 'seed: 1\n---\nseed: 2', 'tare.yml:2: '],
    ['an unknown tag', 'budget: !!js/function 10m', 'tare.yml:1: Unresolved tag'],
    ['bad YAML', 'seed: 1\nbudget: "10m', 'tare.yml:2: '],
    ['a list that holds itself', 'seed: 1\nruntimes: &a [*a]', 'tare.yml:2: *a is within what it stands for'],
    ['rows that hold themselves', 'seed: 1\nbenchmarks: &a [*a]', 'tare.yml:2: *a is within what it stands for'],
    [
      'a row that holds itself',
      'benchmarks:\n  - &m\n    name: x.y\n    metric: *m',
      'tare.yml:4: *m is within what it stands for',
    ],
    [
      'a row that holds itself in other hands',
      'benchmarks:\n  - &a {k: &b {z: *a}}\n  - *b',
      'tare.yml:2: *a is within what it stands for',
    ],
    ['a file that holds itself', '&r\nbenchmarks: [*r]', 'tare.yml:2: *r is within what it stands for'],
    ['an alias of nothing', 'benchmarks:\n  - *a', 'tare.yml:2: *a stands for nothing: no &a is above it'],
    ['aliases that grow without end', `benchmarks:\n${LAUGHS}`, 'tare.yml:1: "benchmarks": Excessive alias count'],
    [
      'aliases that make a large file of a small one',
      `benchmarks:\n  - &a ${'x'.repeat(50_000)}\n  - [${Array(50).fill('*a')}]`,
      'tare.yml:1: "benchmarks": its aliases make more than 1 MiB of it',
    ],
    [
      'a merge of no map',
      '%YAML 1.1\n---\nbenchmarks:\n  - <<: 7',
      'tare.yml:3: "benchmarks": Merge sources must be maps',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(InputError);
    expect(() => parse(text)).toThrow(message);
  });

  // A text of thousands of levels would end the process.
  it.each(['[', '{a: ', '- '])('refuses a file that nests deeper than any person writes: %j', (level) => {
    expect(() => parse(`runtimes:\n  ${level.repeat(200)}`)).toThrow('tare.yml nests deeper than 100 levels');
    expect(() => parse(`runtimes: ${'['.repeat(90)}`)).not.toThrow('nests deeper');
  });

  it('reports every fault at once', () => {
    expect(() => parse('bugdet: 1\nsede: 2')).toThrow(/tare\.yml:1.*\n.*tare\.yml:2/);
  });

  it('counts the faults beyond the first five', () => {
    const text = Array.from({ length: 40 }, (_, at) => `unheard${at}: 1`).join('\n');
    expect(() => parse(text)).toThrow(/^(?:tare\.yml:\d: unknown input .*\n){5}There are 35 more faults\.$/);
  });
});
