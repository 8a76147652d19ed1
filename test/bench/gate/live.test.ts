/** Collects A/A data with real runtimes. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collect, packedPath } from '../../../bench/gate/live.js';
import { WORK_FOLDER } from '../../support/work-folder.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: nothing is measured for real here: not root\n');

const place = mkdtempSync(join(WORK_FOLDER, 'tare-live-'));
const state = process.env.TARE_STATE_DIR;
beforeAll(() => {
  process.env.TARE_STATE_DIR = join(place, 'state');
});
afterAll(() => {
  if (state === undefined) delete process.env.TARE_STATE_DIR;
  else process.env.TARE_STATE_DIR = state;
  rmSync(place, { recursive: true, force: true });
});

(root ? describe : describe.skip)('collect', () => {
  it('measures native and runc against themselves, goes on with its document, and puts the host back', async () => {
    const path = join(place, 'live.json');
    const wanted = { runtimes: 'runc', suites: 'cpu', pairs: '1', budget: '1s', memory: '256MiB', path };
    const first = await collect(wanted);
    expect(first.plan.contrasts).toEqual([
      { baseline: 'native', candidate: 'native again' },
      { baseline: 'runc (baseline)', candidate: 'runc' },
    ]);
    const second = await collect(wanted);
    expect(second.id).toBe(first.id);
    expect(second.blocks.length).toBeGreaterThan(first.blocks.length);
    const { series } = JSON.parse(gunzipSync(readFileSync(packedPath(path))).toString('utf8'));
    expect(series.map(({ name }: { name: string }) => name)).toEqual(['native cpu.prime', 'runc cpu.prime']);
    expect(series[0].launches.length).toBeGreaterThan(0);
    expect(existsSync(join(place, 'state', 'work'))).toBe(false);
  }, 300_000);
});
