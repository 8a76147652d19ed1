import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digest } from '../../../src/host/download/checksums.js';
import { downloadPath } from '../../../src/host/download/download.js';
import { knownReleases } from '../../../src/host/download/known-checksums.js';
import type { Host } from '../../../src/host/host.js';
import { silentLog } from '../../../src/log.js';
import { checkRecipe, installRecipe } from '../../../src/runtimes/install/install.js';
import type { Recipe, ReleaseRecipe } from '../../../src/runtimes/install/recipe.js';
import { type Answer, type Loopback, serve, status, wholeFile } from '../../host/download/loopback.js';

const PROGRAM = '#!/bin/sh\necho "runc version 9.9.9"\n';
const DIGEST = digest(createHash('sha256').update(PROGRAM).digest('hex'));
const source: ReleaseRecipe = {
  file: (version, arch) => `https://publisher.example/v${version}/runc.${arch}`,
  checksums: (version) => `https://publisher.example/v${version}/runc.sha256sum`,
};

let cache: string;
let server: Loopback;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'tare-release-'));
});

afterEach(async () => {
  await server?.close();
  rmSync(cache, { recursive: true });
});

function host(change: { readonly [Key in keyof Host]?: Host[Key] | undefined } = {}): Host {
  const paths = { cache, state: cache, work: cache };
  const distribution = { id: 'debian', version: '12', codename: 'bookworm', pretty: 'Debian', arch: 'amd64' };
  // It has only what a release needs.
  return { paths, distribution, mayInstall: true, mirror: server.url, log: silentLog, ...change } as unknown as Host;
}

/** Leaves a download as an earlier run does. */
function keepOld(content: string): string {
  const { hex } = digest(createHash('sha256').update(content).digest('hex'));
  const path = join(cache, 'downloads', `sha256-${hex}`, 'runc.amd64');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  utimesSync(path, 1, 1);
  return path;
}

const published: Answer = (request, response) => {
  const text = request.url?.endsWith('.sha256sum') ? `${DIGEST.hex} *runc.amd64\n` : PROGRAM;
  wholeFile(text)(request, response);
};

const recipe = (release: ReleaseRecipe = source): Recipe => ({
  runtime: 'runc',
  programs: [{ name: 'runc' }],
  packages: [],
  byPath: 'program',
  release,
});
const arm = (version: string, checksum?: string) => ({
  id: 'runc',
  runtime: 'runc',
  options: {},
  version,
  ...(checksum && { checksum }),
});
const install = (version: string, on: Host, checksum?: string) => installRecipe(on, arm(version, checksum), recipe());
const check = (version: string, on: Host, checksum?: string) => checkRecipe(on, arm(version, checksum), recipe());

