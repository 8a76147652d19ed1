/** `tare report FILE`, or another look at it: `--deployment`, `--host-cpu`, `--phases`. */
import { loadInputs } from '../../app/edge/inputs.js';
import { comparedExitCode } from '../../app/exit-code.js';
import { collectEarly } from '../../app/heap.js';
import { judge } from '../../app/judge.js';
import { limited } from '../../app/limits.js';
import { judgingOf } from '../../app/request/judging.js';
import { flagLayer } from '../../config/cli-options.js';
import { InputError } from '../../errors.js';
import { runsPath } from '../../host/state-paths.js';
import type { RunDocument } from '../../results/document.js';
import { readRun } from '../../results/store.js';
import { sayWhatIsHidden } from '../as-root.js';
import { printAs } from '../present.js';
import { show } from '../print.js';

type View = (run: RunDocument, format: string) => Promise<string>;

const VIEWS: readonly { readonly option: string; readonly flag: string; readonly render: View }[] = [
  {
    option: 'deployment',
    flag: '--deployment',
    render: async (...given) => (await import('../../report/deployment/format.js')).renderDeployment(...given),
  },
  {
    option: 'hostCpu',
    flag: '--host-cpu',
    render: async (...given) => (await import('../../report/host-cpu.js')).renderHostCpu(...given),
  },
  {
    option: 'phases',
    flag: '--phases',
    render: async (...given) => (await import('../../report/phases.js')).renderPhases(...given),
  },
];

/** What else than the result is asked for; undefined where nothing is. @throws InputError for two at once. */
function viewOf(options: Readonly<Record<string, unknown>>): View | undefined {
  const [view, other] = VIEWS.filter(({ option }) => options[option]);
  if (view && other) throw new InputError(`${view.flag} and ${other.flag} are two reports.`, 'Ask for one of them.');
  return view?.render;
}

/** Returns the exit code: that of `compare` where both sides are in the run and are judged, else 0. */
export async function report(file: string, options: Readonly<Record<string, unknown>>): Promise<number> {
  collectEarly();
  const judging = judgingOf(loadInputs(flagLayer('report', options)));
  const run = readRun(file);
  const view = viewOf(options);
  if (view) {
    show(await view(run, String(options.format)));
    return 0;
  }
  const input = await limited(judge(run, { ...judging, baseline: { kind: 'none' } }, runsPath()), judging);
  sayWhatIsHidden();
  await printAs(options.format, input);
  return input.gate ? comparedExitCode(run, input.gate) : 0;
}
