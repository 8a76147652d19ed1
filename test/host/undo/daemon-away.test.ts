/** Undoing by the client of a daemon that somebody restarts meanwhile. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { Journal } from '../../../src/host/undo/journal.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-away-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Returns the path of a client that finds nobody for so many calls, and fails by itself where `words` are given. */
function client(missed: number, words = 'Cannot connect to the Docker daemon at unix:///x. Is it running?'): string {
  const path = join(folder, 'client');
  const calls = join(folder, 'calls');
  const script = `#!/bin/sh\necho "$@" >>${calls}\n[ "$(wc -l <${calls})" -gt ${missed} ] || { echo '${words}' >&2; exit 1; }\n`;
  writeFileSync(path, script, { mode: 0o755 });
  return path;
}

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

async function undoneBy(path: string): Promise<string[]> {
  const journal = new Journal(join(folder, 'state'));
  journal.record({ kind: 'command', argv: [path, 'rm', '--force', 'tare-1'] });
  return journal.undoRun();
}

it('is tried again until the daemon serves', async () => {
  expect(await undoneBy(client(2))).toEqual([]);
  expect(calls()).toEqual(Array.from({ length: 3 }, () => 'rm --force tare-1'));
});

it('is not tried again where the daemon serves and refuses', async () => {
  const [failure] = await undoneBy(client(2, 'permission denied'));
  expect(failure).toContain('permission denied');
  expect(calls()).toHaveLength(1);
});
