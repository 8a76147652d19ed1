/**
 * Remembers of a download that nothing but its publisher's own checksum vouched for it. Without that, a file of the
 * cache could not be used where the publisher cannot be asked again.
 */
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isHidden } from '../files/hidden.js';
import { readReplaceable } from '../files/own-file.js';
import type { HostFacts } from '../host.js';
import { type Digest, digest } from './checksums.js';
import { downloadPath, downloadsFolder } from './download.js';

const NOTE = '.accepted';

/** Returns the path of the note beside a download. */
export const noteBeside = (path: string): string => `${path}${NOTE}`;

export const isNote = (path: string): boolean => path.endsWith(NOTE);

/** To be called once the file is there. The same file may have come from several addresses. */
export function rememberAccepted(host: HostFacts, url: string, accepted: Digest): void {
  if (acceptedDigest(host, url)?.hex === accepted.hex) return;
  // The line break comes first, so that an address cut short by a crash does not run into this one.
  appendFileSync(noteBeside(downloadPath(host, url, accepted)), `\n${url}\n`, { mode: 0o600 });
}

/** Returns the digest by which the file of this address was accepted; undefined where it is not in the cache. */
export function acceptedDigest(host: HostFacts, url: string): Digest | undefined {
  const downloads = downloadsFolder(host);
  if (!existsSync(downloads) || isHidden(downloads)) return undefined;
  const name = basename(new URL(url).pathname);
  const folder = readdirSync(downloads).find((entry) => {
    const path = join(downloads, entry, name);
    return existsSync(path) && readReplaceable(noteBeside(path))?.split('\n').includes(url);
  });
  return folder === undefined ? undefined : digest(folder.replace(/^sha\d+-/, ''));
}
