/** A runtime that its publisher offers as one executable a version, with a checksum. */
import { existsSync } from 'node:fs';
import { HostError, InputError, type UserError } from '../../errors.js';
import type { Digest } from '../../host/download/checksums.js';
import { DownloadError, download, downloadPath } from '../../host/download/download.js';
import { knownReleases } from '../../host/download/known-checksums.js';
import type { Host, HostFacts } from '../../host/host.js';
import type { Installed, Missing } from '../runtime.js';
import { identifyBinary, installedAlone } from './binaries.js';
import { independentProof, pinned, proofOf, type Release, refusalOf } from './release-proof.js';

export interface ReleaseSource {
  /** Address of the executable; `arch` is dpkg's name. */
  file(version: string, arch: string): string;
  /** Address of the publisher's own checksum file, for versions whose checksum we do not know. */
  checksums(version: string, arch: string): string;
}

/** What `installRelease` would have to do. @throws InputError for a checksum that is another than the one known. */
export function checkRelease(host: HostFacts, release: Release, source: ReleaseSource): Missing[] {
  const { arch } = host.distribution;
  const url = source.file(release.version, arch);
  const proof = independentProof(host, release);
  if (proof && existsSync(downloadPath(host, url, proof.digest))) return [];
  const what = `${release.runtime} ${release.version}`;
  const refusal = refusalOf(host, release);
  if (refusal) return [{ what: `${what}: ${refusal.problem}`, remedy: refusal.remedy, installable: false }];
  const checksum = proof
    ? `with the checksum ${proof.words}`
    : `with nothing but the checksum from ${source.checksums(release.version, arch)}. ${pinned(release)}`;
  return [{ what, remedy: `tare downloads ${url}, ${checksum}`, installable: true }];
}

/**
 * Downloads the executable, or finds it in the cache.
 * @param instead what else there is, for the error: `This host's package sources offer: …`
 * @throws InputError for a version that is not published or that nobody vouches for, HostError where it cannot be had.
 */
export async function installRelease(
  host: Host,
  release: Release,
  source: ReleaseSource,
  instead: string,
): Promise<Installed> {
  const { runtime, version } = release;
  const { arch } = host.distribution;
  const url = source.file(version, arch);
  try {
    const proof = await proofOf(host, release, url, source.checksums(version, arch));
    requirePermission(host, url, proof.digest);
    const path = await download(host, url, proof.digest);
    const checked = `checked against the checksum ${proof.words}`;
    return installedAlone(await identifyBinary(runtime, path), `release ${url}, ${checked}`);
  } catch (error) {
    if (error instanceof DownloadError) throw unavailable(host, runtime, version, instead, error);
    throw error;
  }
}

function requirePermission(host: Host, url: string, expected: Digest): void {
  if (host.mayInstall || existsSync(downloadPath(host, url, expected))) return;
  throw new HostError(`${url} is needed`, 'Download it yourself and give it by path, or run without --install never.');
}

/** Names what was tried and everything there is. */
function unavailable(host: Host, runtime: string, version: string, instead: string, error: DownloadError): UserError {
  const known = knownReleases(runtime, host.distribution.arch).map((release) => release.version);
  const message = `${runtime} ${version} cannot be had\n${error.message}`;
  const remedy = [instead, known.length > 0 ? `Releases with a known checksum: ${known.join(', ')}.` : ''];
  const notThere = error.status === 404 || error.status === 410;
  return new (notThere ? InputError : HostError)(message, remedy.filter(Boolean).join('\n'));
}
