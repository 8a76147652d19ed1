import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { KeptEntries } from '../../../src/host/files/kept-entries.js';

const MOST = 3;

let folder: string;
let kept: KeptEntries;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-entries-'));
  kept = new KeptEntries(join(folder, 'kept'), MOST);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = (text: string) => createHash('sha256').update(text).digest('hex');
const add = (text: string) => kept.add(nameOf(text), (draft) => writeFileSync(join(draft, 'file'), text));
const has = (text: string) => kept.find(nameOf(text)) !== undefined;
const inFolder = (name: string) => join(folder, 'kept', name);
const dated = (name: string, hoursAgo: number) => {
  const time = Date.now() / 1000 - hoursAgo * 3600;
  utimesSync(inFolder(name), time, time);
};

describe('entries that are kept', () => {
  it('are whole or not there: a failed one leaves nothing', () => {
    const failing = () =>
      kept.add(nameOf('a'), (draft) => {
        writeFileSync(join(draft, 'file'), 'half');
        throw new Error('the disk is full');
      });
    expect(failing).toThrow('the disk is full');
    expect(readdirSync(join(folder, 'kept'))).toEqual([]);
    add('a');
    expect(readFileSync(join(kept.find(nameOf('a')) ?? '', 'file'), 'utf8')).toBe('a');
  });

  it('stay as they are where another process has added the same one meanwhile', () => {
    kept.add(nameOf('a'), (draft) => {
      add('a');
      writeFileSync(join(draft, 'file'), 'too late');
    });
    expect(readdirSync(join(folder, 'kept'))).toEqual([nameOf('a')]);
    expect(readFileSync(join(kept.find(nameOf('a')) ?? '', 'file'), 'utf8')).toBe('a');
  });

  it('go where they were not used for longest, and the newest stays', () => {
    for (const [at, text] of ['a', 'b', 'c'].entries()) {
      add(text);
      dated(nameOf(text), 10 - at);
    }
    kept.use(nameOf('a'));
    add('d');
    expect([...'abcd'].filter(has)).toEqual(['a', 'c', 'd']);
  });

  it('leave what others have put beside them, and what is being filled', () => {
    add('a');
    writeFileSync(inFolder('thesis'), 'of a user');
    for (const name of ['draft-begun', 'draft-abandoned']) mkdirSync(inFolder(name));
    for (const name of ['thesis', 'draft-abandoned']) dated(name, 2);
    for (const text of 'bcde') add(text);
    expect(readFileSync(inFolder('thesis'), 'utf8')).toBe('of a user');
    expect(existsSync(inFolder('draft-begun'))).toBe(true);
    expect(existsSync(inFolder('draft-abandoned'))).toBe(false);
  });

  it('are not found by what is no digest', () => {
    add('a');
    expect(kept.find('..')).toBeUndefined();
    expect(kept.find('thesis')).toBeUndefined();
  });
});
