/** Adds package repositories of vendors, with a key whose fingerprint is pinned, and removes them on request. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HostError } from '../../../errors.js';
import { fetchText, mirrored } from '../../download/download.js';
import type { Host } from '../../host.js';
import { requireApt } from '../apt.js';
import { runApt } from '../apt-get.js';
import { readPublicKeys } from './openpgp.js';

export interface VendorRepository {
  /** The names of Tare's files have it: `docker`. */
  readonly name: string;
  /** It is the address of the armored key. */
  readonly key: string;
  /** It is the fingerprint of the repository's one primary key: 40 hex digits, upper case. */
  readonly fingerprint: string;
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
}

/** The apt to change; tests have one of their own. */
export interface Apt {
  readonly etc: string;
  /** The options are written as after `-o`. */
  readonly options: readonly string[];
}

const SYSTEM: Apt = { etc: '/etc/apt', options: [] };

/**
 * Makes apt know the repository and reads its package lists. The change is kept for the next run, and undone with the
 * packages. Returns a function that undoes it at once, for a repository that turns out to be of no use.
 * @throws HostError where the key is another one or the repository cannot be read; nothing is changed then.
 */
export async function addRepository(
  host: Host,
  repository: VendorRepository,
  apt: Apt = SYSTEM,
): Promise<() => Promise<void>> {
  requireApt();
  const keyring = join(apt.etc, 'keyrings', `tare-${repository.name}.gpg`);
  const sources = join(apt.etc, 'sources.list.d', `tare-${repository.name}.sources`);
  const key = await trustedKey(host, repository);
  host.log.step(`adding the package repository ${repository.uri}`);
  const changes = [...write(host, keyring, key), ...write(host, sources, stanza(host, repository, keyring))];
  const undo = async () => {
    for (const change of [...changes].reverse()) await change.undo();
  };
  try {
    await readLists(host, sources, apt.options);
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

/** Returns the key's bytes. @throws HostError unless the file holds the pinned key and no other. */
async function trustedKey(host: Host, { key, fingerprint }: VendorRepository): Promise<Uint8Array> {
  const text = await fetchText(host, key);
  const { bytes, fingerprints } = parse(key, text);
  if (fingerprints.length === 1 && fingerprints[0] === fingerprint) return bytes;
  throw new HostError(
    `${key} is not the key it should be:\n  expected ${fingerprint}\n  actual   ${fingerprints.join(', ') || 'no key'}`,
    'It was not used. A proxy or mirror may have answered with another file; or the vendor has a new key, which a new version of tare would know.',
  );
}

function parse(url: string, text: string): ReturnType<typeof readPublicKeys> {
  try {
    return readPublicKeys(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new HostError(`${url} is not a key: ${cause}`, 'A proxy or mirror may have answered with another file.');
  }
}

function stanza(host: Host, { uri, suite, components }: VendorRepository, keyring: string): string {
  const fields = {
    Types: 'deb',
    URIs: mirrored(uri, host.mirror),
    Suites: suite,
    Components: components.join(' '),
    Architectures: host.distribution.arch,
    'Signed-By': keyring,
  };
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}`;
}

function write(host: Host, path: string, content: string | Uint8Array) {
  const folder = dirname(path);
  const changes = existsSync(folder) ? [] : [host.journal.record({ kind: 'folder', path: folder }, 'install')];
  mkdirSync(folder, { recursive: true });
  changes.push(host.journal.record({ kind: 'path', path }, 'install'));
  writeFileSync(path, content, { mode: 0o644 });
  return changes;
}

/** Reads the lists of this repository alone; those of the others stay as they are. */
async function readLists(host: Host, sources: string, options: readonly string[]): Promise<void> {
  const only = [`Dir::Etc::sourcelist=${sources}`, 'Dir::Etc::sourceparts=-', 'APT::Get::List-Cleanup=0', ...options];
  await runApt(host.log, ['update', '--error-on=any', ...only.flatMap((option) => ['-o', option])], 300);
}
