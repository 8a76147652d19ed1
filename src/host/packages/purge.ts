/** Removes packages that Tare installed, and only those: what others need by now stays. */
import type { Log } from '../../log.js';
import { CommandError, mustRun, runCommand } from '../commands/command.js';
import {
  APT_SECONDS,
  aptCommand,
  notDone,
  SIMULATING,
  simulateCommand,
  tryApt,
  waitForLocks,
  whileLocked,
} from './apt-get.js';
import { dataHolders, foldersOfScripts } from './data-holders.js';
import { installedVersions, packageEnvironment, packageStates, packagesOfSettings, SETTINGS_ONLY } from './dpkg.js';
import { parseSimulation } from './simulation.js';

/** The packages that Tare installed, by name. */
export interface InstalledPackages {
  readonly names: readonly string[];
  /** apt was asked for these; the others came as their dependencies. Records of earlier versions do not have it. */
  readonly asked?: readonly string[] | undefined;
  /** The settings of these were here before, and stay: they are removed and not purged. */
  readonly withSettings?: readonly string[] | undefined;
  /** Somebody has removed these since, and only their settings are left. One that is here again is not Tare's. */
  readonly settingsOnly?: readonly string[] | undefined;
}

/**
 * Purges what is left of these packages. Returns what stays, one sentence each: what a package needs that somebody
 * else installed, what the user has marked as wanted, and what holds data that is not Tare's. These belong to the user
 * from now on.
 * @throws CommandError where apt cannot, HostError where it says that it has and has not; nothing but these packages
 *   is ever removed
 */
export async function removePackages(installed: InstalledPackages, log: Log): Promise<string[]> {
  const { names, asked = names, withSettings = [] } = installed;
  let left = await leftOf(installed);
  if (left.length < names.length) {
    // An apt of ours may still be bringing the others.
    await waitForLocks(log);
    left = await leftOf(installed);
  }
  if (left.length === 0) return [];
  const users = dataHolders(left);
  const wished = await wantedByUser(left.filter((name) => !asked.includes(name)));
  const { going, needed } = await separable(left.filter((name) => !users.has(name) && !wished.includes(name)));
  const folders = await foldersOfScripts(going.filter((name) => !withSettings.includes(name)));
  const isKept = (name: string) => withSettings.includes(name) || folders.has(name);
  // What is removed with these is purged after them; the other way round, these would be purged with that.
  const [removed, purged] = [going.filter(isKept), going.filter((name) => !isKept(name))];
  if (removed.length > 0) await take('remove', removed, log);
  if (purged.length > 0) await take('purge', purged, log);
  const kept = [...needed.keys()];
  // When the packages that need them are removed, apt-get autoremove then offers to remove these too.
  if (kept.length > 0) await mustRun(['apt-mark', 'auto', ...kept], { env: packageEnvironment() });
  return sentences({ wished, users, folders, needed });
}

interface Staying {
  readonly wished: readonly string[];
  /** Why each stays. */
  readonly users: ReadonlyMap<string, string>;
  /** Of these packages only the settings stay, and with them the folder that their purge would delete. */
  readonly folders: ReadonlyMap<string, string>;
  /** What needs each. */
  readonly needed: ReadonlyMap<string, readonly string[]>;
}

const sentences = ({ wished, users, folders, needed }: Staying): string[] => [
  ...wished.map(
    (name) => `Package ${name} stays: it was marked as wanted (apt-mark manual) after tare had brought it.`,
  ),
  ...[...users].map(([name, why]) => `Package ${name} stays: ${why}.`),
  ...[...folders].map(
    ([name, path]) =>
      `The settings of package ${name} stay: to purge it would delete ${path}, which may hold data that is not tare's.`,
  ),
  ...[...needed].map(([name, by]) => `Package ${name} stays: ${by.join(', ')} ${by.length > 1 ? 'need' : 'needs'} it.`),
];

/** Returns those of which something is left that is Tare's. Pure. */
export function leftIn(
  states: ReadonlyMap<string, string>,
  { names, withSettings = [], settingsOnly = [] }: InstalledPackages,
): string[] {
  return names.filter((name) => {
    const state = states.get(name);
    return state !== undefined && !(state === SETTINGS_ONLY ? withSettings : settingsOnly).includes(name);
  });
}

const leftOf = async (installed: InstalledPackages): Promise<string[]> =>
  leftIn(await packageStates(installed.names), installed);

/** Returns the dependencies that the user has asked for since. What Tare asked for is marked so from the start. */
async function wantedByUser(names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return [];
  const installed = await installedVersions(names);
  const there = names.filter((name) => installed.has(name));
  if (there.length === 0) return [];
  const manual = (await mustRun(['apt-mark', 'showmanual', ...there])).split('\n');
  return there.filter((name) => manual.includes(name));
}

