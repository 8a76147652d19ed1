/**
 * Makes userlands of container images with real tools: skopeo and umoci, layouts, tarballs, and sysbench beside the
 * contents of the image.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { findImage, refuseNoImage } from '../../src/image/container-image.js';
import { obtainImage } from '../../src/image/image.js';
import { closeTestHost, openTestHost, type TestHost } from '../runtimes/support.js';
import { makeTinyUserland } from '../support/tiny-userland.js';

const tools = ['/usr/bin/skopeo', '/usr/bin/umoci'];
const asRoot = process.getuid?.() === 0;
const lacking = asRoot ? tools.filter((path) => !existsSync(path)) : ['root'];
if (lacking.length > 0) process.stderr.write(`skipped: container images are not taken in here: no ${lacking.join()}\n`);

/** Each test makes a userland or two. */
jest.setTimeout(600_000);

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

describe('a path without an image', () => {
  const folder = mkdtempSync('/var/tmp/tare-image-path-');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const withColon = join(folder, 'redis:7.tar');
  writeFileSync(withColon, '');

  it.each([
    [join(folder, 'none.tar'), 'does not exist'],
    [withColon, 'has a colon in its path'],
    [folder, 'is no container image'],
    ['/dev/null', 'is no container image'],
  ])('%s is refused before anything is made for it', (path, message) => {
    const refuse = () => refuseNoImage({ kind: 'path', path });
    expect(refuse).toThrow(expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }));
  });
});

(asRoot ? describe : describe.skip)('a reference', () => {
  const DIGEST = `sha256:${'a'.repeat(64)}`;
  /** It knows every image, and refuses what the real one refuses. */
  const SKOPEO = `#!/bin/sh
for last; do :; done
case \${last##*/} in
  *:*@*) echo 'Docker references with both a tag and digest are currently not supported' >&2; exit 1 ;;
esac
echo ${DIGEST}
`;
  const { PATH } = process.env;
  let host: TestHost;

  beforeAll(async () => {
    host = await openTestHost();
    const skopeo = join(host.paths.work, 'skopeo');
    writeFileSync(skopeo, SKOPEO);
    chmodSync(skopeo, 0o755);
    process.env.PATH = `${host.paths.work}:${PATH}`;
  });

  afterAll(async () => {
    process.env.PATH = PATH;
    expect(await closeTestHost(host)).toEqual([]);
  });

  it.each([
    ['redis', 'redis'],
    ['redis:7', 'redis'],
    [`redis@${DIGEST}`, 'redis'],
    [`redis:7@${DIGEST}`, 'redis'],
    [`localhost:5000/of/redis:7.2-alpine@${DIGEST}`, 'localhost:5000/of/redis'],
    [`localhost:5000/redis@${DIGEST}`, 'localhost:5000/redis'],
  ])('%s is found, and named by its digest alone', async (reference, repository) => {
    expect(await findImage(host, { kind: 'registry', reference })).toEqual({
      transport: `docker://${repository}@${DIGEST}`,
      name: `${repository}@${DIGEST}`,
      digest: DIGEST,
    });
  });
});

