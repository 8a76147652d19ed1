/** What a build has made in its copy of a commit: every file, folder and link that was not there before it. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { readBeginning, readPlainFile } from '../../host/files/plain-file.js';

/** A path within the copy, written in the one way that it has. */
const isInside = (path: string): boolean => path === relative('/', join('/', path)) && path !== '';

const pathSchema = z.string().refine(isInside);
const mode = z.number().int().nonnegative();

const oneSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('file'), path: pathSchema, mode, sha256: z.string() }),
  z.strictObject({ kind: z.literal('folder'), path: pathSchema, mode }),
  z.strictObject({ kind: z.literal('link'), path: pathSchema, target: z.string() }),
]);

/** Builds may have got at the cache: an entry names nothing outside of the copy, and nothing beyond its own links. */
export const madeSchema = z.array(oneSchema).refine((made) => {
  const links = new Set(made.flatMap(({ kind, path }) => (kind === 'link' ? [path] : [])));
  return !made.some(({ path }) => foldersAbove(path).some((folder) => links.has(folder)));
});
export type Made = z.infer<typeof madeSchema>;

function foldersAbove(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join('/'));
}

const MIB = 1024 ** 2;
export const MOST_BYTES = 256 * MIB;
const MOST_PATHS = 20_000;

/** The build was fine, but what it made cannot be kept. The message completes a sentence. */
export class NotKept extends Error {}

/** Lists what is below a copy, each folder before what is in it, and leaves out the repository of the copy itself. */
export function pathsBelow(copy: string, folder = ''): string[] {
  return readdirSync(join(copy, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (path === '.git') return [];
    return entry.isDirectory() ? [path, ...pathsBelow(copy, path)] : [path];
  });
}

/**
 * Copies what was made into `store`, files by their number.
 * @param before the paths that were there before the build.
 * @throws NotKept for what is too large, and for what would be another thing in another copy.
 */
export function storeMade(copy: string, before: readonly string[], store: string): Made {
  const known = new Set(before);
  const paths = pathsBelow(copy).filter((path) => !known.has(path));
  if (paths.length > MOST_PATHS) throw new NotKept(`it is more than ${MOST_PATHS} files`);
  const stats = paths.map((path) => lstatSync(join(copy, path)));
  const bytes = stats.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
  if (bytes > MOST_BYTES) throw new NotKept(`it is more than ${MOST_BYTES / MIB} MiB`);
  return paths.map((path, at) => {
    const [source, stat] = [join(copy, path), stats[at]];
    const permissions = (stat?.mode ?? 0) & 0o7777;
    if (stat?.isDirectory()) return { kind: 'folder', path, mode: permissions };
    if (stat?.isSymbolicLink()) return { kind: 'link', path, target: targetOf(source, copy) };
    if (!stat?.isFile()) throw new NotKept(`${path} is no plain file`);
    copyFileSync(source, join(store, String(at)));
    // It has the mode of the source by now, and may be unreadable, or run as its owner.
    chmodSync(join(store, String(at)), 0o600);
    return { kind: 'file', path, mode: permissions, sha256: digestOf(join(store, String(at))) ?? '' };
  });
}

function targetOf(link: string, copy: string): string {
  const target = readlinkSync(link);
  const end = resolve(dirname(link), target);
  if (isAbsolute(target) && isBelow(end, copy)) throw new NotKept(`${link} leads to the folder it was made in`);
  // What lies beside the copy is removed with it, or is that of the other side.
  if (isAbsolute(target) ? isBelow(end, dirname(copy)) : !isBelow(end, copy))
    throw new NotKept(`${link} leads out of the folder it was made in`);
  return target;
}

const isBelow = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** A script that names its folder, as libtool makes them, would run the programs of a copy that is gone. */
export function refuseBound(copy: string, paths: readonly string[]): void {
  for (const path of paths) {
    const file = join(copy, path);
    if (!lstatSync(file).isFile() || readBeginning(file, 2).toString('latin1') !== '#!') continue;
    if (readPlainFile(file, MOST_BYTES).includes(copy)) throw new NotKept(`${path} names the folder it was made in`);
  }
}

/** Whether every file is in the store as it was put there. */
export const isWhole = (made: Made, store: string): boolean =>
  made.every((one, at) => one.kind !== 'file' || one.sha256 === digestOfPlain(join(store, String(at))));

/** Undefined also where something else lies there, or a file that is larger than any that was kept. */
function digestOfPlain(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isFile() && stat.size <= MOST_BYTES ? digestOf(path) : undefined;
}

/** Puts what was made into a fresh copy of the same commit. */
export function putBack(made: Made, store: string, copy: string): void {
  for (const [at, one] of made.entries()) {
    const target = join(copy, one.path);
    if (one.kind === 'folder') mkdirSync(target);
    else if (one.kind === 'link') symlinkSync(one.target, target);
    else {
      copyFileSync(join(store, String(at)), target, constants.COPYFILE_EXCL);
      chmodSync(target, one.mode);
    }
  }
  // Nothing can be put into a folder that is read-only.
  for (const one of [...made].reverse()) if (one.kind === 'folder') chmodSync(join(copy, one.path), one.mode);
}

/** Undefined where there is no such file. */
export function digestOf(path: string): string | undefined {
  return existsSync(path) ? createHash('sha256').update(readPlainFile(path, MOST_BYTES)).digest('hex') : undefined;
}
