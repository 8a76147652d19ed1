import { describe, expect, it } from '@jest/globals';
import { parseInputs } from '../../src/config/parse.js';
import { InputError } from '../../src/errors.js';
import { OutputError } from '../../src/suites/benchmark.js';
import { findBenchmarks, ownBenchmarks } from '../../src/suites/index.js';

const ROW = {
  name: 'redis.set',
  run: 'redis-benchmark',
  metric: { regex: '"SET","([^"]*)"' } as object,
  unit: 'requests/s',
  direction: 'higher',
};

function benchmark(change: object = {}) {
  const flags = { benchmarks: JSON.stringify([{ ...ROW, ...change }]) };
  const [found] = ownBenchmarks(parseInputs({ flags, cwd: '/' }).benchmarks ?? []);
  if (!found) throw new Error('no benchmark');
  return found;
}

const read = (change: object, output: string, wallMs = 5) => {
  const one = benchmark(change);
  return one.parse(output, one.defaultWork, wallMs);
};
const regex = (pattern: string, output: string) => () => read({ metric: { regex: pattern } }, output);
const json = (query: string, output: string) => () => read({ metric: { json: query } }, output);

describe('the figure of a command', () => {
  it('is read by a pattern', () => {
    expect(read({}, '"test","rps"\n"SET","81300.81"\n')).toEqual({ value: 81300.81 });
  });

  it('is read from JSON', () => {
    expect(read({ metric: { json: '$.all[0].rps' } }, '{"all":[{"rps":1.5e3}]}')).toEqual({ value: 1500 });
    expect(read({ metric: { json: '$' } }, '12.5\n')).toEqual({ value: 12.5 });
  });

  it.each([
    ['s', 1.25],
    ['ms', 1250],
  ])('is its time in %s', (unit, value) => {
    expect(read({ metric: { time: 'wall' }, unit, direction: 'lower' }, 'whatever', 1250)).toEqual({
      wall_time: value,
    });
  });

  it.each([
    ['a colon', 'p99 ([0-9]+)', 'p99 12: ok'],
    ['a slash', 'at ([0-9]+)', 'at 12/34'],
    ['an apostrophe', 'say ([0-9]+)', "say 12'"],
  ])('is read before %s that does not go on with it', (_, pattern, output) => {
    expect(regex(pattern, output)()).toEqual({ value: 12 });
  });

  it.each([
    ['^([0-9]+)$', '12\n'],
    ['rps ([0-9]+)$', 'rps 1\nrps 12\n'],
    ['(?m)^([0-9]+)$', '12\nend\n'],
    ['([0-9]+)\\n', 'a 12\n'],
    ['([0-9]+)\\s+$', 'a 12\n'],
  ])('is read at the end of a line or of all by %s', (pattern, output) => {
    expect(regex(pattern, output)()).toEqual({ value: 12 });
  });

  it.each<[string, () => unknown, string]>([
    ['nothing', regex('(\\d+)', ' \n'), 'the command printed nothing'],
    ['no match', regex('(\\d+) ms', '12 us\n'), 'the pattern (\\d+) ms finds nothing'],
    ['two numbers', regex('(\\d+) ms', '12 ms\n13 ms'), 'finds two numbers, 12 and 13'],
    ['text', regex('rps=(.*)', 'rps=fast'), '"fast" is no number'],
    ['nan', regex('rps=(.*)', 'rps=nan'), '"nan" is no number'],
    ['another unit', regex('Latency ([0-9.]+)', 'Latency 900us'), '900 goes on, as 900us'],
    ['thousands', regex('([0-9.]+)', 'x 12.3k'), '12.3 goes on, as 12.3k: the pattern must say what follows'],
    ['a comma', regex('rps: ([0-9]+)', 'rps: 1,234'), '1 goes on, as 1,234'],
    ['minutes', regex('elapsed ([0-9.]+)', 'elapsed 1:02.33'), '1 goes on, as 1:02.33'],
    ['thousands as in Switzerland', regex('rps: ([0-9]+)', "rps: 1'234"), "1 goes on, as 1'234"],
    ['thousands as in a program', regex('rps: ([0-9]+)', 'rps: 1_234'), '1 goes on, as 1_234'],
    ['half a number', regex('rps: ([0-9]{2})', 'rps: 123'), '12 goes on, as 123'],
    ['thousands as in France', regex('rps: ([0-9]+)', 'rps: 1\u202f234'), '1 goes on, as 1\u202f234'],
    ['thousands before the rest', regex('rps: ([0-9]+).*', 'rps: 1,234'), '1 goes on, as 1,234'],
    ['a unit before the rest', regex('Latency +([0-9.]+).*', 'Latency 900.12us'), '900.12 goes on, as 900.12us'],
    ['a unit before the rest of the line', regex('(?m)^a ([0-9.]+).*$', 'a 1.2ms\nb'), '1.2 goes on, as 1.2ms'],
    ['thousands before no digit', regex('rps: ([0-9]+)\\D', 'rps: 1,234'), '1 goes on, as 1,234'],
    ['thousands at a boundary', regex('rps: ([0-9]+)\\b', 'rps: 1,234'), '1 goes on, as 1,234'],
    ['thousands that may follow', regex('rps: ([0-9]+)[0-9,]*', 'rps: 1,234'), '1 goes on, as 1,234'],
    ['a unit that need not be there', regex('Latency ([0-9.]+)(?:us)?', 'Latency 9us'), '9 goes on, as 9us'],
    ['a unit before that of another figure', regex('a ([0-9]+).*us', 'a 1ms b 2us'), '1 goes on, as 1ms'],
    ['a unit at the end', regex('([0-9]+)[a-z]*$', 'a 12ms\n'), '12 goes on, as 12ms'],
    ['what may follow up to the end', regex('([0-9]+)[0-9,]*$', 'a 1,234\n'), '1 goes on, as 1,234'],
    ['the end of a power', regex('([0-9.]+) ops/s', '2.5e+06 ops/s'), '06 is the end of 2.5e+06: the pattern must say'],
    ['the end of a small power', regex('([0-9.]+) s', 'x 2E3 s'), '3 is the end of 2E3'],
    ['the end of thousands', regex('([0-9]+)\\s+instr', ' 1,234,567  instr'), '567 is the end of 1,234,567'],
    ['thousands and a fraction', regex('([0-9.]+) req', 'at 12,345.6 req'), '345.6 is the end of 12,345.6'],
    ['thousands as in Germany', regex('([0-9]+) req', '12.345 req'), '345 is the end of 12.345'],
    ['what a blank leaves of thousands', regex('([0-9]+) req', '1\u00a0234 req'), '234 is the end of 1\u00a0234'],
    ['what is left by a greedy pattern', regex('rate.*([0-9.]+) req', 'rate 1234.5 req'), '5 is the end of 1234.5'],
    ['the last digit', regex('rate.*([0-9]+) req', 'rate 1234 req'), '4 is the end of 1234'],
    ['a figure without its sign', regex('([0-9.]+) ms', '-3.5 ms'), '3.5 is the end of -3.5'],
    ['one after a sign', regex('([0-9.]+) ms', 'took=-3.5 ms'), '3.5 is the end of took=-3.5'],
    ['a fraction without its point', regex('([0-9]+) ms', 'took .5 ms'), '5 is the end of .5'],
    ['seconds of minutes', regex('([0-9.]+) min', '1:02 min'), '02 is the end of 1:02'],
    ['a power whose sign is said', regex('\\+([0-9]+) ops', '2e+06 ops'), '06 is the end of 2e+06'],
    ['a separator that need not be there', regex(',?([0-9]+) req', '1,234 req'), '234 is the end of 1,234'],
    ['any character', regex('.([0-9]+) req', '1,234 req'), '234 is the end of 1,234'],
    ['zero', regex('([0-9]+) ', '0 '), '0 is no figure to compare: it must be above 0'],
    ['a negative figure', regex('([0-9-]+) ', '-5 '), '-5 is no figure to compare'],
    [
      'one beyond all bounds',
      regex('([0-9e]+) ', '9e999 '),
      '9e999 is no figure to compare: it is more than a number can be',
    ],
    ['no JSON', json('$.a', 'warning: x\n{"a":1}'), 'the command printed something that is not JSON'],
    ['another place', json('$.a', '{"b":1}'), 'there is nothing at $.a'],
    ['text in JSON', json('$.a', '{"a":"12"}'), 'at $.a there is no number but "12"'],
    ['a list in JSON', json('$.a', '{"a":[1,2]}'), 'at $.a there is no number but [1,2]'],
    ['null in JSON', json('$.a', '{"a":null}'), 'at $.a there is no number but null'],
    ['a flood', regex('(\\d+)', '1'.repeat(70_000)), '64 KiB are looked through'],
  ])('is refused: %s', (_, parse, message) => {
    expect(parse).toThrow(OutputError);
    expect(parse).toThrow(message);
  });

  it.each([
    ['([0-9]+)us', '12us'],
    ['([0-9]+) ?us', '12us'],
    ['([0-9]+)\\s*(?:us|ms)', '12us'],
    ['([0-9]+)[un]s.*', '12us and so on'],
    ['a ([0-9]+),', 'a 12,7'],
    ['([0-9]+)% of', '12% of all'],
    ['x([^,]*),', 'x12,7'],
  ])('is accepted where the pattern says what follows it: %s', (pattern, output) => {
    expect(regex(pattern, output)()).toEqual({ value: 12 });
  });

  it.each([
    ['the rest of the line', '([0-9]+).*', '12 req'],
    ['no digit', '([0-9]+)\\D', '12 req'],
  ])('is accepted before a blank, where the pattern lets %s follow', (_, pattern, output) => {
    expect(regex(pattern, output)()).toEqual({ value: 12 });
  });

  it.each([
    ['SET,.*,([0-9.]+)$', 'SET,100,12'],
    ['p99:([0-9.]+) ms', 'p99:12 ms'],
    ['[0-9]+\\.([0-9]+)', '7.12'],
    ['[(]?signal -([0-9]+) dBm', 'signal -12 dBm'],
    ['(?:a|b)1_(?P<n>[0-9]+)', 'b1_12'],
  ])('is accepted where the pattern has the sign before it: %s', (pattern, output) => {
    expect(regex(pattern, output)()).toEqual({ value: 12 });
  });

  it.each([
    'run-12 req',
    'threads=2 12 req',
    'rate ....12 req',
    '8 12 req',
    'x-12 req',
    '---12 req',
    '+12 req',
    'rate12 req',
  ])('is accepted after what is no part of it: %s', (output) => {
    expect(regex('([0-9]+) req', output)()).toEqual({ value: 12 });
  });
});

