/**
 * Checksums of release binaries: data that `npm run update-checksums` adds to. A version that is not here is checked
 * against the file of checksums of its publisher.
 */
import tables from './known-checksums.json' with { type: 'json' };

interface KnownRelease {
  readonly version: string;
  /** dpkg's name. */
  readonly arch: string;
  readonly hex: string;
}

interface Table {
  /** Of the digests: what `sha256sum` or `sha512sum` prints. */
  readonly algorithm: string;
  /** Where they were taken from. */
  readonly source: string;
  /** Oldest first: the version, and one digest for each architecture. */
  readonly releases: readonly Readonly<Record<string, string>>[];
}

const TABLES: Readonly<Record<string, Table>> = tables;

/** Oldest first. Empty for a runtime that has none. */
export function knownReleases(runtime: string, arch: string): KnownRelease[] {
  const releases = TABLES[runtime]?.releases ?? [];
  return releases.flatMap(({ version = '', [arch]: hex }) => (hex ? [{ version, arch, hex }] : []));
}
