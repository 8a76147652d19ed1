/** How often apt is asked by who asks about many packages: with a program that stands for apt-cache. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { availableVersions, candidateVersions } from '../../../src/host/packages/apt.js';
import { RunContext } from '../../../src/host/run-context.js';

const hasApt = existsSync('/usr/bin/apt-cache');
if (!hasApt) process.stderr.write('skipped: nothing is asked of apt here: there is none\n');

const STAND_IN = `#!/bin/sh
echo "$*" >>"$0.calls"
what=$1
shift
for name; do
  case $what in
    madison) echo "$name | 2.0-1 | http://mirror stable/main amd64 Packages"; echo "$name | 1.0-1 | http://mirror stable/main amd64 Packages";;
    policy) printf '%s:\\n  Installed: (none)\\n  Candidate: 2.0-1\\n' "$name";;
  esac
done
`;

(hasApt ? describe : describe.skip)('apt', () => {
  const path = process.env.PATH;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-asked-'));
    writeFileSync(join(folder, 'apt-cache'), STAND_IN, { mode: 0o755 });
    process.env.PATH = `${folder}:${path}`;
  });
  afterEach(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });
  const calls = () => readFileSync(join(folder, 'apt-cache.calls'), 'utf8').trim().split('\n');
  const versions = (name: string) => ['2.0-1', '1.0-1'].map((version) => ({ name, version }));

  it('is asked once for the versions of all packages that are requested at once, and each caller gets its own', async () => {
    const host = { run: new RunContext() };
    const asked = [['runc', 'dpkg'], ['crun', 'dpkg'], ['lxc']].map((names) => availableVersions(host, names));
    expect(await Promise.all(asked)).toEqual([
      [...versions('runc'), ...versions('dpkg')],
      [...versions('dpkg'), ...versions('crun')],
      versions('lxc'),
    ]);
    expect(calls()).toEqual(['madison runc dpkg crun lxc']);
  });

  it('is asked once for what it would install, and again by a later caller', async () => {
    const host = { run: new RunContext() };
    const asked = await Promise.all([candidateVersions(host, ['runc']), candidateVersions(host, ['crun'])]);
    expect(asked).toEqual([[{ name: 'runc', version: '2.0-1' }], [{ name: 'crun', version: '2.0-1' }]]);
    await candidateVersions(host, ['runc']);
    expect(calls()).toEqual(['policy runc crun', 'policy runc']);
  });
});
