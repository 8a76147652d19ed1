/** What `dist/` is made of: everything an entry needs, and small. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const DIST = process.env.TARE_DIST ?? join(import.meta.dirname, '../../dist');

/** Bytes of an entry with all that it may load. */
const LIMITS = { cli: 2.2e6, setup: 1.5e6, measure: 1.5e6, report: 3e6, cleanup: 1.5e6 };

const IMPORT = /\b(?:from|import|import\()\s*"(?<name>[^"\s]+)"/g;

/** Absolute paths of what a file may load, itself among them. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { groups } of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const name = groups?.name ?? '';
    if (/^\.\.?\/.*\.js$/.test(name)) reach(join(dirname(file), name), seen);
  }
  return seen;
}

const filesOf = (entry: string): string[] => [...reach(join(DIST, entry, 'index.js'))];

describe('the bundles', () => {
  it.each(Object.entries(LIMITS))('%s is at most %d bytes', (entry, limit) => {
    const bytes = filesOf(entry).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeGreaterThan(200_000);
    expect(bytes).toBeLessThanOrEqual(limit);
  });

  it('hold no file that no entry loads', () => {
    const loaded = new Set(Object.keys(LIMITS).flatMap(filesOf));
    const there = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    expect(there.map((name) => join(DIST, name)).filter((file) => !loaded.has(file))).toEqual([]);
  });
});
