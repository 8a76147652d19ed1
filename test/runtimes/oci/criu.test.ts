/** What runc's snapshots need besides runc, by programs that answer as CRIU does. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';
import { checkCriu, criuErrors, withCriu } from '../../../src/runtimes/oci/criu.js';
import { runc } from '../../../src/runtimes/oci/runc.js';
import { describeReal } from '../real-runtime.js';
import { armOf } from '../support.js';

const PATH = process.env.PATH ?? '';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-criu-'));
  process.env.PATH = `${folder}:${PATH}`;
});
afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true });
});

function plant(check: string): void {
  const script = `#!/bin/sh\n[ "$1" = --version ] && { echo Version: 3.17.1; exit; }\n[ "$1" = check ] || exit 9\ntouch ${kept()}\n${check}\n`;
  writeFileSync(join(folder, 'criu'), script, { mode: 0o755 });
  for (const name of ['iptables-restore', 'ip6tables-restore'])
    writeFileSync(join(folder, name), '#!/bin/sh\necho v1.8.9\n', { mode: 0o755 });
}

const hostHere = () =>
  ({ ...describeHost(silentLog), mayInstall: false, journal: new Journal(join(folder, 'state')) }) as Host;
/** CRIU leaves this file whatever it is called for. */
const kept = () => join(folder, 'criu.kdat');
const WITH = armOf(runc, 'runc{snapshot: on}');
const installed = { binaries: [], source: 'path' };

describe('snapshots of runc', () => {
  it('need nothing where none is asked for', async () => {
    plant('exit 1');
    expect(await checkCriu(hostHere(), armOf(runc, 'runc'))).toEqual([]);
    expect(await withCriu(hostHere(), armOf(runc, 'runc'), installed)).toBe(installed);
  });

  it('are not taken on a host of whose kernel CRIU says that it does not work', async () => {
    plant("echo 'Error (criu/kerndat.c:1): kerndat_vdso_preserves_hint failed' >&2; exit 1");
    const [fault, ...others] = await checkCriu(hostHere(), WITH, kept());
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ installable: false, remedy: expect.stringContaining('Leave out snapshot') });
    expect(fault?.what).toContain('kerndat_vdso_preserves_hint failed');
    await expect(withCriu(hostHere(), WITH, installed, kept())).rejects.toThrow('kerndat_vdso_preserves_hint failed');
  });

  it('record the CRIU that takes them, and what it locks the network with', async () => {
    plant('echo Looks good.');
    expect(await checkCriu(hostHere(), WITH, kept())).toEqual([]);
    const { binaries } = await withCriu(hostHere(), WITH, installed, kept());
    expect(binaries).toMatchObject([
      { name: 'criu', path: join(folder, 'criu'), version: expect.stringContaining('3.17.1') },
      { name: 'iptables-restore', path: join(folder, 'iptables-restore') },
      { name: 'ip6tables-restore', path: join(folder, 'ip6tables-restore') },
    ]);
  });

  it('leave nothing of CRIU on the host, and what was there', async () => {
    plant('echo Looks good.');
    const host = hostHere();
    await checkCriu(host, WITH, kept());
    expect(existsSync(kept())).toBe(false);
    await withCriu(host, WITH, installed, kept());
    expect(existsSync(kept())).toBe(true);
    expect(await host.journal.undoRun()).toEqual([]);
    expect(existsSync(kept())).toBe(false);
    writeFileSync(kept(), '');
    await checkCriu(host, WITH, kept());
    await withCriu(host, WITH, installed, kept());
    expect(await host.journal.undoRun()).toEqual([]);
    expect(existsSync(kept())).toBe(true);
  });

  it('fail with what CRIU has written of them', () => {
    expect(criuErrors(folder)).toEqual([]);
    mkdirSync(join(folder, 'criu'));
    const error = "(00.020310) Error (criu/files-reg.c:1): Can't lookup mount";
    writeFileSync(join(folder, 'criu/dump.log'), `(00.000028) Unable to get $HOME\n${error}\n(00.02) Unlock network\n`);
    expect(criuErrors(folder)).toEqual([error]);
  });
});

await describeReal(runc, 'runc{snapshot: on}');
