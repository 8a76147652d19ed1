/** Packages of Debian and Ubuntu, from the mirrors the host itself names. */
import { existsSync } from 'node:fs';
import { HostError, InputError } from '../../errors.js';
import { CommandError, mustRun, runCommand } from '../command.js';
import type { Host } from '../host.js';
import { installedVersions, packageEnvironment } from './dpkg.js';

export { installedVersions };

const APT = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-q'];

/** Plenty for a slow mirror or an emulated host, where the lists alone took 5 minutes. */
const APT_SECONDS = 900;

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** Files of an installed package; empty where it is not installed. */
export async function filesOf(name: string): Promise<string[]> {
  if (!existsSync('/usr/bin/dpkg-query')) return [];
  const { code, stdout } = await runCommand(['dpkg-query', '-L', name]);
  return code === 0 ? stdout.split('\n').filter(Boolean) : [];
}

/** All versions of these packages that the host's sources offer, newest first as apt lists them. None on a host without apt. */
export async function availableVersions(names: readonly string[]): Promise<PackageVersion[]> {
  if (!existsSync('/usr/bin/apt-cache')) return [];
  const { stdout } = await runCommand(['apt-cache', 'madison', ...names]);
  return stdout.split('\n').flatMap((line) => {
    const [name, version] = line.split('|').map((field) => field.trim());
    return name && version ? [{ name, version }] : [];
  });
}

/** What apt itself would install of each: not always the newest, since backports are only taken where they are asked for. */
export async function candidateVersions(names: readonly string[]): Promise<PackageVersion[]> {
  if (!existsSync('/usr/bin/apt-cache')) return [];
  return parseCandidates((await runCommand(['apt-cache', 'policy', ...names])).stdout);
}

/** Pure: reads what `apt-cache policy` prints. */
export function parseCandidates(policy: string): PackageVersion[] {
  const stanzas = policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm);
  return [...stanzas].flatMap(([, name, version]) =>
    name && version && version !== '(none)' ? [{ name, version }] : [],
  );
}

/** `5:24.0.5-1~debian.12` is upstream version `24.0.5`. */
export function upstreamVersion(packageVersion: string): string {
  const withoutEpoch = packageVersion.replace(/^\d+:/, '');
  return withoutEpoch.match(/^\d+(\.\d+)*/)?.[0] ?? withoutEpoch;
}

/** Whether a user who asks for `wanted`, `24.0.5` or the full package version, means this one. */
export function isVersion(packageVersion: string, wanted: string): boolean {
  return packageVersion === wanted || upstreamVersion(packageVersion) === wanted;
}

/** What there is, for an error that names it: `1.1.5 (package runc 1.1.5+ds1-1)`. */
export function offerText(offered: readonly PackageVersion[]): string {
  const texts = offered.map(({ name, version }) => `${upstreamVersion(version)} (package ${name} ${version})`);
  return [...new Set(texts)].join(', ');
}

/** The offered version that a user means. @throws InputError naming those there are. */
export function pickVersion(offered: readonly PackageVersion[], wanted: string, what: string): PackageVersion {
  const match = offered.find(({ version }) => isVersion(version, wanted));
  if (match) return match;
  throw new InputError(
    `${what} ${wanted} is not offered by this host's package sources`,
    offered.length > 0
      ? `They offer: ${offerText(offered)}. Ask for one of these, or add a source that has ${wanted}.`
      : `They offer no ${what} at all: run apt-get update, or add a source that has it.`,
  );
}

/** Like `availableVersions`; where `wanted` is not among them the package lists, which may be old, are refreshed first. */
export async function currentVersions(host: Host, names: readonly string[], wanted: string): Promise<PackageVersion[]> {
  const offered = await availableVersions(names);
  const known = offered.some(({ version }) => isVersion(version, wanted));
  if (known || !host.mayInstall || !existsSync('/usr/bin/apt-get')) return offered;
  try {
    await refreshPackageLists(host);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    host.log.warn(error.message);
    return offered;
  }
  return availableVersions(names);
}

