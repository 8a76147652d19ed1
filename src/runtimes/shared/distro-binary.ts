/** A runtime that is one executable of a distribution package, or a path the user gives. */
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../config/errors.js';
import {
  availableVersions,
  ensurePackages,
  installedVersions,
  pickVersion,
  refreshPackageLists,
  upstreamVersion,
} from '../../host/apt.js';
import type { Host } from '../../host/host.js';
import type { Installed, Missing } from '../runtime.js';
import { findCommand, identifyBinary, requireExecutable } from './binaries.js';

/** What `installDistroBinary` would have to do. */
export async function checkDistroBinary(_host: Host, arm: ArmSpec, packageName: string): Promise<Missing[]> {
  if (arm.path) {
    requireExecutable(arm.path, arm.runtime);
    return [];
  }
  const installed = (await installedVersions([packageName])).get(packageName);
  if (arm.version && installed && matches(installed, arm.version)) return [];
  if (!arm.version && findCommand(arm.runtime)) return [];
  const what = arm.version ? `package ${packageName} ${arm.version}` : `package ${packageName}`;
  return [{ what, remedy: `tare installs it from this host's package sources`, installable: true }];
}

/** Uses what is there when it fits, installs the package (at the pinned version) when not. */
export async function installDistroBinary(host: Host, arm: ArmSpec, packageName: string): Promise<Installed> {
  if (arm.path)
    return { binaries: [await identifyBinary(arm.runtime, requireExecutable(arm.path, arm.runtime))], source: 'path' };
  if (arm.version) return installPinned(host, arm, arm.version, packageName);
  if (!findCommand(arm.runtime)) await ensurePackages(host, [packageName]);
  return describe(arm, packageName);
}

async function installPinned(host: Host, arm: ArmSpec, version: string, packageName: string): Promise<Installed> {
  const installed = (await installedVersions([packageName])).get(packageName);
  if (!installed || !matches(installed, version)) {
    if ((await availableVersions([packageName])).length === 0) await refreshPackageLists(host);
    const picked = pickVersion(await availableVersions([packageName]), version, arm.runtime);
    refuseReplacing(packageName, installed, picked.version);
    await ensurePackages(host, [`${picked.name}=${picked.version}`]);
  }
  return describe(arm, packageName);
}

/** Another version that was here before us may be in use: replacing it could not be undone byte for byte. */
function refuseReplacing(packageName: string, installed: string | undefined, wanted: string): void {
  if (!installed) return;
  throw new HostError(
    `package ${packageName} ${installed} is installed, and ${wanted} was asked for`,
    `Remove the package first, or give the binary of the wanted version by path.`,
  );
}

function matches(packageVersion: string, wanted: string): boolean {
  return packageVersion === wanted || upstreamVersion(packageVersion) === wanted;
}

async function describe(arm: ArmSpec, packageName: string): Promise<Installed> {
  const path = findCommand(arm.runtime);
  if (!path)
    throw new HostError(
      `package ${packageName} is installed, but ${arm.runtime} is not on PATH`,
      'Add its folder to PATH.',
    );
  const version = (await installedVersions([packageName])).get(packageName);
  const source = version ? `distro package ${packageName} ${version}` : `found at ${path}`;
  return { binaries: [await identifyBinary(arm.runtime, path)], source };
}
