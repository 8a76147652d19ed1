/** A runtime that its publisher offers as one executable a version, with a checksum. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { HostError, InputError, type UserError } from '../../errors.js';
import { type Digest, digest, parseChecksums } from '../../host/download/checksums.js';
import { DownloadError, download, downloadPath, fetchText } from '../../host/download/download.js';
import { knownReleases } from '../../host/download/known-checksums.js';
import type { Host } from '../../host/host.js';
import type { Installed, Missing } from '../runtime.js';
import { identifyBinary } from './binaries.js';

export interface ReleaseSource {
  /** Address of the executable; `arch` is dpkg's name. */
  file(version: string, arch: string): string;
  /** Address of the publisher's own checksum file, for versions whose checksum we do not know. */
  checksums(version: string, arch: string): string;
}

/** What `installRelease` would have to do. */
export function checkRelease(host: Host, runtime: string, version: string, source: ReleaseSource): Missing[] {
  const url = source.file(version, host.distribution.arch);
  const known = knownDigest(host, runtime, version);
  if (known && existsSync(downloadPath(host, url, known))) return [];
  const checksum = known
    ? 'with the checksum it knows'
    : `with the checksum from ${source.checksums(version, host.distribution.arch)}`;
  return [{ what: `${runtime} ${version}`, remedy: `tare downloads ${url}, ${checksum}`, installable: true }];
}

/**
 * Downloads the executable, or finds it in the cache.
 * @param instead what else there is, for the error: `This host's package sources offer: …`
 * @throws InputError for a version that is not published, HostError where it cannot be had.
 */
export async function installRelease(
  host: Host,
  runtime: string,
  version: string,
  source: ReleaseSource,
  instead: string,
): Promise<Installed> {
  const url = source.file(version, host.distribution.arch);
  try {
    const expected = knownDigest(host, runtime, version) ?? (await publishedDigest(host, version, source));
    requirePermission(host, url, expected);
    const path = await download(host, url, expected);
    return { binaries: [await identifyBinary(runtime, path)], source: `release ${url}` };
  } catch (error) {
    if (error instanceof DownloadError) throw unavailable(host, runtime, version, instead, error);
    throw error;
  }
}

function knownDigest(host: Host, runtime: string, version: string): Digest | undefined {
  const release = knownReleases(runtime, host.distribution.arch).find((known) => known.version === version);
  return release && digest(release.hex);
}

async function publishedDigest(host: Host, version: string, source: ReleaseSource): Promise<Digest> {
  const { arch } = host.distribution;
  const url = source.checksums(version, arch);
  if (!host.mayInstall) throw new HostError(`${url} is needed`, 'Run without --install never.');
  const name = basename(new URL(source.file(version, arch)).pathname);
  const found = parseChecksums(await fetchText(host, url), name);
  if (found) return found;
  throw new HostError(
    `${url} has no checksum for ${name}, so it is not downloaded`,
    'Download and check it yourself, and give it by path.',
  );
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
