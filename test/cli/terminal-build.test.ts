/** What is told of a build that left something behind. */
import { afterEach, expect, it, jest } from '@jest/globals';
import { tellBuildLeft } from '../../src/cli/terminal-build.js';

afterEach(() => {
  jest.restoreAllMocks();
});

it.each([
  ['root, whose builds are on record', 0, true],
  ['a user, who has no record', 1000, false],
])('%s, is told so', (_who, uid, isOnRecord) => {
  jest.spyOn(process, 'getuid').mockReturnValue(uid);
  const told: unknown[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(text) > 0);
  tellBuildLeft(['/tmp/tare-sides-1 is still there']);
  expect(told.join('')).toContain('This could not be undone: /tmp/tare-sides-1 is still there');
  expect(told.join('').includes('stays on record: tare cleanup tries it again')).toBe(isOnRecord);
});