(lacking.length > 0 ? describe.skip : describe)('a container image', () => {
  let host: TestHost;
  let base: string;

  beforeAll(async () => {
    host = await openTestHost();
    base = mkdtempSync('/var/tmp/tare-image-');
  });

  afterAll(async () => {
    expect(await host.close()).toEqual([]);
    rmSync(host.state, { recursive: true, force: true });
    rmSync(base, { recursive: true, force: true });
  });

  /**
   * Writes an image of one layer as `docker save` does.
   * @returns the path of the tarball.
   */
  function saved(name: string, change: (root: string) => void = () => undefined): string {
    const folder = join(base, name);
    const root = join(folder, 'root');
    mkdirSync(root, { recursive: true });
    makeTinyUserland(root, 'echo "the sysbench of the image" >&2; exit 1', ['/usr/bin/cat']);
    change(root);
    const layer = join(folder, 'layer.tar');
    execFileSync('tar', ['-C', root, '-cf', layer, '.']);
    const diff = `sha256:${sha256(readFileSync(layer))}`;
    const config = { architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [diff] } };
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    const manifest = [{ Config: 'config.json', RepoTags: ['tare-test:1'], Layers: ['layer.tar'] }];
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
    const path = join(base, `${name}.tar`);
    execFileSync('tar', ['-C', folder, '-cf', path, 'manifest.json', 'config.json', 'layer.tar']);
    return path;
  }

  const take = (path: string) => obtainImage(host, { image: { kind: 'path', path } });

  it('of docker save becomes the userland, with the sysbench of ours, and its digest on record', async () => {
    const path = saved('good', (root) => writeFileSync(join(root, 'marker'), 'of the image'));
    const image = await take(path);
    expect(image).toMatchObject({
      sysbench: expect.stringMatching(/^sysbench 1\./),
      container: { name: path, digest: `sha256:${sha256(readFileSync(path))}` },
      recipe: expect.stringContaining(`image ${path} with sysbench`),
    });
    const names = execFileSync('tar', ['-tf', image.tarball], { encoding: 'utf8' }).split('\n');
    for (const name of ['./marker', './tare/agent', './tare/sysbench/loader', './usr/local/bin/sysbench'])
      expect(names).toContain(name);
    // Else it were in /var/lib/containers, which is the host's.
    expect(readdirSync(join(host.paths.work, 'skopeo', 'containers', 'cache'))).toHaveLength(1);
    const made = statSync(image.tarball).ino;
    expect(statSync((await take(path)).tarball).ino).toBe(made);
    const moved = join(base, 'moved.tar');
    renameSync(path, moved);
    expect(await take(moved)).toEqual({
      ...image,
      container: { ...image.container, name: moved },
      recipe: expect.stringContaining(`image ${moved} with sysbench`),
    });
  });

  const copied = (name: string, target: string, ...flags: readonly string[]) =>
    execFileSync('skopeo', ['copy', '-q', '--insecure-policy', ...flags, `docker-archive:${saved(name)}`, target]);

  it('is taken from an OCI layout and from a tarball of one', async () => {
    const layout = join(base, 'layout');
    copied('oci', `oci:${layout}:1`);
    copied('oci', `oci-archive:${join(base, 'oci-archive.tar')}:1`);
    for (const path of [layout, join(base, 'oci-archive.tar')])
      expect((await take(path)).sysbench).toMatch(/^sysbench 1\./);
  });

  it('is taken where its layers are compressed by zstd, which umoci does not read', async () => {
    const layout = join(base, 'of-zstd');
    copied('zstd', `oci:${layout}:1`, '--dest-compress', '--dest-compress-format', 'zstd');
    const blobs = join(layout, 'blobs/sha256');
    const manifests = readdirSync(blobs).filter((name) => readFileSync(join(blobs, name)).includes('tar+zstd'));
    expect(manifests).toHaveLength(1);
    expect((await take(layout)).sysbench).toMatch(/^sysbench 1\./);
  });

  it.each<[string, () => string, string]>([
    ['that is not there', () => join(base, 'none.tar'), 'none.tar does not exist'],
    ['that is text', () => textFile(), 'cannot be had'],
    ['that is another tarball', () => otherTarball(), 'is no container image'],
    ['that is a folder of something else', () => base, 'is no container image'],
    ['that was cut short', () => cutShort(), 'cannot be had'],
    ['without a shell', () => saved('shellless', (root) => rmSync(join(root, 'bin/sh'))), 'has no /bin/sh that runs'],
    ['with a link where sysbench goes', () => saved('link', linked), 'a link, a device or the like on the way'],
    [
      'with a link of our name',
      () => saved('ours', (root) => symlinkSync('/etc', join(root, 'tare'))),
      '/tare/sysbench',
    ],
  ])('%s is refused', async (_, path, message) => {
    await expect(take(path())).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
  });

  function linked(root: string): void {
    mkdirSync(join(root, 'usr'), { recursive: true });
    symlinkSync('/etc', join(root, 'usr/local'));
  }

  function textFile(): string {
    const path = join(base, 'text.tar');
    writeFileSync(path, 'no tarball');
    return path;
  }

  function otherTarball(): string {
    const path = join(base, 'other.tar');
    execFileSync('tar', ['-C', '/etc', '-cf', path, 'hostname']);
    return path;
  }

  function cutShort(): string {
    const path = join(base, 'short.tar');
    const whole = readFileSync(saved('whole'));
    writeFileSync(path, whole.subarray(0, Math.floor(whole.length / 2)));
    return path;
  }

  it('of a registry that does not answer is refused by name', async () => {
    const image = { kind: 'registry' as const, reference: 'localhost:1/none:1' };
    await expect(obtainImage(host, { image })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('image: localhost:1/none:1 cannot be had'),
    });
  });
});
