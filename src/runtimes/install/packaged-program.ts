/**
 * A runtime whose programs come from packages with names of their own, from backports where the release is too old.
 */
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError, InputError } from '../../errors.js';
import type { Host, HostFacts, LinuxDistribution } from '../../host/host.js';
import {
  availableVersions,
  candidateVersions,
  ensurePackages,
  installedVersions,
  isVersion,
  offerText,
  type PackageVersion,
  pickVersion,
  refreshPackageLists,
} from '../../host/packages/apt.js';
import { addBackports, hasBackports } from '../../host/packages/backports.js';
import { addRepository, type VendorRepository } from '../../host/packages/vendor-apt.js';
import type { Installed, Missing } from '../runtime.js';
import { type Accounts, recordAccounts } from './accounts.js';
import { findCommand, identifyBinary, installedAlone, requireExecutable } from './binaries.js';
import { unlessRefused } from './refusal.js';

export interface Program {
  /** What it is called in a run document. */
  readonly name: string;
  /** A name on PATH, or absolute paths that different packagers use. */
  readonly places: readonly string[];
}

export interface PackagedRuntime {
  /** The one that is run comes first; a path in the arm replaces it. */
  readonly programs: readonly [Program, ...Program[]];
  /** Package names that have them, the preferred first. */
  readonly packages: readonly [string, ...string[]];
  /** Packages that must be of the same version. */
  readonly beside?: readonly string[];
  /** What installing them adds to the host's accounts. */
  readonly accounts?: Accounts;
  /** Whether this package version will do where the user names none. */
  accepts?(packageVersion: string): boolean;
  /** Who else packages it, for what the distribution does not have; undefined for one they do not serve. */
  vendor?(distribution: LinuxDistribution): VendorRepository | undefined;
  /** Whether `runtime=path` makes sense. */
  readonly byPath: 'supported' | 'refused';
}

function find({ places }: Program): string | undefined {
  return (
    places.map((place) => (isAbsolute(place) ? existsSync(place) && place : findCommand(place))).find(Boolean) ||
    undefined
  );
}

/** What `installPackaged` would have to do. @throws InputError for a path that is wrong. */
export async function checkPackaged(host: HostFacts, arm: ArmSpec, runtime: PackagedRuntime): Promise<Missing[]> {
  if (arm.path) {
    requirePath(arm, arm.path, runtime);
    return [];
  }
  const installed = await installedPackage(runtime);
  if (!arm.version) return find(runtime.programs[0]) ? [] : [await missing(host, arm, runtime)];
  if (!installed) return [await missing(host, arm, runtime)];
  return isVersion(installed.version, arm.version) ? [] : [otherVersion(installed, arm.version)];
}

/** Uses what is there when it fits; installs the package, from backports if need be, when not. */
export async function installPackaged(host: Host, arm: ArmSpec, runtime: PackagedRuntime): Promise<Installed> {
  if (arm.path) {
    const path = requirePath(arm, arm.path, runtime);
    return installedAlone(await identifyBinary(runtime.programs[0].name, path), 'path');
  }
  const installed = await installedPackage(runtime);
  if (arm.version && installed && !isVersion(installed.version, arm.version)) {
    const { what, remedy } = otherVersion(installed, arm.version);
    throw new HostError(what, remedy);
  }
  const there = arm.version ? installed !== undefined : find(runtime.programs[0]) !== undefined;
  if (!there) await installPackage(host, arm, runtime);
  return describe(runtime);
}

function requirePath(arm: ArmSpec, path: string, { byPath }: PackagedRuntime): string {
  if (byPath === 'supported') return requireExecutable(path, arm.runtime);
  throw new InputError(
    `${arm.runtime}=${path}: a path is not supported, since ${arm.runtime} is more than one program`,
    `Ask for a version that a package has: ${arm.runtime}@VERSION.`,
  );
}

async function installedPackage({ packages }: PackagedRuntime): Promise<PackageVersion | undefined> {
  const versions = await installedVersions(packages);
  const name = packages.find((candidate) => versions.has(candidate));
  const version = name && versions.get(name);
  return name && version ? { name, version } : undefined;
}

function otherVersion({ name, version }: PackageVersion, wanted: string): Missing {
  return {
    what: `package ${name} ${version} is installed, and ${wanted} was asked for`,
    remedy: 'Tare does not replace a package that was here before it: remove it first, or measure the version it has.',
    installable: false,
  };
}

