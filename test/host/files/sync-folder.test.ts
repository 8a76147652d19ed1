import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { syncFolder } from '../../../src/host/files/sync-folder.js';

let share = '';
beforeEach(() => {
  share = mkdtempSync(join(tmpdir(), 'tare-share-'));
});
afterEach(() => rmSync(share, { recursive: true, force: true }));

function written(code: string): Record<string, string> {
  const script = join(import.meta.dirname, 'share-writers.ts');
  return JSON.parse(execFileSync(process.execPath, ['--import', 'tsx', script, share, code], { encoding: 'utf8' }));
}

describe('the sync of a folder', () => {
  it('is nothing where the file system has none, as /proc', () => {
    expect(() => syncFolder('/proc')).not.toThrow();
  });

  it('fails where there is no folder', () => {
    expect(() => syncFolder(join(share, 'none'))).toThrow('ENOENT');
  });

  it.each(['EINVAL', 'EBADF', 'ENOTSUP', 'EOPNOTSUPP'])('is missed by no writer on a share that says %s', (code) => {
    const well = { output: 'well', state: 'well', document: 'well', journal: 'well', seal: 'well', cache: 'well' };
    expect(written(code)).toEqual(well);
    expect(readdirSync(join(share, 'results'))).toEqual(['run.json']);
    expect(existsSync(join(share, 'kept/seal.json'))).toBe(true);
  });

  it('is tried, and what fails is told, before anything is installed', () => {
    const { output, state } = written('EIO');
    expect(output).toBe(
      `HostError: output: ${share}/results cannot be read or written: its disk failed.\nGive another folder.`,
    );
    expect(state).toMatch(
      /^HostError: TARE_STATE_DIR: \S+ cannot be read or written: its disk failed\.\nSet TARE_STATE/,
    );
  });
});
