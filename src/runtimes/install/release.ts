/**
 * Fetches a release of a publisher: one executable, or an archive of several. It is checked before any of it is run.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { HostError, InputError, type UserError } from '../../errors.js';
import { boundDownloads } from '../../host/cache/download-bounds.js';
import { makeOnce } from '../../host/cache/make-once.js';
import { acceptedDigest, rememberAccepted } from '../../host/download/accepted.js';
import { type Digest, parseChecksums } from '../../host/download/checksums.js';
import { DownloadError, download, downloadPath, downloadsFolder, fetchText } from '../../host/download/download.js';
import { knownReleases } from '../../host/download/known-checksums.js';
import { readReplaceable } from '../../host/files/own-file.js';
import type { Host, HostFacts } from '../../host/host.js';
import { belowCache } from '../../host/own-names.js';
import { ensurePackages } from '../../host/packages/apt.js';
import type { ReleaseArchive, ReleaseRecipe, Source } from './recipe.js';
import { independentProof, type Proof, pinned, type Release } from './release-proof.js';
import { missingUnpacker, unpack, unpackerOf } from './unpack.js';

type ReleaseSource = Extract<Source, { kind: 'release' }>;

/** Tells whether the release is in the cache, so that nothing has to be downloaded. It changes nothing. */
export function isDownloaded(host: HostFacts, { file, release }: ReleaseSource, recipe: ReleaseRecipe): boolean {
  if (recipe.archive) return existsSync(archiveFolder(host, release, recipe.archive));
  const digest = independentProof(host.distribution.arch, release)?.digest ?? acceptedDigest(host, file);
  return digest !== undefined && existsSync(downloadPath(host, file, digest));
}

/** Returns what a check says of a release that is not in the cache. */
export function downloadText(arch: string, { file, checksums, release }: ReleaseSource): string {
  const proof = independentProof(arch, release);
  const checksum = proof
    ? `with the checksum ${proof.words}`
    : `with nothing but the checksum from ${checksums}. ${pinned(release)}`;
  return `tare downloads ${file}, ${checksum}`;
}

export interface Fetched {
  /** The path of the main program. */
  readonly path: string;
  /** Its version comes first, by which a later run asks for the same release. */
  readonly source: string;
}

interface Kept {
  /** The path of the main program. */
  readonly path: string;
  /** The words of its proof. */
  readonly words: string;
}

/**
 * Finds the release in the cache, or downloads it. Where nothing but its own server vouches for it, a warning says so
 * before anything of it is run, each time.
 * @throws InputError for a version that is not published, HostError where it cannot be had.
 */
export async function fetchRelease(host: Host, source: ReleaseSource, recipe: ReleaseRecipe): Promise<Fetched> {
  try {
    const { archive } = recipe;
    const { path, words } = await (archive ? fetchArchive(host, source, archive) : fetchExecutable(host, source));
    if (words === OWN_SERVER) warnOfOwnServer(host, source);
    const { file, release } = source;
    return {
      path,
      source: `release ${release.version} of the publisher (${file}), checked against the checksum ${words}`,
    };
  } catch (error) {
    if (error instanceof DownloadError) throw unavailable(host, source, error);
    throw error;
  }
}

function warnOfOwnServer({ log }: Host, { release, checksums }: ReleaseSource): void {
  log.warn(
    `${release.runtime} ${release.version} is checked against nothing but the checksum ${OWN_SERVER} (${checksums}), and run as root. ${pinned(release)}`,
  );
}

async function fetchExecutable(host: Host, source: ReleaseSource): Promise<Kept> {
  const proof = await proofOf(host, source);
  return { path: await fetched(host, source.file, proof), words: proof.words };
}

/** Downloads the file unless it is there. What was not used for longest makes room for a new one. */
async function fetched(host: Host, file: string, { digest, words }: Proof): Promise<string> {
  const isNew = !existsSync(downloadPath(host, file, digest));
  if (isNew) requirePermission(host, file);
  const path = await download(host, file, digest);
  if (words === OWN_SERVER) rememberAccepted(host, file, digest);
  if (isNew) await boundDownloads(downloadsFolder(host), host.log);
  return path;
}

