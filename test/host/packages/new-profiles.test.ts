/**
 * Folders stand in for those of a kernel with AppArmor. Debian's own packages are installed and purged under such a
 * kernel in the host in a box.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountsMade } from '../../../src/host/packages/new-accounts.js';
import { profilesMade } from '../../../src/host/packages/new-profiles.js';
import { undoSchema } from '../../../src/host/undo/kinds.js';

let base = '';
let kernel = { apparmor: '', proc: '' };
const paths: string[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tare-profiles-'));
  kernel = { apparmor: join(base, 'kernel'), proc: join(base, 'proc') };
  mkdirSync(kernel.apparmor);
  mkdirSync(join(base, 'etc/apparmor.d/lxc'), { recursive: true });
  paths.length = 0;
  bring('usr.bin.lxc-start', '#include <tunables/global>\n/usr/bin/lxc-start flags=(attach_disconnected) {\n}\n');
  bring('lxc/lxc-default', 'profile lxc-container-default flags=(attach_disconnected) {\n}\n');
  paths.push(join(base, 'etc/apparmor.d/lxc'), join(base, 'etc/apparmor.d/gone'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function bring(name: string, text: string): void {
  const path = join(base, 'etc/apparmor.d', name);
  writeFileSync(path, text);
  paths.push(path);
}

const load = (...names: string[]) =>
  writeFileSync(join(kernel.apparmor, 'profiles'), names.map((name) => `${name} (enforce)\n`).join(''));
const made = (profiles?: readonly string[]) =>
  profilesMade({ packages: ['lxc'], ...(profiles && { profiles }) }, kernel, async () => paths);

describe('a profile of AppArmor that a package has loaded', () => {
  it('is unloaded once the package is purged, as are others of its files, and no other', async () => {
    load('/usr/bin/man', '/usr/bin/lxc-start', 'lxc-container-default', 'incus_dnsmasq', '/usr/bin/new');
    const changes = await made(['/usr/bin/man']);
    expect(changes.map(({ madeBy }) => madeBy)).toEqual([
      { what: "AppArmor's profile /usr/bin/lxc-start", packages: ['lxc'] },
      { what: "AppArmor's profile lxc-container-default", packages: ['lxc'] },
    ]);
    for (const change of changes) expect(undoSchema.parse(change)).toEqual(change);
    const [program = '', ...words] = changes[0]?.argv ?? [];
    execFileSync(program, words);
    expect(readFileSync(join(kernel.apparmor, '.remove'), 'utf8')).toBe('/usr/bin/lxc-start');
  });

  it('stays where it was loaded before, or the kernel told of none then or tells of none now', async () => {
    load('/usr/bin/lxc-start');
    expect(await made(['/usr/bin/lxc-start'])).toEqual([]);
    expect(await made()).toEqual([]);
    rmSync(kernel.apparmor, { recursive: true });
    expect(await made([])).toEqual([]);
  });

  it('is meant by its name alone, also where that is a pattern', async () => {
    bring('wide', 'profile /opt/*/run {\n}\n');
    load('/opt/*/run', '/opt/other/run');
    const [change] = await made([]);
    load('/opt/other/run');
    execFileSync(change?.argv[0] ?? '', change?.argv.slice(1));
    expect(existsSync(join(kernel.apparmor, '.remove'))).toBe(false);
  });

  it('is no part of a record that has none, as those of earlier versions', async () => {
    const before = { kind: 'accounts' as const, users: [], groups: [], packages: ['no-such-package'] };
    expect(undoSchema.parse(before)).toEqual(before);
    expect(await accountsMade(before, [])).toEqual([]);
  });
});
