/**
 * A runtime that is one executable: of a distribution package, of an upstream release, or at a path the user gives.
 */
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import type { Host, HostFacts } from '../../host/host.js';
import {
  availableVersions,
  currentVersions,
  ensurePackages,
  filesOf,
  installedVersions,
  isVersion,
  offerText,
  type PackageVersion,
  pickVersion,
} from '../../host/packages/apt.js';
import type { Installed, Missing } from '../runtime.js';
import { findCommand, identifyBinary, installedAlone, requireExecutable } from './binaries.js';
import { unlessRefused } from './refusal.js';
import { checkRelease, installRelease, type ReleaseSource } from './release-binary.js';

/** What `installDistroBinary` would have to do. */
export async function checkDistroBinary(
  host: HostFacts,
  arm: ArmSpec,
  packageName: string,
  release?: ReleaseSource,
): Promise<Missing[]> {
  if (arm.path) {
    requireExecutable(arm.path, arm.runtime);
    return [];
  }
  const { version } = arm;
  if (!version) {
    if (findCommand(arm.runtime)) return [];
    return [await unlessRefused(host, fromSources(`package ${packageName}`), [packageName], instead(arm))];
  }
  const installed = (await installedVersions([packageName])).get(packageName);
  if (installed && !arm.checksum && isVersion(installed, version)) return [];
  const offered = await availableVersions([packageName]);
  const there = offered.some((one) => isVersion(one.version, version));
  if (release && (arm.checksum || installed || !there)) return checkRelease(host, { ...arm, version }, release);
  const what = `package ${packageName} ${version}`;
  if (installed) return [{ what, remedy: `${installed} is installed. ${REPLACE}`, installable: false }];
  if (!there && offered.length > 0) return [{ what, remedy: offer(offered), installable: false }];
  const pins = there ? [pinOf(pickVersion(offered, version, arm.runtime))] : [];
  return [await unlessRefused(host, fromSources(what), pins, instead(arm))];
}

const REPLACE = 'Remove the package first, or give the binary of the wanted version by path.';

function fromSources(what: string): Missing {
  return { what, remedy: `tare installs it from this host's package sources`, installable: true };
}

/** Uses what is there when it fits; installs the package, or downloads the release, when not. */
export async function installDistroBinary(
  host: Host,
  arm: ArmSpec,
  packageName: string,
  release?: ReleaseSource,
): Promise<Installed> {
  if (arm.path)
    return installedAlone(await identifyBinary(arm.runtime, requireExecutable(arm.path, arm.runtime)), 'path');
  if (arm.version) return installPinned(host, arm, arm.version, packageName, release);
  if (!findCommand(arm.runtime)) await ensurePackages(host, [packageName], instead(arm));
  return describe(arm, packageName);
}

async function installPinned(
  host: Host,
  arm: ArmSpec,
  version: string,
  packageName: string,
  release: ReleaseSource | undefined,
): Promise<Installed> {
  const installed = (await installedVersions([packageName])).get(packageName);
  if (installed && !arm.checksum && isVersion(installed, version)) return describe(arm, packageName);
  const offered = await currentVersions(host, [packageName], version);
  const there = offered.some((one) => isVersion(one.version, version));
  // A package that is there already stays: a release lies beside it, and both can be measured in one run.
  if (release && (arm.checksum || installed || !there))
    return installRelease(host, { ...arm, version }, release, offer(offered));
  const picked = pickVersion(offered, version, arm.runtime);
  refuseReplacing(packageName, installed, picked.version);
  await ensurePackages(host, [pinOf(picked)], instead(arm));
  return describe(arm, packageName);
}

const pinOf = ({ name, version }: PackageVersion) => `${name}=${version}`;

/** How to have it without the package. What is here already is the nearest. */
function instead({ runtime, version }: ArmSpec): string {
  const here = findCommand(runtime);
  const path = `give a binary by path (${runtime}=${here ?? `./${runtime}`})`;
  return version ? `${path}, or ask for another version` : path;
}

function offer(offered: readonly PackageVersion[]): string {
  return offered.length > 0 ? `This host's package sources offer: ${offerText(offered)}.` : '';
}

/** Another version that was here before us may be in use: replacing it could not be undone byte for byte. */
function refuseReplacing(packageName: string, installed: string | undefined, wanted: string): void {
  if (!installed) return;
  throw new HostError(`package ${packageName} ${installed} is installed, and ${wanted} was asked for`, REPLACE);
}

/** What PATH finds, and the package only where it is the package's. A pinned version is always the package's. */
async function describe(arm: ArmSpec, packageName: string): Promise<Installed> {
  const packaged = (await filesOf(packageName)).find((path) => /bin\//.test(path) && basename(path) === arm.runtime);
  const path = arm.version ? packaged : findCommand(arm.runtime);
  if (!path)
    throw new HostError(
      `package ${packageName} is installed, but ${arm.runtime} is not on PATH`,
      'Add its folder to PATH.',
    );
  const version = (await installedVersions([packageName])).get(packageName);
  const isPackaged = packaged && version && realpathSync(packaged) === realpathSync(path);
  const source = isPackaged ? `distro package ${packageName} ${version}` : `found at ${path}`;
  return installedAlone(await identifyBinary(arm.runtime, path), source);
}
