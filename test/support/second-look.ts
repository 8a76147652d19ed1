/** Runs of an old and a new program, and the run of both sides that a second look takes. */
import type { Binary, Confirmation, RunDocument } from '../../src/results/document.js';
import { buildRun, type Sketch } from './run-builder.js';

const program = (digit: string): Binary => ({ name: 'runc', path: '/x/runc', version: '1', sha256: digit.repeat(64) });

/** The run with these programs as its arms. */
export const running = (run: RunDocument, programs: Readonly<Record<string, Binary>>): RunDocument => ({
  ...run,
  environments: Object.entries(programs).map(([arm, binary]) => ({
    arm,
    binaries: [binary],
    source: 'path',
    inside: {},
  })),
});

export const OLD = program('a');
export const NEW = program('b');
export const BEFORE = 'runc (baseline)';

/** A run of the old program. */
export const baseline = running(buildRun({ id: 'before', seed: 11 }), { runc: OLD });
/** A run of the new program, a tenth slower unless it is told otherwise, and what it records of a second look. */
export const slower = (
  confirmation?: Partial<Confirmation>,
  levels: Sketch['levels'] = { runc: 900 },
): RunDocument => ({
  ...running(buildRun({ id: 'after', seed: 22, levels }), { runc: NEW }),
  ...(confirmation && { confirmation: { baseline: 'before', run: 'both', refused: [], ...confirmation } }),
});

/** The run of both sides, in which the new one has this level. */
export function both(level: number, more: Sketch = {}, programs = { [BEFORE]: OLD, runc: NEW }): RunDocument {
  const contrasts = [{ baseline: BEFORE, candidate: 'runc' }];
  const sketch = { id: 'both', seed: 33, arms: [BEFORE, 'runc'], contrasts, levels: { runc: level }, blocks: 24 };
  const run = running(buildRun({ ...sketch, ...more }), programs);
  const arms = run.plan.arms.map((arm) => (arm.id === BEFORE ? { ...arm, runtime: 'runc' } : arm));
  return { ...run, plan: { ...run.plan, arms }, stopped: { reason: 'budget', detail: 'The budget was spent.' } };
}
