/** One comparison of a search: the part of `tare bisect` that runs as root. Nothing else calls it. */
import { sharingBy } from '../../app/bisect/measured.js';
import { loadInputs } from '../../app/edge/inputs.js';
import { requestOn } from '../../app/edge/request.js';
import { installingOf } from '../../app/request/resolve.js';
import type { StepRule } from '../../bisect/judgement.js';
import { readRule } from '../../bisect/rule.js';
import { type BuiltSides, readBuiltSides } from '../../config/built-sides.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Layer } from '../../config/config-file.js';
import { EXIT, InputError } from '../../errors.js';
import { RunContext } from '../../host/run-context.js';
import { readRun } from '../../results/store.js';
import { measureOnTerminal } from '../terminal-run.js';

export async function bisectStep(options: Readonly<Record<string, unknown>>): Promise<number> {
  const sides = readBuiltSides(String(options.built ?? ''));
  if (!sides) throw new InputError('There is nothing built to be measured.', 'Call tare bisect, which builds it.');
  return measureStep(flagLayer('run', options), sides, readRule(String(options.rule ?? '')), new RunContext());
}

/**
 * The document is in the folder of `output`.
 * @returns the exit code: 130 cancelled, 3 something is left on the host, 0 measured.
 */
export async function measureStep(flags: Layer, built: BuiltSides, rule: StepRule, run: RunContext): Promise<number> {
  const inputs = loadInputs(flags, { built });
  const { path, left } = await measureOnTerminal({
    purpose: 'tare bisect',
    installing: installingOf(inputs),
    request: (host) => requestOn(host, inputs, { built }),
    sharing: sharingBy(rule),
    run,
  });
  if (readRun(path).stopped?.reason === 'cancelled') return EXIT.cancelled;
  return left.length > 0 ? EXIT.host : 0;
}
