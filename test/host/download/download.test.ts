import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Digest, digest } from '../../../src/host/download/checksums.js';
import { DownloadError, download, downloadPath, fetchText, mirrored } from '../../../src/host/download/download.js';
import { holdExisting } from '../../../src/host/files/held-file.js';
import type { Host } from '../../../src/host/host.js';
import { silentLog } from '../../../src/log.js';
import { type Answer, broken, dripping, file, type Loopback, serve, silent, status, wholeFile } from './loopback.js';

const CONTENT = 'a runtime of forty-two bytes, more or less';
/** Does not fit into one buffer on the way. */
const LARGE = 'abcdefghij'.repeat(400_000);
const RETRY = { tries: 3, pauseMs: 1, silenceMs: 1000 };
const sha256 = (text: string): Digest => digest(createHash('sha256').update(text).digest('hex'));

let host: Host;
let server: Loopback | undefined;

beforeEach(() => {
  const cache = mkdtempSync(join(tmpdir(), 'tare-download-'));
  // Only what a download looks at.
  host = { paths: { cache, state: cache, work: cache }, log: silentLog } as unknown as Host;
});

afterEach(async () => {
  await server?.close();
  rmSync(host.paths.cache, { recursive: true });
});

async function get(expected: Digest, ...answers: Answer[]): Promise<string> {
  server = await serve(...answers);
  return download(host, `${server.url}/v1/runc.amd64`, expected, RETRY);
}

