/** What a run is asked to measure: worked out once, from the inputs or from the document that it goes on with. */
import { join } from 'node:path';
import type { ArmSpec } from '../config/arms.js';
import type { BuiltSides } from '../config/built-sides.js';
import type { Inputs } from '../config/inputs.js';
import type { Plan, RunDocument } from '../results/document.js';
import type { Benchmark } from '../suites/benchmark.js';
import { requestedArms } from './arms.js';
import { planOf, requestedBenchmarks } from './plan.js';
import type { Resumed } from './resume.js';

export interface Request {
  readonly arms: readonly ArmSpec[];
  readonly benchmarks: readonly Benchmark[];
  readonly plan: Plan;
  /** The run that is gone on with, as if it had not been stopped. */
  readonly resumed: RunDocument | undefined;
  /** Where the document of the run with this id goes. */
  documentPath(id: string): string;
}

/** @throws InputError for arms, benchmarks or sizes that cannot be. */
export function resolveRequest(inputs: Inputs, resumed: Resumed | undefined, built?: BuiltSides): Request {
  const { resume, output } = inputs;
  if (resume !== undefined && resumed !== undefined) {
    const { run, benchmarks } = resumed;
    const { plan } = run;
    return {
      arms: plan.arms,
      benchmarks,
      plan,
      resumed: { ...run, stopped: null, finishedAt: null },
      documentPath: () => resume,
    };
  }
  const arms = requestedArms(inputs, process.cwd(), built);
  const benchmarks = requestedBenchmarks(inputs);
  const plan = planOf(inputs, arms, benchmarks);
  return {
    arms,
    benchmarks,
    plan,
    resumed: undefined,
    documentPath: (id) => join(output, `run-${id}.json`),
  };
}
