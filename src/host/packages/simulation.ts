/** Reads what `apt-get --simulate` says it would do, and decides why it must not be done. Pure. */

export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** All that one call of apt would change. */
export interface Effects {
  /** These are new on this host. */
  readonly added: readonly string[];
  readonly removed: readonly PackageVersion[];
  /** These would be up- or downgraded, or unpacked once more. */
  readonly replaced: readonly (PackageVersion & { readonly to: string })[];
  /** These were left half installed by somebody, and would be finished along the way. */
  readonly configured: readonly string[];
}

/**
 * The lines are `Inst NAME [OLD] (NEW ORIGIN [ARCH]) [BROKEN]`, `Remv NAME [OLD] [BROKEN]`, `Purg …` and `Conf NAME
 * (VERSION …)`.
 */
const LINE = /^(Inst|Remv|Purg|Conf) (\S+)(?: \[([^\]\s]*)[^\]]*\])?(?: \((\S+)[^)]*\))?/;

/** Parses the lines of `apt-get --simulate`. A name has its architecture only where that is not the host's own. */
export function parseSimulation(simulation: string): Effects {
  const lines = simulation.split('\n').flatMap((line) => {
    const [, verb, name = '', old, version = ''] = LINE.exec(line) ?? [];
    return verb ? [{ verb, name, old, version }] : [];
  });
  const unpacked = lines.filter(({ verb }) => verb === 'Inst');
  const removed = lines.filter(({ verb }) => verb === 'Remv' || verb === 'Purg');
  const handled = new Set([...unpacked, ...removed].map(({ name }) => name));
  return {
    added: unpacked.flatMap(({ name, old }) => (old === undefined ? [name] : [])),
    removed: removed.map(({ name, old = '' }) => ({ name, version: old })),
    replaced: unpacked.flatMap(({ name, old, version: to }) => (old === undefined ? [] : [{ name, version: old, to }])),
    configured: lines.flatMap(({ verb, name }) => (verb === 'Conf' && !handled.has(name) ? [name] : [])),
  };
}

export interface InstallRefusal {
  /** It is, for example, `remove docker-ce 5:28.2.2-1, and replace runc 0.1.0 by 1.1.5`. */
  readonly harm: string;
  /** It says what the user can do about it. */
  readonly remedy: string;
}

/**
 * Returns undefined where apt only adds. What was here before is never removed, replaced, up- or downgraded. What an
 * earlier run of Tare's left half installed may be finished.
 * @param ours names of packages that Tare installed
 * @param instead says how to do without: `give the binary by path`
 */
export function refusalOf(effects: Effects, ours: ReadonlySet<string>, instead: string): InstallRefusal | undefined {
  const replaced = effects.replaced.filter(({ name, version, to }) => !(version === to && ours.has(name)));
  const configured = effects.configured.filter((name) => !ours.has(name));
  const harm = [
    ...phrase('remove', effects.removed, ({ name, version }) => `${name} ${version}`),
    ...phrase('replace', replaced, ({ name, version, to }) => `${name} ${version} by ${to}`),
    ...phrase('configure', configured, (name) => name),
  ];
  if (harm.length === 0) return undefined;
  const remedies = [
    'Tare changes no package that was here before it.',
    // Where nothing but an old version stands in the way, the user may decide to update it.
    ...(effects.removed.length === 0 && replaced.length > 0
      ? [`Change them yourself (apt-get install ${replaced.map(({ name, to }) => `${name}=${to}`).join(' ')}), or`]
      : []),
    ...(effects.removed.length === 0 && replaced.length === 0
      ? ['Finish them yourself (dpkg --configure -a), or']
      : []),
    `${instead}.`,
  ];
  const brought = [...effects.removed, ...replaced].filter(({ name }) => ours.has(name)).map(({ name }) => name);
  if (brought.length > 0)
    remedies.push(`Tare itself brought ${list(brought)}: tare cleanup --cleanup packages takes that back.`);
  return { harm: list(harm), remedy: sentences(remedies) };
}

function phrase<Item>(verb: string, items: readonly Item[], name: (item: Item) => string): string[] {
  return items.length > 0 ? [`${verb} ${list(items.map(name))}`] : [];
}

const SHOWN = 12;

function list(names: readonly string[]): string {
  if (names.length > SHOWN) return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A sentence begins with a capital letter, unless it goes on after `or`. */
function sentences(parts: readonly string[]): string {
  return parts
    .map((part, at) => (at > 0 && parts[at - 1]?.endsWith('or') ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join(' ');
}
