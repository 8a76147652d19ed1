import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Journal } from '../../../src/host/undo/journal.js';
import { socketsIn } from '../../../src/host/undo/sockets.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-sockets-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const LISTEN = `require('node:net').createServer().listen(process.argv[1], () => process.stdout.write('listening'))`;

/** A process that listens on a socket of this name. */
async function listener(name: string) {
  const child = spawn(process.execPath, ['-e', LISTEN, join(folder, name)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function killed(name: string): Promise<void> {
  const child = await listener(name);
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('sockets in a folder that others use', () => {
  it('are removed only where they are new and no process listens on them any more', async () => {
    await killed('before');
    const journal = new Journal(join(folder, 'state'));
    journal.record({ kind: 'sockets', folder, before: socketsIn(folder) });
    await killed('of ours');
    writeFileSync(join(folder, 'no socket'), '');
    const living = await listener('living');
    expect(await journal.undoRun()).toEqual([]);
    living.kill('SIGKILL');
    const there = ['before', 'of ours', 'living', 'no socket'].filter((name) => existsSync(join(folder, name)));
    expect(there).toEqual(['before', 'living', 'no socket']);
  });
});
