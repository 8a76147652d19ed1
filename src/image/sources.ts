/** Finds the distribution's mirrors as this host's apt knows them, with its keys, passwords and proxies. */
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../errors.js';
import { mustRun } from '../host/commands/command.js';
import { readPlainText } from '../host/files/plain-file.js';
import type { Host } from '../host/host.js';
import { availableSources, refreshPackageLists } from '../host/packages/apt.js';
import { askApt } from '../host/packages/apt-get.js';
import { aptPaths, fetchOptions } from '../host/packages/apt-settings.js';
import type { Sources } from './recipe.js';
import { type EntryOptions, entryOptions } from './source-entries.js';

const KEYRINGS = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/ubuntu-archive-keyring.gpg'];

/** Writes a key that stands in the sources to a file, and returns its path for apt. */
type KeepKey = (key: string) => string;

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
 * @param folder for files of keys that stand in the sources.
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
  const look = async () => {
    const targets = parseTargets(await indexTargets());
    const ours = distributionTargets(targets, suite, host.distribution.arch, await availableSources('base-files'));
    return sourceLines(ours, (entry) => entryOptions(entry, readEntry), keepKey);
  };
  let lines = await look();
  if (lines.length === 0) {
    const leftOut = await refreshPackageLists(host);
    lines = await look();
    if (lines.length === 0) throw noMirror(suite, leftOut);
  }
  const dump = await mustRun(['apt-config', 'dump']);
  const files = await aptPaths();
  return {
    lines,
    keyrings: [files.trustedparts, files.trusted, ...KEYRINGS].filter((path) => existsSync(path)),
    aptOptions: fetchOptions(dump),
    credentials: [files.netrc, files.netrcparts].filter(hasContent),
  };
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
