/** Adds the releases that kubespray knows to our list. Pure; see scripts/update-checksums.ts. */
import { parse } from 'yaml';

/** Our runtimes, each with the table of kubespray that lists its binaries. */
const TABLES = {
  runc: 'runc_checksums',
  crun: 'crun_checksums',
  runsc: 'gvisor_runsc_binary_checksums',
} as const;

const ARCHITECTURES = ['amd64', 'arm64'];
const DIGEST = { sha256: /^[0-9a-f]{64}$/, sha512: /^[0-9a-f]{128}$/ } as const;

export interface KnownTable {
  readonly algorithm: string;
  readonly source: string;
  readonly releases: readonly Readonly<Record<string, string>>[];
}

export type KnownTables = Readonly<Record<string, KnownTable>>;

/**
 * Returns our tables with the releases that `kubespray`, the text of its checksums.yml, has in addition.
 * @throws Error where a digest that we have differs there, because then a published binary was replaced and a person
 * has to look.
 */
export function mergeChecksums(ours: KnownTables, kubespray: string): KnownTables {
  // Versions are read as texts, because 1.20 is not 1.2.
  const theirs: unknown = parse(kubespray, { schema: 'failsafe' });
  return Object.fromEntries(
    Object.entries(ours).map(([runtime, table]) => {
      const name = TABLES[runtime as keyof typeof TABLES];
      return [runtime, { ...table, releases: mergedReleases(runtime, table, fieldOf(theirs, name)) }];
    }),
  );
}

function mergedReleases(runtime: string, table: KnownTable, theirs: unknown): Readonly<Record<string, string>>[] {
  const releases = new Map(table.releases.map((release) => [release.version ?? '', { ...release }]));
  for (const arch of ARCHITECTURES) {
    for (const [version, text] of Object.entries(fieldOf(theirs, arch) ?? {})) {
      const hex = digestOf(String(text), table.algorithm);
      if (!hex) continue;
      const release: Record<string, string> = releases.get(version) ?? { version };
      const known = release[arch];
      if (known && known !== hex) {
        throw new Error(
          `${runtime} ${version} ${arch} is ${known} here and ${hex} there: a published binary was replaced.`,
        );
      }
      releases.set(version, { ...release, [arch]: hex });
    }
  }
  return [...releases.values()].sort((a, b) => byVersion(a.version ?? '', b.version ?? ''));
}

function fieldOf(value: unknown, name: string): object | undefined {
  const field = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof field === 'object' && field !== null ? field : undefined;
}

/**
 * Returns the digest of `sha256:…`, or of a text without its algorithm, as bare hex; undefined for `none` and other
 * algorithms.
 */
function digestOf(text: string, algorithm: string): string | undefined {
  const hex = text.replace(`${algorithm}:`, '');
  return DIGEST[algorithm as keyof typeof DIGEST]?.test(hex) ? hex : undefined;
}

/** Compares number by number, because the versions of these projects consist of nothing else. */
function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
