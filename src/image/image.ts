/** The one userland that every sandbox of a run has: made by Tare, or brought by the user as a root or as an image. */

import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImageSource } from '../config/kinds/image-source.js';
import { HostError, InputError } from '../errors.js';
import { wasMade } from '../host/cache/make-once.js';
import { CommandError, distributionFirst, proxyVariables } from '../host/commands/command.js';
import { allowFolderOnly, removeTree } from '../host/files/beneath.js';
import { makeFolder } from '../host/folders.js';
import { runInGroup } from '../host/groups/run-in-group.js';
import type { Host } from '../host/host.js';
import { belowCache } from '../host/own-names.js';
import { ensurePackages, foreseenRefusal, refreshPackageLists, unknownNames } from '../host/packages/apt.js';
import { explainAptFailure } from '../host/packages/apt-get.js';
import { SAME_BYTES } from './archive.js';
import { own } from './complete-userland.js';
import { findImage, IMAGE_TOOLS, packWithSysbench, refuseNoImage, unpackRoot } from './container-image.js';
import { importRootfs, refuseNoRootfs } from './given-rootfs.js';
import { cached, givenKey, type Image, readImage, toolKey } from './kept-image.js';
import { bootstrapCommand, type Recipe, recipeFor } from './recipe.js';
import { hostSources } from './sources.js';

/** What the user wants the userland to be. */
export interface Userland {
  /** What a file is called in documents, where it is not there by its path: `./rootfs.tar`. */
  readonly name?: string | undefined;
  /** Path of a tarball or a folder; without one, mmdebstrap makes the userland from the host's own mirrors. */
  readonly rootfs?: string | undefined;
  /** Packages that it is made with in addition. */
  readonly packages?: readonly string[] | undefined;
  /** A container image, to which sysbench is added. */
  readonly image?: ImageSource | undefined;
}

/**
 * Checks what the user brings before anything is made or installed for it.
 * @throws InputError where no userland can be at the path of it.
 */
export function refuseNoUserland({ rootfs, image }: Userland): void {
  if (rootfs) refuseNoRootfs(rootfs);
  if (image) refuseNoImage(image);
}

/** Makes the image of a run, or finds it in the cache. @throws InputError for what is no userland. */
export async function obtainImage(host: Host, { rootfs, packages, image, name }: Userland = {}): Promise<Image> {
  refuseNoUserland({ rootfs, image });
  const folder = belowCache(host.paths.cache, 'userland');
  makeFolder(folder, 0o700);
  if (image) return importImage(host, folder, image, name);
  return rootfs ? importRootfs(host, folder, rootfs, name) : bootstrap(host, folder, packages);
}

/**
 * Returns the image that `obtainImage` would find in the cache; for a container image, the userland that its sysbench
 * comes from. Changes nothing.
 */
export async function cachedImage(host: Host, { packages }: Userland = {}): Promise<Image | undefined> {
  const folder = belowCache(host.paths.cache, 'userland', cacheKey(recipeFor(host.distribution, packages)));
  return (await wasMade(folder)) ? readImage(folder) : undefined;
}

const TOOLS = ['mmdebstrap'];
const INSTEAD = 'pass --rootfs with a tarball or folder that has sysbench in it';

/** Returns the packages of this host that it is made by; none where it is kept, or brought as a root. */
export async function userlandTools(host: Host, userland: Userland): Promise<string[]> {
  if (userland.rootfs) return [];
  return [...((await cachedImage(host, userland)) ? [] : TOOLS), ...(userland.image ? IMAGE_TOOLS : [])];
}

/** Returns why the userland cannot be made, as a sentence; undefined where it can, or need not be. */
export async function userlandRefusal(host: Host, userland: Userland): Promise<string | undefined> {
  const tools = await userlandTools(host, userland);
  const refusal = tools.length > 0 ? await foreseenRefusal(host, tools, INSTEAD) : undefined;
  return refusal && `package ${tools.join(' ')}: apt would ${refusal.harm}. ${refusal.remedy}`;
}

