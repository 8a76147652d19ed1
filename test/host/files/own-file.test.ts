import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import { fileSentence } from '../../../src/host/files/file-errors.js';
import { readOwnFile, readReplaceable, replaceOwnFile } from '../../../src/host/files/own-file.js';
import { removeIfAbandoned } from '../../../src/host/lock.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-own-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MADE: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(path),
  'a pipe that nobody writes into': (path) => void execFileSync('mkfifo', [path]),
  'a link to a device without end': (path) => symlinkSync('/dev/zero', path),
  'a link that leads nowhere': (path) => symlinkSync('/nonexistent/file', path),
  'a file of 600 MiB': (path) => sparse(path, 600),
  'a file of 3 GiB': (path) => sparse(path, 3072),
};

function sparse(path: string, mib: number): void {
  writeFileSync(path, '');
  truncateSync(path, mib * 1024 ** 2);
}

/** A state folder in which `name` is what `make` makes. */
function stateWith(name: string, make: (path: string) => void): { state: string; path: string } {
  const state = mkdtempSync(join(folder, 'state-'));
  mkdirSync(join(state, 'journal'));
  const path = join(state, name);
  make(path);
  return { state, path };
}

const saysWhat = (path: string) =>
  expect.objectContaining({
    name: HostError.name,
    message: expect.stringMatching(new RegExp(`^${path} .*\n.*move it away`)),
  });

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

describe('a file of Tare whose content can be found out anew', () => {
  it.each(Object.entries(MADE))('is read as missing where %s is at its path', (_, make) => {
    const { path } = stateWith('note', make);
    expect(readReplaceable(path)).toBeUndefined();
  });

  it('replaces what is at its path, and leaves the target of a link as it is', () => {
    const theirs = join(folder, 'theirs');
    writeFileSync(theirs, 'of a user');
    for (const target of [theirs, join(folder, 'not there')]) {
      const { path } = stateWith('note', (at) => symlinkSync(target, at));
      replaceOwnFile(path, 'of ours');
      expect(readReplaceable(path)).toBe('of ours');
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(() => readlinkSync(path)).toThrow();
    }
    expect(readFileSync(theirs, 'utf8')).toBe('of a user');
    expect(readReplaceable(join(folder, 'not there'))).toBeUndefined();
  });

  it('is an error that says what is at its path where that cannot be replaced', () => {
    const { path } = stateWith('note', (at) => mkdirSync(at));
    expect(fileSentence(thrownBy(() => replaceOwnFile(path, '')))).toContain(`${path} is a folder`);
  });
});

describe('a file of Tare', () => {
  it('is read whole, and is undefined where it is not there', () => {
    writeFileSync(join(folder, 'note'), 'of ours');
    expect(readOwnFile(join(folder, 'note'))).toBe('of ours');
    expect(readOwnFile(join(folder, 'none'))).toBeUndefined();
  });

  describe.each(Object.entries(MADE))('that is %s', (_, make) => {
    it('is named with what to do, as the journal of what was installed', () => {
      const { state, path } = stateWith('journal/installed.jsonl', make);
      expect(thrownBy(() => new Journal(state).installed())).toEqual(saysWhat(path));
    });

    it('is named with what to do, as a lock', () => {
      const { path } = stateWith('measure.lock', make);
      expect(thrownBy(() => removeIfAbandoned(path))).toEqual(saysWhat(path));
    });
  });

  it('is refused with a sentence where a folder is in its place and it is to be removed', () => {
    const path = mkdtempSync(join(folder, 'folder-'));
    expect(fileSentence(thrownBy(() => rmSync(path, { force: true })))).toContain(`${path} is a folder`);
  });

  it('is named with what to do where its folder is a file', () => {
    const { state } = stateWith('note', (path) => writeFileSync(path, ''));
    expect(thrownBy(() => readOwnFile(join(state, 'note/deeper')))).toEqual(saysWhat(join(state, 'note/deeper')));
  });

  it('ends recovery with a message where it is the journal of a killed run and a folder is in its place', async () => {
    const { state, path } = stateWith('journal/run-1-abc.jsonl', (at) => mkdirSync(at));
    await expect(new Journal(state).recover(silentLog)).rejects.toMatchObject({
      name: HostError.name,
      message: expect.stringContaining(path),
    });
  });
});