interface Separation {
  /** These packages can be removed without removing any that are not Tare's. */
  readonly going: readonly string[];
  /** These cannot, and each has the packages that need it. */
  readonly needed: ReadonlyMap<string, readonly string[]>;
}

/** Asks apt what else would be removed, since it knows dependencies, alternatives and virtual packages. */
async function separable(ours: readonly string[]): Promise<Separation> {
  const names = new Set(ours);
  const native = ours.length > 0 ? `:${(await mustRun(['dpkg', '--print-architecture'])).trim()}` : '';
  const plain = (name: string) => (name.endsWith(native) ? name.slice(0, -native.length) : name);
  const needed = new Map<string, string[]>();
  const others = async (candidates: readonly string[]): Promise<string[]> => {
    const simulation = parseSimulation(await mustRun(simulateCommand('purge', ...candidates), SIMULATING));
    const gone = simulation.removed.map(({ name }) => plain(name)).filter((name) => !names.has(name));
    return [...gone, ...simulation.added, ...simulation.replaced.map(({ name }) => name)];
  };
  const add = async (going: readonly string[], candidates: readonly string[]): Promise<readonly string[]> => {
    const harmed = await others([...going, ...candidates]);
    if (harmed.length === 0) return [...going, ...candidates];
    const [single] = candidates;
    if (candidates.length === 1 && single) {
      needed.set(single, harmed);
      return going;
    }
    const half = Math.ceil(candidates.length / 2);
    return add(await add(going, candidates.slice(0, half)), candidates.slice(half));
  };
  return { going: ours.length > 0 ? await add([], ours) : [], needed };
}

/**
 * Removes the packages. First it finishes, as far as it can, what a killed dpkg was doing. What the user has left half
 * installed stays so.
 */
async function take(how: Removal, names: readonly string[], log: Log): Promise<void> {
  const { configured } = parseSimulation(await mustRun(simulateCommand(how, ...names), SIMULATING));
  if (configured.some((name) => !names.includes(name))) await takeAlone(how, names, log);
  else await takeByApt(how, names, log);
  // Where the package was half installed, apt keeps its settings, and takes them when it is asked again.
  const settings = how === 'purge' ? await packagesOfSettings(names) : [];
  if (settings.length > 0) await takeByApt(how, settings, log);
  const undone = await leftOf({ names, withSettings: how === 'remove' ? names : [] });
  if (undone.length > 0) throw notDone(`removed ${undone.join(', ')}`);
}

/** By `remove` the settings stay. */
type Removal = 'purge' | 'remove';

/** Where apt would end by configuring other packages. Its hooks are not run. */
async function takeAlone(how: Removal, names: readonly string[], log: Log): Promise<void> {
  const argv = ['dpkg', `--${how}`, ...names];
  const attempt = (command: readonly string[]) =>
    whileLocked(log, () => runCommand(command, { timeoutSeconds: APT_SECONDS, env: packageEnvironment() }));
  let result = await attempt(argv);
  if (result.stderr.includes('essential package')) result = await attempt([...argv, '--force-remove-essential']);
  if (result.stderr.includes('reinstall it before attempting a removal')) return force(how, names);
  if (result.code !== 0) throw new CommandError(argv, result);
}

async function takeByApt(how: Removal, names: readonly string[], log: Log): Promise<void> {
  // The host's apt may be set to purge what it is told to remove.
  const flags = [how, '-y', ...names, ...(how === 'remove' ? ['-o', 'APT::Get::Purge=false'] : [])];
  let result = await tryApt(log, flags);
  if (result.stderr.includes('dpkg was interrupted')) {
    // It fails where a dependency was never installed; the purge after it mends that.
    await runCommand(['dpkg', '--configure', '-a'], { timeoutSeconds: APT_SECONDS, env: packageEnvironment() });
    result = await tryApt(log, flags);
  }
  // A package that was not there before may still be essential to the distribution (e2fsprogs, on a Debian 13 made
  // without it), and apt asks twice. It is known by now that nothing is removed with it that Tare did not install.
  if (result.code !== 0 && result.stderr.includes('Essential packages were removed'))
    result = await tryApt(log, [...flags, '--allow-remove-essential']);
  // apt shows what dpkg says as its own output.
  if (result.code !== 0 && `${result.stdout}${result.stderr}`.includes('reinstall it before attempting a removal'))
    return force(how, names);
  if (result.code !== 0) throw new CommandError(aptCommand(...flags), result);
}

/**
 * Removes a package whose unpacking was killed. dpkg wants it whole before it removes it, and nothing of it was here
 * before.
 */
async function force(how: Removal, names: readonly string[]): Promise<void> {
  const argv = ['dpkg', `--${how}`, '--force-remove-reinstreq', ...names];
  await mustRun(argv, { timeoutSeconds: APT_SECONDS, env: packageEnvironment() });
}
