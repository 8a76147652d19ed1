/**
 * Chooses what a download is checked against before any of it is run: a checksum that we know, one that the user
 * gives, else the publisher's. Pure.
 */
import { InputError } from '../../errors.js';
import { type Digest, digest } from '../../host/download/checksums.js';
import { knownReleases } from '../../host/download/known-checksums.js';

/** One published version. An arm with a version asks for one. */
export interface Release {
  readonly runtime: string;
  readonly version: string;
  /** `sha256:…` or `sha512:…`, where the user gives it. */
  readonly checksum?: string;
}

export interface Proof {
  readonly digest: Digest;
  /** The words name the source of the checksum, and follow "checked against the checksum". */
  readonly words: string;
}

/**
 * Returns a checksum that does not come with the download; undefined where there is none.
 * @throws InputError where the user's checksum differs from the one that we know.
 */
export function independentProof(arch: string, { runtime, version, checksum }: Release): Proof | undefined {
  const found = knownReleases(runtime, arch).find((known) => known.version === version);
  const known = found && digest(found.hex);
  const given = checksum === undefined ? undefined : digest(checksum.replace(/^.*:/, ''));
  if (known && given?.algorithm === known.algorithm && given.hex !== known.hex)
    throw new InputError(
      `The checksum of ${runtime} ${version} is another one:\n  known  ${known.algorithm} ${known.hex}\n  given  ${given.algorithm} ${given.hex}`,
      'Give none, or look where yours is from.',
    );
  if (given) return { digest: given, words: 'that was given' };
  return known && { digest: known, words: 'that tare knows' };
}

/** Returns why a download is refused that only its own source would vouch for; undefined where it is accepted. */
export function refusalOf(
  arch: string,
  mirror: string | undefined,
  release: Release,
  checksums: string | undefined,
): { problem: string; remedy: string } | undefined {
  if (independentProof(arch, release)) return undefined;
  if (!mirror && checksums) return undefined;
  if (!mirror)
    return {
      problem: `nothing would say that the ${release.runtime} ${release.version} that is downloaded is the right one`,
      remedy: `Its publisher gives no checksums. ${pinned(release)}`,
    };
  return {
    problem: `nothing but the mirror itself would say that its ${release.runtime} ${release.version} is the right one`,
    remedy: `Tare knows no checksum of that version. ${pinned(release)}`,
  };
}

/** Tells the user how to give a checksum. */
export function pinned({ runtime, version }: Release): string {
  return `Give it with the arm: ${runtime}@${version}#sha256:….`;
}
