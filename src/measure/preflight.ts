/** Before the first block: checks every arm from inside, checks that the host is idle, and sizes the work. */
import { HostError } from '../errors.js';
import { idleWarning } from '../host/facts/cpu/cpu-activity.js';
import { parseCpuList } from '../host/facts/cpu/cpus.js';
import { weighGroup } from '../host/facts/footprint.js';
import type { Host } from '../host/host.js';
import { isCrowd, plannedPairs } from '../results/cells.js';
import { type ArmEnvironment, NATIVE, type RunDocument, type Work } from '../results/document.js';
import { fitting } from '../results/fitted.js';
import type { Deployment } from '../results/schema/deployment.js';
import { armEnvironmentSchema } from '../results/schema/host.js';
import type { Installed, PreparedArm } from '../runtimes/runtime.js';
import { userlandDifferences } from '../sandbox/probe.js';
import type { Benchmark } from '../suites/benchmark.js';
import { mergingNote } from './crowd-host.js';
import type { RunNetwork } from './network.js';
import type { Observer } from './observer.js';
import { memoryNote, withWork } from './planning/plan.js';
import { armGroups } from './planning/schedule.js';
import type { Sandboxes } from './sandboxes.js';
import { sizeWork } from './size-work.js';

interface ReadyArm {
  readonly installed: Installed;
  /** What it took to install the runtime and make it ready. */
  readonly deployment?: Deployment;
  readonly prepared: Pick<PreparedArm, 'daemonGroup'>;
}

export interface Preflight {
  readonly host: Pick<Host, 'cgroup'>;
  readonly run: RunDocument;
  readonly arms: ReadonlyMap<string, ReadyArm>;
  readonly benchmarks: readonly Benchmark[];
  /** Work of benchmarks that earlier runs sized; only the others are sized. */
  readonly knownWork: ReadonlyMap<string, Work>;
  readonly observer: Observer;
  readonly network?: RunNetwork | undefined;
  readonly signal: AbortSignal;
}

type Inside = Map<string, ArmEnvironment['inside']>;

/** Returns the document with what was found. @throws HostError where arms are not on equal footing. */
export async function preflight(request: Preflight, open: () => Sandboxes): Promise<RunDocument> {
  const { run, observer, arms } = request;
  const memory = memoryNote(run.plan);
  if (memory) observer.warn(memory);
  const merging = run.plan.benchmarks.some(isCrowd) ? mergingNote() : undefined;
  if (merging) observer.warn(merging);
  observer.step('checking every runtime from inside, and sizing the work');
  const inside: Inside = new Map();
  const [first = [NATIVE], ...others] = armGroups(run.plan);
  const { warnings, work } = await withSandboxes(first, open(), inside, (sandboxes) => examine(request, sandboxes));
  for (const group of others) await withSandboxes(group, open(), inside, async () => undefined);
  refuseUnequal(inside, run);
  return {
    ...run,
    plan: withWork(run.plan, work),
    environments: [...arms].map(([arm, ready]) => ({
      ...armEnvironment(arm, ready.installed, inside.get(arm)),
      ...daemonOf(request.host, ready),
      ...(ready.deployment && { deployment: ready.deployment }),
    })),
    warnings: [...run.warnings, ...(memory ? [memory] : []), ...(merging ? [merging] : []), ...warnings],
  };
}

async function withSandboxes<Result>(
  arms: readonly string[],
  sandboxes: Sandboxes,
  inside: Inside,
  act: (sandboxes: Sandboxes) => Promise<Result>,
): Promise<Result> {
  try {
    for (const arm of arms) await sandboxes.of(arm);
    if (!(await sandboxes.of(NATIVE)))
      throw new HostError('native, the control, cannot be launched.', launchRemedy(sandboxes));
    for (const [arm, facts] of sandboxes.inside) inside.set(arm, facts);
    return await act(sandboxes);
  } finally {
    await sandboxes.endAll();
  }
}

/** Runs while the sandboxes of the first group are alive and do no work of a benchmark. */
async function examine(request: Preflight, sandboxes: Sandboxes) {
  const { run, observer, knownWork } = request;
  const idle = await idleWarning(parseCpuList(run.plan.limits.cpus));
  if (idle) observer.warn(idle);
  // Where no arm can run a benchmark, neither can native: it may need a network that this run does not have.
  const measured = new Set(plannedPairs(run.plan).map(({ benchmark }) => benchmark.id));
  const fresh = request.benchmarks.filter(({ id }) => measured.has(id) && !knownWork.has(id));
  const sized = await sizeWork(run.plan, fresh, sandboxes, request);
  return {
    warnings: [...(idle ? [idle] : []), ...sized.warnings],
    work: new Map([...knownWork, ...sized.work]),
  };
}

function launchRemedy({ launches }: Sandboxes): string {
  const failure = launches.find((launch) => launch.arm === NATIVE)?.failure;
  return failure ? [failure.message, ...failure.tail].join('\n  | ') : 'It gave no reason.';
}

/** What an arm is, as far as its installation tells. */
export function armEnvironment(
  armId: string,
  { binaries, source, notes }: Installed,
  inside: ArmEnvironment['inside'] = {},
): ArmEnvironment {
  return fittingEnvironment({
    arm: armId,
    binaries: [...binaries],
    source,
    ...(notes && { notes: [...notes] }),
    inside,
  });
}

/** A run that is resumed compares it with what was recorded. */
const fittingEnvironment = fitting(armEnvironmentSchema);

/** Runs after the sandboxes have ended, and their shims with them. */
function daemonOf({ cgroup }: Pick<Host, 'cgroup'>, { prepared }: ReadyArm): Pick<ArmEnvironment, 'daemon'> {
  const weight = prepared.daemonGroup === undefined ? undefined : weighGroup(cgroup, prepared.daemonGroup);
  return weight ? { daemon: { ...weight } } : {};
}

/** Where the sides have userlands of their own, native has that of the candidates, and the baselines are alike. */
function refuseUnequal(inside: Inside, { plan, fingerprint }: RunDocument): void {
  const others = plan.arms.flatMap(({ id, side }) => (fingerprint.baselineImage && side === 'baseline' ? [id] : []));
  const [first = NATIVE] = others.filter((arm) => inside.has(arm));
  for (const [arm, facts] of inside) {
    const standard = others.includes(arm) ? first : NATIVE;
    const due = inside.get(standard) ?? {};
    const differences = userlandDifferences(facts, due);
    if (differences.length > 0) {
      throw new HostError(
        `${arm} runs another userland than ${standard}: ${differences.map((key) => `${key} is ${facts[key]}, not ${due[key]}`).join('; ')}`,
        'Delete the cached userland (tare cleanup --cleanup packages) and run again.',
      );
    }
  }
}
