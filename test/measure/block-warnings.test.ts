import { describe, expect, it } from '@jest/globals';
import { blockWarnings } from '../../src/measure/block-warnings.js';
import type { RunDocument } from '../../src/results/document.js';
import { parseRun } from '../../src/results/store.js';
import { buildRun } from '../support/run-builder.js';

const RUN = buildRun();
const BLOCK = RUN.blocks[0] as (typeof RUN.blocks)[number];

/** A block during which the CPUs were throttled so often, in a run that had warned of `earlier`. */
function warned(throttles: number, earlier: readonly string[]): RunDocument {
  const run = { ...RUN, warnings: [...earlier] };
  const block = { ...BLOCK, health: { ...BLOCK.health, throttles } };
  return { ...run, warnings: [...earlier, ...blockWarnings(block, run)] };
}

describe('the warnings of a block', () => {
  it('are said once', () => {
    const { warnings } = warned(7, []);
    expect(warnings).toEqual([expect.stringContaining('(events: 7)')]);
    expect(warned(7, warnings).warnings).toEqual(warnings);
    expect(warned(8, warnings).warnings).toHaveLength(2);
  });

  it('are no more than a document may hold, however many blocks each say another figure', () => {
    let run = RUN;
    for (let block = 1; block <= 1100; block++) run = warned(block, run.warnings);
    expect(run.warnings.length).toBeGreaterThan(500);
    expect(parseRun(JSON.stringify(run), 'run.json').warnings).toEqual(run.warnings);
  });
});
