/** `tare doctor`: tells what this host can run, what is missing, and what will disturb. Changes nothing. */
import { tmpdir } from 'node:os';
import { workingFolder } from '../../app/edge/checkout-prefix.js';
import { loadInputs } from '../../app/edge/inputs.js';
import { hardwareKeyOf } from '../../app/measuring/new-run.js';
import { buildRequestOf, isBuiltPath } from '../../app/request/build.js';
import { armsOf, benchmarksOf } from '../../app/request/resolve.js';
import { userlandOf, userlandPaths } from '../../app/request/userland.js';
import { foreseeBuild } from '../../app/sides/foresee-build.js';
import type { ArmSpec } from '../../config/arms.js';
import { flagLayer } from '../../config/cli-options.js';
import type { Inputs } from '../../config/inputs.js';
import { Cancelled, EXIT, UserError } from '../../errors.js';
import { capabilityTrouble } from '../../host/capabilities.js';
import { cgroupTrouble } from '../../host/cgroup.js';
import { CommandError } from '../../host/commands/command.js';
import { chooseCpus, cpuNotes, formatCpuList, readCpuTopology } from '../../host/facts/cpu/cpus.js';
import { findDisturbances } from '../../host/facts/disturbances.js';
import type { Host } from '../../host/host.js';
import { describeHost, unseen } from '../../host/open-host.js';
import { type AptSetting, aptSettings } from '../../host/packages/apt-settings.js';
import { findTuning, type Setting } from '../../host/tune.js';
import { printableJson, printableLines } from '../../printable.js';
import { tuningWorth } from '../../report/calibration.js';
import { CalibrationStore } from '../../results/calibration.js';
import { runtimeNamed } from '../../runtimes/index.js';
import type { Runtime } from '../../runtimes/runtime.js';
import { PLAIN_LOG, show } from '../print.js';
import { stoppable } from '../stoppable.js';
import { userlandState } from '../userland-words.js';
import { waitingLine } from '../waiting-line.js';

type State = 'ready' | 'installable' | 'impossible';

interface RuntimeCheck {
  readonly runtime: string;
  readonly state: State;
  readonly details: readonly string[];
}

export const doctor = (options: Readonly<Record<string, unknown>>): Promise<number> =>
  stoppable(() => sayFindings(options));

async function sayFindings(options: Readonly<Record<string, unknown>>): Promise<number> {
  const flags = flagLayer('doctor', options);
  const inputs = loadInputs(flags);
  const host = describeHost(PLAIN_LOG);
  const asked = armsOf(inputs, process.cwd());
  // Nobody who names no runtimes asks whether the usual two are there.
  const isOpen = flags.runtimes === undefined && inputs.baselineRuntimes === undefined;
  const shown = isOpen ? armsOf({ ...inputs, runtimes: [...inputs.runtimes, 'all'] }, process.cwd()) : asked;
  const build = await foreseen(inputs);
  const { runtimes, image, apt } = await askHost(host, shown, { inputs, build });
  const topology = readCpuTopology();
  const cpus = chooseCpus('auto', topology);
  // Alone: what is asked of the host keeps its CPUs busy.
  const disturbances = await findDisturbances({ cpus, workPath: host.paths.state });
  const findings = {
    host: host.distribution.pretty,
    root: process.getuid?.() === 0,
    cgroup: host.cgroup.kind,
    cgroupTrouble: cgroupTrouble(host.cgroup)?.message ?? null,
    capabilityTrouble: capabilityTrouble()?.message ?? null,
    cpus: formatCpuList(cpus),
    cpuNotes: cpuNotes(cpus, topology),
    userland: image,
    build: build?.lines ?? [],
    unseen: unseen(host) ?? null,
    packagesOf: packagesOf(host),
    apt,
    runtimes,
    disturbances,
    tuning: findTuning({ cpus }),
    worth: worthOfTuning(host, cpus),
  };
  show(options.json ? `${printableJson(findings)}\n` : `${printableLines(words(findings))}\n`);
  const wanted = new Set(asked.map(({ id }) => id));
  const isImpossible = runtimes.some(({ runtime, state }) => wanted.has(runtime) && state === 'impossible');
  const isStopped = findings.cgroupTrouble !== null || findings.capabilityTrouble !== null || !findings.root;
  return isImpossible || isStopped ? EXIT.host : 0;
}

interface Answers {
  readonly runtimes: readonly RuntimeCheck[];
  readonly image: string;
  readonly apt: readonly AptSetting[];
}

interface Asked {
  readonly inputs: Inputs;
  readonly build: BuildCheck | undefined;
}

/** All at once: most of it is waiting for apt, and for a guest that may hang. */
async function askHost(host: Host, arms: readonly ArmSpec[], { inputs, build }: Asked): Promise<Answers> {
  const waiting = waitingLine(
    process.stderr,
    arms.map(({ id }) => id),
  );
  const check = async (arm: ArmSpec): Promise<RuntimeCheck> => {
    // What is built is not there yet.
    const found = build && isBuiltPath(arm) ? ofBuild(arm, build) : await examine(host, arm);
    waiting.done(arm.id);
    return found;
  };
  try {
    const [runtimes, image, apt] = await Promise.all([
      Promise.all(arms.map(check)),
      userland(host, { inputs, build }),
      settingsOfApt(host),
    ]);
    return { runtimes, image, apt };
  } finally {
    waiting.close();
  }
}

const isFinding = (error: unknown): error is UserError => error instanceof UserError && !(error instanceof Cancelled);

