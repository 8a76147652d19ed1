import { describe, expect, it } from '@jest/globals';
import { InputError } from '../../src/errors.js';
import { renderPhases } from '../../src/report/phases.js';
import type { PlannedBenchmark, RunDocument } from '../../src/results/document.js';
import { PHASES, phases } from '../../src/suites/launch/phases.js';
import { buildRun, CPU } from '../support/run-builder.js';

const STEPS: PlannedBenchmark = {
  ...CPU,
  ...{ id: phases.id, suite: 'lifecycle', gate: phases.primaryMetric, work: phases.defaultWork },
  metrics: PHASES.map((metric) => ({ ...metric })),
};

/** Twelve launches of 20 to 31 ms; exec takes a tenth of that, and nothing else is a step of its own. */
function lived(blocks = 12): RunDocument {
  let nth = 0;
  const times = () => ({ startupMs: 20 + (nth++ % blocks), shutdownMs: 2 });
  const run = buildRun({ arms: ['runc'], benchmarks: [STEPS], blocks, pairs: 1, times });
  return {
    ...run,
    blocks: run.blocks.map((block) => ({
      ...block,
      pairs: block.pairs.map((pair) => ({
        ...pair,
        trials: pair.trials.map((trial) => ({ ...trial, metrics: { exec: 2 + block.index / 10 } })),
      })),
    })),
  };
}

describe('the steps of a life', () => {
  it.each(['terminal', 'text', 'markdown'])(
    'are told as %s, with the median and what nine in ten stay within',
    (format) => {
      const text = renderPhases(lived(), format);
      expect(text).toMatch(/runc\W+exec\W+12\W+2\.55\W+(?:91\W+)?2\.20, 2\.90\W+(?:93\W+)?3\.00\W/);
      expect(text).toMatch(/runc\W+shutdown\W+12\W+2\.00\W/);
      expect(text).not.toMatch(/runc\W+create/);
    },
  );

  it('have no decile of fewer than ten, and no interval of fewer than six', () => {
    expect(renderPhases(lived(5), 'text')).toMatch(/runc +exec +5 +2\.20 +\[\?, \?\]$/m);
  });

  it('are figures as JSON, of every arm', () => {
    const { kind, unit, rows } = JSON.parse(renderPhases(lived(), 'json'));
    expect({ kind, unit }).toEqual({ kind: 'tare-phases', unit: 'ms' });
    expect(rows).toContainEqual(
      expect.objectContaining({ arm: 'native', step: 'exec', n: 12, p90: expect.anything() }),
    );
  });

  it.each(['html', 'toString'])('have no format %s', (format) => {
    expect(() => renderPhases(lived(), format)).toThrow(InputError);
  });

  it('tell of sandboxes that are restored how long their snapshots took to make, and how large they are', () => {
    const run = lived();
    const snapshot = { makeMs: 94, bytes: 3 * 1024 ** 2 };
    const blocks = run.blocks.map((block) => ({
      ...block,
      launches: block.launches.map((launch) => (launch.arm === 'runc' ? { ...launch, snapshot } : launch)),
    }));
    const text = renderPhases({ ...run, blocks }, 'text');
    expect(text).toMatch(/runc +snapshot +12 +94\.0 /);
    expect(text).toMatch(/A snapshot of runc takes 3\.?0* MiB on the disk \(median of 12\)\./);
    expect(text).not.toMatch(/native +snapshot/);
    expect(JSON.parse(renderPhases({ ...run, blocks }, 'json')).snapshots).toEqual([
      { arm: 'runc', n: 12, bytes: snapshot.bytes },
    ]);
  });

  it('are not to be had of a run without a launch', () => {
    expect(() => renderPhases(buildRun({ blocks: 0 }), 'text')).toThrow('has launched no sandbox');
  });
});
