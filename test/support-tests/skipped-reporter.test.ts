import { describe, expect, it } from '@jest/globals';
// @ts-expect-error: jest loads its reporters without a transform, so this one is JavaScript.
import { skippedLine as untyped, installedLine as untypedInstalled } from '../skipped-reporter.js';

const installedLine = untypedInstalled as (before?: Set<string>, after?: Set<string>) => string;
const skippedLine = untyped as (skipped: number, missing: readonly string[] | undefined, isRoot: boolean) => string;

describe('the last line of a test run', () => {
  it.each<[string, Parameters<typeof skippedLine>, string]>([
    ['nothing was skipped', [0, [], true], 'No test was skipped.'],
    [
      'packages are missing',
      [124, ['runc', 'lxc'], true],
      '124 tests were skipped; most run after: sudo apt-get install --no-install-recommends runc lxc',
    ],
    [
      'packages are missing and the user is not root',
      [124, ['runc'], false],
      '124 tests were skipped; most run after: sudo apt-get install --no-install-recommends runc (and as root)',
    ],
    ['only root is missing', [1, [], false], '1 test was skipped; most run as root: sudo npm test'],
    ['nothing is missing', [2, [], true], '2 tests were skipped; each line that begins with "skipped:" says why.'],
    ['there is no dpkg', [2, undefined, true], '2 tests were skipped: most need Debian or Ubuntu, and root.'],
  ])('says what to do where %s', (_, given, line) => {
    expect(skippedLine(...given)).toBe(line);
  });

  it('names what the tests have installed, which stays', () => {
    const before = new Set(['sudo']);
    expect(installedLine(before, new Set(['runc', 'sudo', 'crun']))).toBe(
      'What the tests have installed stays; it is removed by: sudo apt-get purge crun runc\n',
    );
    expect(installedLine(before, before)).toBe('');
    expect(installedLine(undefined, undefined)).toBe('');
  });
});
