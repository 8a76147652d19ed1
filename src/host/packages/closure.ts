/** Finds which packages come with a package, beyond what every host of its distribution has. Pure. */

/** What dpkg says of one installed package. */
export interface PackageRow {
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
  /** It says whether every host of the distribution has it: an essential package, or one of high priority. */
  readonly isBase: boolean;
  /** Each item is one dependency: the names of the packages that satisfy it. */
  readonly needs: readonly (readonly string[])[];
  /** These are the names that it provides beside its own. */
  readonly provides: readonly string[];
}

/** These are dpkg-query's own fields, in the order in which `parsePackages` reads them. */
export const CLOSURE_FIELDS = [
  'Package',
  'Version',
  'Installed-Size',
  'Essential',
  'Priority',
  'db:Status-Status',
  'Provides',
  'Pre-Depends',
  'Depends',
] as const;

const BASE_PRIORITIES: readonly string[] = ['required', 'important'];
const KIB = 1024;

/**
 * Returns the installed packages of these lines, by name. Where a package is there for several architectures, the
 * first counts.
 */
export function parsePackages(text: string): ReadonlyMap<string, PackageRow> {
  const rows = text.split('\n').flatMap((line) => {
    const [name, version, size, essential, priority = '', status, provides, before, needs] = line.split('\t');
    if (!name || !version || status !== 'installed') return [];
    return [
      {
        name,
        version,
        bytes: Number(size || 0) * KIB,
        isBase: essential === 'yes' || BASE_PRIORITIES.includes(priority),
        needs: [...relations(before), ...relations(needs)],
        provides: relations(provides).flat(),
      },
    ];
  });
  return new Map(rows.toReversed().map((row) => [row.name, row]));
}

/** Returns the names alone of `a (>= 1) | b:any, c`. */
function relations(field = ''): string[][] {
  return field
    .split(',')
    .map((alternatives) => alternatives.split('|').flatMap((one) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(one)?.[1] ?? []))
    .filter((names) => names.length > 0);
}

/**
 * Returns those packages and all installed ones that they need, without what the base needs anyway, sorted by name.
 */
export function additionsFor(names: Iterable<string>, all: ReadonlyMap<string, PackageRow>): PackageRow[] {
  const base = [...all.values()].filter(({ isBase }) => isBase).map(({ name }) => name);
  const there = closureOf(base, all);
  return [...closureOf(names, all)]
    .flatMap((name) => all.get(name) ?? [])
    .filter(({ name }) => !there.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function closureOf(names: Iterable<string>, all: ReadonlyMap<string, PackageRow>): Set<string> {
  const providers = new Map(
    [...all.values()].flatMap(({ name, provides }) => provides.map((virtual) => [virtual, name])),
  );
  const closure = new Set<string>();
  const open = [...names].filter((name) => all.has(name));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (closure.has(name)) continue;
    closure.add(name);
    for (const alternatives of all.get(name)?.needs ?? []) {
      const installed = alternatives.map((one) => (all.has(one) ? one : providers.get(one)));
      open.push(...installed.filter((one) => one !== undefined).slice(0, 1));
    }
  }
  return closure;
}
