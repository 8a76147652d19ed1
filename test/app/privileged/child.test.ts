/** The half that is root, really started as a process of its own, whose parent stops it or goes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FromParent, send } from '../../../src/app/privileged/channel.js';
import { WORK_FOLDER } from '../../support/work-folder.js';

const WORKER = join(import.meta.dirname, 'child-worker.ts');
const BEGIN: FromParent = { type: 'begin', argv: [], cwd: '/', environment: {}, handOver: [] };

let folder: string;
let server: Server;
let child: ChildProcess;
let said: Promise<string>;
let line: Socket;

beforeEach(async () => {
  folder = mkdtempSync(join(WORK_FOLDER, 'tare-child-'));
  server = createServer().listen(join(folder, 'line'));
  await once(server, 'listening');
});
afterEach(() => {
  child.kill('SIGKILL');
  server.close();
  rmSync(folder, { recursive: true });
});

/** Starts the half, which works in so many parts, and tells it to begin. */
async function begun(parts: number): Promise<void> {
  child = spawn(process.execPath, ['--import', 'tsx', WORKER, String(parts)], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdin || !child.stdout) throw new Error('the half has no pipes');
  child.stdin.end(join(folder, 'line'));
  said = text(child.stdout);
  [line] = await once(server, 'connection');
  line.on('error', () => undefined);
  send(line, BEGIN);
  // The half has begun, and does not listen yet, once it has said so.
  await once(line, 'data');
}

const go = () => child.kill('SIGUSR2');

async function heard(): Promise<string[]> {
  await once(child, 'exit');
  return (await said).split('\n').filter(Boolean);
}

(process.getuid?.() === 0 ? describe : describe.skip)('the half that is root', () => {
  it('hears of a stop that comes before it listens', async () => {
    await begun(1);
    send(line, { type: 'stop' });
    go();
    expect(await heard()).toEqual(['part 1: stopped']);
  });

  it('hears of two as of two', async () => {
    await begun(1);
    for (const _ of [1, 2]) send(line, { type: 'stop' });
    go();
    expect(await heard()).toEqual(['part 1: stopped at once']);
  });

  it('stops all that it does once its parent has gone', async () => {
    await begun(2);
    line.destroy();
    go();
    expect(await heard()).toEqual(['part 1: stopped', 'part 2: stopped']);
  });

  it('has time to put the host back where its parent goes after a stop', async () => {
    await begun(2);
    send(line, { type: 'stop' });
    line.end();
    go();
    expect(await heard()).toEqual(['part 1: stopped', 'part 2: stopped']);
  });

  it('goes on where nobody stops it', async () => {
    await begun(2);
    go();
    expect(await heard()).toEqual(['part 1: not stopped', 'part 2: not stopped']);
  });
});
