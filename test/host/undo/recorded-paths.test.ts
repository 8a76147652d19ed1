import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { recordNewFolder } from '../../../src/host/undo/recorded-paths.js';

let base = '';
let journal: Journal;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tare-recorded-'));
  journal = new Journal(join(base, 'state'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Only its journal is asked for. */
const host = (): Host => ({ journal }) as unknown as Host;

describe('a folder that a runtime makes', () => {
  it('is removed with what is in it, and with the new folders above it', async () => {
    const path = join(base, 'outer/middle/inner');
    recordNewFolder(host(), path);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'file'), '');
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(join(base, 'outer'))).toBe(false);
  });

  it('is removed without the folders above it that others use by then', async () => {
    const path = join(base, 'outer/inner');
    recordNewFolder(host(), path);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(base, 'outer/theirs'), '');
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(join(base, 'outer/theirs'))).toBe(true);
  });

  it('stays where it was there before', async () => {
    const path = join(base, 'there');
    mkdirSync(path);
    recordNewFolder(host(), path);
    expect(await journal.undoRun()).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });
});
