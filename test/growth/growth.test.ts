/**
 * Reading, comparing and reporting take time that grows at most by n log n with anything that a document contains more
 * of.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { WORKS } from './works.js';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** V8 does not count the functions that it inlines. */
const UNOPTIMISED = ['--no-opt', '--no-maglev', '--always-sparkplug'];

/** Counts in a process of its own, because methods of lists are replaced by counting ones. */
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
