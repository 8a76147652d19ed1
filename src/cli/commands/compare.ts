/** `tare compare A B`: compares two run documents. */
import { readWithSecondLook } from '../../app/confirm/beside.js';
import { loadInputs } from '../../app/edge/inputs.js';
import { comparedExitCode } from '../../app/exit-code.js';
import { collectEarly } from '../../app/heap.js';
import { compared, knownRuns, withoutVerdicts } from '../../app/judge.js';
import { limited } from '../../app/limits.js';
import { judgingOf } from '../../app/request/judging.js';
import { flagLayer } from '../../config/cli-options.js';
import { runsPath } from '../../host/state-paths.js';
import { readRun } from '../../results/store.js';
import { sayWhatIsHidden } from '../as-root.js';
import { printAs } from '../present.js';

export async function compare(
  baseline: string,
  candidate: string,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  collectEarly();
  const judging = judgingOf(loadInputs(flagLayer('compare', options)));
  const { run, ab } = readWithSecondLook(candidate);
  const chosen = { run: readRun(baseline), source: `file ${baseline}` };
  const state = runsPath();
  const judged = { ...withoutVerdicts(run, state), ...compared(chosen, run, judging, knownRuns(run, state), ab) };
  const input = await limited(judged, judging);
  sayWhatIsHidden();
  await printAs(options.format, input);
  return comparedExitCode(run, input.gate);
}