describe('a release that is installed', () => {
  it("takes the publisher's checksum for a version that is not known, and says that before it is run", async () => {
    server = await serve(published);
    const warnings: string[] = [];
    const log = { step: () => undefined, warn: (text: string) => warnings.push(text) };
    const own = { file: () => `${server.url}/runc.amd64`, checksums: () => `${server.url}/runc.sha256sum` };
    const installed = await installRecipe(host({ mirror: undefined, log }), arm('9.9.9'), recipe(own));
    expect(installed.source).toBe(
      `release 9.9.9 of the publisher (${server.url}/runc.amd64), checked against the checksum that its own server gives`,
    );
    expect(installed.binaries).toEqual([
      expect.objectContaining({ version: 'runc version 9.9.9', sha256: DIGEST.hex }),
    ]);
    expect(server.asked).toEqual(['/runc.sha256sum', '/runc.amd64']);
    expect(warnings).toEqual([expect.stringMatching(/checked against nothing but .*runc@9\.9\.9#sha256:/)]);
  });

  it("is used again without its publisher, which is said each time, where only the publisher's checksum vouches", async () => {
    server = await serve(published);
    const warnings: string[] = [];
    const log = { step: () => undefined, warn: (text: string) => warnings.push(text) };
    const own = recipe({ file: () => `${server.url}/runc.amd64`, checksums: () => `${server.url}/runc.sha256sum` });
    const willing = host({ mirror: undefined, log });
    const unwilling = host({ mirror: undefined, log, mayInstall: false });
    const first = await installRecipe(willing, arm('9.9.9'), own);
    for (const on of [willing, unwilling]) {
      expect(await checkRecipe(on, arm('9.9.9'), own)).toEqual([]);
      expect(await installRecipe(on, arm('9.9.9'), own)).toEqual(first);
    }
    expect(server.asked).toEqual(['/runc.sha256sum', '/runc.amd64']);
    expect(warnings).toEqual(Array(3).fill(expect.stringContaining('checked against nothing but')));
    rmSync(downloadPath(willing, `${server.url}/runc.amd64`, DIGEST));
    expect(await checkRecipe(unwilling, arm('9.9.9'), own)).toMatchObject([{ what: 'runc 9.9.9', installable: true }]);
    await expect(installRecipe(unwilling, arm('9.9.9'), own)).rejects.toMatchObject({ exitCode: 3 });
    expect(server.asked).toHaveLength(2);
  });

  it('is that of its own address, whatever other file of the same content or name is in the cache', async () => {
    server = await serve(published);
    const at = (folder: string) =>
      recipe({ file: () => `${server.url}/${folder}/runc.amd64`, checksums: () => `${server.url}/runc.sha256sum` });
    const willing = host({ mirror: undefined });
    await installRecipe(willing, arm('9.9.9'), at('one'));
    expect(await checkRecipe(willing, arm('9.9.9'), at('other'))).toHaveLength(1);
    await installRecipe(willing, arm('9.9.9'), at('other'));
    for (const folder of ['one', 'other']) expect(await checkRecipe(willing, arm('9.9.9'), at(folder))).toEqual([]);
  });

  it('makes room for itself where many were downloaded before, and stays', async () => {
    server = await serve(published);
    const old = Array.from({ length: 60 }, (_, n) => keepOld(`program ${n}`));
    await install('9.9.9', host(), `sha256:${DIGEST.hex}`);
    expect(old.filter((path) => existsSync(path))).toHaveLength(49);
    expect(existsSync(downloadPath(host(), source.file('9.9.9', 'amd64'), DIGEST))).toBe(true);
  });

  it('asks a mirror for nothing that only the mirror itself would vouch for', async () => {
    server = await serve(published);
    const attempt = install('9.9.9', host());
    await expect(attempt).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('the mirror itself') });
    await expect(attempt).rejects.toThrow('runc@9.9.9#sha256:');
    expect(server.asked).toEqual([]);
  });

  it('takes from a mirror what has the checksum that the user gives, and nothing else', async () => {
    server = await serve(published);
    const installed = await install('9.9.9', host(), `sha256:${DIGEST.hex}`);
    expect(installed.source).toContain('checked against the checksum that was given');
    expect(server.asked).toEqual(['/publisher.example/v9.9.9/runc.amd64']);
    await expect(install('9.9.8', host(), `sha256:${'0'.repeat(64)}`)).rejects.toThrow('is not the file it should be');
  });

  it('refuses a checksum that differs from the known one', async () => {
    server = await serve(published);
    await expect(install('1.1.12', host(), `sha256:${DIGEST.hex}`)).rejects.toMatchObject({ exitCode: 2 });
    expect(server.asked).toEqual([]);
  });

  it('insists on the known checksum, and requests no other', async () => {
    server = await serve(published);
    await expect(install('1.1.12', host())).rejects.toThrow(
      `expected sha256 aadeef400b8f05645768c1476d1023f7875b78f52c7ff1967a6dbce236b8cbd8\n  actual   sha256 ${DIGEST.hex}`,
    );
    expect(server.asked).toEqual(['/publisher.example/v1.1.12/runc.amd64']);
  });

  it('names the versions that are offered instead of one that does not exist', async () => {
    server = await serve(status(404));
    const attempt = install('9.9.9', host(), `sha256:${DIGEST.hex}`);
    await expect(attempt).rejects.toThrow(/runc 9\.9\.9 cannot be had[\s\S]*answers 404[\s\S]*1\.1\.12/);
    await expect(attempt).rejects.toMatchObject({ exitCode: 2 });
  });

  it('says what was tried when the network fails', async () => {
    server = await serve(status(403));
    const attempt = install('1.1.12', host());
    await expect(attempt).rejects.toThrow(`${server.url}/publisher.example/v1.1.12/runc.amd64 could not be downloaded`);
    await expect(attempt).rejects.toMatchObject({ exitCode: 3 });
  });

  it('downloads nothing for which there is no checksum', async () => {
    server = await serve(wholeFile(`${DIGEST.hex}  runc.arm64\n`));
    const own = { file: () => `${server.url}/runc.amd64`, checksums: () => `${server.url}/runc.sha256sum` };
    const attempt = installRecipe(host({ mirror: undefined }), arm('9.9.9'), recipe(own));
    await expect(attempt).rejects.toThrow('has no checksum for runc.amd64');
    expect(server.asked).toHaveLength(1);
  });

  it('downloads nothing with --install never', async () => {
    server = await serve(published);
    await expect(install('1.1.12', host({ mayInstall: false }))).rejects.toMatchObject({ exitCode: 3 });
    expect(server.asked).toEqual([]);
  });
});

describe('a release that is an archive', () => {
  const archive = recipe({ ...source, archive: { folder: 'youki', members: () => ({ runc: 'bin/runc' }) } });

  it('is not downloaded with --install never', async () => {
    server = await serve(published);
    const attempt = installRecipe(host({ mayInstall: false }), arm('1.1.12'), archive);
    await expect(attempt).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('--install never') });
    expect(server.asked).toEqual([]);
  });

  it("is not used for an arm with a checksum where it was checked only by its publisher's", async () => {
    server = await serve(published);
    mkdirSync(join(cache, 'youki/v9.9.9-amd64'), { recursive: true });
    expect(await checkRecipe(host(), arm('9.9.9'), archive)).toEqual([]);
    expect(await checkRecipe(host(), arm('9.9.9', `sha256:${DIGEST.hex}`), archive)).toHaveLength(1);
  });
});

