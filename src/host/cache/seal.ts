/**
 * What a folder of the cache holds, so that a torn or altered one is found out when it is opened. All of it is read
 * once a boot; after that, and until a file is touched, its size, inode and times speak for it.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { tryJson } from '../../json.js';
import { mustRun } from '../command.js';
import { readReplaceable, replaceOwnFile } from '../own-file.js';

const SEAL = 'seal.json';
const CHECKED = 'checked.json';

const fileSchema = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });
const sealSchema = z.object({ files: z.array(fileSchema).min(1) });
type SealedFile = z.infer<typeof fileSchema>;

/** Writes down what is in the folder and brings it all onto the disk, so that a power cut after this tears nothing. */
export async function seal(folder: string): Promise<void> {
  const files: SealedFile[] = [];
  for (const path of filesIn(folder)) {
    const file = join(folder, path);
    flush(file);
    files.push({ path, bytes: statSync(file).size, sha256: await contentDigest(file) });
  }
  writeWhole(join(folder, SEAL), JSON.stringify({ files }, null, 2));
}

/** Puts a sealed folder in its place, for good. */
export function place(draft: string, folder: string): void {
  renameSync(draft, folder);
  flush(dirname(folder));
}

/** In a few words what is wrong with a folder that was sealed; undefined where it is whole. Changes nothing. */
export async function faultOf(folder: string): Promise<string | undefined> {
  const sealed = sealSchema.safeParse(tryJson(textOf(join(folder, SEAL))));
  if (!sealed.success) return `${SEAL} is missing or cannot be read`;
  const { files } = sealed.data;
  const odd = files.find(({ path, bytes }) => bytesOf(join(folder, path)) !== bytes);
  if (odd) return `${odd.path} is not ${odd.bytes} bytes long any more`;
  if (textOf(join(folder, CHECKED)) === stampOf(folder, files)) return undefined;
  for (const { path, sha256 } of files) {
    if ((await contentDigest(join(folder, path))) !== sha256) return `${path} is not what was written`;
  }
  return undefined;
}

/** What we write into a folder beside its files. */
export const SEAL_FILES: readonly string[] = [SEAL, CHECKED, `${SEAL}.draft`];

/** The seal's own file: whoever uses the folder shares a lock of it. */
export const sealOf = (folder: string): string => join(folder, SEAL);

/** Paths of the files that the seal of a folder says are ours; undefined where it has none. */
export function sealedFiles(folder: string): string[] | undefined {
  return sealSchema.safeParse(tryJson(textOf(join(folder, SEAL)))).data?.files.map(({ path }) => path);
}

/** After `faultOf` has found nothing: the next look in this boot takes no longer than a look at sizes and times. */
export function remember(folder: string): void {
  const { files } = sealSchema.parse(tryJson(textOf(join(folder, SEAL))));
  const stamp = stampOf(folder, files);
  if (textOf(join(folder, CHECKED)) !== stamp) replaceOwnFile(join(folder, CHECKED), stamp);
}

function stampOf(folder: string, files: readonly SealedFile[]): string {
  const lines = files.map(({ path }) => {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(join(folder, path), { bigint: true });
    return `${path} ${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  });
  return [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), ...lines].join('\n');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path !== SEAL && path !== CHECKED)
    .sort();
}

/** Of a disk with holes, of which there are 8 GiB, only what is not a hole is read. */
async function contentDigest(path: string): Promise<string> {
  const { size, blocks } = statSync(path);
  if (blocks * 512 < size / 2) return sparseDigest(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest('hex');
}

const SPARSE = 'tar --sparse --format=gnu --mtime=@0 -C "$1" -c "$2" | sha256sum';

async function sparseDigest(path: string): Promise<string> {
  const argv = ['/bin/sh', '-c', SPARSE, 'sh', dirname(path), relative(dirname(path), path)];
  return (await mustRun(argv, { timeoutSeconds: 300 })).slice(0, 64);
}

function textOf(path: string): string {
  return readReplaceable(path) ?? '';
}

function bytesOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  flush(draft);
  renameSync(draft, path);
  flush(dirname(path));
}

/** A file, or the names in a folder. */
function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
