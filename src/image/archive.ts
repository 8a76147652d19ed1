/** Tarballs of a userland: packed so that the same files give the same bytes, and unpacked again. */
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../errors.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import type { Host } from '../host/host.js';
import { readGiven } from './read-given.js';

/** Flags of tar under which an archive depends on the files alone. */
export const SAME_BYTES = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--format=gnu'];

/**
 * Unpacks with writes of up to 1 MiB, where tar writes 10 KiB at a time by itself. The kernel keeps a written file in
 * pieces of the size of the writes, and small ones lie where memory happens to be free: programs of one copy of a
 * userland were then faster than those of another for as long as both stayed in the page cache (docs/benchmarks.md).
 */
const BLOCKS_OF_512_BYTES = 2048;

/** What to do about a tarball that cannot be read. */
export const WHOLE_TARBALL = 'Give a folder, or a whole tarball that is compressed as its name says.';

/** Unpacks the root into an existing folder. */
export async function unpack(host: Host, tarball: string, folder: string): Promise<void> {
  const flags = ['--numeric-owner', `--blocking-factor=${BLOCKS_OF_512_BYTES}`];
  await mustRunGrouped(host, ['tar', ...flags, '-C', folder, '-xf', tarball], { timeoutSeconds: 300 });
}

/**
 * Appends these paths of a folder, which begin with `./`, to an archive, and nothing below them that is not named. If
 * the archive has such a folder it stays as it is, and such a file gives way: podman reads no archive that has a path
 * twice ("duplicates of file paths not supported").
 */
export async function putInto(host: Host, archive: string, from: string, paths: readonly string[]): Promise<void> {
  const listed = (await mustRunGrouped(host, ['tar', '-tf', archive], { timeoutSeconds: 300 })).split('\n');
  const there = new Map(listed.map((name) => [plainName(name), name]));
  const isFolder = (path: string) => statSync(join(from, path)).isDirectory();
  const stays = (path: string) => isFolder(path) && there.get(plainName(path))?.endsWith('/') === true;
  const added = paths.filter((path) => !stays(path));
  const going = added.flatMap((path) => there.get(plainName(path)) ?? []);
  if (going.length > 0)
    await mustRunGrouped(host, ['tar', '--delete', '-f', archive, ...going], { timeoutSeconds: 600 });
  const words = ['tar', ...SAME_BYTES, '--no-recursion', '-C', from, '-rf', archive, ...added];
  await mustRunGrouped(host, words, { timeoutSeconds: 600 });
}

/** Archives have `./tare/agent` or `tare/agent`, and a folder with a slash at its end. */
const plainName = (name: string): string => name.replace(/^(?:\.?\/)+/, '').replace(/\/$/, '');

/** Hex digest of a file. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest('hex');
}

const DECOMPRESSORS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.(tar\.gz|tgz)$/, ['gzip', '-dc']],
  [/\.tar\.xz$/, ['xz', '-dc']],
  [/\.tar\.zst$/, ['zstd', '-dc']],
  [/\.tar$/, ['cat']],
];

/** Returns what decompresses a tarball of this name. @throws InputError for the name of another kind of file. */
export function decompressorOf(path: string): readonly string[] {
  const tool = DECOMPRESSORS.find(([pattern]) => pattern.test(path))?.[1];
  if (tool) return tool;
  throw new InputError(
    `rootfs: ${path} is neither a folder nor .tar, .tar.gz, .tar.xz or .tar.zst.`,
    'Give a tarball by its usual name, or a folder.',
  );
}

/**
 * Writes the uncompressed archive of a tarball: tar reads gzip, xz and zstd, but appends only to uncompressed
 * archives.
 * @throws InputError for a file of another kind, or one that is not whole.
 */
export async function decompress(host: Host, from: string, to: string): Promise<void> {
  const argv = ['/bin/sh', '-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', to, ...decompressorOf(from), from];
  const read = () => mustRunGrouped(host, argv, { timeoutSeconds: 600 });
  await readGiven(read, `rootfs: ${from} cannot be unpacked`, WHOLE_TARBALL);
}
