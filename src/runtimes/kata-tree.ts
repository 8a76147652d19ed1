/** The files of Kata Containers: a release of the project, or a tree of the same layout that the user has. */
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import gte from 'semver/functions/gte.js';
import lt from 'semver/functions/lt.js';
import type { ArmSpec } from '../config/arms.js';
import { HostError, InputError } from '../errors.js';
import type { Host } from '../host/host.js';
import { sha256 } from '../image/archive.js';
import type { Binary } from '../results/document.js';
import { findCommand, identifyBinary } from './install/binaries.js';
import { sourceOf, withoutConflict } from './install/install.js';
import type { Recipe } from './install/recipe.js';
import { fetchRelease } from './install/release.js';
import { guestParts } from './kata-settings.js';

const SHIM = 'containerd-shim-kata-v2';
/** Where the project's packages for Kubernetes and its manual put a release. */
const USUAL_ROOT = '/opt/kata';
/** Earlier releases have other names, and a shim that starts other processes. */
const OLDEST = '3.2.0';
const FIRST_WITH_ZSTD = '3.21.0';
/** From here on the release of this name has another shim, in Rust, and the one in Go has a release of its own. */
const FIRST_OF_TWO = '4.1.0';
const RELEASES = 'https://github.com/kata-containers/kata-containers/releases/download';

/** Large files that none of its settings names: for graphics cards, confidential guests, the other shim, debugging. */
const LEFT_OUT = ['*nvidia*', '*confidential*', '*-debug*', '*dragonball*', '*/runtime-rs/*', '*/ovmf/*'];

/** Returns the recipe for this host. The shim is looked for on PATH, and where the project's manual puts it. */
export function kataRecipe(): Recipe {
  const places = findCommand(SHIM) ? {} : { places: [join(USUAL_ROOT, 'bin', SHIM)] };
  return {
    runtime: 'kata',
    programs: [{ name: SHIM, ...places }],
    packages: [],
    byPath: 'folder',
    byPathHint: 'unpack a release and give its folder (kata=./opt/kata)',
    release: {
      file: (version, arch) => `${RELEASES}/${version}/${fileName(version, arch)}`,
      archive: { folder: 'kata', members: () => ({ kata: 'opt/kata' }), leaveOut: LEFT_OUT },
      byChecksumAlone: true,
      normalize: releaseVersion,
    },
  };
}

function releaseVersion(version: string): string {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new InputError(`kata@${version}: that is no version.`, 'Write it as kata@3.32.0#sha256:….');
  if (lt(version, OLDEST))
    throw new InputError(`kata ${version} is older than Tare can start.`, `It needs ${OLDEST} or later.`);
  return version;
}

/** See tools/packaging/release/release.sh of each version. */
function fileName(version: string, arch: string): string {
  if (arch !== 'amd64' && arch !== 'arm64')
    throw new HostError(`Kata Containers has no release for ${arch} that Tare knows.`, 'It runs on amd64 and arm64.');
  const name = gte(version, FIRST_OF_TWO) ? 'kata-go-static' : 'kata-static';
  return `${name}-${version}-${arch}.tar.${lt(version, FIRST_WITH_ZSTD) ? 'xz' : 'zst'}`;
}

/**
 * Returns the arm with the folder of its shim as path, which may be given by the tree, by the folder above `opt/kata`,
 * or by the shim.
 * @throws InputError where there is no shim.
 */
export function withShimFolder(arm: ArmSpec): ArmSpec {
  const { path } = arm;
  if (path === undefined) return arm;
  const candidates = [join(path, 'bin'), join(path, 'opt/kata/bin'), path, dirname(path)];
  const folder = candidates.find((one) => existsSync(join(one, SHIM)));
  if (folder) return { ...arm, path: folder };
  const what = existsSync(path) ? `has no bin/${SHIM}` : 'does not exist';
  throw new InputError(`kata: ${path} ${what}.`, 'Give the folder of an unpacked release: kata=./opt/kata.');
}

/** Returns the root of the tree that a shim is in: a link on PATH leads to it. */
export const rootOfShim = (shim: string): string => dirname(dirname(realpathSync(shim)));

/** The names that the project's files of settings have for the programs that run a machine. */
export type Hypervisor = 'qemu' | 'clh';

