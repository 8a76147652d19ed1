/** Finds the distribution's mirrors as this host's apt knows them, with its keys, passwords and proxies. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../errors.js';
import { mustRun } from '../host/commands/command.js';
import { readPlainText } from '../host/files/plain-file.js';
import type { Host } from '../host/host.js';
import { availableSources, refreshPackageLists } from '../host/packages/apt.js';
import { askApt } from '../host/packages/apt-get.js';
import { aptPaths, fetchOptions, isUnreachable } from '../host/packages/apt-settings.js';
import type { Sources } from './recipe.js';
import { type EntryOptions, entryOptions } from './source-entries.js';

const KEYRINGS = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/ubuntu-archive-keyring.gpg'];

/** Writes a key that stands in the sources to a file, and returns its path for apt. */
type KeepKey = (key: string) => string;

interface Found {
  readonly lines: readonly string[];
  /** Sources for the suite that are there and cannot be read from. */
  readonly leftOut: readonly string[];
}

function noMirror(suite: string, leftOut: readonly string[]): HostError {
  if (leftOut.length === 0)
    return new HostError(
      `The apt sources of this host name no mirror for ${suite}.`,
      'Add the distribution to /etc/apt/sources.list, or pass --rootfs.',
    );
  return new HostError(
    `No apt source of this host that can be read is a mirror for ${suite}. Left out: ${leftOut.join('; ').replace(/\.$/, '')}.`,
    'Mend what is left out, add the distribution to /etc/apt/sources.list, or pass --rootfs.',
  );
}

/**
 * Returns the sources of `suite`, its updates and security fixes; repositories of other vendors are left out.
 * @param folder for files of keys that stand in the sources, and of apt's options. Passwords may be in it.
 */
export async function hostSources(host: Host, suite: string, folder = host.paths.work): Promise<Sources> {
  let keys = 0;
  const keepKey = (key: string) => {
    keys += 1;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `source-key-${keys}.asc`);
    writeFileSync(path, key, { mode: 0o644 });
    return path;
  };
  const look = async (): Promise<Found> => {
    const targets = parseTargets(await indexTargets());
    const ours = distributionTargets(targets, suite, host.distribution.arch, await availableSources('base-files'));
    const { usable, leftOut } = withoutUnreachable(ours);
    return { lines: sourceLines(usable, (entry) => entryOptions(entry, readEntry), keepKey), leftOut };
  };
  const lines = await found(host, suite, look);
  const options = fetchOptions(await mustRun(['apt-config', 'dump']));
  const files = await aptPaths();
  return {
    lines,
    keyrings: [files.trustedparts, files.trusted, ...KEYRINGS].filter((path) => existsSync(path)),
    ...(options.length > 0 && { aptOptions: keptOptions(folder, options) }),
    credentials: [files.netrc, files.netrcparts].filter(hasContent),
  };
}

/** Looks again with fresh lists where there is nothing yet. @throws HostError where there is nothing then. */
async function found(host: Host, suite: string, look: () => Promise<Found>): Promise<readonly string[]> {
  const first = await look();
  if (first.lines.length > 0) return first.lines;
  const troubles = await refreshPackageLists(host);
  const { lines, leftOut } = await look();
  if (lines.length > 0) return lines;
  throw noMirror(suite, [...troubles, ...leftOut.map((uri) => `${uri}, which is no server or folder to read from`)]);
}

/** Root alone may read the file: the password of a proxy may be in it. */
function keptOptions(folder: string, options: readonly string[]): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'apt-options');
  writeFileSync(path, `${options.join('\n')}\n`, { mode: 0o600 });
  return path;
}

function hasContent(path: string): boolean {
  if (!existsSync(path)) return false;
  const status = statSync(path);
  return status.isDirectory() ? readdirSync(path).length > 0 : status.size > 0;
}

function readEntry(path: string): string {
  return existsSync(path) ? readPlainText(path) : '';
}

function indexTargets(): Promise<string> {
  return mustRun(askApt('apt-get', 'indextargets', 'Created-By: Packages'));
}

export interface Target {
  readonly origin: string;
  readonly codename: string;
  /** The release as the source names it: `bookworm-updates`, `stable`. */
  readonly release: string;
  readonly component: string;
  readonly architecture: string;
  readonly uri: string;
  /** File and number of the entry: `/etc/apt/sources.list:3`. */
  readonly entry: string;
}

/** Parses the stanzas of `apt-get indextargets`. Pure. */
export function parseTargets(stanzas: string): Target[] {
  return stanzas.split(/\n\n+/).flatMap((stanza) => {
    const field = (name: string) => stanza.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
    const target = {
      origin: field('Origin'),
      codename: field('Codename'),
      release: field('Release'),
      component: field('Component'),
      architecture: field('Architecture'),
      uri: field('Repo-URI'),
      entry: field('Sourcesentry'),
    };
    return target.release && target.uri ? [target] : [];
  });
}

/**
 * Tells apart what can be read from now: a host that was installed from a disc may still name it, and a folder of the
 * host may be gone.
 */
export function withoutUnreachable(targets: readonly Target[]): {
  readonly usable: readonly Target[];
  /** Addresses, each once. */
  readonly leftOut: readonly string[];
} {
  const isThere = ({ uri }: Target) => !isUnreachable(uri);
  const leftOut = targets.filter((one) => !isThere(one)).map(({ uri }) => uri);
  return { usable: targets.filter(isThere), leftOut: [...new Set(leftOut)] };
}

/** Names of suites that stand for another release with time. */
const MOVING = /^(?:(?:old)*stable|testing|unstable|sid|devel)$/;

/**
 * Chooses the sources of the distribution itself. Pure. Its name in a Release file identifies them; on a mirror under
 * another name, it is that they offer what no other vendor does.
 * @param basic `URI RELEASE` of the sources that offer base-files
 */
export function distributionTargets(
  targets: readonly Target[],
  suite: string,
  arch: string,
  basic: ReadonlySet<string>,
): Target[] {
  const fitting = targets.filter(({ architecture }) => architecture === arch || architecture === '');
  const official = fitting.filter(({ origin }) => /^(Debian|Ubuntu)$/.test(origin));
  const known =
    official.length > 0
      ? official
      : fitting.filter(({ uri, release }) => basic.has(`${uri.replace(/\/$/, '')} ${release}`));
  const main = (name: string) => name.replace(/-(?:updates|security)$|\/updates$/, '');
  const named = known.filter(
    ({ release, codename }) => main(release) === suite || (MOVING.test(main(release)) && main(codename) === suite),
  );
  // Debian's unstable names itself by the coming release, and its suite is sid.
  return named.length > 0 ? named : known.filter(({ release }) => /^(?:testing|unstable|sid)$/.test(release));
}

/** Returns one `deb` line for each suite, with the options of its entry. */
export function sourceLines(
  targets: readonly Target[],
  optionsOf: (entry: string) => EntryOptions,
  keepKey: KeepKey,
): string[] {
  const sources = new Map<string, { entry: string; components: Set<string> }>();
  for (const { uri, release, component, entry } of targets) {
    const source = sources.get(`${uri} ${release}`) ?? { entry, components: new Set() };
    sources.set(`${uri} ${release}`, source);
    source.components.add(component);
  }
  return [...sources].map(([source, { entry, components }]) => {
    const { options, key } = optionsOf(entry);
    const all = key ? [...options, `signed-by=${keepKey(key)}`] : options;
    return ['deb', ...(all.length > 0 ? [`[${all.join(' ')}]`] : []), source, ...components].join(' ').trim();
  });
}
