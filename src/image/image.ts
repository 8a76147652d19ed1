/** The one userland every sandbox runs: built or brought by the user, checked, kept by content. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import type { ImageSource } from '../config/kinds/image-source.js';
import { HostError, InputError } from '../errors.js';
import { allowFolderOnly, readBeneath, removeTree, Strayed } from '../host/beneath.js';
import { makeOnce, wasMade } from '../host/cache/make-once.js';
import { CommandError, lastLines } from '../host/command.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import { runInGroup } from '../host/groups/run-in-group.js';
import type { Host } from '../host/host.js';
import { readOwnFile } from '../host/own-file.js';
import { ensurePackages, foreseenRefusal } from '../host/packages/apt.js';
import { explainAptFailure } from '../host/packages/apt-get.js';
import { tryJson } from '../json.js';
import { AGENT_SCRIPT, PROBE_SCRIPT } from '../sandbox/agent.js';
import { SANDBOX } from '../sandbox/paths.js';
import { unreadable } from '../suites/sysbench-lines.js';
import { findImage, IMAGE_TOOLS, packWithSysbench, refuseNoImage, unpackRoot } from './container-image.js';
import { bootstrapCommand, type Recipe, recipeFor } from './recipe.js';
import { hostSources } from './sources.js';

const recordSchema = z.object({
  /** `sha256:…` of the root tarball. */
  digest: z.string(),
  /** What it was made from, in words: `mmdebstrap bookworm: sysbench` or the path given. */
  recipe: z.string(),
  /** As printed by `sysbench --version`. */
  sysbench: z.string(),
  /** Packages that it was made with besides. */
  packages: z.array(z.string()).optional(),
  /** The container image it was made from: as the input names it, and its digest. */
  container: z.object({ name: z.string(), digest: z.string() }).optional(),
});

export interface Image extends z.infer<typeof recordSchema> {
  /** Uncompressed tarball of the root, agent included. */
  readonly tarball: string;
}

/** Room for the tarball, its unpacking, and a copy for each arm. */
const ROOM_BYTES = 2 * 1024 ** 3;

/** What the user wants of it. */
export interface Userland {
  /** What a file is called in documents, where it is not there by its path: `./rootfs.tar`. */
  readonly name?: string | undefined;
  /** A tarball or a folder; made by mmdebstrap from the host's own mirrors where there is none. */
  readonly rootfs?: string | undefined;
  /** What it is made with besides. */
  readonly packages?: readonly string[] | undefined;
  /** A container image, to which sysbench is added. */
  readonly image?: ImageSource | undefined;
}

/** The image for this run. */
export async function obtainImage(host: Host, { rootfs, packages, image, name }: Userland = {}): Promise<Image> {
  const folder = join(host.paths.cache, 'userland');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (image) return importImage(host, folder, image, name);
  return rootfs ? importRootfs(host, folder, rootfs, name) : bootstrap(host, folder, packages);
}

/**
 * What `obtainImage` would find ready in the cache; of a container image, what its sysbench comes from. Changes
 * nothing.
 */
export async function cachedImage(host: Host, { packages }: Userland = {}): Promise<Image | undefined> {
  const folder = join(host.paths.cache, 'userland', cacheKey(recipeFor(host.distribution, packages)));
  return (await wasMade(folder)) ? readImage(folder) : undefined;
}

const TOOLS = ['mmdebstrap'];
const INSTEAD = 'pass --rootfs with a tarball or folder that has sysbench in it';

/**
 * What stands against making the userland, in a sentence; undefined where nothing does, or where none has to be made.
 */
export async function userlandRefusal(host: Host, userland: Userland): Promise<string | undefined> {
  if (userland.rootfs) return undefined;
  const tools = [...((await cachedImage(host, userland)) ? [] : TOOLS), ...(userland.image ? IMAGE_TOOLS : [])];
  const refusal = tools.length > 0 ? await foreseenRefusal(host, tools, INSTEAD) : undefined;
  return refusal && `package ${tools.join(' ')}: apt would ${refusal.harm}. ${refusal.remedy}`;
}

/** Kept by the digest of the image and of the userland that its sysbench comes from. */
async function importImage(host: Host, folder: string, source: ImageSource, shown: string | undefined): Promise<Image> {
  refuseNoImage(source);
  const userland = await bootstrap(host, folder, undefined);
  await ensurePackages(host, IMAGE_TOOLS, INSTEAD);
  const found = await findImage(host, source);
  const key = createHash('sha256').update(`${found.digest} ${userland.digest}`).digest('hex').slice(0, 32);
  const container = { name: shown ?? found.name, digest: found.digest };
  const what = { name: `image ${container.name} with ${userland.sysbench} of ${userland.recipe}`, container };
  return cached(host, join(folder, `${key}-${toolKey()}`), what, async (tarball) => {
    const work = join(dirname(tarball), 'work');
    mkdirSync(work);
    const root = await unpackRoot(host, found, work);
    own(() => allowFolderOnly(root, 'usr/local/bin'), '/usr/local/bin');
    await packWithSysbench(host, { root, own: userland.tarball, work, tarball, flags: SAME_BYTES });
    await removeTree(work);
  });
}

