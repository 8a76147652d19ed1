import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { acquireLock } from '../../src/host/lock.js';
import { identify } from '../../src/host/process.js';
import { silentLog } from '../../src/log.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holder = (identity: object) =>
  JSON.stringify({ since: '2026-11-01T00:00:00Z', purpose: 'tare run', ...identity });

describe('acquireLock', () => {
  it('leaves nothing when it is released', async () => {
    const lock = await acquireLock(join(folder, 'lock'), 'a test', silentLog);
    expect(readdirSync(folder)).toEqual(['lock']);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a living holder, says for whom, and goes on when it ends', async () => {
    const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
    writeFileSync(join(folder, 'lock'), holder(identify(child.pid as number) ?? {}));
    const told: string[] = [];
    const log = {
      ...silentLog,
      step: (text: string) => {
        told.push(text);
        child.stdin.end();
      },
    };
    const lock = await acquireLock(join(folder, 'lock'), 'a test', log);
    expect(told).toEqual([`waiting for process ${child.pid} (tare run, since 2026-11-01T00:00:00Z)`]);
    lock.release();
  });

  it('takes over from a holder that is gone, also when its number lives on in another process, without a word', async () => {
    writeFileSync(join(folder, 'lock'), holder({ pid: process.pid, startTime: '1' }));
    const told: string[] = [];
    const log = { ...silentLog, step: (text: string) => void told.push(text) };
    (await acquireLock(join(folder, 'lock'), 'a test', log)).release();
    expect(told).toEqual([]);
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('takes over a file that is no lock', async () => {
    writeFileSync(join(folder, 'lock'), 'rubbish');
    (await acquireLock(join(folder, 'lock'), 'a test', silentLog)).release();
  });

  it('stops waiting when the user stops', async () => {
    writeFileSync(join(folder, 'lock'), holder(identify(process.pid) ?? {}));
    const controller = new AbortController();
    const log = { ...silentLog, step: () => controller.abort() };
    await expect(acquireLock(join(folder, 'lock'), 'a test', log, controller.signal)).rejects.toThrow('aborted');
  });
});
