/** `tare compare A B`. */
import { overheads } from '../../compare/overhead.js';
import { flagLayer } from '../../config/cli-options.js';
import { statePath } from '../../host/open-host.js';
import { mayServe } from '../../results/origin.js';
import { RunStore, readRun } from '../../results/store.js';
import { exitCodeOf } from '../steps/exit-code.js';
import { loadInputs } from '../steps/inputs.js';
import { compared } from '../steps/judge.js';
import { printResult } from '../steps/present.js';

export async function compare(
  baseline: string,
  candidate: string,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const inputs = loadInputs(flagLayer('compare', options));
  const run = readRun(candidate);
  const chosen = { run: readRun(baseline), source: `file ${baseline}` };
  const history = new RunStore(statePath())
    .recent()
    .filter(({ id, origin }) => id !== run.id && mayServe(origin, run.origin));
  const input = { run, overheads: overheads(run), ...compared(chosen, run, inputs, history) };
  printResult(input, []);
  return exitCodeOf(run, input.gate);
}
