/** Which packages come with a package, beyond what every host of its distribution has. Pure. */

/** What dpkg tells of one that is installed. */
export interface PackageRow {
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
  /** Whether every host of the distribution has it: an essential one, or one of high priority. */
  readonly isBase: boolean;
  /** What it depends on; of each, the names of those that will do. */
  readonly needs: readonly (readonly string[])[];
  /** Names it stands for, beside its own. */
  readonly provides: readonly string[];
}

/** dpkg-query's own fields, in the order in which `parsePackages` reads them. */
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

/** The installed ones of these lines, by name; of an architecture beside the host's own, the first. */
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

/** `a (>= 1) | b:any, c` as names alone. */
function relations(field = ''): string[][] {
  return field
    .split(',')
    .map((alternatives) => alternatives.split('|').flatMap((one) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(one)?.[1] ?? []))
    .filter((names) => names.length > 0);
}

/** Those packages and all they need that is installed, without what the base needs anyway; sorted by name. */
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
