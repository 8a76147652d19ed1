/**
 * What a download is checked against before any of it is run: a checksum we know, one the user gives, else its
 * publisher's.
 */
import { basename } from 'node:path';
import { HostError, InputError } from '../../errors.js';
import { type Digest, digest, parseChecksums } from '../../host/download/checksums.js';
import { fetchText } from '../../host/download/download.js';
import { knownReleases } from '../../host/download/known-checksums.js';
import type { Host, HostFacts } from '../../host/host.js';

/** One published version; an arm with a version is one. */
export interface Release {
  readonly runtime: string;
  readonly version: string;
  /** `sha256:…` or `sha512:…`, where the user gives it. */
  readonly checksum?: string;
}

export interface Proof {
  readonly digest: Digest;
  /** Whose word it is, after "checked against the checksum". */
  readonly words: string;
}

const OWN_SERVER = 'that its own server gives';

/**
 * A checksum that does not come with the download.
 * @throws InputError where the user's is another than the one known.
 */
export function independentProof(host: HostFacts, { runtime, version, checksum }: Release): Proof | undefined {
  const found = knownReleases(runtime, host.distribution.arch).find((known) => known.version === version);
  const known = found && digest(found.hex);
  const given = checksum === undefined ? undefined : digest(checksum.replace(/^.*:/, ''));
  if (known && given?.algorithm === known.algorithm && given.hex !== known.hex)
    throw new InputError(
      `the checksum of ${runtime} ${version} is another one\n  known  ${known.algorithm} ${known.hex}\n  given  ${given.algorithm} ${given.hex}`,
      'Give none, or look where yours is from.',
    );
  if (given) return { digest: given, words: 'that was given' };
  return known && { digest: known, words: 'that tare knows' };
}

/** Why nothing but the download's own source would speak for it; undefined where that may be. */
export function refusalOf(host: HostFacts, release: Release): { problem: string; remedy: string } | undefined {
  if (!host.mirror || independentProof(host, release)) return undefined;
  return {
    problem: `nothing but the mirror itself would say that its ${release.runtime} ${release.version} is the right one`,
    remedy: `Tare knows no checksum of that version. ${pinned(release)}`,
  };
}

/** How to give one. */
export function pinned({ runtime, version }: Release): string {
  return `Give it with the arm: ${runtime}@${version}#sha256:….`;
}

/**
 * The publisher's own, by https, is taken where there is no other, and that is said before anything is run.
 * @throws InputError, DownloadError, HostError where there is none.
 */
export async function proofOf(host: Host, release: Release, file: string, checksums: string): Promise<Proof> {
  const independent = independentProof(host, release);
  if (independent) return independent;
  const refusal = refusalOf(host, release);
  if (refusal) throw new InputError(refusal.problem, refusal.remedy);
  if (!host.mayInstall) throw new HostError(`${checksums} is needed`, 'Run without --install never.');
  const name = basename(new URL(file).pathname);
  const found = parseChecksums(await fetchText(host, checksums), name);
  if (!found)
    throw new HostError(
      `${checksums} has no checksum for ${name}, so it is not downloaded`,
      'Download and check it yourself, and give it by path.',
    );
  host.log.warn(
    `${release.runtime} ${release.version} is checked against nothing but the checksum ${OWN_SERVER} (${checksums}), and run as root. ${pinned(release)}`,
  );
  return { digest: found, words: OWN_SERVER };
}