async function bootstrap(host: Host, folder: string, packages: readonly string[] | undefined): Promise<Image> {
  const recipe = recipeFor(host.distribution, packages);
  return cached(host, join(folder, cacheKey(recipe)), { name: recipe.name, packages }, async (tarball) => {
    await ensurePackages(host, TOOLS, INSTEAD);
    const sources = await hostSources(host, recipe.suite, dirname(tarball));
    host.log.step(`making the userland: ${recipe.name}`);
    const argv = bootstrapCommand(recipe, sources, tarball);
    const result = await runInGroup(host, 'userland', argv, {
      timeoutSeconds: 900,
      // Where it works would stay in /tmp after a kill, some 250 MiB.
      env: { SOURCE_DATE_EPOCH: String(recipe.epoch), TMPDIR: dirname(tarball) },
    });
    if (result.code === 0) return;
    const error = new CommandError(argv, result);
    refuseUnknownPackages(packages, result.stderr);
    throw new HostError(error.message, `${explainAptFailure(error).remedy} Or ${INSTEAD}.`);
  });
}

/** What apt says of names that the user gave. @throws InputError */
function refuseUnknownPackages(packages: readonly string[] | undefined, said: string): void {
  const unknown = (packages ?? []).filter((name) =>
    [`Unable to locate package ${name}`, `Package '${name}' has no installation candidate`].some((fault) =>
      said.split('\n').some((line) => line.trimEnd().endsWith(fault)),
    ),
  );
  if (unknown.length === 0) return;
  throw new InputError(
    `packages: the distribution has no package ${unknown.join(', ')}.`,
    'apt-cache search finds what there is.',
  );
}

async function importRootfs(host: Host, folder: string, rootfs: string, shown = rootfs): Promise<Image> {
  const given = statSync(rootfs, { throwIfNoEntry: false });
  if (!given) throw new InputError(`rootfs: ${rootfs} does not exist.`, 'Give a tarball or a folder.');
  if (!given.isDirectory() && !given.isFile())
    throw new InputError(`rootfs: ${rootfs} is neither a file nor a folder.`, 'Give a tarball or a folder.');
  if (given.isDirectory()) refuseOwnCache(rootfs, folder);
  const scratch = join(folder, `import-${randomBytes(4).toString('hex')}.tar`);
  const change = host.journal.record({ kind: 'path', path: scratch });
  try {
    if (given.isDirectory())
      await mustRunGrouped(host, ['tar', ...SAME_BYTES, '-C', rootfs, '-cf', scratch, '.'], { timeoutSeconds: 600 });
    else await decompress(host, rootfs, scratch);
    const key = `${(await sha256(scratch)).slice(0, 32)}-${toolKey()}`;
    return await cached(host, join(folder, key), { name: shown }, async (tarball) => renameSync(scratch, tarball));
  } finally {
    await change.undo();
  }
}

/** The archive would hold itself, and grow without end: as of the host's own root. @throws InputError */
function refuseOwnCache(rootfs: string, cache: string): void {
  const below = relative(realpathSync(rootfs), realpathSync(cache));
  if (below.startsWith('..')) return;
  throw new InputError(
    `rootfs: ${rootfs} holds the cache of tare (${cache}), into which it would be packed.`,
    'Give a folder that holds a userland and nothing else.',
  );
}

/** tar reads gzip, xz and zstd by itself, but only an uncompressed archive can be appended to. */
async function decompress(host: Host, from: string, to: string): Promise<void> {
  const tools: [RegExp, string[]][] = [
    [/\.(tar\.gz|tgz)$/, ['gzip', '-dc']],
    [/\.tar\.xz$/, ['xz', '-dc']],
    [/\.tar\.zst$/, ['zstd', '-dc']],
    [/\.tar$/, ['cat']],
  ];
  const tool = tools.find(([pattern]) => pattern.test(from))?.[1];
  if (!tool) throw new InputError(`rootfs: ${from} is neither a folder nor .tar, .tar.gz, .tar.xz or .tar.zst.`);
  const [program = 'cat', ...flags] = tool;
  await mustRunGrouped(host, ['/bin/sh', '-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', to, program, ...flags, from], {
    timeoutSeconds: 600,
  });
}

const SAME_BYTES = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--format=gnu'];

/** Changes whenever what we add to a userland changes. */
function toolKey(): string {
  return createHash('sha256').update(AGENT_SCRIPT).update(PROBE_SCRIPT).digest('hex').slice(0, 8);
}

function cacheKey(recipe: Recipe): string {
  return `${createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 32)}-${toolKey()}`;
}

