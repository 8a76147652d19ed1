import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { makeWritable } from '../../src/host/folders.js';
import { describeHost, openHost, unseen } from '../../src/host/open-host.js';
import { silentLog } from '../../src/log.js';
import { writeRun } from '../../src/results/store.js';
import { buildRun } from '../support/run-builder.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: the host is opened by root alone\n');
const itRoot = root ? it : it.skip;

let state = '';
const { TARE_STATE_DIR: before, TARE_CACHE_DIR: cacheBefore } = process.env;

beforeEach(() => {
  state = mkdtempSync('/var/tmp/tare-open-');
  process.env.TARE_STATE_DIR = state;
  // Not below a folder that nobody else may enter, as the cache of the whole test run may be.
  process.env.TARE_CACHE_DIR = '/var/tmp/tare-open-no-cache';
});

afterEach(() => {
  if (before === undefined) delete process.env.TARE_STATE_DIR;
  else process.env.TARE_STATE_DIR = before;
  if (cacheBefore === undefined) delete process.env.TARE_CACHE_DIR;
  else process.env.TARE_CACHE_DIR = cacheBefore;
  rmSync(state, { recursive: true, force: true });
});

/** Nothing of it may wait: other code of this process would be that user too. */
function asNobody<Seen>(look: () => Seen): Seen {
  process.seteuid?.(65_534);
  try {
    return look();
  } finally {
    process.seteuid?.(0);
  }
}

function journalOf(name: string, lines: readonly object[]): void {
  mkdirSync(join(state, 'journal'), { recursive: true });
  writeFileSync(join(state, 'journal', name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

describe('describeHost', () => {
  itRoot('is for an ordinary user too, and says what he may not look into', () => {
    journalOf('installed.jsonl', [{ type: 'change', id: 0, undo: { kind: 'packages', names: ['runc'] } }]);
    chmodSync(state, 0o700);
    const seen = asNobody(() => {
      const host = describeHost(silentLog);
      return { installed: host.journal.installed(), unseen: unseen(host) };
    });
    expect(seen.installed).toEqual([]);
    expect(seen.unseen).toContain(`only root may look into it: ${state}`);
    const host = describeHost(silentLog);
    expect([host.journal.installed(), unseen({ paths: { ...host.paths, cache: state } })]).toEqual([
      [{ kind: 'packages', names: ['runc'] }],
      undefined,
    ]);
  });
});

describe('openHost', () => {
  itRoot(
    'tells when it is closed what an earlier run left that could not be undone, and keeps it on record',
    async () => {
      journalOf('run-4194303-1.jsonl', [
        { type: 'owner', pid: 4_194_303 },
        { type: 'change', id: 0, undo: { kind: 'command', argv: ['false'] } },
      ]);
      for (const _ of ['once', 'again']) {
        const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
        const problems = await host.close();
        expect(problems).toHaveLength(1);
        expect(problems[0]).toContain('By hand: run false.');
      }
    },
  );

  itRoot('leaves no folder for work, in whatever order what two earlier runs left is put back', async () => {
    const work = join(state, 'work');
    const left = (pid: number, name: string, more: readonly object[]) => {
      mkdirSync(join(work, name), { recursive: true });
      const path = { kind: 'path', path: join(work, name) };
      const changes = [...more, path].map((undo, id) => ({ type: 'change', id, undo }));
      journalOf(`run-${pid}-1.jsonl`, [{ type: 'owner', pid }, ...changes]);
    };
    left(4_194_302, 'first', [{ kind: 'folder', path: work }]);
    left(4_194_303, 'second', []);
    const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
    expect(await host.close()).toEqual([]);
    expect(existsSync(work)).toBe(false);
  });

  itRoot("leaves a folder for work that is the user's as it is, with or without something in it", async () => {
    for (const file of ['', 'notes']) {
      mkdirSync(join(state, 'work'), { recursive: true, mode: 0o755 });
      if (file) writeFileSync(join(state, 'work', file), '');
      const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
      expect(await host.close()).toEqual([]);
      expect(readdirSync(join(state, 'work'))).toEqual(file ? [file] : []);
      expect(statSync(join(state, 'work')).mode & 0o777).toBe(0o755);
    }
  });

  itRoot.each<[string, (work: string) => void, string]>([
    ['is a link', (work) => symlinkSync(mkdtempSync(join(state, 'elsewhere-')), work), 'is a link'],
    ['is a file', (work) => writeFileSync(work, ''), 'is no folder'],
    [
      'is of another user',
      (work) => {
        mkdirSync(work);
        chownSync(state, 65_534, 65_534);
        chownSync(work, 65_534, 65_534);
      },
      'belongs to another user (65534)',
    ],
    [
      'others may write to',
      (work) => {
        mkdirSync(work);
        chmodSync(work, 0o777);
      },
      'can be written to by others',
    ],
  ])('refuses a folder for work that %s', async (_, make, says) => {
    make(join(state, 'work'));
    const attempt = openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
    await expect(attempt).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(says) });
    expect(existsSync(join(state, 'work'))).toBe(true);
  });

  itRoot('keeps its files to itself', async () => {
    const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
    const modes = ['journal', 'work', 'measure.lock'].map((name) =>
      (statSync(join(state, name)).mode & 0o777).toString(8),
    );
    expect(await host.close()).toEqual([]);
    expect(modes).toEqual(['700', '700', '600']);
  });

  itRoot("has modes of our own for what is ours, and the user's mask for what is the user's", async () => {
    const before = process.umask(0o077);
    try {
      const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
      const made = (path: string) => (statSync(path).mode & 0o777).toString(8);
      mkdirSync(join(host.paths.work, 'root'));
      const output = join(state, 'output');
      makeWritable(output, 'output');
      writeRun(join(output, 'run.json'), buildRun({ blocks: 1 }));
      const modes = [made(join(host.paths.work, 'root')), made(output), made(join(output, 'run.json'))];
      expect(await host.close()).toEqual([]);
      expect(modes).toEqual(['755', '700', '600']);
      expect(process.umask()).toBe(0o077);
    } finally {
      process.umask(before);
    }
  });

  itRoot('gives the mask back where it cannot be opened', async () => {
    const before = process.umask(0o027);
    try {
      writeFileSync(join(state, 'journal'), '');
      await expect(openHost({ mayInstall: false, log: silentLog, purpose: 'a test' })).rejects.toThrow();
      expect(process.umask()).toBe(0o027);
    } finally {
      process.umask(before);
    }
  });
});
