/** The perf of this host, around work of our own; and hosts without one. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startWatcher } from '../../../src/host/groups/run-around.js';
import { type OpenHost, openHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { findPerf, watchWith } from '../../../src/measure/inspect/perf.js';

const root = process.getuid?.() === 0;
const found = root ? await findPerf() : { notes: ['not root'] };
if (!found.perf) process.stderr.write(`skipped: perf is not used for real here: ${found.notes.join(' ')}\n`);

const { PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
});

describe('a host without perf', () => {
  it('says so, and where it is to be had', async () => {
    process.env.PATH = '/nonexistent';
    expect(await findPerf()).toEqual({
      notes: ['Nothing was sampled: perf is not installed (Debian: linux-perf, Ubuntu: linux-tools-generic).'],
    });
  });
});

(root ? describe : describe.skip)('a command that watches', () => {
  const state = mkdtempSync('/var/tmp/tare-perf-');
  const before = process.env.TARE_STATE_DIR;
  let host: OpenHost;
  beforeAll(async () => {
    process.env.TARE_STATE_DIR = state;
    host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
  });
  afterAll(async () => {
    await host.close();
    if (before === undefined) delete process.env.TARE_STATE_DIR;
    else process.env.TARE_STATE_DIR = before;
    rmSync(state, { recursive: true, force: true });
  });

  it('ends when it is let, with what it printed', async () => {
    const watcher = await startWatcher(host, ['/bin/sh', '-c', '"$@"; echo ended', 'sh'], host.paths.work, {});
    expect(await watcher.end()).toMatchObject({ code: 0, stdout: 'ended\n' });
  });

  it('that cannot begin is told by its end, and nothing waits for it', async () => {
    const watcher = await startWatcher(host, ['/bin/sh', '-c', 'echo refused >&2; exit 3'], host.paths.work, {});
    expect(await watcher.end()).toMatchObject({ code: 3, stderr: 'refused\n' });
  });

  it('that takes too long is ended', async () => {
    const watcher = await startWatcher(host, ['/bin/sh', '-c', 'exec sleep 1000'], host.paths.work, {
      timeoutSeconds: 0.2,
    });
    await expect(watcher.end()).rejects.toThrow('took longer than 0.2 s');
  });

  (found.perf ? it : it.skip)(
    'as perf does counts and samples a process and what it starts, and keeps nothing elsewhere',
    async () => {
      const child = spawn(
        '/bin/sh',
        ['-c', 'while read -r line; do (i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done); echo; done'],
        {
          stdio: ['pipe', 'pipe', 'ignore'],
        },
      );
      try {
        const folder = join(host.paths.work, 'perf');
        const target = { cpus: '0', cpuCount: 1, pids: [child.pid ?? 0], seconds: 1, limitSeconds: 60, folder };
        if (!found.perf) throw new Error('perf was found before');
        const watching = await watchWith(host, found.perf, target);
        for (let round = 0; round < 3; round += 1) {
          child.stdin.write('go\n');
          await new Promise((resolve) => child.stdout.once('data', resolve));
        }
        const { counters, folded, notes } = await watching.end();
        expect(notes).toEqual([]);
        expect(counters.pageFaults).toBeGreaterThan(0);
        expect(folded?.samples).toBeGreaterThan(10);
        expect(new Set(folded?.stacks.map(([stack]) => stack.split(';')[0]))).toEqual(new Set(['sh']));
        expect(readdirSync(folder)).toContain('perf.data');
        expect(existsSync(join(folder, '.debug'))).toBe(false);
      } finally {
        child.kill('SIGKILL');
      }
    },
  );
});
