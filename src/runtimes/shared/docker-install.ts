/** Gets Docker onto the host: the distribution's package, Docker's own, or a static bundle the user has unpacked. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HostError, InputError } from '../../config/errors.js';
import {
  availableVersions,
  currentVersions,
  ensurePackages,
  installedVersions,
  isVersion,
  offerText,
  type PackageVersion,
  pickVersion,
} from '../../host/apt.js';
import type { Host } from '../../host/host.js';
import { addRepository } from '../../host/vendor-apt.js';
import { dockerRepository } from '../../host/vendor-apt-docker.js';
import type { Binary } from '../../results/document.js';
import { findCommand, identifyBinary, requireExecutable } from './binaries.js';

/** The distribution's package, and Docker's own. */
const PACKAGES = ['docker.io', 'docker-ce'];

/** Package version of the Docker daemon that is installed, whoever packaged it. */
export async function installedDocker(): Promise<string | undefined> {
  const versions = await installedVersions(PACKAGES);
  return PACKAGES.map((name) => versions.get(name)).find((version) => version !== undefined);
}

/**
 * @throws InputError for a version that nobody offers, HostError where it cannot be had: another is installed, or the
 * network refuses; both name what there is.
 */
export async function installDocker(host: Host, version: string | undefined): Promise<void> {
  if (!version) {
    if (!findCommand('dockerd')) await ensurePackages(host, ['docker.io']);
    return;
  }
  const installed = await installedDocker();
  if (installed && isVersion(installed, version)) return;
  if (installed)
    throw new HostError(
      `docker ${installed} is installed, and ${version} was asked for`,
      'Remove the package first; or unpack the static bundle of that version and give its folder by path: docker=./docker.',
    );
  const offered = await currentVersions(host, PACKAGES, version);
  if (offered.some((one) => isVersion(one.version, version)))
    return install(host, pickVersion(offered, version, 'docker'));
  await installFromDocker(host, version, offered);
}

async function install(host: Host, picked: PackageVersion): Promise<void> {
  const pins = [`${picked.name}=${picked.version}`];
  if (picked.name === 'docker-ce') pins.push(`docker-ce-cli=${picked.version}`, await newest('containerd.io'));
  await ensurePackages(host, pins);
}

/** Pinned too, so that what is looked at is what is installed. */
async function newest(name: string): Promise<string> {
  const [version] = await availableVersions([name]);
  return version ? `${name}=${version.version}` : name;
}

async function installFromDocker(host: Host, version: string, elsewhere: readonly PackageVersion[]): Promise<void> {
  const repository = dockerRepository(host.distribution);
  if (!host.mayInstall) throw new HostError(`docker ${version} is missing`, 'Run without --install never.');
  const others = elsewhere.length > 0 ? offerText(elsewhere) : 'no docker at all';
  let undo: () => Promise<void>;
  try {
    undo = await addRepository(host, repository);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new HostError(
      `docker ${version} cannot be had: this host's package sources offer ${others}; and of ${repository.uri}, tried after them:\n${error.message}`,
    );
  }
  const offered = await availableVersions(PACKAGES);
  if (!offered.some((one) => isVersion(one.version, version))) await undo();
  await install(host, pickVersion(offered, version, 'docker'));
}

/** Of a static bundle a user may give the folder or its dockerd. @throws InputError saying what it lacks. */
export function bundleFolder(path: string): string {
  if (!existsSync(path))
    throw new InputError(
      `docker: ${path} does not exist`,
      'Give the folder of an unpacked static bundle, which has dockerd and docker: docker=./docker.',
    );
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  requireExecutable(join(folder, 'dockerd'), 'docker');
  return folder;
}

/** The programs of Docker that will run: of a bundle, with those on PATH for what it lacks; or all of PATH. */
export async function identifyDocker(bundle: string | undefined, names: readonly string[]): Promise<Binary[]> {
  const found = names.flatMap((name) => {
    const bundled = bundle && join(bundle, name);
    const path = bundled && existsSync(bundled) ? bundled : findCommand(name);
    return path ? [{ name, path }] : [];
  });
  if (!found.some(({ name }) => name === 'docker'))
    throw new HostError('the docker command is not on PATH', 'Install docker.io, or add the folder of docker to PATH.');
  return Promise.all(found.map(({ name, path }) => identifyBinary(name, path)));
}
