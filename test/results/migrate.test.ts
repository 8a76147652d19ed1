import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { overheads } from '../../src/compare/one-run/overhead.js';
import { renderTerminal } from '../../src/report/terminal/terminal.js';
import { type Migration, migrate } from '../../src/results/migrate.js';
import { parseRun } from '../../src/results/store.js';

const STEPS: ReadonlyMap<number, Migration> = new Map<number, Migration>([
  [1, ({ name, ...rest }) => ({ ...rest, names: [name] })],
  [2, (document) => ({ ...document, count: (document.names as string[]).length })],
]);

describe('a document of an older version', () => {
  it('goes through every step between, in order, and keeps fields that no step has', () => {
    expect(migrate({ schemaVersion: 1, name: 'a', more: true }, STEPS, 3)).toEqual({
      schemaVersion: 3,
      names: ['a'],
      count: 1,
      more: true,
    });
    expect(migrate({ schemaVersion: 2, names: ['a', 'b'] }, STEPS, 3)?.count).toBe(2);
  });

  it.each([4, 0, '1', undefined, -1])('is refused where no step leads from version %p', (schemaVersion) => {
    expect(migrate({ schemaVersion }, STEPS, 3)).toBeUndefined();
  });

  it('is read and shown where the first tare of version 1 wrote it', () => {
    const first = gunzipSync(readFileSync('test/fixtures/runs/version-1.json.gz')).toString('utf8');
    const run = parseRun(first, 'version-1.json');
    expect(run.schemaVersion).toBe(1);
    // Written before these were: whoever changes what a reader needs meets this document.
    expect(run.blocks.flatMap(({ launches }) => launches).every(({ footprint }) => footprint === undefined)).toBe(true);
    const shown = renderTerminal({ run, overheads: overheads(run) }, { width: 80, colour: false, files: [] });
    expect(shown).toContain('lifecycle.startup');
  });
});
