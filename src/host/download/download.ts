/** Downloads files: checks them against a pinned checksum, resumes what broke off, and keeps them by content. */
import { chmodSync, existsSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HostError } from '../../errors.js';
import { pause } from '../cancellation.js';
import { shareExisting } from '../files/held-file.js';
import { makeFolder } from '../folders.js';
import type { Host, HostFacts } from '../host.js';
import { acquireLock } from '../lock.js';
import { belowCache, DOWNLOADS } from '../own-names.js';
import { type Digest, digestOf } from './checksums.js';
import {
  DEFAULT_RETRY,
  PermanentHttpError,
  type Reply,
  type RetryPolicy,
  request,
  TransientHttpError,
} from './request.js';

/** A file could not be downloaded. `status` is the HTTP status of the server's last answer, where there was one. */
export class DownloadError extends HostError {
  constructor(
    readonly url: string,
    cause: string,
    readonly status: number | undefined,
  ) {
    super(`${url} could not be downloaded: ${cause}`, remedy(status));
  }
}

function remedy(status: number | undefined): string {
  if (status !== undefined)
    return 'Ask for a version that is published there, or point mirror at a server that has it.';
  const proxy = process.env.https_proxy ?? process.env.HTTPS_PROXY;
  if (proxy && !process.env.NODE_USE_ENV_PROXY)
    return `A proxy is set (${hostOf(proxy)}), and Node uses it only from version 22.21 on with NODE_USE_ENV_PROXY=1; or point mirror at a server that can be reached.`;
  return 'Check the network and DNS of this host, or point mirror at a server that can be reached.';
}

/** Names the proxy without the password that may stand in its address. */
const hostOf = (proxy: string): string => (URL.canParse(proxy) ? new URL(proxy).host : 'its address cannot be read');

/**
 * Returns the address on the mirror: `https://github.com/a/b` on the mirror `https://files.example/tare` is
 * `https://files.example/tare/github.com/a/b`. Pure.
 */
export function mirrored(url: string, mirror: string | undefined): string {
  if (!mirror) return url;
  const { host, pathname, search } = new URL(url);
  return `${mirror.replace(/\/+$/, '')}/${host}${pathname}${search}`;
}

/** Returns the folder of everything that was downloaded. */
export const downloadsFolder = (host: HostFacts): string => belowCache(host.paths.cache, DOWNLOADS);

/** Returns the path at which `download` keeps, or would keep, this file. */
export function downloadPath(host: HostFacts, url: string, expected: Digest): string {
  const folder = join(downloadsFolder(host), `${expected.algorithm}-${expected.hex}`);
  return join(folder, basename(new URL(url).pathname));
}

/**
 * Returns the path, in the cache, of an executable copy of the file with this digest. A copy that is there already is
 * checked again. A download that broke off is kept beside it and resumed, by this run or by a later one.
 * @throws DownloadError after all tries; HostError where the content is not the expected one, which is then removed.
 */
export async function download(host: Host, url: string, expected: Digest, retry = DEFAULT_RETRY): Promise<string> {
  const path = downloadPath(host, url, expected);
  makeFolder(join(path, '..'), 0o700);
  const lock = await acquireLock(`${path}.lock`, `downloading ${basename(path)}`, host.log);
  try {
    if (await isGood(path, expected)) {
      useDownload(path);
      return path;
    }
    rmSync(path, { force: true });
    await obtain(host, url, expected, path, retry);
    useDownload(path);
  } finally {
    lock.release();
  }
  return path;
}

/** Marks the file as in use until this process ends, and records the time. Its lock is held meanwhile. */
function useDownload(path: string): void {
  shareExisting(path);
  const now = new Date();
  utimesSync(path, now, now);
}

async function isGood(path: string, expected: Digest): Promise<boolean> {
  return existsSync(path) && (await digestOf(path, expected.algorithm)).hex === expected.hex;
}

async function obtain(host: Host, url: string, expected: Digest, path: string, retry: RetryPolicy): Promise<void> {
  const source = mirrored(url, host.mirror);
  const part = `${path}.part`;
  const old = existsSync(part);
  host.log.step(`downloading ${source}`);
  await retrying(source, retry, () => receive(source, part, retry));
  if (old && !(await isGood(part, expected))) {
    // The part that was kept may be of another file that was once at this address.
    rmSync(part, { force: true });
    await retrying(source, retry, () => receive(source, part, retry));
  }
  await verify(source, part, expected);
  chmodSync(part, 0o755);
  renameSync(part, path);
}

async function verify(source: string, part: string, expected: Digest): Promise<void> {
  const actual = await digestOf(part, expected.algorithm);
  if (actual.hex === expected.hex) return;
  rmSync(part, { force: true });
  throw new HostError(
    `${source} is not the file it should be:\n  expected ${expected.algorithm} ${expected.hex}\n  actual   ${actual.algorithm} ${actual.hex}`,
    'Nothing of it was kept or run. A proxy or mirror may have answered with another file: look at it there.',
  );
}

/** The limit is larger than any runtime; a server that never ends must not fill the disk. */
const LIMIT_BYTES = 2 * 1024 ** 3;

/** Makes one try. It continues where `part` ends if the server can, and otherwise starts again. */
async function receive(source: string, part: string, retry: RetryPolicy): Promise<void> {
  const have = existsSync(part) ? statSync(part).size : 0;
  const reply = await request(source, have > 0 ? { range: `bytes=${have}-` } : {}, retry, [416]);
  if (reply.status === 416) {
    rmSync(part, { force: true });
    throw new TransientHttpError('the part that was there is no part of it');
  }
  const continues = reply.status === 206 && reply.contentRange?.startsWith(`bytes ${have}-`);
  const output = await open(part, continues ? 'a' : 'w');
  try {
    for await (const chunk of limited(reply, LIMIT_BYTES - have)) await output.write(chunk);
  } finally {
    await output.close();
  }
}

/** Gives the body, turns its errors into transient or permanent ones, and fails after `bytes`. */
async function* limited(reply: Reply, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  try {
    for await (const chunk of reply.body) {
      left -= chunk.length;
      if (left < 0) throw new PermanentHttpError(`it is larger than ${bytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    throw reply.explain(error);
  }
}

const TEXT_LIMIT_BYTES = 1024 ** 2;

/**
 * Fetches a small text (a checksum file, a key), through the mirror too, and does not keep it. @throws DownloadError
 */
export async function fetchText(host: Host, url: string, retry = DEFAULT_RETRY): Promise<string> {
  const source = mirrored(url, host.mirror);
  return retrying(source, retry, async () => {
    const reply = await request(source, {}, retry);
    const chunks: Uint8Array[] = [];
    for await (const chunk of limited(reply, TEXT_LIMIT_BYTES)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  });
}

/** Repeats, after growing pauses, what may work a moment later. */
async function retrying<T>(source: string, retry: RetryPolicy, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof PermanentHttpError) throw new DownloadError(source, error.message, error.status);
      if (!(error instanceof TransientHttpError)) throw error;
      if (tries === retry.tries) throw new DownloadError(source, `${error.message} (${tries} tries)`, error.status);
      await pause(retry.pauseMs * 2 ** (tries - 1));
    }
  }
}
