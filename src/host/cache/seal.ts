/**
 * Records what a folder of the cache holds, so that damage is found when the folder is opened. All of it is read once
 * a boot. After that, and until a file is touched, its size, inode and times are taken as proof.
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
import { mustRun } from '../commands/command.js';
import { readReplaceable, replaceOwnFile } from '../files/own-file.js';
import { syncFolder } from '../files/sync-folder.js';

const SEAL = 'seal.json';
const CHECKED = 'checked.json';

const fileSchema = z.object({ path: z.string(), bytes: z.number(), sha256: z.string() });
const sealSchema = z.object({ files: z.array(fileSchema).min(1) });
type SealedFile = z.infer<typeof fileSchema>;

/** Records what is in the folder and syncs all of it to the disk, so that a power cut afterwards damages nothing. */
export async function seal(folder: string): Promise<void> {
  const files: SealedFile[] = [];
  for (const path of filesIn(folder)) {
    const file = join(folder, path);
    flush(file);
    files.push({ path, bytes: statSync(file).size, sha256: await contentDigest(file) });
  }
  writeWhole(join(folder, SEAL), JSON.stringify({ files }, null, 2));
}

/** Moves a sealed draft to its final place, and syncs the folder above it. */
export function installDraft(draft: string, folder: string): void {
  renameSync(draft, folder);
  syncFolder(dirname(folder));
}

/** Says in a few words what is wrong with a sealed folder; undefined where it is whole. Changes nothing. */
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

/** Tare writes these files into a folder beside its content. */
export const SEAL_FILES: readonly string[] = [SEAL, CHECKED, `${SEAL}.draft`];

/** Returns the path of the seal. Whoever uses the folder holds a shared lock on this file. */
export const sealOf = (folder: string): string => join(folder, SEAL);

/** Returns the paths of the files that the seal of a folder lists; undefined where there is no seal. */
export function sealedFiles(folder: string): string[] | undefined {
  return sealSchema.safeParse(tryJson(textOf(join(folder, SEAL)))).data?.files.map(({ path }) => path);
}

/** Records that `faultOf` has found nothing, so that the next check in this boot compares only sizes and times. */
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

/** A disk image is 8 GiB with holes: only the parts that are not holes are read. */
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
  syncFolder(dirname(path));
}

/** Syncs a file to the disk. */
function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
