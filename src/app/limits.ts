/** Applies the user's limits to what was measured, independently of any baseline. */
import { judgeLimits } from '../compare/limits.js';
import { withLimits as gateWith } from '../compare/outcome/gate.js';
import type { ReportInput } from '../report/input.js';
import type { Judging } from './request/request.js';

type Limiting = Pick<Judging, 'limits' | 'rule' | 'failOn'>;

/**
 * Adds a row for each limit to the report's input, and returns it unchanged where no limit is set. All runtimes and
 * benchmarks, by which a limit is checked, are loaded only where one is.
 * @throws InputError
 */
export async function limited(input: ReportInput, { limits, rule, failOn }: Limiting): Promise<ReportInput> {
  if (limits === undefined) return input;
  const { measuredLimits } = await import('./check-limits.js');
  const { cells, unplanned } = judgeLimits(input.run, measuredLimits(limits, input.run), rule.alpha);
  const gate = gateWith(input.gate, cells, failOn);
  return { ...input, limits: { cells, unplanned }, ...(gate && { gate }) };
}
