import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { parseConfigFile } from '../../../src/config/config-file.js';
import { parseQuery, select } from '../../../src/config/kinds/json-query.js';
import { findNumbers, patternFault } from '../../../src/config/kinds/number-pattern.js';
import { writtenRow } from '../../../src/config/kinds/own-benchmarks.js';
import { parseInputs } from '../../../src/config/parse.js';
import { InputError } from '../../../src/errors.js';

const ROW = {
  name: 'redis.set',
  run: 'redis-benchmark -t set',
  metric: { json: '$.rps' },
  unit: 'requests/s',
  direction: 'higher',
};

const inFile = (text: string) => parseInputs({ flags: {}, file: parseConfigFile(text, 'tare.yml'), cwd: '/home/me' });
const inFlag = (text: string) => parseInputs({ flags: { benchmarks: [text] }, cwd: '/home/me' });
const rows = (...given: readonly object[]) => inFile(stringify({ benchmarks: given })).benchmarks;
const fault = (change: object, without: readonly string[] = []): string => {
  const row = Object.entries({ ...ROW, ...change }).filter(([key]) => !without.includes(key));
  try {
    rows(Object.fromEntries(row));
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return 'none';
};

describe('a row', () => {
  it('is read from tare.yml', () => {
    expect(rows({ ...ROW, setup: ' redis-server ', work: '2s' })).toEqual([
      { ...ROW, setup: 'redis-server', seconds: 2 },
    ]);
  });

  it('is read from a flag or an input of the action, as YAML or as JSON', () => {
    const read = (benchmarks: string) => parseInputs({ flags: { benchmarks }, cwd: '/' }).benchmarks;
    expect(read(JSON.stringify([ROW]))).toEqual(rows(ROW));
    expect(read(stringify([ROW]))).toEqual(rows(ROW));
  });

  it('needs neither unit nor direction where its time is the figure', () => {
    expect(rows({ name: 'git.status', run: 'git status', metric: { time: 'wall' } })).toEqual([
      { name: 'git.status', run: 'git status', metric: { time: 'wall' }, unit: 's', direction: 'lower' },
    ]);
  });

  it.each([
    {},
    { work: '2s', setup: 'a', teardown: 'b' },
    { metric: { time: 'wall' }, unit: 'ms', direction: 'lower' },
  ])('can be written again: %j', (change) => {
    const [row] = rows({ ...ROW, ...change }) ?? [];
    if (!row) throw new Error('no row');
    expect(rows(writtenRow(row))).toEqual([row]);
  });

  it.each<[string, object, readonly string[], string]>([
    ['no name', {}, ['name'], 'row 1: name: is missing: it must be suite.what in lower case'],
    ['a name without a dot', { name: 'redis' }, [], 'row 1 (redis): name: "redis" is not allowed'],
    ['capitals', { name: 'Redis.set' }, [], 'name: "Redis.set" is not allowed'],
    ['no command', { run: ' ' }, [], 'row 1 (redis.set): run: " " is not allowed: it must be a command line for sh'],
    ['two lines', { run: 'a\nb' }, [], 'on one line (join commands by "&&")'],
    ['a long command', { run: 'x'.repeat(951) }, [], 'at most 950 characters'],
    ['no metric', {}, ['metric'], 'metric: is missing: it must be one of { json: $.a.b[0] }'],
    [
      'two metrics',
      { metric: { json: '$.a', regex: '(a)' } },
      [],
      'metric: {"json":"$.a","regex":"(a)"} is not allowed',
    ],
    ['a filter', { metric: { json: '$.a[?@.b]' } }, [], 'is not allowed: it must be one of'],
    ['another time', { metric: { time: 'cpu' } }, [], 'metric: {"time":"cpu"} is not allowed'],
    ['a long pattern', { metric: { regex: `(${'a'.repeat(10_000)})` } }, [], 'is not allowed: it must be one of'],
    ['a pattern without a group', { metric: { regex: 'rps' } }, [], 'metric: the pattern "rps" has 0 groups'],
    ['a pattern with two', { metric: { regex: '(a)(b)' } }, [], 'has 2 groups in parentheses, and needs one'],
    ['a bad pattern', { metric: { regex: '([0-9' } }, [], 'is no regular expression of RE2'],
    ['look-ahead', { metric: { regex: '(?=a)(b)' } }, [], 'is no regular expression of RE2'],
    ['a long pattern', { metric: { regex: `(${'a'.repeat(300)})` } }, [], 'is longer than 300 characters'],
    ['a pattern that counts high', { metric: { regex: `(?s)${'.{0,999}'.repeat(6)}(\\d)z` } }, [], 'counts too high'],
    ['one that counts twice', { metric: { regex: '(?:a{30}){30}(\\d)' } }, [], 'counts too high'],
    ['no unit', {}, ['unit'], 'unit: is missing'],
    ['a unit of two lines', { unit: 'a\nb' }, [], 'unit: "a\\nb" is not allowed'],
    ['no direction', {}, ['direction'], 'direction: is missing'],
    ['another direction', { direction: 'up' }, [], 'direction: "up" is not allowed: it must be higher or lower'],
    ['a time in another unit', { metric: { time: 'wall' } }, ['direction'], 'a time is in s or ms'],
    ['a time that should be long', { metric: { time: 'wall' }, unit: 's' }, [], 'of a time the lower is better'],
    [
      'a time of a given length',
      { metric: { time: 'wall' }, unit: 's', direction: 'lower', work: '2s' },
      [],
      'work: "2s"',
    ],
    ['work that is no length', { work: '20000' }, [], 'work: "20000" is not allowed: it must be fixed, or how long'],
    ['an unknown key', { command: 'a' }, [], 'row 1 (redis.set): unknown key "command".'],
    ['a misspelt key', { unti: 'a' }, ['unit'], 'unknown key "unti". Did you mean "unit"?'],
    ['a number as command', { run: 5 }, [], 'run: 5 is not allowed'],
  ])('is refused with %s', (_, change, without, message) => {
    expect(fault(change, without)).toContain(message);
    expect(fault(change, without)).toMatch(/^tare\.yml:1: benchmarks: /);
  });

  it('that is longer than the time limit of a command is refused', () => {
    expect(fault({ work: '1m' })).toContain('redis.set: work: "1m" must be shorter than command-timeout "1m"');
  });
});

describe('rows', () => {
  it('are all reported at once', () => {
    expect(() => rows({ ...ROW, unit: '' }, ROW, { ...ROW, name: 'x' })).toThrow(/row 1.*unit.*\n.*row 3.*name/);
  });

  it('of one name are refused', () => {
    expect(() => rows(ROW, { ...ROW, run: 'other' })).toThrow('two rows are called redis.set');
  });

  it.each([
    ['benchmarks: redis', 'must be a list of rows'],
    ['benchmarks: []', 'must be a list of rows'],
    ['benchmarks: [redis]', 'row 1: must be a map with the keys name'],
    ['benchmarks: { name: a }', '"benchmarks" must be a list of rows'],
    ['benchmarks:', '"benchmarks" must be a list of rows'],
    [`benchmarks: ${JSON.stringify(Array(101).fill(ROW))}`, '101 rows are too many: at most 100'],
    ['benchmarks: "[{"', 'is no YAML'],
    ['benchmarks: "<<: *<<: *a"', 'is no YAML'],
    ['benchmarks: "[&a [*a]]"', 'is no YAML'],
    ['benchmarks: "%YAML 1.1\\n---\\n- <<: 7"', 'is no YAML: Merge sources must be maps'],
    ['benchmarks: "[? [a] : b]"', 'row 1: '],
    [`a: &a [x,x,x,x,x,x,x,x,x,x]`, 'unknown input "a"'],
    ['benchmarks: [*none]', 'tare.yml:1: '],
  ])('are refused: %s', (text, message) => {
    expect(() => inFile(text)).toThrow(InputError);
    expect(() => inFile(text)).toThrow(message);
  });

  it('that nest deeper than any person writes are refused', () => {
    expect(() => inFlag('['.repeat(200))).toThrow('benchmarks: nests deeper than 100 levels: it must be a list');
  });

  it('that grow without end by aliases are refused', () => {
    const level = (n: number) =>
      `- &a${n} [${Array(20)
        .fill(`*a${n - 1}`)
        .join(', ')}]`;
    const bomb = ['benchmarks:', '- &a0 [x]', ...[1, 2, 3, 4, 5, 6].map(level)].join('\n');
    expect(() => inFile(bomb)).toThrow('"benchmarks": Excessive alias count');
  });
});

describe('the input packages', () => {
  it('is a sorted list without duplicates', () => {
    expect(inFile('packages: [redis-server, nginx-light, redis-server]').packages).toEqual([
      'nginx-light',
      'redis-server',
    ]);
  });

  it('cannot be given with a rootfs', () => {
    expect(() => inFile('packages: redis-server\nrootfs: a.tar')).toThrow('packages: it cannot be given with rootfs');
    expect(() => inFile('packages: redis-server\nimage: redis:7')).toThrow('packages: it cannot be given with image');
    expect(() => inFile('image: redis:7\nrootfs: a.tar')).toThrow(
      'image: it cannot be given with rootfs: a run has one userland.',
    );
  });
});

describe('a query', () => {
  const value = { a: { 'b c': [{ d: 7 }] }, n: [1, [2]] };

  it.each([
    ["$.a['b c'][0].d", 7],
    ['$["a"]["b c"][0]["d"]', 7],
    ['$.n[1][0]', 2],
    ['$.n[2]', undefined],
    ['$.n.length', undefined],
    ['$.a[0]', undefined],
    ['$.toString', undefined],
  ])('%s finds %j', (query, found) => {
    expect(select(value, parseQuery(query) ?? [])).toBe(found);
  });

  it('is the whole output where it names no place in it', () => {
    expect(parseQuery('$')).toEqual([]);
    expect(select(12.5, [])).toBe(12.5);
  });

  it.each([
    '',
    'a',
    '$.',
    '$..a',
    '$.µs',
    '$.a.*',
    '$[*]',
    '$[-1]',
    '$[0:2]',
    '$[01]',
    '$.a b',
    "$['a\\'']",
    '$.a[?@]',
  ])('is not %j', (query) => {
    expect(parseQuery(query)).toBeUndefined();
  });
});

describe('a pattern', () => {
  /** A backtracking engine would take for ever over these patterns. */
  it.each(['^(?:(a+)+)$', '^(?:a|aa)+([0-9])$', '(?:a?){40}a{40}([0-9])', '(?:.*a){9}([0-9])'])(
    'is matched in linear time: %s',
    (pattern) => {
      const usable = patternFault(pattern) === undefined ? pattern : '^(?:a+)+([0-9])$';
      expect(findNumbers(usable, `${'a'.repeat(20_000)}!`, 2)).toEqual([]);
    },
  );

  it.each([
    '.{0,100}([0-9.]+)',
    `${'a?'.repeat(146)}([0-9])`,
    `(${'a|'.repeat(148)}a)`,
    `(?i)([k-s]{3})${'é*'.repeat(140)}`,
  ])('of an ordinary size can be used: %s', (pattern) => {
    expect(patternFault(pattern)).toBeUndefined();
  });

  it('finds no more than it is asked for', () => {
    expect(findNumbers('(\\d)', '1 2 3', 2).map(({ text }) => text)).toEqual(['1', '2']);
  });
});