/** The image is kept by its own digest and by that of the userland that its sysbench comes from. */
async function importImage(host: Host, folder: string, source: ImageSource, shown: string | undefined): Promise<Image> {
  const userland = await bootstrap(host, folder, undefined);
  await ensurePackages(host, IMAGE_TOOLS, INSTEAD);
  const found = await findImage(host, source);
  const container = { name: shown ?? found.name, digest: found.digest };
  const what = { name: `image ${container.name} with ${userland.sysbench} of ${userland.recipe}`, container };
  return cached(host, join(folder, givenKey(found.digest, userland.digest)), what, async (tarball) => {
    const work = join(dirname(tarball), 'work');
    mkdirSync(work);
    const root = await unpackRoot(host, found, work);
    for (const path of ['/usr/local/bin', '/tare/sysbench']) own(() => allowFolderOnly(root, path), path);
    await packWithSysbench(host, { root, own: userland.tarball, work, tarball, flags: SAME_BYTES });
    await removeTree(work);
  });
}

async function bootstrap(host: Host, folder: string, packages: readonly string[] | undefined): Promise<Image> {
  const recipe = recipeFor(host.distribution, packages);
  return cached(host, join(folder, cacheKey(recipe)), { name: recipe.name, packages }, async (tarball) => {
    await refuseUnknownNames(host, packages);
    await ensurePackages(host, TOOLS, INSTEAD);
    const lent = join(dirname(tarball), 'apt');
    const sources = await hostSources(host, recipe.suite, lent);
    host.log.step(`making the userland: ${recipe.name}`);
    const { argv, input } = bootstrapCommand(recipe, sources, tarball);
    const date = { SOURCE_DATE_EPOCH: String(recipe.epoch) };
    const result = await runInGroup(host, 'userland', argv, {
      input,
      timeoutSeconds: 900,
      // Where it works would stay in /tmp after a kill, some 250 MiB.
      env: { ...proxyVariables(), ...distributionFirst(), ...date, TMPDIR: dirname(tarball) },
    });
    rmSync(lent, { recursive: true, force: true });
    if (result.code === 0) return;
    const error = new CommandError(argv, result);
    refuseUnknownPackages(packages, result.stderr);
    throw new HostError(error.message, `${explainAptFailure(error).remedy} Or ${INSTEAD}.`);
  });
}

/** A name as it is, without a version, an architecture or a pattern. */
const NAME = /^[a-z0-9][a-z0-9+.-]+$/;

/**
 * Refuses what no list of the host knows before the userland is made, since apt would say so at the end of that.
 * @throws InputError
 */
async function refuseUnknownNames(host: Host, packages: readonly string[] = []): Promise<void> {
  const names = packages.filter((name) => NAME.test(name));
  if (!host.mayInstall || (await unknownNames(names)).length === 0) return;
  // Old lists may lack what the distribution has meanwhile.
  await refreshPackageLists(host);
  const unknown = await unknownNames(names);
  if (unknown.length > 0) throw noSuchPackages(unknown);
}

/** Recognizes in the output of apt that the user named packages that do not exist. @throws InputError */
function refuseUnknownPackages(packages: readonly string[] | undefined, said: string): void {
  const unknown = (packages ?? []).filter((name) =>
    [`Unable to locate package ${name}`, `Package '${name}' has no installation candidate`].some((fault) =>
      said.split('\n').some((line) => line.trimEnd().endsWith(fault)),
    ),
  );
  if (unknown.length > 0) throw noSuchPackages(unknown);
}

const noSuchPackages = (names: readonly string[]): InputError =>
  new InputError(
    `packages: the distribution has no package ${names.join(', ')}.`,
    'apt-cache search finds what there is.',
  );

function cacheKey(recipe: Recipe): string {
  return `${createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 32)}-${toolKey()}`;
}
