import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: nothing is unpacked here: its cgroup needs root\n');

/** Returns processes that read this file as an archive. */
function unpacking(tarball: string): string[] {
  return spawnSync('pgrep', ['-f', `^tar .*${tarball}$`], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);
}

describe('copyRoot', () => {
  (root ? it : it.skip)('is ended with its tar before its files are removed, when it was killed', async () => {
    const state = mkdtempSync('/var/tmp/tare-copy-');
    // The archive never ends, so a process that unpacks it goes on until it is killed.
    const tarball = join(state, 'endless.tar');
    spawnSync('mkfifo', [tarball]);
    const env = { ...process.env, TARE_STATE_DIR: state };
    const script = join(import.meta.dirname, 'copy-maker.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, tarball], { env, stdio: 'inherit' });
    const ended = once(child, 'exit');
    // This returns once tar has opened the other end.
    const writer = await open(tarball, 'w');
    try {
      expect(unpacking(tarball)).toHaveLength(1);
      child.kill('SIGKILL');
      await ended;
      expect(unpacking(tarball)).toHaveLength(1);
      process.env.TARE_STATE_DIR = state;
      const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
      expect(await host.close()).toEqual([]);
      expect(unpacking(tarball)).toEqual([]);
      expect(readdirSync(state).sort()).toEqual(['endless.tar', 'journal']);
      expect(readdirSync(join(state, 'journal'))).toEqual([]);
    } finally {
      await writer.close();
      rmSync(state, { recursive: true });
    }
  });
});
