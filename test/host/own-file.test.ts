import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { HostError } from '../../src/errors.js';
import { removeIfAbandoned } from '../../src/host/lock.js';
import { readOwnFile } from '../../src/host/own-file.js';
import { Journal } from '../../src/host/undo/journal.js';
import { silentLog } from '../../src/log.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-own-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MADE: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(path),
  'a pipe that nobody writes into': (path) => void execFileSync('mkfifo', [path]),
  'a link to a device without end': (path) => symlinkSync('/dev/zero', path),
  'a link that leads nowhere': (path) => symlinkSync('/nonexistent/file', path),
};

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

describe('a file of ours', () => {
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

  it('is named with what to do where its folder is a file', () => {
    const { state } = stateWith('note', (path) => writeFileSync(path, ''));
    expect(thrownBy(() => readOwnFile(join(state, 'note/deeper')))).toEqual(saysWhat(join(state, 'note/deeper')));
  });

  it('is the journal of a run that was killed: a folder in its place ends recovery with a message', async () => {
    const { state, path } = stateWith('journal/run-1-abc.jsonl', (at) => mkdirSync(at));
    await expect(new Journal(state).recover(silentLog)).rejects.toMatchObject({
      name: HostError.name,
      message: expect.stringContaining(path),
    });
  });
});
