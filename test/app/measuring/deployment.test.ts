/** The cost of an installation is kept for later runs, and is forgotten together with what was installed. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Installations, measured, partsOf } from '../../../src/app/measuring/deployment.js';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';

let state = '';
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'tare-deployment-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const ARM = { id: 'runc', runtime: 'runc', options: {} };
const RUNC = { binaries: [], source: 'distro package runc 1' };
const kept = () => join(state, 'installations.json');

function hostHere(): Host {
  const paths = { state, cache: state, work: state };
  // Nothing is left in dpkg's own folder.
  const journal = new Journal(state, silentLog, 'run', join(state, 'no dpkg'));
  return { ...describeHost(silentLog), paths, log: silentLog, journal };
}

/** Puts two packages on record, as an installation does. */
function installing(host: Host) {
  return async () => {
    host.journal.record({ kind: 'packages', names: ['tare-no-such-a', 'tare-no-such-b'] }, 'install');
    return RUNC;
  };
}

describe('an installation', () => {
  it('is found by later invocations too, for the source that it had', async () => {
    const host = hostHere();
    await new Installations(host).install(ARM, installing(host));
    const later = new Installations(hostHere());
    expect(later.of('runc', RUNC)).toMatchObject({ packages: 2, changes: { packages: 1 } });
    expect(later.of('runc', { ...RUNC, source: 'distro package runc 2' })).toBeUndefined();
    expect(later.of('crun', RUNC)).toBeUndefined();
  });

  it('does not count where it changed nothing', async () => {
    const host = hostHere();
    const installations = new Installations(host);
    await installations.install(ARM, async () => RUNC);
    expect(installations.of('runc', RUNC)).toBeUndefined();
    expect(existsSync(kept())).toBe(false);
  });

  it('is forgotten with what was installed', async () => {
    const host = hostHere();
    await new Installations(host).install(ARM, installing(host));
    expect(await host.journal.undoInstalled()).toEqual([]);
    expect(existsSync(kept())).toBe(false);
  });

  it('is no longer known where its record is damaged', () => {
    writeFileSync(kept(), '{"runc":{"source":3}}');
    expect(new Installations(hostHere()).of('runc', RUNC)).toBeUndefined();
  });

  it('fails where its record is not a plain file', () => {
    mkdirSync(kept());
    expect(() => new Installations(hostHere())).toThrow('installations.json is no plain file');
  });
});

describe('what is measured', () => {
  it('reports the changes that it put on record, and no earlier one', async () => {
    const host = hostHere();
    host.journal.record({ kind: 'path', path: join(state, 'before') });
    const { result, took } = await measured(host, async () => {
      for (const name of ['a', 'b']) host.journal.record({ kind: 'folder', path: join(state, name) });
      host.journal.record({ kind: 'path', path: join(state, 'c') });
      return 7;
    });
    expect(result).toBe(7);
    expect(took.changes).toEqual({ folder: 2, path: 1 });
    await host.journal.undoRun();
  });
});

describe('the programs of an arm', () => {
  it('count with their size where they came with no package', async () => {
    const path = join(state, 'runc');
    writeFileSync(path, 'x'.repeat(1000));
    const binary = { name: 'runc', path, version: '1', sha256: '0' };
    const parts = await partsOf(new Map([['runc', { ...RUNC, binaries: [binary, binary] }]]));
    expect(parts.get('runc')).toEqual({ packages: [], otherBytes: statSync(path).size });
  });
});
