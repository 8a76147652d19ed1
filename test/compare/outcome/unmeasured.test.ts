/** Launches that failed, in a run that nothing decides. */
import { describe, expect, it } from '@jest/globals';
import { withUnmeasured } from '../../../src/compare/outcome/unmeasured.js';
import { buildRun } from '../../support/run-builder.js';

/** The candidate fails in the last `failures` of so many blocks. */
function reasons(failures: number, blocks: number): readonly string[] {
  const run = buildRun({
    blocks,
    figure: ({ arm, block }, usual) => (arm !== 'native' && block >= blocks - failures ? 'lost' : usual),
  });
  return withUnmeasured(undefined, run, { comparison: undefined, failOn: ['missing'] })?.reasons ?? [];
}

describe('a run that nothing decides fails by missing', () => {
  it('where so many launches failed that too few are left', () => {
    expect(reasons(2, 5)).toEqual([
      'Too few launches succeeded: runc cpu.prime (3 launches with a figure, of at least 5; 2 of 5 launches failed, or a trial in them).',
    ]);
  });

  it('but not by one bad start in a run of few blocks', () => {
    expect([reasons(1, 5), reasons(1, 2), reasons(1, 1)]).toEqual([[], [], []]);
  });

  it('nor where enough are left', () => {
    expect(reasons(3, 12)).toEqual([]);
  });
});
