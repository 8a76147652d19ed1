/** Reading, comparing and reporting take time that grows at most by n log n with whatever a document holds more of. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { WORKS } from './works.js';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** What V8 inlines it does not count. */
const UNOPTIMISED = ['--no-opt', '--no-maglev', '--always-sparkplug'];

/** In a process of its own: lists are counted by methods that stand in for their own. */
async function counted(work: string): Promise<{ readonly all: number; readonly findings: readonly unknown[] }> {
  const script = join(import.meta.dirname, 'count-work.ts');
  const { stdout } = await run(process.execPath, [...UNOPTIMISED, '--import=tsx', script, work], {
    cwd: ROOT,
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as { all: number; findings: unknown[] };
}

describe('the work that grows with', () => {
  it.each(Object.keys(WORKS))(
    '%s grows at most by n log n',
    async (work) => {
      const { all, findings } = await counted(work);
      expect(all).toBeGreaterThan(20);
      expect(findings).toEqual([]);
    },
    600_000,
  );
});
