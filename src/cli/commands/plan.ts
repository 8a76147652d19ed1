/** `tare plan`: tells what `run` would do. Changes nothing. */
import { tmpdir } from 'node:os';
import { workingFolder } from '../../app/edge/checkout-prefix.js';
import { loadInputs } from '../../app/edge/inputs.js';
import { readFacts } from '../../app/edge/request.js';
import { missingOf } from '../../app/measuring/arms.js';
import { reachOf } from '../../app/measuring/foresee.js';
import { hardwareKeyOf } from '../../app/measuring/new-run.js';
import { buildRequestOf, isBuiltPath } from '../../app/request/build.js';
import { resolve } from '../../app/request/resolve.js';
import { foreseeBuild } from '../../app/sides/foresee-build.js';
import { powerSentences } from '../../compare/power.js';
import { flagLayer } from '../../config/cli-options.js';
import { capabilityTrouble } from '../../host/capabilities.js';
import { cgroupTrouble } from '../../host/cgroup.js';
import { parseCpuList } from '../../host/facts/cpu/cpus.js';
import { refuseUnwritable } from '../../host/folders.js';
import type { Host } from '../../host/host.js';
import { describeHost, unseen } from '../../host/open-host.js';
import { refuseNoUserland } from '../../image/image.js';
import { type DurationModel, durationModelOf, isTimed } from '../../measure/planning/duration-model.js';
import { memoryNote } from '../../measure/planning/plan.js';
import { printableLines } from '../../printable.js';
import { sensitivityNotes } from '../../report/calibration.js';
import { CalibrationStore } from '../../results/calibration.js';
import type { Plan } from '../../results/document.js';
import { RunStore } from '../../results/store.js';
import { count, formatBytes, formatDuration } from '../../units.js';
import { PLAIN_LOG, show } from '../print.js';
import { stoppable } from '../stoppable.js';
import { userlandLines } from '../userland-words.js';

export const plan = (options: Readonly<Record<string, unknown>>): Promise<number> => stoppable(() => sayPlan(options));

async function sayPlan(options: Readonly<Record<string, unknown>>): Promise<number> {
  const flags = flagLayer('plan', options);
  const toBuild = buildRequestOf(loadInputs(flags), undefined, workingFolder());
  const building = toBuild && (await foreseeBuild(toBuild, process.cwd(), tmpdir()));
  const inputs = loadInputs(flags, { built: building?.sides });
  // A user may plan a run into a folder that only root can write.
  if (process.getuid?.() === 0) refuseUnwritable(inputs.output, 'output');
  const { measured, judging } = resolve(inputs, readFacts(), undefined, { built: building?.sides });
  const { arms, userland, plan: planned } = measured;
  // What has a name of its own lies in the copy of a side, which is not there yet.
  if (userland.name === undefined) refuseNoUserland(userland);
  const host = describeHost(PLAIN_LOG);
  const key = hardwareKeyOf(host, parseCpuList(planned.limits.cpus));
  // What is built is not there yet.
  const there = building ? arms.filter((arm) => !isBuiltPath(arm)) : arms;
  const missing = await missingOf(host, there);
  const installs = [
    ...[...missing.values()].flat().map(({ what, remedy }) => `  ${what}: ${remedy}`),
    ...(await userlandLines(host, userland)).map((line) => `  ${line}`),
  ];
  const trouble = capabilityTrouble() ?? cgroupTrouble(host.cgroup);
  const lines = [
    ...(trouble ? ['On this host the run would be refused:', ...trouble.message.split('\n'), ''] : []),
    ...describePlan(
      planned,
      judging.rule.alpha,
      durationModelOf(new RunStore(host.paths.state).recent(), key, planned),
    ),
    ...sensitivityOf(host, planned, judging.rule.minEffectPercent, key),
    ...(building?.lines ?? []),
    installs.length > 0 ? 'Would be installed or made first:' : 'Nothing has to be installed.',
    ...installs,
    ...[unseen(host)].filter((sentence) => sentence !== undefined),
  ];
  show(`${printableLines(lines.join('\n'))}\n`);
  return 0;
}

/** Returns the smallest change that this host shows, as `tare calibrate` found. */
function sensitivityOf(host: Host, planned: Plan, minEffect: number, key: string): string[] {
  const calibration = new CalibrationStore(host.paths.state).find(key, planned.tune === 'on');
  if (calibration) return sensitivityNotes(calibration, planned, minEffect);
  return ['How small a change this host can see is not known: tare calibrate measures it.'];
}

/** Describes the plan in words. Pure. */
export function describePlan(planned: Plan, alpha: number, model: DurationModel): string[] {
  const reach = reachOf(planned, alpha, model);
  const { blockSeconds: block, blocks } = reach;
  const known = isTimed(planned, model) ? 'as timed in earlier runs here' : 'not timed here yet';
  const fits = Math.floor(planned.budgetSeconds / block);
  const memory = memoryNote(planned);
  return [
    `Profile ${planned.profile}: ${planned.arms.map(({ id }) => id).join(', ')} on CPUs ${planned.limits.cpus}, ${formatBytes(planned.limits.memoryBytes)} each.`,
    `${count(planned.benchmarks.length, 'benchmark')}: ${planned.benchmarks.map(({ id }) => id).join(', ')}.`,
    ...(memory ? [memory] : []),
    `A block takes about ${formatDuration(Math.ceil(block))} (${known}); ${formatDuration(planned.budgetSeconds)} hold about ${fits}${planned.decision ? '' : `; ${blocks} will be taken (${planned.blocks.min}..${planned.blocks.max}), about ${formatDuration(Math.ceil(blocks * block))} in all`}.`,
    ...powerSentences(reach),
  ];
}
