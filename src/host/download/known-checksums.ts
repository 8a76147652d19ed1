/**
 * Reads the known checksums of release binaries, a data file that `npm run update-checksums` adds to. A version that
 * is not listed is checked against its publisher's checksum file.
 */
import tables from './known-checksums.json' with { type: 'json' };

interface KnownRelease {
  readonly version: string;
  /** The name is dpkg's. */
  readonly arch: string;
  readonly hex: string;
}

interface Table {
  /** This is the algorithm of the digests: what `sha256sum` or `sha512sum` prints. */
  readonly algorithm: string;
  /** This says where the digests were taken from. */
  readonly source: string;
  /** Each has the version and one digest for each architecture. The oldest is first. */
  readonly releases: readonly Readonly<Record<string, string>>[];
}

const TABLES: Readonly<Record<string, Table>> = tables;

/** Returns the releases, oldest first; none for a runtime that has none. */
export function knownReleases(runtime: string, arch: string): KnownRelease[] {
  const releases = TABLES[runtime]?.releases ?? [];
  return releases.flatMap(({ version = '', [arch]: hex }) => (hex ? [{ version, arch, hex }] : []));
}