async function missing(host: HostFacts, arm: ArmSpec, runtime: PackagedRuntime): Promise<Missing> {
  const { version } = arm;
  const what = `package ${runtime.packages[0]}${version ? ` ${version}` : ''}`;
  const picked = await chosen(runtime, version);
  if (picked) {
    const found = { what, remedy: `tare installs it from this host's package sources`, installable: true };
    return unlessRefused(host, found, await pinsOf(runtime, picked), instead(arm, runtime));
  }
  const vendor = runtime.vendor?.(host.distribution)?.uri;
  const others = [
    ...(hasBackports(host.distribution) ? [`${host.distribution.codename}-backports`] : []),
    ...(vendor ? [vendor] : []),
  ];
  if (others.length > 0)
    return { what, remedy: `tare installs it from ${others.join(', or from ')}`, installable: true };
  const remedy = `the package sources of ${host.distribution.pretty} do not offer it: run apt-get update, or add a source that has it`;
  return { what, remedy, installable: false };
}

/** Offered by the sources as they are: the preferred package first, and of each what apt itself would install. */
async function acceptable(runtime: PackagedRuntime, version: string | undefined): Promise<PackageVersion[]> {
  const offered = [...(await candidateVersions(runtime.packages)), ...(await availableVersions(runtime.packages))];
  const fit = offered.filter((one) => version !== undefined || (runtime.accepts?.(one.version) ?? true));
  return runtime.packages.flatMap((name) => fit.filter((one) => one.name === name));
}

async function chosen(runtime: PackagedRuntime, version: string | undefined): Promise<PackageVersion | undefined> {
  const offered = await acceptable(runtime, version);
  return offered.find((one) => version === undefined || isVersion(one.version, version));
}

async function installPackage(host: Host, arm: ArmSpec, runtime: PackagedRuntime): Promise<void> {
  if (host.mayInstall) await widenSources(host, arm, runtime);
  const offered = await acceptable(runtime, arm.version);
  const picked = arm.version ? pickVersion(offered, arm.version, arm.runtime) : offered[0];
  if (!picked) throw await nothingFits(arm, runtime);
  if (host.mayInstall && runtime.accounts) recordAccounts(host, runtime.accounts);
  await ensurePackages(host, await pinsOf(runtime, picked), instead(arm, runtime));
}

/** With what must be of the same version. */
async function pinsOf({ beside = [] }: PackagedRuntime, picked: PackageVersion): Promise<string[]> {
  const same = (await availableVersions(beside)).filter(({ version }) => version === picked.version);
  return [...new Set([picked, ...same].map(({ name, version }) => `${name}=${version}`))];
}

/** How to have it without the package. */
function instead({ runtime, version }: ArmSpec, { byPath }: PackagedRuntime): string {
  const ways = [
    ...(byPath === 'supported' ? [`give a binary by path (${runtime}=./${runtime})`] : []),
    ...(version ? ['ask for another version'] : []),
    `leave ${runtime} out`,
  ];
  return ways.join(', or ');
}

async function nothingFits(arm: ArmSpec, { packages }: PackagedRuntime): Promise<HostError> {
  const [name] = packages;
  const old = await availableVersions(packages);
  return new HostError(
    `this host's package sources offer no ${name} that can be used`,
    old.length > 0 ? `They offer: ${offerText(old)}.` : `Add a source that has ${name}, or leave ${arm.runtime} out.`,
  );
}

/**
 * Lists that were never fetched are fetched; then backports, then the vendor's repository are added until something
 * fits.
 */
async function widenSources(host: Host, arm: ArmSpec, runtime: PackagedRuntime): Promise<void> {
  const vendor = runtime.vendor?.(host.distribution);
  const steps = [
    async () => ((await availableVersions(['dpkg'])).length === 0 ? refreshPackageLists(host) : undefined),
    async () => (hasBackports(host.distribution) ? addBackports(host) : undefined),
    async () => (vendor ? addVendor(host, arm, runtime, vendor) : undefined),
  ];
  for (const widen of steps) {
    if (await chosen(runtime, arm.version)) return;
    await widen();
  }
}

/** Taken out again at once where it does not have what is wanted either. */
async function addVendor(host: Host, arm: ArmSpec, runtime: PackagedRuntime, vendor: VendorRepository): Promise<void> {
  const undo = await addRepository(host, vendor);
  if (!(await chosen(runtime, arm.version))) await undo();
}

async function describe(runtime: PackagedRuntime): Promise<Installed> {
  const [{ name }] = runtime.programs;
  const found = runtime.programs.flatMap((program) => ({ program, path: find(program) }));
  const absent = found.find(({ path }) => !path);
  if (absent)
    throw new HostError(
      `${absent.program.name}, which ${name} needs, is not installed`,
      'Install it, or add its folder to PATH.',
    );
  const [main, ...others] = found;
  if (!main?.path) throw new Error(`${name} has no program`);
  const first = await identifyBinary(main.program.name, main.path);
  const binaries = [first];
  for (const { program, path } of others) if (path) binaries.push(await identifyBinary(program.name, path));
  const installed = await installedPackage(runtime);
  const source = installed ? `distro package ${installed.name} ${installed.version}` : `found at ${first.path}`;
  return { main: first, binaries, source };
}
