import { chownSync, lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { handOver, ownersIn } from '../../../src/app/privileged/hand-over.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: files cannot be given away here: not root\n');

const USER = { uid: 12345, gid: 12345 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync('/var/tmp/tare-hand-over-');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string) => {
  writeFileSync(join(folder, name), '');
  return join(folder, name);
};
const holder = (name: string) => lstatSync(join(folder, name)).uid;

(root ? describe : describe.skip)('handOver', () => {
  it('gives new files, and files of the user that root overwrote, to the user', () => {
    chownSync(place('resumed.json'), USER.uid, USER.gid);
    const before = ownersIn(folder);
    rmSync(join(folder, 'resumed.json'));
    place('resumed.json');
    place('new.json');
    handOver(folder, before, USER);
    expect([holder('resumed.json'), holder('new.json')]).toEqual([USER.uid, USER.uid]);
  });

  it("leaves files of others, and those that were root's before", () => {
    place('old.json');
    const before = ownersIn(folder);
    chownSync(place('of-another.json'), 54321, 54321);
    handOver(folder, before, USER);
    expect([holder('old.json'), holder('of-another.json')]).toEqual([0, 54321]);
  });

  it('gives a link, and not its target', () => {
    const target = place('target');
    const before = ownersIn(folder);
    symlinkSync(target, join(folder, 'link'));
    handOver(folder, before, USER);
    expect([holder('link'), holder('target')]).toEqual([USER.uid, 0]);
  });

  it('does nothing where there is no folder', () => {
    expect(ownersIn(join(folder, 'none'))).toEqual(new Map());
  });
});
