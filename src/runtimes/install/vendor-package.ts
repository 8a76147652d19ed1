/** A runtime that the distribution packages, and Docker's own repository too. */
import { HostError } from '../../errors.js';
import type { Host, HostFacts } from '../../host/host.js';
import {
  availableVersions,
  candidateVersions,
  currentVersions,
  ensurePackages,
  installedVersions,
  isVersion,
  offerText,
  type PackageVersion,
  pickVersion,
  refreshPackageLists,
} from '../../host/packages/apt.js';
import { addRepository } from '../../host/packages/vendor-apt.js';
import { dockerRepository } from '../../host/packages/vendor-apt-docker.js';
import type { Missing } from '../runtime.js';
import { findCommand } from './binaries.js';
import { unlessRefused } from './refusal.js';
import { type Service, servicesInTheWay } from './services.js';

export interface VendorPackage {
  /** The runtime, for messages: `docker`. */
  readonly name: string;
  /** Which a usable host has on PATH. */
  readonly program: string;
  /** The distribution's package, then Docker's. */
  readonly packages: readonly [string, string];
  /** Packages of Docker's that come with theirs: at its version, or at their newest. */
  readonly beside: { readonly sameVersion: readonly string[]; readonly newest: readonly string[] };
  /** The distribution's package of the client, where it has one apart: Debian 13's docker.io only recommends it. */
  readonly client?: string;
  /** Daemons that these packages bring. */
  readonly services: readonly Service[];
  /** How to have two versions on one host, for errors. */
  readonly byPath: string;
}

/** Package version of what is installed, whoever packaged it. */
export async function installedVendorPackage({ packages }: VendorPackage): Promise<string | undefined> {
  const versions = await installedVersions(packages);
  return packages.map((name) => versions.get(name)).find((version) => version !== undefined);
}

/** What `installVendorPackage` would have to do. */
export async function checkVendorPackage(
  host: HostFacts,
  wanted: VendorPackage,
  version: string | undefined,
): Promise<Missing[]> {
  const installed = await installedVendorPackage(wanted);
  if (version ? installed && isVersion(installed, version) : findCommand(wanted.program)) return [];
  const what = version ? `${wanted.name} ${version}` : `package ${wanted.packages[0]}`;
  if (version && installed) return [{ what, ...conflict(wanted, installed), installable: false }];
  const [disturbed] = await servicesInTheWay(host, wanted.services);
  if (disturbed) return [{ what, remedy: disturbance(wanted, disturbed), installable: false, refused: true }];
  const from = `this host's package sources${version ? `, or from Docker's own where they do not have it` : ''}`;
  const found = { what, remedy: `tare installs it from ${from}`, installable: true };
  return [await unlessRefused(host, found, await foreseenPins(wanted, version), instead(wanted, version))];
}

/** What would be installed as far as the lists tell that are here. */
async function foreseenPins(wanted: VendorPackage, version: string | undefined): Promise<string[]> {
  if (!version) return [wanted.packages[0], ...(await candidatesOf(wanted.client))];
  const offered = await availableVersions(wanted.packages);
  const picked = offered.find((one) => isVersion(one.version, version));
  return picked ? pinsOf(wanted, picked) : [];
}

function instead({ name, byPath }: VendorPackage, version: string | undefined): string {
  return [byPath, ...(version ? ['ask for another version'] : []), `leave ${name} out`].join(', or ');
}

const disturbance = ({ byPath, name }: VendorPackage, socket: string): string =>
  `a daemon that no package brought listens on ${socket}, and the package would start its own in its place: ` +
  `add the folder of your own ${name} to PATH; ${byPath}; or leave ${name} out.`;

function conflict({ byPath }: VendorPackage, installed: string): { remedy: string } {
  return { remedy: `${installed} is installed: remove that package first; or ${byPath}` };
}

/**
 * @throws InputError for a version that nobody offers, HostError where it cannot be had: another is installed, or the
 * network refuses; both name what there is.
 */
export async function installVendorPackage(
  host: Host,
  wanted: VendorPackage,
  version: string | undefined,
): Promise<void> {
  if (!version) {
    if (findCommand(wanted.program)) return;
    await refuseDisturbance(host, wanted);
    await fetchLists(host);
    await ensurePackages(host, await foreseenPins(wanted, undefined), instead(wanted, undefined));
    return;
  }
  const installed = await installedVendorPackage(wanted);
  if (installed && isVersion(installed, version)) return;
  if (installed) throw new HostError(`${wanted.name} ${version} was asked for`, conflict(wanted, installed).remedy);
  await refuseDisturbance(host, wanted);
  const offered = await currentVersions(host, wanted.packages, version);
  if (offered.some((one) => isVersion(one.version, version))) await install(host, wanted, version, offered);
  else await installFromDocker(host, wanted, version, offered);
}

async function refuseDisturbance(host: Host, wanted: VendorPackage): Promise<void> {
  const [disturbed] = await servicesInTheWay(host, wanted.services);
  if (disturbed) throw new HostError(`${wanted.name} is not installed`, disturbance(wanted, disturbed));
}

async function install(
  host: Host,
  wanted: VendorPackage,
  version: string,
  offered: readonly PackageVersion[],
): Promise<void> {
  const picked = pickVersion(offered, version, wanted.name);
  await fetchLists(host);
  await ensurePackages(host, await pinsOf(wanted, picked), instead(wanted, version));
}

/** With what comes beside it. */
async function pinsOf({ packages, beside, client }: VendorPackage, picked: PackageVersion): Promise<string[]> {
  const pin = `${picked.name}=${picked.version}`;
  if (picked.name !== packages[1]) return [pin, ...(await candidatesOf(client))];
  const newestOnes = await Promise.all(beside.newest.map(newest));
  return [pin, ...beside.sameVersion.map((other) => `${other}=${picked.version}`), ...newestOnes];
}

/** None where the distribution has no such package, as Debian 12. */
async function candidatesOf(client: string | undefined): Promise<string[]> {
  return client ? (await candidateVersions([client])).map(({ name }) => name) : [];
}

/** Where they were never fetched. */
async function fetchLists(host: Host): Promise<void> {
  if (host.mayInstall && (await availableVersions(['dpkg'])).length === 0) await refreshPackageLists(host);
}

/** Pinned too, so that what is looked at is what is installed. */
async function newest(name: string): Promise<string> {
  const [version] = await availableVersions([name]);
  return version ? `${name}=${version.version}` : name;
}

async function installFromDocker(
  host: Host,
  wanted: VendorPackage,
  version: string,
  elsewhere: readonly PackageVersion[],
): Promise<void> {
  if (!host.mayInstall) throw new HostError(`${wanted.name} ${version} is missing`, 'Run without --install never.');
  const undo = await tryRepository(host, wanted, version, elsewhere);
  const offered = await availableVersions(wanted.packages);
  if (!offered.some((one) => isVersion(one.version, version))) await undo();
  await install(host, wanted, version, offered);
}

async function tryRepository(
  host: Host,
  { name }: VendorPackage,
  version: string,
  elsewhere: readonly PackageVersion[],
): Promise<() => Promise<void>> {
  try {
    return await addRepository(host, dockerRepository(host.distribution));
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    const others = elsewhere.length > 0 ? offerText(elsewhere) : `no ${name} at all`;
    throw new HostError(
      `${name} ${version} cannot be had\nThis host's package sources offer: ${others}.\nDocker's own repository was tried after them: ${error.message}`,
    );
  }
}
