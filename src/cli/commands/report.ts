/** `tare report FILE`. */

import { loadInputs } from '../../app/edge/inputs.js';
import { collectEarly } from '../../app/heap.js';
import { judge } from '../../app/judge.js';
import { limited } from '../../app/limits.js';
import { judgingOf } from '../../app/request/resolve.js';
import { flagLayer } from '../../config/cli-options.js';
import { runsPath } from '../../host/open-host.js';
import { readRun } from '../../results/store.js';
import { printAs } from '../present.js';

export async function report(file: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  collectEarly();
  const judging = judgingOf(loadInputs(flagLayer('report', options)));
  const input = limited(judge(readRun(file), { ...judging, baseline: { kind: 'none' } }, runsPath()), judging);
  await printAs(options.format, input);
  return 0;
}
