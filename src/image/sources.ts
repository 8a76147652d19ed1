/** The distribution's mirrors as this host's apt knows them: an internal mirror or a proxy just works. */
import { existsSync } from 'node:fs';
import { HostError } from '../errors.js';
import { mustRun } from '../host/command.js';
import type { Host } from '../host/host.js';
import { refreshPackageLists } from '../host/packages/apt.js';
import type { Sources } from './recipe.js';

const KEYRINGS = [
  '/etc/apt/trusted.gpg.d',
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
];

/** Sources of `suite` itself, its updates and security fixes; other vendors' repositories are left out. */
export async function hostSources(host: Host, suite: string): Promise<Sources> {
  let lines = sourceLines(await indexTargets(), suite);
  if (lines.length === 0) {
    await refreshPackageLists(host);
    lines = sourceLines(await indexTargets(), suite);
  }
  if (lines.length === 0) {
    throw new HostError(
      `the apt sources of this host name no mirror for ${suite}`,
      'Add the distribution to /etc/apt/sources.list, or pass --rootfs.',
    );
  }
  return {
    lines,
    keyrings: KEYRINGS.filter((path) => existsSync(path)),
    aptOptions: proxies(await mustRun(['apt-config', 'dump'])),
  };
}

function indexTargets(): Promise<string> {
  return mustRun(['apt-get', 'indextargets', 'Created-By: Packages']);
}

/** Pure: one `deb` line a suite from the stanzas of `apt-get indextargets`. */
export function sourceLines(stanzas: string, suite: string): string[] {
  const components = new Map<string, Set<string>>();
  for (const stanza of stanzas.split(/\n\n+/)) {
    const field = (name: string) => stanza.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1] ?? '';
    const release = field('Release');
    const official = /^(Debian|Ubuntu)$/.test(field('Origin'));
    const wanted = release === suite || release === `${suite}-updates` || release === `${suite}-security`;
    if (!official || !wanted) continue;
    const key = `${field('Repo-URI')} ${release}`;
    components.set(key, (components.get(key) ?? new Set()).add(field('Component')));
  }
  return [...components].map(([source, names]) => `deb ${source} ${[...names].join(' ')}`);
}

/** Pure: the proxy settings of `apt-config dump`, in the form `--aptopt` takes. */
export function proxies(dump: string): string[] {
  return dump.split('\n').filter((line) => /^Acquire::https?::Proxy\S* "[^"]+";$/i.test(line));
}
