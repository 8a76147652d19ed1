import { expect, it } from '@jest/globals';
import { narrowedBy } from '../../../src/app/request/narrowing.js';

it.each([
  [
    'what the command line gives',
    { runtimes: 'runc', suites: 'cpu' },
    { runtimes: 'a', suites: 'b' },
    ['runtimes', 'suites'],
  ],
  ['the defaults, where there is no file', {}, {}, ['runtimes', 'suites']],
  ['the default of runtimes, where the file gives a profile', {}, { profile: 'quick' }, ['runtimes']],
  ['the default of suites, where the file gives runtimes', {}, { runtimes: 'runc' }, ['suites']],
  ['nothing, where the file gives both', {}, { runtimes: 'runc', benchmarks: 'x' }, []],
  ['a profile of the command line', { profile: 'quick' }, { runtimes: 'runc', suites: 'cpu' }, ['profile']],
])('a run by hand is narrowed by %s', (_, flags, file, names) => {
  expect(narrowedBy(flags, file)).toEqual(names);
});