describe('the work of a command', () => {
  it('is one run of it, or the time that its row states', () => {
    expect(benchmark().defaultWork).toEqual({ kind: 'fixed', amount: 1, unit: 'command' });
    expect(benchmark({ work: '2s' }).defaultWork).toEqual({ kind: 'timed', seconds: 2 });
  });

  it.each([100, 5000])('of 2 s that takes %i ms is refused, because its row states another time', (wallMs) => {
    expect(() => read({ work: '2s' }, '"SET","1"', wallMs)).toThrow(`took ${(wallMs / 1000).toFixed(2)} s`);
    expect(read({ work: '2s' }, '"SET","1"', 2050)).toEqual({ value: 1 });
  });

  it('is done by sh, after its setup and before its teardown', () => {
    const one = benchmark({ setup: 'a && b', teardown: 'c' });
    const commands = [...one.setup, one.command(one.defaultWork), ...one.teardown];
    expect(commands.map(({ argv }) => argv.at(-1))).toEqual(['a && b', 'redis-benchmark', 'c']);
  });
});

describe('names', () => {
  it.each(['cpu.mine', 'lifecycle.startup', 'all.mine'])('%s is of a suite of ours', (name) => {
    expect(() => benchmark({ name })).toThrow(InputError);
    expect(() => benchmark({ name })).toThrow(`benchmarks: row 1 (${name}): name:`);
  });

  it('are found like ours, and come after them', () => {
    const own = [benchmark()];
    const ids = (...patterns: string[]) => findBenchmarks(patterns, own).map(({ id }) => id);
    expect(ids('redis', 'cpu')).toEqual(['cpu.prime', 'redis.set']);
    expect(ids('*.set')).toEqual(['redis.set']);
    expect(ids('all').at(-1)).toBe('redis.set');
    expect(() => ids('redis.get')).toThrow('Did you mean "redis.set"?');
  });
});