const settingsFile = (root: string, hypervisor: Hypervisor): string =>
  join(root, 'share/defaults/kata-containers', `configuration-${hypervisor}.toml`);

export const publishedSettings = (root: string, hypervisor: Hypervisor): string =>
  readFileSync(settingsFile(root, hypervisor), 'utf8');

/** Returns what a tree lacks of what its settings name; empty where it is whole. */
export function lackingIn(root: string, hypervisor: Hypervisor): string[] {
  const settings = settingsFile(root, hypervisor);
  if (!existsSync(settings)) return [settings];
  const { virtiofsd, ...needed } = guestParts(publishedSettings(root, hypervisor), root);
  const paths = Object.entries(needed).map(([part, path]) => path ?? `a ${part} in ${settings}`);
  return [...paths, ...(virtiofsd ? [virtiofsd] : [])].filter((path) => !existsSync(path));
}

interface Tree {
  readonly source: string;
  readonly shim: Binary;
  /** The shim and all that it starts. */
  readonly binaries: readonly Binary[];
}

/**
 * Returns the tree, after fetching a release where one is asked for.
 * @throws InputError or HostError where there is none, or where it is not whole.
 */
export async function obtainTree(host: Host, asked: ArmSpec, hypervisor: Hypervisor): Promise<Tree> {
  const arm = withShimFolder(asked);
  const { root, source } = await placeOf(host, arm);
  const [lacking] = lackingIn(root, hypervisor);
  if (lacking !== undefined)
    throw new InputError(
      `${asked.id}: there is no ${lacking}.`,
      'Give the whole folder of an unpacked release: kata=./opt/kata.',
    );
  const shim = await identifyBinary(SHIM, join(root, 'bin', SHIM));
  const parts = await identifyParts(publishedSettings(root, hypervisor), root);
  return { source, shim, binaries: [shim, ...parts] };
}

async function placeOf(host: Host, arm: ArmSpec): Promise<{ readonly root: string; readonly source: string }> {
  const recipe = kataRecipe();
  const source = withoutConflict(await sourceOf(host, arm, recipe));
  if (source.kind === 'path') return { root: dirname(source.path), source: `path ${dirname(source.path)}` };
  if (source.kind === 'release' && recipe.release) {
    const fetched = await fetchRelease(host, source, recipe.release);
    return { root: fetched.path, source: fetched.source };
  }
  const root = rootHere();
  if (root === undefined) throw new Error(`${arm.id} was resolved to a ${source.kind}, and is not here`);
  return { root, source: `found at ${root}` };
}

/** Returns the root of the tree whose shim is on PATH or in the usual place; undefined where there is none. */
export function rootHere(): string | undefined {
  const usual = join(USUAL_ROOT, 'bin', SHIM);
  const shim = findCommand(SHIM) ?? (existsSync(usual) ? usual : undefined);
  return shim && rootOfShim(shim);
}

async function identifyParts(settings: string, root: string): Promise<Binary[]> {
  const { hypervisor, kernel, image, virtiofsd } = guestParts(settings, root);
  const programs = [hypervisor, virtiofsd].filter((path) => path !== undefined);
  const files = { 'guest kernel': kernel, 'guest image': image };
  return [
    ...(await Promise.all(programs.map((path) => identifyBinary(basename(path), path)))),
    ...(await Promise.all(Object.entries(files).map(([name, path = '']) => identifyFile(name, path)))),
  ];
}

/** A release names a guest's file with its version, and has a link of a fixed name to it. */
async function identifyFile(name: string, path: string): Promise<Binary> {
  return { name, path, version: nameWithVersion(path), sha256: await sha256(path) };
}

/** Returns the other name that a file has in its folder, if any: in the cache a link is the file by another name. */
function nameWithVersion(path: string): string {
  const file = realpathSync(path);
  const { dev, ino } = statSync(file);
  const isSame = (other: string) => {
    const found = lstatSync(join(dirname(file), other), { throwIfNoEntry: false });
    return found?.dev === dev && found.ino === ino;
  };
  const names = readdirSync(dirname(file)).filter(isSame);
  return names.find((name) => name !== basename(path)) ?? basename(file);
}