/** It has the words of the proof, and lies beside the programs of an archive. */
const WORDS = 'checked-against';

async function fetchArchive(host: Host, source: ReleaseSource, archived: ReleaseArchive): Promise<Kept> {
  const { runtime, version } = source.release;
  const folder = archiveFolder(host, source.release, archived);
  if (!existsSync(folder)) {
    requirePermission(host, source.file);
    await ensureUnpacker(host, source.file);
  }
  await makeOnce(host, folder, `${runtime} ${version}`, async (draft) => {
    const proof = await proofOf(host, source);
    const archive = await fetched(host, source.file, proof);
    await unpack(host, archive, draft, archived.members(version, host.distribution.arch), archived.leaveOut);
    writeFileSync(join(draft, WORDS), proof.words);
  });
  const words = readReplaceable(join(folder, WORDS)) ?? wordsOfEarlierVersions(host, source.release);
  return { path: join(folder, runtime), words };
}

async function ensureUnpacker(host: Host, file: string): Promise<void> {
  const name = missingUnpacker(file) && unpackerOf(file);
  if (name) await ensurePackages(host, [name], 'unpack the release yourself, and give its folder by path');
}

/** They kept no words. Where the user gives the checksum, it is also in the name of the folder. */
const wordsOfEarlierVersions = ({ distribution }: Host, release: Release): string =>
  independentProof(distribution.arch, release)?.words ?? OWN_SERVER;

/**
 * Returns the folder of an archive. An archive that was only checked by its publisher's checksum has another folder
 * than one that the user gave a checksum for.
 */
function archiveFolder(host: HostFacts, { version, checksum }: Release, { folder }: ReleaseArchive): string {
  const asked = checksum ? `-${checksum.replace(/^.*:/, '').slice(0, 16)}` : '';
  return belowCache(host.paths.cache, folder, `v${version}-${host.distribution.arch}${asked}`);
}

function requirePermission(host: Host, file: string): void {
  if (host.mayInstall) return;
  throw new HostError(
    `${file} is needed.`,
    'Download it yourself and give it by path, or run without --install never.',
  );
}

const OWN_SERVER = 'that its own server gives';

/**
 * Returns the checksum to use. The publisher's own, by https, is accepted where there is no other. By which of these a
 * file was accepted that is in the cache, need not be asked again.
 * @throws InputError, DownloadError or HostError where there is none.
 */
async function proofOf(host: Host, source: ReleaseSource): Promise<Proof> {
  const independent = independentProof(host.distribution.arch, source.release);
  if (independent) return independent;
  const digest = acceptedDigest(host, source.file) ?? (await publishersDigest(host, source));
  return { digest, words: OWN_SERVER };
}

async function publishersDigest(host: Host, { release, file, checksums, refusal }: ReleaseSource): Promise<Digest> {
  if (refusal) throw new InputError(refusal.problem, refusal.remedy);
  if (!checksums) throw new Error(`${release.runtime} has no checksums, and was not refused`);
  requirePermission(host, checksums);
  const name = basename(new URL(file).pathname);
  const found = parseChecksums(await fetchText(host, checksums), name);
  if (found) return found;
  throw new HostError(
    `${checksums} has no checksum for ${name}, so it is not downloaded.`,
    'Download and check it yourself, and give it by path.',
  );
}

/** Returns an error that names what was tried and everything that is offered. */
function unavailable(host: Host, { release, offer }: ReleaseSource, error: DownloadError): UserError {
  const { runtime, version } = release;
  const known = knownReleases(runtime, host.distribution.arch).map((one) => one.version);
  const message = `${runtime} ${version} cannot be had.\n${error.message}`;
  const remedy = [offer, known.length > 0 ? `Releases with a known checksum: ${known.join(', ')}.` : ''];
  const notThere = error.status === 404 || error.status === 410;
  return new (notThere ? InputError : HostError)(message, remedy.filter(Boolean).join('\n'));
}
