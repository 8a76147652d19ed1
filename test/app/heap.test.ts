/** A process that reads large documents holds less garbage. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** Keeps 60 MB, makes ten times as much that lives for a while, and prints the largest size of the heap in MiB. */
const GROWING = `
  const kept = Array.from({ length: 60 }, () => new Array(125_000).fill(1.5));
  let most = 0;
  for (let round = 0; round < 60; round += 1) {
    kept[round % 2] = Array.from({ length: 10 }, () => new Array(125_000).fill(round));
    most = Math.max(most, process.memoryUsage().heapTotal);
  }
  process.stdout.write(String(Math.round(most / 2 ** 20)));
`;

function mostHeap(before: string): number {
  const script = `${before}\n${GROWING}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import=tsx', '--single-threaded', '--input-type=module', '-e', script],
    { encoding: 'utf8', cwd: resolve(import.meta.dirname, '../..') },
  );
  if (!/^\d+$/.test(stdout)) throw new Error(stderr);
  return Number(stdout);
}

describe('collectEarly', () => {
  it('keeps the heap closer to what is used', () => {
    const early = mostHeap("import { collectEarly } from './src/app/heap.ts'; collectEarly();");
    expect(early).toBeLessThan(0.85 * mostHeap(''));
  });
});