describe('a release that is checked', () => {
  it('names the address, and the source of the checksum', async () => {
    server = await serve(published);
    expect(await check('1.1.12', host())).toEqual([
      {
        what: 'runc 1.1.12',
        remedy: 'tare downloads https://publisher.example/v1.1.12/runc.amd64, with the checksum that tare knows',
        installable: true,
      },
    ]);
    expect((await check('9.9.9', host({ mirror: undefined })))[0]?.remedy).toContain('runc.sha256sum');
    expect((await check('9.9.9', host()))[0]).toMatchObject({ installable: false });
    expect(existsSync(downloadPath(host(), source.file('1.1.12', 'amd64'), DIGEST))).toBe(false);
  });
});

describe('knownReleases', () => {
  it.each([
    ['runc', 'amd64', '1.1.12'],
    ['runc', 'arm64', '1.1.12'],
    ['crun', 'amd64', '1.15'],
    ['crun', 'arm64', '1.15'],
  ])('knows %s for %s', (runtime, arch, version) => {
    expect(knownReleases(runtime, arch).map((release) => release.version)).toContain(version);
  });

  it.each(['runc', 'crun'])('gives every %s a digest of its own', (runtime) => {
    const all = ['amd64', 'arm64'].flatMap((arch) => knownReleases(runtime, arch));
    for (const { hex } of all) expect(digest(hex).algorithm).toBe('sha256');
    expect(new Set(all.map(({ hex }) => hex)).size).toBe(all.length);
  });

  it('has nothing for a runtime without releases', () => {
    expect(knownReleases('docker', 'amd64')).toEqual([]);
  });
});
