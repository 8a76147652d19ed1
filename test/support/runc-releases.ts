/** Two releases of runc as a publisher has them, the second of them slow. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath } from '../../src/host/state-paths.js';
import { type Answer, status, wholeFile } from '../host/download/loopback.js';
import { SLOW, wrapperWith } from './built-repository.js';

/** Test files run at the same time, each in a process of its own, on one cache: what one forgets is no other's. */
const mine = (program: string): string => `${program}# of process ${process.pid}\n`;

const RELEASES: Readonly<Record<string, string>> = { '1.2.98': mine(wrapperWith()), '1.2.99': mine(wrapperWith(SLOW)) };

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a file of inputs names it by. */
export const release = (version: string): string => `runc@${version}#sha256:${sumOf(RELEASES[version] ?? '')}`;

/** Downloads of one test are nothing for another. */
export function forgetReleases(): void {
  for (const text of Object.values(RELEASES))
    rmSync(join(cachePath(), 'downloads', `sha256-${sumOf(text)}`), { recursive: true, force: true });
}

/** A mirror that has these versions. */
export const publish =
  (...versions: readonly string[]): Answer =>
  (request, response) => {
    const version = versions.find((one) => request.url?.includes(`/v${one}/`));
    const text = version === undefined ? undefined : RELEASES[version];
    (text === undefined ? status(404) : wholeFile(text))(request, response);
  };
