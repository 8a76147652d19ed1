/** Firecracker's executables: by path, on PATH, or a release of its publisher, verified. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import lt from 'semver/functions/lt.js';
import type { ArmSpec } from '../../config/arms.js';
import { HostError, InputError } from '../../errors.js';
import { makeOnce } from '../../host/cache/make-once.js';
import { download } from '../../host/download/download.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host, HostFacts } from '../../host/host.js';
import type { Installed, Missing } from '../runtime.js';
import { findCommand, identifyBinary, requireExecutable } from './binaries.js';
import { independentProof, pinned, proofOf, type Release, refusalOf } from './release-proof.js';

/** Taken where the user names none and there is none on PATH: one that starts distribution kernels. */
const DEFAULT_VERSION = '1.16.1';
/** The oldest with the log options we pass and the configuration we write. */
const OLDEST = '1.7.0';

const ARCHITECTURES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** `1.7.0` of `v1.7.0` or `Firecracker v1.7.0`; undefined where there is none. Pure. */
export function firecrackerVersion(text: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(text)?.[0];
}

/** What `installFirecracker` would have to do. @throws InputError for a version or path that cannot be. */
export async function checkFirecracker(host: HostFacts, arm: ArmSpec): Promise<Missing[]> {
  if (arm.path) requireExecutable(arm.path, 'firecracker');
  const release = wantedRelease(arm);
  if (!release || existsSync(releaseFolder(host, release))) return [];
  const what = `firecracker ${release.version}`;
  const refusal = refusalOf(host, release);
  if (refusal) return [{ what: `${what}: ${refusal.problem}`, remedy: refusal.remedy, installable: false }];
  const proof = independentProof(host, release)?.words ?? `published beside it. ${pinned(release)}`;
  const remedy = `tare downloads it from the project's GitHub releases, with the checksum ${proof}`;
  return [{ what, remedy, installable: true }];
}

/** In the words of `firecracker --version`. @throws InputError for one that does not tell, or cannot be. */
export async function versionToRun(arm: ArmSpec): Promise<string> {
  const wanted = wantedRelease(arm);
  if (wanted) return `Firecracker v${wanted.version}`;
  const path = firecrackerHere(arm);
  return path ? (await identifyBinary('firecracker', path)).version : '';
}

/** The user's own, by path or on PATH; undefined where a release is to run. */
export function firecrackerHere(arm: ArmSpec): string | undefined {
  return wantedRelease(arm) ? undefined : (arm.path ?? findCommand('firecracker'));
}

/** The executables `firecracker` and, where there is one beside it or on PATH, `jailer`. */
export async function installFirecracker(host: Host, arm: ArmSpec): Promise<Installed> {
  const release = wantedRelease(arm);
  const folder = release ? await obtainRelease(host, release) : undefined;
  const path = arm.path ?? (folder ? join(folder, 'firecracker') : findCommand('firecracker'));
  if (!path) throw new HostError('firecracker was on PATH a moment ago, and is not any more', 'Run again.');
  const main = await identifyBinary('firecracker', requireExecutable(path, 'firecracker'));
  const jailer = jailerBeside(path);
  const binaries = jailer ? [main, await identifyBinary('jailer', jailer)] : [main];
  const found = firecrackerVersion(main.version);
  if (found && lt(found, OLDEST)) throw tooOld(main.version);
  return {
    main,
    binaries,
    source: release ? `release ${release.version} of the publisher` : arm.path ? 'path' : `found at ${path}`,
  };
}

export function jailerBeside(path: string): string | undefined {
  // In a release's own folder the names end in version and architecture: firecracker-v1.7.0-x86_64.
  const beside = path.replace(/firecracker([^/]*)$/, 'jailer$1');
  return beside !== path && existsSync(beside) ? beside : findCommand('jailer');
}

/** The release to have; undefined where a path or what is on PATH serves. */
function wantedRelease(arm: ArmSpec): Release | undefined {
  if (arm.path || (!arm.version && findCommand('firecracker'))) return undefined;
  const version = (arm.version ?? DEFAULT_VERSION).replace(/^v/, '');
  const parsed = firecrackerVersion(version);
  if (!parsed || !/^\d+\.\d+\.\d+$/.test(version))
    throw new InputError(`firecracker@${arm.version}: that is no version`, 'Write it as firecracker@1.7.0.');
  if (lt(parsed, OLDEST)) throw tooOld(version);
  return { runtime: 'firecracker', version, ...(arm.checksum && { checksum: arm.checksum }) };
}

const tooOld = (version: string) =>
  new InputError(`firecracker ${version} is older than Tare can start`, `It needs ${OLDEST} or later.`);

/** What was taken at its publisher's word is not what was asked for with a checksum. */
function releaseFolder(host: HostFacts, { version, checksum }: Release): string {
  const asked = checksum ? `-${checksum.replace(/^.*:/, '').slice(0, 16)}` : '';
  return join(host.paths.cache, 'firecracker', `v${version}-${architecture(host)}${asked}`);
}

function architecture(host: HostFacts): string {
  const name = ARCHITECTURES[host.distribution.arch];
  if (name) return name;
  throw new HostError(`firecracker has no release for ${host.distribution.arch}`, 'It runs on amd64 and arm64.');
}

/** Folder with the two executables of a release. @throws DownloadError, HostError */
async function obtainRelease(host: Host, release: Release): Promise<string> {
  const { version } = release;
  const folder = releaseFolder(host, release);
  if (!host.mayInstall && !existsSync(folder))
    throw new HostError(`firecracker ${version} is not here`, 'Give one by path, or run without --install never.');
  await makeOnce(host, folder, `firecracker ${version}`, async (draft) => {
    const name = `firecracker-v${version}-${architecture(host)}.tgz`;
    const url = `https://github.com/firecracker-microvm/firecracker/releases/download/v${version}/${name}`;
    const proof = await proofOf(host, release, url, `${url}.sha256.txt`);
    await mustRunGrouped(host, [
      'tar',
      '-xzf',
      await download(host, url, proof.digest),
      '--no-same-owner',
      '-C',
      draft,
    ]);
    for (const program of ['firecracker', 'jailer']) {
      const suffix = `v${version}-${architecture(host)}`;
      renameSync(join(draft, `release-${suffix}`, `${program}-${suffix}`), join(draft, program));
    }
  });
  return folder;
}
