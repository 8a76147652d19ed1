/** Finds and installs packages of Debian and Ubuntu, from the mirrors that the host itself names. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { HostError } from '../../errors.js';
import { count } from '../../units.js';
import { CommandError, type CommandResult, runCommand } from '../commands/command.js';
import type { Host, HostFacts } from '../host.js';
import { Slot } from '../run-context.js';
import {
  aptCommand,
  aptOnce,
  askApt,
  explainAptFailure,
  lockHolder,
  notDone,
  SIMULATING,
  simulateCommand,
  sourceTroubles,
  tryApt,
  tryLocks,
  whileLocked,
} from './apt-get.js';
import { Gathered, Lanes, Remembered } from './asking.js';
import { filesOf, installedVersions, isPackaged, unpackedPackages } from './dpkg.js';
import { keepIdle } from './idle-units.js';
import { recordInstallation, withoutArchitecture } from './installation.js';
import { type Effects, type InstallRefusal, type PackageVersion, parseSimulation, refusalOf } from './simulation.js';
import { parseCandidates } from './versions.js';

export { filesOf, installedVersions, isPackaged, type PackageVersion };

type Asking = Pick<HostFacts, 'run'>;

const OFFERED = new Slot<Gathered<PackageVersion[]>>('versions that are offered');
const CANDIDATES = new Slot<Gathered<PackageVersion[]>>('versions that apt would install');

/**
 * Returns all versions of these packages that the host's sources offer, newest first as apt lists them; none on a host
 * without apt.
 */
export async function availableVersions({ run }: Asking, names: readonly string[]): Promise<PackageVersion[]> {
  if (!existsSync('/usr/bin/apt-cache')) return [];
  const offered = await offers(run).about(names);
  return offered.filter(({ name }) => names.includes(name));
}

const offers = (run: Asking['run']) => run.once(OFFERED, () => gathered(offeredVersions));

function gathered(
  ask: (names: readonly string[]) => Promise<PackageVersion[] | undefined>,
): Gathered<PackageVersion[]> {
  const remembered = new Remembered(ask);
  return new Gathered((names) => remembered.about(names));
}

async function offeredVersions(names: readonly string[]): Promise<PackageVersion[] | undefined> {
  const { code, stdout } = await runCommand(askApt('apt-cache', 'madison', ...names));
  if (code !== 0) return undefined;
  return stdout.split('\n').flatMap((line) => {
    const [name, version] = line.split('|').map((field) => field.trim());
    return name && version ? [{ name, version }] : [];
  });
}

/** Returns `URI RELEASE` of every source that offers this package. */
export async function availableSources(name: string): Promise<Set<string>> {
  const { stdout } = await runCommand(askApt('apt-cache', 'madison', name));
  const places = stdout.matchAll(/\| (\S+?)\/? (\S+?)(?:\/\S*)? \S+ Packages$/gm);
  return new Set([...places].map(([, uri, release]) => `${uri} ${release}`));
}

/**
 * Returns the version that apt itself would install of each package. It is not always the newest, since apt takes
 * backports only where they are asked for.
 */
export async function candidateVersions({ run }: Asking, names: readonly string[]): Promise<PackageVersion[]> {
  if (!existsSync('/usr/bin/apt-cache')) return [];
  const candidates = await choices(run).about(names);
  return candidates.filter(({ name }) => names.includes(name));
}

const choices = (run: Asking['run']) => run.once(CANDIDATES, () => gathered(chosenVersions));

async function chosenVersions(names: readonly string[]): Promise<PackageVersion[] | undefined> {
  const { code, stdout } = await runCommand(askApt('apt-cache', 'policy', ...names));
  return code === 0 ? parseCandidates(stdout) : undefined;
}

/**
 * Returns those of these names that are in no list of this host, not even as what another package needs. Lists that
 * were never fetched know only what is installed.
 */
export async function unknownNames(names: readonly string[]): Promise<string[]> {
  if (names.length === 0 || !existsSync('/usr/bin/apt-cache')) return [];
  const { code, stdout } = await runCommand(askApt('apt-cache', 'pkgnames'));
  const known = new Set(stdout.split('\n'));
  return code === 0 ? names.filter((name) => !known.has(name)) : [];
}

export const hasApt = (): boolean => existsSync('/usr/bin/apt-get');

