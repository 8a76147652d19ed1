/**
 * Makes a container image the root of a userland: skopeo fetches it, umoci unpacks it, and Tare's sysbench is added.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSource } from '../config/kinds/image-source.js';
import { InputError } from '../errors.js';
import { proxyVariables } from '../host/commands/command.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import type { Host } from '../host/host.js';
import { statGiven } from './given-path.js';
import { readGiven } from './read-given.js';

/** Packages of the distribution that fetch and unpack the image. */
export const IMAGE_TOOLS = ['skopeo', 'umoci'];

export interface FoundImage {
  /** The image as skopeo names it: `docker://…`, `docker-archive:…`. */
  readonly transport: string;
  /** The image as the input `image` would name it again. */
  readonly name: string;
  /** Digest of the manifest in a registry; of the file, or of a layout's index, on this host. */
  readonly digest: string;
}

/** A registry on this host is asked without TLS, as docker does. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3})(?::\d+)?\//;

const plainHttp = (transport: string): string[] =>
  LOOPBACK.test(transport.replace('docker://', '')) ? ['--tls-verify=false'] : [];

/** Finds which image it is now. @throws InputError where there is none, or none that can be reached. */
export async function findImage(host: Host, source: ImageSource): Promise<FoundImage> {
  return source.kind === 'registry' ? inRegistry(host, source.reference) : onHost(host, source.path);
}

/** skopeo refuses a reference with both a tag and a digest; the digest alone says which image it is. */
async function inRegistry(host: Host, reference: string): Promise<FoundImage> {
  const [tagged = '', given] = reference.split('@');
  const repository = tagged.replace(/:\w[\w.-]*$/, '');
  const transport = `docker://${given ? `${repository}@${given}` : reference}`;
  const argv = ['skopeo', 'inspect', ...plainHttp(transport), '--format', '{{.Digest}}', transport];
  const digest = (await asked(host, argv, reference, skopeoVariables(host))).trim();
  const name = `${repository}@${digest}`;
  return { transport: `docker://${name}`, name, digest };
}

/** Checks the path before anything is made or installed. @throws InputError where no image can be at that path. */
export function refuseNoImage(source: ImageSource): void {
  if (source.kind === 'registry') return;
  const { path } = source;
  const found = statGiven('image', path, FORMS);
  if (path.includes(':'))
    throw new InputError(
      `image: ${path} has a colon in its path, behind which skopeo looks for a tag.`,
      'Give it another name.',
    );
  const isLayout = existsSync(join(path, 'oci-layout')) && existsSync(join(path, 'index.json'));
  if (!found.isFile() && !isLayout) throw noImage(path);
}

