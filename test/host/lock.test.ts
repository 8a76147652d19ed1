import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileSentence } from '../../src/host/files/file-errors.js';
import { holdExisting, shareExisting } from '../../src/host/files/held-file.js';
import { acquireLock, removeIfAbandoned } from '../../src/host/lock.js';
import { silentLog } from '../../src/log.js';

let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-lock-'));
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const lockPath = () => join(folder, 'lock');
const HOLDER = join(import.meta.dirname, 'lock-holder.ts');

const CONTENDER = join(import.meta.dirname, 'lock-contender.ts');

/** A process that takes the lock, in surroundings such as a pid namespace of its own, and has it when this returns. */
const holder = (surroundings: readonly string[] = []) => started([HOLDER, lockPath(), 'tare run'], surroundings);

/** The script's process, once it has said its first word. */
async function started(script: readonly string[], surroundings: readonly string[] = []): Promise<ChildProcess> {
  const [file = '', ...args] = [...surroundings, process.execPath, '--import', 'tsx', ...script];
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  children.push(child);
  await once(child.stdout ?? child, 'data');
  return child;
}

/** A log whose first step is answered, for instance by ending whoever is waited for. */
function logOf(answer: () => void) {
  const told: string[] = [];
  const step = (text: string) => {
    told.push(text);
    answer();
  };
  return { told, log: { ...silentLog, step } };
}

describe('acquireLock', () => {
  it('leaves no file when it is released', async () => {
    const lock = await acquireLock(lockPath(), 'a test', silentLog);
    expect(readdirSync(folder)).toEqual(['lock']);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('waits for a live holder, names it, and continues when it is killed', async () => {
    const child = await holder();
    const { told, log } = logOf(() => child.kill('SIGKILL'));
    const lock = await acquireLock(lockPath(), 'a test', log);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^waiting for process ${child.pid} \\(tare run, since 2`));
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused on a file system whose files keep no text', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mount needs root\n');
    execFileSync('mount', ['-t', 'mqueue', 'none', folder]);
    try {
      const error = await acquireLock(lockPath(), 'tare run', silentLog).catch((reason: unknown) => reason);
      expect(fileSentence(error)).toBe(
        `${lockPath()} is on a file system whose files keep no text.\nGive a path on another one.`,
      );
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('is taken without a name on a full disk, since what makes room needs it', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: mount needs root\n');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', folder]);
    try {
      writeFileSync(join(folder, 'fill'), Buffer.alloc(4096));
      const lock = await acquireLock(lockPath(), 'tare cleanup', silentLog);
      expect(holdExisting(lockPath())).toBeUndefined();
      lock.release();
      expect(readdirSync(folder)).toEqual(['fill']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('counts a holder in another pid namespace as alive, though no process here has its number', async () => {
    if (process.getuid?.() !== 0) return void process.stderr.write('skipped: unshare --pid needs root\n');
    const child = await holder(['unshare', '--pid', '--fork', '--kill-child', '--mount-proc']);
    const { told, log } = logOf(() => child.kill('SIGKILL'));
    (await acquireLock(lockPath(), 'a test', log)).release();
    expect(told[0]).toMatch(/^waiting for a process of another container \(tare run, since 2/);
  });

  it('takes over the lock of a holder that is gone, and prints nothing', async () => {
    const child = await holder();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(lockPath())).toBe(true);
    const { told, log } = logOf(() => undefined);
    (await acquireLock(lockPath(), 'a test', log)).release();
    expect(told).toEqual([]);
    expect(existsSync(lockPath())).toBe(false);
  });

  it('is never held by two of several processes that find an abandoned one at once', async () => {
    const count = join(folder, 'count');
    writeFileSync(count, '0');
    const contenders = await Promise.all(
      Array.from({ length: 3 }, () => started([CONTENDER, lockPath(), count, '15'])),
    );
    const ends = contenders.map((child) => once(child, 'exit'));
    for (const child of contenders) child.stdin?.write('go\n');
    await Promise.all(ends);
    expect(readFileSync(count, 'utf8')).toBe('45');
  });

  it('takes over a file that is no lock', async () => {
    writeFileSync(lockPath(), 'rubbish');
    (await acquireLock(lockPath(), 'a test', silentLog)).release();
  });

  it('says what is in the way where the lock is a folder', async () => {
    mkdirSync(lockPath());
    await expect(acquireLock(lockPath(), 'a test', silentLog)).rejects.toMatchObject({ exitCode: 3 });
    await expect(acquireLock(lockPath(), 'a test', silentLog)).rejects.toThrow(`${lockPath()} cannot be opened`);
  });

  it('says what is in the way where the lock is a pipe, for every function, and does not wait', async () => {
    execFileSync('mkfifo', [lockPath()]);
    await expect(acquireLock(lockPath(), 'a test', silentLog)).rejects.toMatchObject({ exitCode: 3 });
    await expect(acquireLock(lockPath(), 'a test', silentLog)).rejects.toThrow('it is no plain file');
    expect(() => holdExisting(lockPath())).toThrow('it is no plain file');
    expect(() => shareExisting(lockPath())).toThrow('it is no plain file');
  });

  it('says that the folder is at fault where the lock cannot be made there', async () => {
    const fixed = join(folder, 'fixed');
    mkdirSync(fixed);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', fixed]);
    try {
      const message = expect.stringContaining(
        `lock cannot be made: ${fixed} is on a file system that cannot be written to`,
      );
      await expect(acquireLock(join(fixed, 'lock'), 'trying', silentLog)).rejects.toMatchObject({
        exitCode: 3,
        message,
      });
    } finally {
      execFileSync('umount', [fixed]);
    }
  });

  it('leaves no file where flock cannot be run', async () => {
    const { PATH } = process.env;
    process.env.PATH = '/nonexistent';
    try {
      await expect(acquireLock(lockPath(), 'tare run', silentLog)).rejects.toThrow('cannot be locked');
    } finally {
      process.env.PATH = PATH;
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('stops waiting when the user stops', async () => {
    const held = await acquireLock(lockPath(), 'a test', silentLog);
    const controller = new AbortController();
    const log = { ...silentLog, step: () => controller.abort() };
    await expect(acquireLock(lockPath(), 'a test', log, controller.signal)).rejects.toThrow('aborted');
    held.release();
  });
});

describe('removeIfAbandoned', () => {
  it('removes the file of a holder that was killed, and leaves that of a running one and that of another program', async () => {
    const child = await holder();
    expect(removeIfAbandoned(lockPath())).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(removeIfAbandoned(lockPath())).toBe(true);
    writeFileSync(lockPath(), 'a stranger wrote this');
    expect(removeIfAbandoned(lockPath())).toBe(false);
    expect(existsSync(lockPath())).toBe(true);
  });
});
