import {
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { recordAccounts } from '../../../src/runtimes/install/accounts.js';

let folder: string;
let host: Host;
const etc = (name: string) => join(folder, name);
/** No host has this user: what takes it back is called for real. */
const USER = 'tare-test-made';
const making = () => ({ packages: ['tare-no-such-package'], etc: folder });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-accounts-'));
  // It has only what a record needs.
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
    recordAccounts(host, { users: [], groups: ['lxd', 'tare-no-such-group'] }, making());
    const argvs = host.journal.installed().map((undo) => (undo.kind === 'command' ? undo.argv.slice(0, 2) : []));
    expect(argvs.at(-1)).toEqual(['groupdel', 'tare-no-such-group']);
    expect(argvs.flat()).not.toContain('lxd');
  });

  it('lose the id ranges that they were given, and nobody else does', async () => {
    recordAccounts(host, { users: [USER], groups: [] }, making());
    const added = `root:1000000:1000000000\n${USER}:5000000:1000\nbob:300000:65536\n`;
    writeFileSync(etc('subuid'), `root:100000:65536\nalice:200000:65536\n${added}`);
    await undoRanges();
    expect(readFileSync(etc('subuid'), 'utf8')).toBe('root:100000:65536\nalice:200000:65536\nbob:300000:65536\n');
  });

  it("leave other people's last line without a line end, and a file with the name of a draft", async () => {
    recordAccounts(host, { users: [USER], groups: [] }, making());
    writeFileSync(etc('subuid'), `alice:200000:65536\n${USER}:5000000:1000\nbob:300000:65536`);
    writeFileSync(etc('subuid.tare'), "the user's");
    await undoRanges();
    expect(readFileSync(etc('subuid'), 'utf8')).toBe('alice:200000:65536\nbob:300000:65536\n');
    expect(readFileSync(etc('subuid.tare'), 'utf8')).toBe("the user's");
  });

  it('leave the file as it is, unwritten, where nothing is to be removed', async () => {
    recordAccounts(host, { users: [USER], groups: [] }, making());
    const { ino, mtimeMs } = statSync(etc('subuid'));
    await undoRanges();
    expect(statSync(etc('subuid'))).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(folder).filter((name) => name.startsWith('subuid'))).toEqual(['subuid']);
  });

  it('change the file at once or not at all, and keep its mode and the link to it', async () => {
    recordAccounts(host, { users: [USER], groups: [] }, making());
    const before = `alice:200000:65536\n${USER}:5000000:1000\n`;
    writeFileSync(etc('real'), before, { mode: 0o640 });
    rmSync(etc('subuid'));
    symlinkSync('real', etc('subuid'));
    const open = openSync(etc('real'), 'r');
    await undoRanges();
    // Whoever had the old file open still reads all of it, because the new one has replaced it.
    expect(readFileSync(open, 'utf8')).toBe(before);
    closeSync(open);
    expect(readlinkSync(etc('subuid'))).toBe('real');
    expect(statSync(etc('real')).mode & 0o777).toBe(0o640);
    expect(readFileSync(etc('real'), 'utf8')).toBe('alice:200000:65536\n');
  });

  it('lose no range that the user has given since to whom the package gave one', async () => {
    writeFileSync(etc('passwd'), `${USER}:x:7:7\n`);
    const recorded = recordAccounts(host, { users: [USER], groups: [] }, making());
    const before = readFileSync(etc('subuid'), 'utf8');
    writeFileSync(etc('subuid'), `${before}root:1000000:1000000000\n${USER}:5000000:1000\n`);
    expect(recorded.narrowed()).toHaveLength(1);
    const users = `root:3000000000:65536\n${USER}:5100000:7\n`;
    writeFileSync(etc('subuid'), `${users}${readFileSync(etc('subuid'), 'utf8')}`);
    await undoRanges();
    expect(readFileSync(etc('subuid'), 'utf8')).toBe(`${users}${before}`);
  });

  it('are on record no more where the package has added nothing', () => {
    writeFileSync(etc('passwd'), `${USER}:x:7:7\n`);
    expect(recordAccounts(host, { users: [USER], groups: [] }, making()).narrowed()).toEqual([]);
    expect(host.journal.installed()).toEqual([]);
  });

  it('may already be gone', async () => {
    recordAccounts(host, { users: ['tare-no-such-user'], groups: ['tare-no-such-group'] }, making());
    rmSync(etc('subuid'));
    expect(await host.journal.undoInstalled()).toEqual([]);
  });
});
