import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { additionsFor, parsePackages } from '../../../src/host/packages/closure.js';
import { installedPackages, packagesOf } from '../../../src/host/packages/dpkg.js';

const line = (name: string, needs = '', more: { priority?: string; provides?: string; size?: string } = {}) =>
  [name, '1', more.size ?? '10', 'no', more.priority ?? 'optional', 'installed', more.provides ?? '', '', needs].join(
    '\t',
  );

const all = parsePackages(
  [
    line('engine', 'helper (>= 2), libc6, mail-agent | other, lists:any', { size: '100' }),
    line('helper', 'engine'),
    line('postfix', '', { provides: 'mail-agent (= 3)' }),
    line('other'),
    line('lists'),
    line('libc6', 'gcc-base', { priority: 'optional' }),
    line('gcc-base'),
    line('bash', 'libc6', { priority: 'required' }),
    'half\t1\t10\tno\toptional\thalf-installed\t\t\t',
    'torn',
    '',
  ].join('\n'),
);
const names = (of: readonly string[]) => additionsFor(of, all).map(({ name }) => name);

describe('what comes with a package', () => {
  it('is all that it needs and that is installed, also in circles and by provided names, without what every host has', () => {
    expect(names(['engine'])).toEqual(['engine', 'helper', 'lists', 'postfix']);
  });

  it('has the size that dpkg reports, in bytes', () => {
    expect(additionsFor(['engine'], all)[0]?.bytes).toBe(102_400);
  });

  it('is nothing for what every host has, and for what is not installed', () => {
    expect(names(['bash', 'libc6', 'half', 'nowhere'])).toEqual([]);
  });
});

const here = existsSync('/usr/bin/dpkg-query') ? it : it.skip;
describe('on this host', () => {
  here('a file is told with its package, one of none is left out', async () => {
    const owners = await packagesOf(['/usr/bin/dpkg-query', process.execPath]);
    expect(owners.get('/usr/bin/dpkg-query')).toBe('dpkg');
    expect((await installedPackages()).get('dpkg')?.bytes).toBeGreaterThan(1e6);
  });
});