async function onHost(host: Host, path: string): Promise<FoundImage> {
  const index = join(path, 'index.json');
  if (existsSync(index)) return { transport: `oci:${path}`, name: path, digest: await digestOf(index) };
  const listed = await asked(host, ['tar', '-tf', path], path);
  const names = new Set(listed.split('\n').map((name) => name.replace(/^\.\//, '')));
  const form = names.has('manifest.json') ? 'docker-archive' : names.has('oci-layout') ? 'oci-archive' : undefined;
  if (!form) throw noImage(path);
  return { transport: `${form}:${path}`, name: path, digest: await digestOf(path) };
}

const FORMS = 'Give what docker save writes, an OCI tarball, or the folder of an OCI layout.';
const noImage = (path: string) => new InputError(`image: ${path} is no container image.`, FORMS);

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** An error of skopeo, tar or umoci is about the image that the user gave. */
async function asked(
  host: Host,
  argv: readonly string[],
  image: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const ask = () => mustRunGrouped(host, argv, { timeoutSeconds: 900, env });
  return readGiven(ask, `image: ${image} cannot be had`, FORMS);
}

/**
 * Has skopeo keep what it learns of blobs in a folder of the run: root's own record, which podman uses too, lies below
 * /var/lib/containers whatever root asks for. By the first variable skopeo takes the folder of the second, as for
 * another user. Source: containers/image, pkg/blobinfocache/default.go.
 */
function skopeoVariables(host: Host): Readonly<Record<string, string>> {
  return { ...proxyVariables(), _CONTAINERS_ROOTLESS_UID: '1', XDG_DATA_HOME: join(host.paths.work, 'skopeo') };
}

const TAG = 'tare';

/** Unpacks the root of the image below `work`, and returns its path. */
export async function unpackRoot(host: Host, { transport, name }: FoundImage, work: string): Promise<string> {
  const layout = join(work, 'layout');
  const root = join(work, 'image');
  const insecure = plainHttp(transport).map((flag) => flag.replace('--', '--src-'));
  // Signatures are not checked: a digest in the reference says which image it must be. umoci reads no layers of zstd.
  const flags = ['--quiet', '--insecure-policy', '--dest-compress-format', 'gzip', ...insecure];
  const copy = ['skopeo', 'copy', ...flags, transport, `oci:${layout}:${TAG}`];
  await asked(host, copy, name, skopeoVariables(host));
  await asked(host, ['umoci', 'raw', 'unpack', '--image', `${layout}:${TAG}`, root], name);
  return root;
}

export interface Packing {
  /** Root of the image. */
  readonly root: string;
  /** Tarball of the userland that sysbench is taken from. */
  readonly own: string;
  readonly work: string;
  readonly tarball: string;
  /** Flags of tar under which the same files give the same bytes. */
  readonly flags: readonly string[];
}

/** Packs the root into a tarball, with the sysbench of Tare's userland beside it. */
export async function packWithSysbench(host: Host, { root, own, work, tarball, flags }: Packing): Promise<void> {
  await mustRunGrouped(host, ['tar', ...flags, '-C', root, '-cf', tarball, '.'], { timeoutSeconds: 600 });
  const added = ['./tare/sysbench', './usr/local/bin/sysbench'];
  const beside = await sysbenchBeside(host, own, work);
  await mustRunGrouped(host, ['tar', ...flags, '-C', beside, '-rf', tarball, ...added], { timeoutSeconds: 600 });
}

/** The image may have any C library, so sysbench brings its own, and the loader that finds it. */
const WRAPPER = `#!/bin/sh
exec /tare/sysbench/loader --library-path /tare/sysbench /tare/sysbench/sysbench "$@"
`;

/** Runs in the root of Tare's userland, whose files are the distribution's; it takes no arguments. */
const COLLECT = `
set -e
mkdir -p /collected
cp -L /usr/bin/sysbench /collected/sysbench
ldd /usr/bin/sysbench | sed -n 's/.* => \\(\\/[^ ]*\\) .*/\\1/p' | while read -r file; do cp -L "$file" /collected/; done
cp -L "$(ldd /usr/bin/sysbench | sed -n 's/^[[:space:]]*\\(\\/[^ ]*ld-[^ ]*\\) .*/\\1/p' | head -n 1)" /collected/loader
chmod 0755 /collected /collected/*
`;

async function sysbenchBeside(host: Host, own: string, work: string): Promise<string> {
  const root = join(work, 'own');
  const beside = join(work, 'beside');
  mkdirSync(root);
  mkdirSync(join(beside, 'usr/local/bin'), { recursive: true });
  mkdirSync(join(beside, 'tare'));
  await mustRunGrouped(host, ['tar', '--numeric-owner', '-C', root, '-xf', own], { timeoutSeconds: 300 });
  await mustRunGrouped(host, ['chroot', root, '/bin/sh', '-c', COLLECT]);
  await mustRunGrouped(host, ['mv', join(root, 'collected'), join(beside, 'tare/sysbench')]);
  writeFileSync(join(beside, 'usr/local/bin/sysbench'), WRAPPER, { mode: 0o755 });
  return beside;
}