/** What this runtime's own check finds; a command of it that hangs or fails is a finding too. */
export async function examine(
  host: Host,
  arm: ArmSpec,
  runtime: Runtime = runtimeNamed(arm.runtime),
): Promise<RuntimeCheck> {
  try {
    const missing = await runtime.check(host, arm);
    const remarks = (await runtime.remarks?.(host, arm)) ?? [];
    const state =
      missing.length === 0 ? 'ready' : missing.every(({ installable }) => installable) ? 'installable' : 'impossible';
    return {
      runtime: arm.id,
      state,
      details: [...missing.map(({ what, remedy }) => `${what}: ${remedy}`), ...remarks],
    };
  } catch (error) {
    if (!isFinding(error) && !(error instanceof CommandError)) throw error;
    return { runtime: arm.id, state: 'impossible', details: error.message.split('\n') };
  }
}

interface BuildCheck {
  readonly isPossible: boolean;
  /** What would be done, or what stands against it. */
  readonly lines: readonly string[];
}

/** Undefined where nothing is to be built. */
async function foreseen(inputs: Inputs): Promise<BuildCheck | undefined> {
  try {
    const request = buildRequestOf(inputs, undefined, workingFolder());
    if (request === undefined) return undefined;
    return { isPossible: true, lines: (await foreseeBuild(request, process.cwd(), tmpdir())).lines };
  } catch (error) {
    if (!isFinding(error)) throw error;
    return { isPossible: false, lines: error.message.split('\n') };
  }
}

const ofBuild = ({ id }: ArmSpec, { isPossible }: BuildCheck): RuntimeCheck =>
  isPossible
    ? { runtime: id, state: 'installable', details: ['it is built first, at the commits above'] }
    : { runtime: id, state: 'impossible', details: ['it cannot be built, as is said above'] };

async function userland(host: Host, { inputs, build }: Asked): Promise<string> {
  const [inCopy] = build ? userlandPaths(inputs, undefined, workingFolder()).head : [];
  if (build && inCopy)
    return `${inCopy} in the copy of each side, which ${build.isPossible ? 'is built first' : 'cannot be built'}`;
  try {
    return await userlandState(host, userlandOf(inputs, benchmarksOf(inputs)));
  } catch (error) {
    if (!isFinding(error)) throw error;
    return error.message;
  }
}

/** A derivative is to us what it is made of. */
function packagesOf({ distribution: { id, codename, pretty } }: Host): string | null {
  return id !== '' && !pretty.toLowerCase().includes(id) ? `${id} ${codename}` : null;
}

/** An apt that cannot tell is no reason to say nothing else. */
async function settingsOfApt(host: Host): Promise<readonly AptSetting[]> {
  try {
    return await aptSettings(host);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [{ what: 'apt does not say how it is set up', becomes: error.message }];
  }
}

interface DoctorChecks {
  readonly host: string;
  readonly root: boolean;
  readonly cgroup: string;
  /** Why no cgroup can be made here. */
  readonly cgroupTrouble: string | null;
  /** What root lacks here that every sandbox takes. */
  readonly capabilityTrouble: string | null;
  readonly cpus: string;
  readonly cpuNotes: readonly string[];
  readonly userland: string;
  /** What would be built before anything is measured, and at which commits, or what stands against it. */
  readonly build: readonly string[];
  /** What this user may not look into, in a sentence. */
  readonly unseen: string | null;
  /** Of a derivative: the release whose packages it takes. */
  readonly packagesOf: string | null;
  /** How its apt is set up beyond what it comes with, and what becomes of that. */
  readonly apt: readonly AptSetting[];
  readonly runtimes: readonly RuntimeCheck[];
  readonly disturbances: readonly { severity: string; sentence: string }[];
  readonly tuning: readonly Setting[];
  readonly worth: string;
}

/** What `tare calibrate` found with and without. */
function worthOfTuning(host: Host, cpus: readonly number[]): string {
  const key = hardwareKeyOf(host, cpus);
  const store = new CalibrationStore(host.paths.state);
  return tuningWorth(store.find(key, false), store.find(key, true));
}

function words({ host, root, cgroup, cpus, runtimes, disturbances, tuning, worth, ...findings }: DoctorChecks): string {
  const width = Math.max(...runtimes.map(({ runtime }) => runtime.length));
  const lines = [
    `${host}, cgroup ${cgroup}, measuring on CPUs ${cpus}${root ? '' : '; not root: run tare with sudo'}`,
    ...[findings.capabilityTrouble, findings.cgroupTrouble].flatMap((trouble) => trouble?.split('\n') ?? []),
    ...findings.cpuNotes,
    `userland: ${findings.userland}`,
    ...findings.build,
    ...(findings.unseen === null ? [] : [findings.unseen]),
    ...(findings.packagesOf === null ? [] : [`packages are those of ${findings.packagesOf}`]),
    '',
    ...runtimes.flatMap(({ runtime, state, details }) => [
      `${runtime.padEnd(width)}  ${state}`,
      ...details.map((detail) => `${' '.repeat(width)}  ${detail}`),
    ]),
    '',
    ...(findings.apt.length === 0 ? [] : ['How apt is set up here, and what becomes of it:']),
    ...findings.apt.map(({ what, becomes }) => `  - ${what}: ${becomes}`),
    ...(findings.apt.length === 0 ? [] : ['']),
    disturbances.length > 0 ? 'What will disturb a measurement:' : 'Nothing here will disturb a measurement.',
    ...disturbances.map(({ severity, sentence }) => `  ${severity === 'warning' ? '!' : '-'} ${sentence}`),
    '',
    tuning.length > 0
      ? '--tune on would change, and put back after the run:'
      : '--tune on would find nothing to change.',
    ...tuning.map(({ what, from, to }) => `  ${what}: ${from} to ${to}`),
    ...(tuning.length === 0 ? [] : [worth]),
  ];
  return lines.join('\n');
}
