/** Makes one table, for every form, of what it took to have each runtime on the host. Pure. */
import { type ArmEnvironment, NATIVE, type RunDocument } from '../../results/document.js';
import { launchesOf } from '../../results/named.js';
import type { Deployment } from '../../results/schema/deployment.js';
import { median } from '../../stats/summary.js';
import { ABSENT, formatLevel } from '../numbers.js';

/** These steps lie between a host without the runtime and its first sandbox. */
export const STEPS = ['install', 'daemon', 'userland', 'start'] as const;
export type DeploymentStep = (typeof STEPS)[number];

export interface DeploymentRow {
  readonly arm: string;
  /** These come beyond what every host of the distribution has. */
  readonly packages: number;
  /** It is the size of the packages, and of programs that came with none. */
  readonly bytes: number;
  /** It is how many seconds tare took to install it; null where it was here already. */
  readonly installSeconds: number | null;
  /** apt added this many then; null where it was here already. */
  readonly packagesAdded: number | null;
  /** It is the memory of the daemon while it serves no sandbox; null where there is no daemon of tare's. */
  readonly daemonBytes: number | null;
  readonly daemonProcesses: number;
  /** These changes are on record for installing it and for making it ready, by kind. */
  readonly changes: Readonly<Record<string, number>>;
  readonly steps: readonly DeploymentStep[];
  readonly prepareSeconds: number;
  /** It is the median of its starts; null where none worked. */
  readonly startMs: number | null;
}

/** Returns a row for each runtime whose deployment is on record, in the order of the plan. */
export function deploymentRows(run: RunDocument): DeploymentRow[] {
  return run.environments.flatMap((environment) => {
    const { arm, deployment } = environment;
    return deployment === undefined || arm === NATIVE ? [] : [rowOf(run, environment, deployment)];
  });
}

function rowOf(run: RunDocument, { arm, daemon }: ArmEnvironment, deployment: Deployment): DeploymentRow {
  const { packages, otherBytes, install, prepare } = deployment;
  const starts = launchesOf(run, arm).flatMap(({ startupMs }) => startupMs ?? []);
  return {
    arm,
    packages: packages.length,
    bytes: packages.reduce((sum, { bytes }) => sum + bytes, otherBytes),
    installSeconds: install?.seconds ?? null,
    packagesAdded: install?.packages ?? null,
    daemonBytes: daemon?.pssBytes ?? null,
    daemonProcesses: daemon?.processes ?? 0,
    changes: total([install?.changes ?? {}, prepare.changes]),
    steps: STEPS.filter((step) => step !== 'daemon' || daemon !== undefined),
    prepareSeconds: prepare.seconds,
    startMs: median(starts),
  };
}

function total(parts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [kind, made] of parts.flatMap((part) => Object.entries(part)))
    sums.set(kind, (sums.get(kind) ?? 0) + made);
  return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const HEADS = [
  'runtime',
  'packages',
  'size',
  'installed in',
  'daemon',
  'changes',
  'steps',
  'made ready in',
  'start',
] as const;

/** Returns the cells of a row in the order of the heads, not escaped yet. */
export function cellsOf(row: DeploymentRow): string[] {
  const { daemonBytes, daemonProcesses, steps, packages, bytes } = row;
  const daemon = daemonBytes === null ? 'none' : `${formatLevel(daemonBytes, 'B')} in ${daemonProcesses}`;
  return [
    row.arm,
    packages === 0 ? 'none' : String(packages),
    formatLevel(bytes, 'B'),
    installText(row),
    daemon,
    String(Object.values(row.changes).reduce((sum, made) => sum + made, 0)),
    String(steps.length),
    formatLevel(row.prepareSeconds, 's'),
    row.startMs === null ? ABSENT : formatLevel(row.startMs, 'ms'),
  ];
}

function installText({ installSeconds, packagesAdded, packages }: DeploymentRow): string {
  if (installSeconds === null) return 'was here';
  const seconds = formatLevel(installSeconds, 's');
  return packagesAdded === null || packagesAdded === packages ? seconds : `${seconds} (${packagesAdded} added)`;
}

/**
 * These are people's words for one and several changes of each kind of the journal. A kind that a newer tare has keeps
 * its own name.
 */
const CHANGES: ReadonlyMap<string, readonly [one: string, several: string]> = new Map([
  ['accounts', ['list of accounts', 'lists of accounts']],
  ['cgroup', ['control group', 'control groups']],
  ['command', ['object that a command removes', 'objects that a command removes']],
  ['controller', ['controller of cgroups', 'controllers of cgroups']],
  ['file', ['changed file', 'changed files']],
  ['folder', ['shared folder', 'shared folders']],
  ['mount', ['mount', 'mounts']],
  ['packages', ['installation of packages', 'installations of packages']],
  ['path', ['file or folder', 'files or folders']],
  ['process', ['process', 'processes']],
  ['sockets', ['folder of sockets', 'folders of sockets']],
  ['units', ['list of services', 'lists of services']],
  ['value', ['setting', 'settings']],
]);

/**
 * Returns, for example, `docker: install, daemon, userland, start; 1 installation of packages, 1 control group`, not
 * escaped yet.
 */
export function detailOf({ arm, steps, changes }: DeploymentRow): string {
  const made = Object.entries(changes).map(([kind, n]) => changeText(kind, n));
  return `${arm}: ${steps.join(', ')}; ${made.length === 0 ? 'no change on record' : made.join(', ')}`;
}

function changeText(kind: string, n: number): string {
  const [one, several] = CHANGES.get(kind) ?? [kind, kind];
  return `${n} ${n === 1 ? one : several}`;
}

/** These sentences say what the columns mean. */
export const LEGEND = [
  'Packages and their size: what the runtime’s programs came with and all these need, beyond packages of priority required and important and what those need; programs without a package count with their size.',
  'Installed in: from the package sources or the publisher to programs that tell their version, lists refreshed once by the first; what another runtime had brought is not added again. It holds for this host’s network.',
  'Daemon: memory of the one that tare runs, while there is no sandbox, and its processes. Changes: those that tare put on record for it, each of which it takes back.',
  'Made ready in: daemon started, userland imported or copied. Start: median of all launches.',
] as const;
