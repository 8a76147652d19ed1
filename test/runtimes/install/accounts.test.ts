import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { recordAccounts } from '../../../src/runtimes/install/accounts.js';

let folder: string;
let host: Host;
const etc = (name: string) => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-accounts-'));
  // Only what a record looks at.
  host = { journal: new Journal(folder) } as unknown as Host;
  writeFileSync(etc('passwd'), 'root:x:0:0\n');
  writeFileSync(etc('group'), 'root:x:0:\nlxd:x:7:\n');
  writeFileSync(etc('subuid'), 'root:100000:65536\nalice:200000:65536\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

const undoRanges = async () => {
  const ranges = host.journal.installed().filter((undo) => undo.kind === 'command' && undo.argv[0] === '/bin/sh');
  expect(ranges).toHaveLength(1);
  expect(await host.journal.undoInstalled()).toEqual([]);
};

describe('accounts that a package makes', () => {
  it('are put on record unless they were there before', () => {
    recordAccounts(host, { users: [], groups: ['lxd', 'tare-no-such-group'] }, folder);
    const argvs = host.journal.installed().map((undo) => (undo.kind === 'command' ? undo.argv.slice(0, 2) : []));
    expect(argvs.at(-1)).toEqual(['groupdel', 'tare-no-such-group']);
    expect(argvs.flat()).not.toContain('lxd');
  });

  it('lose the id ranges they were given, and nobody else does', async () => {
    recordAccounts(host, { users: ['_lxd'], groups: [] }, folder);
    const added = 'root:1000000:1000000000\n_lxd:5000000:1000\nbob:300000:65536\n';
    writeFileSync(etc('subuid'), `root:100000:65536\nalice:200000:65536\n${added}`);
    await undoRanges();
    expect(readFileSync(etc('subuid'), 'utf8')).toBe('root:100000:65536\nalice:200000:65536\nbob:300000:65536\n');
  });

  it('may be gone already', async () => {
    recordAccounts(host, { users: ['tare-no-such-user'], groups: ['tare-no-such-group'] }, folder);
    rmSync(etc('subuid'));
    expect(await host.journal.undoInstalled()).toEqual([]);
  });
});
