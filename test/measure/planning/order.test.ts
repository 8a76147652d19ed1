/** Every random choice of a run that was made for real follows from its document. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { parseRun } from '../../../src/results/store.js';
import { plannedOrder, takenOrder } from '../../support/order.js';

const path = new URL('../../fixtures/runs/quick.json.gz', import.meta.url);
const run = parseRun(gunzipSync(readFileSync(path)).toString('utf8'), 'quick.json.gz');

describe('the order of a recorded run', () => {
  it('follows from its plan and seed: launches, visits, and which side goes first in each pair', () => {
    const taken = takenOrder(run.blocks, run.plan.arms.length);
    expect(taken.length).toBeGreaterThan(100);
    expect(taken).toEqual(plannedOrder(run.plan, run.blocks));
  });

  it('differs from that of another seed', () => {
    const other = { ...run.plan, seed: (run.plan.seed + 1) % 2 ** 32 };
    expect(takenOrder(run.blocks, run.plan.arms.length)).not.toEqual(plannedOrder(other, run.blocks));
  });
});