/** Refuses early, with a cause a person can mend. */
export function requireApt(): void {
  if (!existsSync('/usr/bin/apt-get')) {
    throw new HostError(
      'this host has no apt, so nothing can be installed',
      'Install sysbench userland tools and runtimes yourself and pass --rootfs and runtime paths (runc=/usr/bin/runc) with --install never, or use Debian or Ubuntu.',
    );
  }
}

/** Refreshes the package lists once an invocation. */
let refreshed: Promise<void> | undefined;
export function refreshPackageLists(host: Host): Promise<void> {
  refreshed ??= (async () => {
    requireApt();
    host.log.step('refreshing package lists');
    await runApt(['update'], APT_SECONDS);
  })();
  return refreshed;
}

/**
 * Makes sure that packages are there, optionally in one exact version (`runc` or `runc=1.1.5`).
 * What apt would add is recorded for undo before apt is asked to add it.
 */
export async function ensurePackages(host: Host, wanted: readonly string[]): Promise<void> {
  if (await allInstalled(wanted)) return;
  if (!host.mayInstall) {
    throw new HostError(`packages are missing: ${wanted.join(' ')}`, 'Install them, or run without --install never.');
  }
  requireApt();
  const flags = ['install', '-y', '--no-install-recommends', ...wanted];
  const added = await simulate(host, flags);
  host.log.step(`installing ${wanted.join(' ')} (${added.length} packages)`);
  const change = added.length > 0 ? host.journal.record({ kind: 'packages', names: added }, 'install') : undefined;
  try {
    await runApt(flags, APT_SECONDS);
  } catch (error) {
    await change?.undo().catch((problem: unknown) => {
      // It stays on record; a person must first know why the installation failed.
      host.log.warn(`could not be undone yet: ${problem instanceof Error ? problem.message : problem}`);
    });
    throw error;
  }
}

async function allInstalled(wanted: readonly string[]): Promise<boolean> {
  const pins = wanted.map((item) => item.split('=', 2));
  const installed = await installedVersions(pins.map(([name]) => name ?? ''));
  return pins.every(([name = '', version]) => (version ? installed.get(name) === version : installed.has(name)));
}

/** Names of the packages apt would newly add. */
async function simulate(host: Host, flags: readonly string[]): Promise<string[]> {
  let result = await runCommand([...APT, '--simulate', ...flags]);
  if (result.code !== 0) {
    await refreshPackageLists(host);
    result = await runCommand([...APT, '--simulate', ...flags]);
  }
  if (result.code !== 0) throw explain(new CommandError([...APT, ...flags], result));
  return result.stdout.split('\n').flatMap((line) => line.match(/^Inst (\S+) \((?!.*\[upgrad)/)?.[1] ?? []);
}

/** Runs apt-get. @throws HostError saying what the user can do about it. */
export async function runApt(flags: readonly string[], timeoutSeconds: number): Promise<void> {
  try {
    await mustRun([...APT, ...flags], { timeoutSeconds, env: packageEnvironment() });
  } catch (error) {
    throw error instanceof CommandError ? explain(error) : error;
  }
}

/** Turns apt's words into what the user can do. */
export function explain(error: CommandError): HostError {
  const text = `${error.result.stdout}${error.result.stderr}`;
  if (/Could not resolve|Failed to fetch|Cannot initiate the connection|Temporary failure/.test(text)) {
    return new HostError(
      error.message,
      'The package mirror cannot be reached: check the network, the proxy and /etc/apt/sources.list.',
    );
  }
  if (/No space left|not enough free space|enough free space/i.test(text)) {
    return new HostError(error.message, 'The disk is full: free space under /var, then run again.');
  }
  if (error.result.code === null) {
    return new HostError(error.message, 'The mirror or this host is slow: run again, what was fetched is kept.');
  }
  return new HostError(error.message, 'Mend the package system first (apt-get -f install shows what is wrong).');
}
