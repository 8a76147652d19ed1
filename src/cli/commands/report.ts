/** `tare report FILE`, or with `--deployment` what it took to have its runtimes. */

import { loadInputs } from '../../app/edge/inputs.js';
import { collectEarly } from '../../app/heap.js';
import { judge } from '../../app/judge.js';
import { limited } from '../../app/limits.js';
import { judgingOf } from '../../app/request/resolve.js';
import { flagLayer } from '../../config/cli-options.js';
import { runsPath } from '../../host/open-host.js';
import { renderDeployment } from '../../report/deployment/format.js';
import { readRun } from '../../results/store.js';
import { printAs } from '../present.js';
import { show } from '../print.js';

export async function report(file: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  collectEarly();
  const judging = judgingOf(loadInputs(flagLayer('report', options)));
  const run = readRun(file);
  if (options.deployment) {
    show(renderDeployment(run, String(options.format)));
    return 0;
  }
  const input = limited(judge(run, { ...judging, baseline: { kind: 'none' } }, runsPath()), judging);
  await printAs(options.format, input);
  return 0;
}
