/** How often apt is asked by who asks about many packages: with a program that stands for apt-cache. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { availableVersions, candidateVersions, foreseenRefusal } from '../../../src/host/packages/apt.js';
import { RunContext } from '../../../src/host/run-context.js';
import { silentLog } from '../../../src/log.js';

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

/** A host on which every installation would remove something, and whose locks nobody holds. */
const REFUSES = `#!/bin/sh
echo "$1" >>"$0.calls"
[ "$1" = check ] || echo 'Remv docker-ce [5:28]'
`;

(hasApt ? describe : describe.skip)('apt', () => {
  const { PATH: path, TARE_CACHE_DIR: cache } = process.env;
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-asked-'));
    writeFileSync(join(folder, 'apt-cache'), STAND_IN, { mode: 0o755 });
    writeFileSync(join(folder, 'apt-get'), REFUSES, { mode: 0o755 });
    process.env.PATH = `${folder}:${path}`;
    process.env.TARE_CACHE_DIR = join(folder, 'cache');
  });
  afterEach(() => {
    process.env.PATH = path;
    if (cache === undefined) delete process.env.TARE_CACHE_DIR;
    else process.env.TARE_CACHE_DIR = cache;
    rmSync(folder, { recursive: true });
  });
  const calls = (program = 'apt-cache') =>
    readFileSync(join(folder, `${program}.calls`), 'utf8')
      .trim()
      .split('\n');
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

  it('is asked once for what it would install, and later for what is not known yet', async () => {
    const host = { run: new RunContext() };
    const asked = await Promise.all([candidateVersions(host, ['runc']), candidateVersions(host, ['crun'])]);
    expect(asked).toEqual([[{ name: 'runc', version: '2.0-1' }], [{ name: 'crun', version: '2.0-1' }]]);
    // What is known already is not asked again.
    await candidateVersions(host, ['runc', 'lxc']);
    expect(calls()).toEqual(['policy runc crun', 'policy lxc']);
  });

  it('has its locks waited for once by all who find something in their way: a holder may stay for ever', async () => {
    const host = { run: new RunContext(), journal: { installed: () => [] }, log: silentLog };
    const names = ['tare-no-such-package', 'tare-no-other-package'];
    const asked = await Promise.all(names.map((name) => foreseenRefusal(host, [name], 'Do without.')));
    expect(asked.map((refusal) => refusal?.harm)).toEqual(['remove docker-ce 5:28', 'remove docker-ce 5:28']);
    expect(calls('apt-get').filter((call) => call === 'check')).toHaveLength(1);
    expect(calls('apt-get').filter((call) => call === 'install')).toHaveLength(4);
  });
});