const kept = () =>
  readdirSync(host.paths.cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe('download', () => {
  it('keeps an executable copy under its name and digest', async () => {
    const path = await get(sha256(CONTENT), file(CONTENT));
    expect(path).toBe(join(host.paths.cache, 'downloads', `sha256-${sha256(CONTENT).hex}`, 'runc.amd64'));
    expect(readFileSync(path, 'utf8')).toBe(CONTENT);
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it('marks what it gives as in use, now, until this process ends', async () => {
    const path = await get(sha256(CONTENT), file(CONTENT));
    const old = new Date(0);
    utimesSync(path, old, old);
    await download(host, `${server?.url}/v1/runc.amd64`, sha256(CONTENT), RETRY);
    expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(60_000);
    expect(holdExisting(path)).toBeUndefined();
  });

  it('checks a sha512 as well', async () => {
    const expected = digest(createHash('sha512').update(CONTENT).digest('hex'));
    expect(readFileSync(await get(expected, file(CONTENT)), 'utf8')).toBe(CONTENT);
  });

  it('asks the network once for a file', async () => {
    const path = await get(sha256(CONTENT), file(CONTENT));
    expect(await download(host, `${server?.url}/v1/runc.amd64`, sha256(CONTENT), RETRY)).toBe(path);
    expect(server?.asked).toHaveLength(1);
  });

  it('replaces a copy in the cache that has been damaged', async () => {
    const path = await get(sha256(CONTENT), file(CONTENT));
    writeFileSync(path, 'damaged');
    await download(host, `${server?.url}/v1/runc.amd64`, sha256(CONTENT), RETRY);
    expect(readFileSync(path, 'utf8')).toBe(CONTENT);
  });

  it('refuses another content, names both digests and keeps no file', async () => {
    const wanted = sha256('something else');
    const attempt = get(wanted, file(CONTENT));
    await expect(attempt).rejects.toThrow(`expected sha256 ${wanted.hex}\n  actual   sha256 ${sha256(CONTENT).hex}`);
    await expect(attempt).rejects.toMatchObject({ exitCode: 3 });
    expect(kept()).toEqual([]);
  });

  it('continues where the connection broke', async () => {
    const path = await get(sha256(LARGE), broken(LARGE, 3_000_000), file(LARGE));
    expect(readFileSync(path, 'utf8') === LARGE).toBe(true);
    expect(server?.asked).toEqual(['/v1/runc.amd64', expect.stringMatching(/ bytes=[1-9]\d*-$/)]);
  });

  it('starts again where the server does not support ranges', async () => {
    const path = await get(sha256(CONTENT), broken(CONTENT, 10), wholeFile(CONTENT));
    expect(readFileSync(path, 'utf8')).toBe(CONTENT);
  });

  it('goes on with what an earlier invocation left', async () => {
    await expect(get(sha256(LARGE), broken(LARGE, 3_000_000), silent)).rejects.toThrow('no answer for 1 s');
    await server?.close();
    const path = await get(sha256(LARGE), file(LARGE));
    expect(server?.asked).toEqual([expect.stringMatching(/ bytes=[1-9]\d*-$/)]);
    expect(readFileSync(path, 'utf8') === LARGE).toBe(true);
  });

  it.each([
    ['of another file', 'not its beginning'],
    ['longer than the file', CONTENT.repeat(2)],
    ['as long as the file', CONTENT.replaceAll('a', 'b')],
  ])('downloads the right content after a beginning %s', async (_name, part) => {
    server = await serve(file(CONTENT));
    const url = `${server.url}/v1/runc.amd64`;
    const path = downloadPath(host, url, sha256(CONTENT));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.part`, part);
    await download(host, url, sha256(CONTENT), RETRY);
    expect(readFileSync(path, 'utf8')).toBe(CONTENT);
    expect(existsSync(`${path}.part`)).toBe(false);
  });

  it.each([500, 503, 429, 408])('tries again after the answer %d', async (code) => {
    await get(sha256(CONTENT), status(code), status(code), file(CONTENT));
    expect(server?.asked).toHaveLength(3);
  });

  it('does not wait for ever for a server that sends a byte now and then', async () => {
    await expect(get(sha256(CONTENT), dripping)).rejects.toThrow('fewer than 16384 bytes in 1 s (3 tries)');
  });

  it.each([
    ['http://user:secret@proxy.example:3128', 'proxy.example:3128'],
    ['bad//x', 'its address cannot be read'],
  ])('tells which proxy is set, and none of its passwords: %s', (proxy, shown) => {
    const before = process.env.https_proxy;
    process.env.https_proxy = proxy;
    const { message } = new DownloadError('http://a.example/b', 'the connection failed', undefined);
    if (before === undefined) delete process.env.https_proxy;
    else process.env.https_proxy = before;
    expect(message).toContain(`A proxy is set (${shown}), and Node`);
    expect(message).not.toContain('secret');
  });

  it('tries again when the server stays silent', async () => {
    await get(sha256(CONTENT), silent, file(CONTENT));
    expect(server?.asked).toHaveLength(2);
  });

  it('gives up after the last try, saying what the server said', async () => {
    await expect(get(sha256(CONTENT), status(503))).rejects.toThrow(
      /^http:.*\/v1\/runc.amd64 could not be downloaded: the server answers 503 \(3 tries\)$/m,
    );
    expect(server?.asked).toHaveLength(3);
  });

  it('does not try again after a 404', async () => {
    await expect(get(sha256(CONTENT), status(404))).rejects.toMatchObject({ status: 404 });
    expect(server?.asked).toHaveLength(1);
  });

  it('says why no connection can be made', async () => {
    server = await serve(silent);
    const { url } = server;
    await server.close();
    await expect(download(host, `${url}/runc`, sha256(CONTENT), RETRY)).rejects.toThrow('ECONNREFUSED');
  });

  it('asks the mirror instead of the publisher', async () => {
    server = await serve(file(CONTENT));
    const behind: Host = { ...host, mirror: `${server.url}/tare/` };
    const path = await download(behind, 'https://github.com/o/runc/v1/runc.amd64', sha256(CONTENT), RETRY);
    expect(server.asked).toEqual(['/tare/github.com/o/runc/v1/runc.amd64']);
    expect(path).toBe(downloadPath(host, 'https://github.com/o/runc/v1/runc.amd64', sha256(CONTENT)));
  });
});

describe('mirrored', () => {
  it('leaves an address alone without a mirror', () => {
    expect(mirrored('https://a.example/b?c=d', undefined)).toBe('https://a.example/b?c=d');
  });

  it('keeps host, path and query', () => {
    expect(mirrored('https://a.example/b?c=d', 'http://m/x')).toBe('http://m/x/a.example/b?c=d');
  });
});

describe('fetchText', () => {
  it('tries again and returns the text', async () => {
    server = await serve(broken('checksums', 3), wholeFile('checksums'));
    expect(await fetchText(host, `${server.url}/SHA256SUMS`, RETRY)).toBe('checksums');
  });

  it('refuses a text that does not end', async () => {
    server = await serve(wholeFile('x'.repeat(2 * 1024 ** 2)));
    await expect(fetchText(host, `${server.url}/SHA256SUMS`, RETRY)).rejects.toThrow('larger than 1048576 bytes');
  });
});