/** Returns the image in `folder`, making it first where it is not there or not whole; other invocations wait. */
async function cached(
  host: Host,
  folder: string,
  { name, packages, container }: Pick<Image, 'container'> & { readonly name: string } & Pick<Userland, 'packages'>,
  make: (tarball: string) => Promise<void>,
): Promise<Image> {
  await makeOnce(host, folder, `the userland ${name}`, async (draft) => {
    requireRoom(host);
    await make(join(draft, TARBALL));
    const record = {
      ...(await finish(host, draft, name)),
      ...(packages && { packages: [...packages] }),
      ...(container && { container }),
    };
    writeFileSync(join(draft, RECORD), JSON.stringify(record, null, 2), { mode: 0o600 });
    chmodSync(join(draft, TARBALL), 0o600);
  });
  const image = readImage(folder);
  if (image) return image;
  throw new HostError(`${join(folder, RECORD)} is of another version of tare.`, `Delete ${folder}.`);
}

const TARBALL = 'rootfs.tar';
const RECORD = 'image.json';

function readImage(folder: string): Image | undefined {
  const record = recordSchema.safeParse(tryJson(readOwnFile(join(folder, RECORD)) ?? ''));
  return record.success ? { ...record.data, tarball: join(folder, TARBALL) } : undefined;
}

/** Adds what the sandbox side of Tare needs, and proves that sysbench runs in it. */
async function finish(host: Host, draft: string, name: string): Promise<z.infer<typeof recordSchema>> {
  const archive = join(draft, TARBALL);
  const root = join(draft, 'root');
  mkdirSync(root);
  await unpack(host, archive, root);
  own(() => {
    for (const path of ['tare', SANDBOX.volume, SANDBOX.root]) allowFolderOnly(root, path);
  }, `${SANDBOX.volume} and ${SANDBOX.root}`);
  const version = await sysbenchIn(host, root, name);
  await addTools(host, root, archive, join(draft, 'tools'));
  await removeTree(root);
  return { digest: `sha256:${await sha256(archive)}`, recipe: name, sysbench: version };
}

/** @throws InputError where it has no sysbench that runs, or one whose output is not known. */
async function sysbenchIn(host: Host, root: string, name: string): Promise<string> {
  const version = (await versionIn(host, root, name)).split('\n')[0]?.trim() ?? '';
  const fault = unreadable(version);
  if (fault) throw new InputError(`The userland ${name} has a sysbench that is not known: ${fault}`, ANOTHER);
  return version;
}

const ANOTHER = 'Put another sysbench into it, or leave rootfs out and let Tare make one.';

async function versionIn(host: Host, root: string, name: string): Promise<string> {
  try {
    return await mustRunGrouped(host, ['chroot', root, 'sysbench', '--version']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const [reason = error.message.split('\n')[0]] = lastLines(error.result.stderr, 1);
    throw new InputError(`The userland ${name} has no sysbench that runs: ${reason}`, ANOTHER);
  }
}

/** A link could lead to any file of the host, which would then be in every sandbox. @throws InputError */
function packagesOf(root: string): Buffer {
  const path = '/var/lib/dpkg/status';
  return own(() => readBeneath(root, path, STATUS_BYTES), path) ?? Buffer.alloc(0);
}

/** @throws InputError where the userland has a link or the like on the way to what we look for. */
function own<Found>(look: () => Found, what: string): Found {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof Strayed)) throw error;
    throw new InputError(
      `The userland has a link, a device or the like on the way to ${what}.`,
      'No link in a userland is followed: put the thing itself there, or nothing.',
    );
  }
}

/** Of a whole distribution it is some 5 MiB. */
const STATUS_BYTES = 64 * 1024 ** 2;

async function addTools(host: Host, root: string, archive: string, tools: string): Promise<void> {
  const folder = join(tools, 'tare');
  mkdirSync(join(folder, 'volume'), { recursive: true });
  mkdirSync(join(tools, 'var/tmp/tare'), { recursive: true });
  writeFileSync(join(folder, 'agent'), AGENT_SCRIPT, { mode: 0o755 });
  writeFileSync(join(folder, 'probe'), PROBE_SCRIPT, { mode: 0o755 });
  writeFileSync(join(folder, 'packages'), packagesOf(root));
  await mustRunGrouped(host, ['tar', ...SAME_BYTES, '-C', tools, '-rf', archive, './tare', './var/tmp/tare']);
  rmSync(tools, { recursive: true });
}

/** Unpacks the root into an existing folder. */
export async function unpack(host: Host, tarball: string, folder: string): Promise<void> {
  await mustRunGrouped(host, ['tar', '--numeric-owner', '-C', folder, '-xf', tarball], { timeoutSeconds: 300 });
}

/** Hex digest of a file. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest('hex');
}

function requireRoom(host: Host): void {
  mkdirSync(host.paths.cache, { recursive: true });
  const { bavail, bsize } = statfsSync(host.paths.cache);
  if (bavail * bsize < ROOM_BYTES) {
    throw new HostError(
      `Only ${Math.round((bavail * bsize) / 1024 ** 2)} MiB are free under ${host.paths.cache}; making a userland needs 2048 MiB.`,
      'Free some space, or point TARE_CACHE_DIR at a larger disk.',
    );
  }
}