/** Refuses early, with a cause that a person can mend. */
export function requireApt(): void {
  if (!hasApt()) {
    throw new HostError(
      'This host has no apt, so nothing can be installed.',
      'Install sysbench userland tools and runtimes yourself and pass --rootfs and runtime paths (runc=/usr/bin/runc) with --install never, or use Debian or Ubuntu.',
    );
  }
}

/** It holds a refresh that is under way, or that has read every source. */
const REFRESHED = new Slot<Promise<string[]>>('refreshed package lists');

/**
 * Refreshes the package lists, once an invocation where all can be read. Sources that cannot be read are reported and
 * left out, since the others may have what is wanted. Returns what is wrong with them.
 * @throws HostError where nothing could be refreshed
 */
export function refreshPackageLists(host: Host): Promise<string[]> {
  const attempt = host.run.once(REFRESHED, () => refresh(host));
  const forget = () => host.run.forget(REFRESHED, attempt);
  attempt.then((troubles) => (troubles.length > 0 ? forget() : undefined), forget);
  return attempt;
}

async function refresh(host: Host): Promise<string[]> {
  requireApt();
  host.log.step('refreshing package lists');
  const result = await tryApt(host.log, ['update']);
  // The lists may be elsewhere than where changes of them are noticed.
  host.run.forget(OFFERED, offers(host.run));
  host.run.forget(CANDIDATES, choices(host.run));
  const troubles = sourceTroubles(`${result.stdout}\n${result.stderr}`);
  if (result.code !== 0 && troubles.length === 0)
    throw explainAptFailure(new CommandError(aptCommand('update'), result));
  for (const trouble of troubles) host.log.warn(`A package source of this host is left out: ${trouble}`);
  return troubles;
}

/** The user is advised this where no caller knows better. */
const INSTEAD = 'install it yourself in the way you want it';

const INSTALL = ['install', '--no-install-recommends', '--no-remove'];

/**
 * Makes sure that packages are installed, optionally in one exact version (`runc` or `runc=1.1.5`). What apt would add
 * is recorded for undo before apt is asked to add it.
 * @param instead says how to do without, for the error where apt would change what is here
 * @throws HostError where apt would do more than add; nothing is changed then
 */
export async function ensurePackages(host: Host, wanted: readonly string[], instead = INSTEAD): Promise<void> {
  const lacking = await lackingOf(wanted);
  if (lacking.length === 0) return;
  if (!host.mayInstall) {
    throw new HostError(`packages are missing: ${lacking.join(' ')}`, 'Install them, or run without --install never.');
  }
  requireApt();
  const told = new Set<string>();
  const tell = (text: string) => {
    if (!told.has(text)) host.log.step(text);
    told.add(text);
  };
  const result = await whileLocked(host.log, () => installOnce(host, wanted, { instead, tell }));
  if (result.code !== 0) throw explainAptFailure(new CommandError(aptCommand(...INSTALL, '-y', ...lacking), result));
}

const NOTHING_TO_DO: CommandResult = { code: 0, stdout: '', stderr: '' };

interface Installing {
  readonly instead: string;
  readonly tell: (text: string) => void;
}

/**
 * Installs what is lacking where nobody else is installing. Whoever does may bring what is wanted, which is then
 * theirs, and is half way there until the end: so what apt would do is asked and done while no lock is taken, and
 * asked again after every wait.
 */
async function installOnce(
  host: Host,
  wanted: readonly string[],
  { instead, tell }: Installing,
): Promise<CommandResult> {
  const locks = await tryLocks();
  if (lockHolder(locks.stderr)) return locks;
  // A package that is there already must not be asked for: apt would mark it as wanted by the user, and no longer
  // remove it with the packages that need it.
  const lacking = await lackingOf(wanted);
  if (lacking.length === 0) return NOTHING_TO_DO;
  const effects = await simulate(host, lacking);
  const refusal = refusalOf(effects, installedByTare(host), instead);
  if (refusal) throw refusalError(lacking, refusal);
  const { added, replaced, configured } = effects;
  // Another installed package provides it. If it were asked for, apt would only mark that package as wanted.
  if ([...added, ...replaced, ...configured].length === 0) return NOTHING_TO_DO;
  tell(`installing ${lacking.join(' ')} (${count(added.length, 'package')})`);
  const installation = await recordInstallation(host, added, lacking.map(nameOf));
  try {
    const result = await keepIdle(host, added, () => aptOnce([...INSTALL, '-y', ...lacking]));
    if (result.code === 0) {
      await installation.narrow();
      await mustBeHere(added);
    } else if (lockHolder(result.stderr)) installation.settle();
    else await installation.undo();
    return result;
  } catch (error) {
    await installation.undo();
    throw error;
  }
}

