/** The limits of the user on what was measured, beside whatever it was compared with. */
import { judgeLimits } from '../compare/limits.js';
import { withLimits as gateWith } from '../compare/outcome/gate.js';
import type { Inputs } from '../config/inputs.js';
import type { LimitSpec } from '../config/limits.js';
import { didYouMean } from '../config/nearest.js';
import { InputError } from '../errors.js';
import type { ReportInput } from '../report/input.js';
import { runtimes } from '../runtimes/index.js';
import { benchmarkCalled, benchmarkNames } from '../suites/index.js';
import { unitFactor } from '../units.js';
import { decisionRule } from './plan.js';

type Limiting = Pick<Inputs, 'limits' | 'failOn' | 'confidencePercent' | 'minEffectPercent' | 'marginPercent'>;

/** @throws InputError for a row about a runtime, benchmark or unit that does not exist. */
export function checkLimits(limits: readonly LimitSpec[] | undefined): void {
  const faults = (limits ?? []).flatMap((limit) => faultOf(limit) ?? []);
  if (faults.length > 0) throw new InputError(faults.join('\n'));
}

/** The result with a row for each limit; as it was where none is set. @throws InputError */
export function limited(input: ReportInput, inputs: Limiting): ReportInput {
  checkLimits(inputs.limits);
  if (inputs.limits === undefined) return input;
  const { cells, unplanned } = judgeLimits(input.run, inputs.limits, decisionRule(inputs).alpha);
  const gate = gateWith(input.gate, cells, inputs.failOn);
  return { ...input, limits: { cells, unplanned }, ...(gate && { gate }) };
}

function faultOf({ text, arm, benchmark, quantity, sense, unit }: LimitSpec): string | undefined {
  const say = (what: string) => `limits: "${text}": ${what}`;
  const names = runtimes.map(({ name }) => name).filter((name) => name !== 'native');
  const [runtime = ''] = /^[^\s{}@=]*/.exec(arm) ?? [];
  if (!names.includes(runtime)) return say(`there is no runtime "${runtime}". ${didYouMean(runtime, names)}`);
  const known = benchmarkCalled(benchmark);
  if (!known) return say(`there is no benchmark "${benchmark}". ${didYouMean(benchmark, benchmarkNames())}`);
  if (quantity === 'cost') return undefined;
  const metric = known.metrics.find(({ name }) => name === known.gate);
  if (metric === undefined) return undefined;
  if (unitFactor(unit, metric.unit) === undefined)
    return say(`${benchmark} is not measured in "${unit}" but in ${metric.unit}.`);
  const asked = metric.direction === 'lower' ? '<' : '>';
  if (sense !== asked)
    return say(`${metric.direction} is better in ${benchmark}, so its limit is written with ${asked}.`);
  return undefined;
}