/** What is on record as installed, and is not, would be taken for ours once the user installs it. @throws HostError */
async function mustBeHere(added: readonly string[]): Promise<void> {
  if (added.length === 0) return;
  const here = await unpackedPackages(added);
  const absent = added.filter((name) => !here.includes(withoutArchitecture(name)));
  if (absent.length > 0) throw notDone(`installed ${absent.join(', ')}`);
}

function refusalError(wanted: readonly string[], { harm, remedy }: InstallRefusal): HostError {
  return new HostError(`To install ${wanted.join(' ')}, apt would ${harm}; nothing was changed.`, remedy);
}

/** The number is limited, since each simulation reads all package lists into its own memory. */
const SIMULATIONS = new Slot<Lanes>('simulations of apt');
/**
 * All who ask wait together, and once: they would name each other as holders, and where somebody holds the locks for
 * good, each would wait for as long again.
 */
const LOCKS = new Slot<Promise<CommandResult>>('locks of apt');

/**
 * Says what stands against an installation, as far as the package lists on this host show; undefined where nothing
 * does. It changes nothing and needs no rights.
 */
export async function foreseenRefusal(
  host: Pick<HostFacts, 'run' | 'journal' | 'log'>,
  wanted: readonly string[],
  instead: string,
): Promise<InstallRefusal | undefined> {
  if (wanted.length === 0 || !hasApt()) return undefined;
  const lacking = await lackingOf(wanted);
  if (lacking.length === 0) return undefined;
  const lanes = host.run.once(SIMULATIONS, () => new Lanes(availableParallelism()));
  const argv = simulateCommand(...INSTALL.slice(0, -1), ...lacking);
  const ask = async () => {
    const { code, stdout } = await lanes.run(() => runCommand(argv, SIMULATING));
    // Lists that are empty or old prove nothing; they are fetched at the installation.
    return code === 0 ? refusalOf(parseSimulation(stdout), installedByTare(host), instead) : undefined;
  };
  if (!(await ask())) return undefined;
  // Somebody may have been installing, and have half installed what is said to stand in the way. A user who may not
  // take the locks is told of the moment.
  await host.run.once(LOCKS, () => whileLocked(host.log, tryLocks));
  return ask();
}

function installedByTare(host: Pick<HostFacts, 'journal'>): Set<string> {
  return new Set(
    host.journal
      .installed()
      .flatMap((undo) =>
        undo.kind === 'packages' ? undo.names.filter((name) => !undo.settingsOnly?.includes(name)) : [],
      ),
  );
}

/** Of `runc=1.1.5`, this is `runc`. */
const nameOf = (pin: string) => pin.split('=', 1)[0] ?? pin;

async function lackingOf(wanted: readonly string[]): Promise<string[]> {
  const pins = wanted.map((item) => ({ item, pin: item.split('=', 2) }));
  const installed = await installedVersions(pins.map(({ pin: [name] }) => name ?? ''));
  return pins.flatMap(({ item, pin: [name = '', version] }) =>
    (version ? installed.get(name) === version : installed.has(name)) ? [] : [item],
  );
}

/** Returns what apt would do. Old lists may name what is no longer there, so they are refreshed where it fails. */
async function simulate(host: Host, wanted: readonly string[]): Promise<Effects> {
  const argv = simulateCommand(...INSTALL.slice(0, -1), ...wanted);
  const first = await runCommand(argv, SIMULATING);
  if (first.code === 0) return parseSimulation(first.stdout);
  const troubles = await refreshPackageLists(host);
  const { code, stdout, stderr } = await runCommand(argv, SIMULATING);
  if (code === 0) return parseSimulation(stdout);
  const why = troubles.map((trouble) => `E: ${trouble}\n`).join('');
  throw explainAptFailure(new CommandError(argv, { code, stdout: '', stderr: `${stderr}${why}` }));
}
