/** Userlands in the cache: each is made once, checked, and kept by what it was made from. */
import { createHash } from 'node:crypto';
import { chmodSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { HostError } from '../errors.js';
import { makeOnce } from '../host/cache/make-once.js';
import { readOwnFile } from '../host/files/own-file.js';
import { makeFolder } from '../host/folders.js';
import type { Host } from '../host/host.js';
import { tryJson } from '../json.js';
import { AGENT_SCRIPT, PROBE_SCRIPT } from '../sandbox/agent.js';
import { completeUserland, MOUNT_POINTS } from './complete-userland.js';

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

const TARBALL = 'rootfs.tar';
const RECORD = 'image.json';

/** Bytes that must be free: room for the tarball, its unpacking, and a copy for each arm. */
const ROOM_BYTES = 2 * 1024 ** 3;

/** A part of every key, which changes whenever what Tare adds to a userland changes. */
export function toolKey(): string {
  return createHash('sha256').update(AGENT_SCRIPT).update(PROBE_SCRIPT).digest('hex').slice(0, 8);
}

/** The key of what a user gave, which may lack folders that those of ours have. @param madeOf digests. */
export function givenKey(...madeOf: readonly string[]): string {
  const hash = createHash('sha256').update([...madeOf, ...MOUNT_POINTS].join(' '));
  return `${hash.digest('hex').slice(0, 32)}-${toolKey()}`;
}

/** What a userland is made from; `name` is how the record and messages call it. */
interface Origin extends Pick<Image, 'container'> {
  readonly name: string;
  readonly packages?: readonly string[] | undefined;
}

/** Returns the image in `folder`, making it first where it is not there or not whole; other invocations wait. */
export async function cached(
  host: Host,
  folder: string,
  { name, packages, container }: Origin,
  make: (tarball: string) => Promise<void>,
): Promise<Image> {
  await makeOnce(host, folder, `the userland ${name}`, async (draft) => {
    requireRoom(host);
    await make(join(draft, TARBALL));
    const record = {
      ...(await completeUserland(host, { draft, tarball: join(draft, TARBALL), name })),
      ...(packages && { packages: [...packages] }),
      ...(container && { container }),
    };
    writeFileSync(join(draft, RECORD), JSON.stringify(record, null, 2), { mode: 0o600 });
    chmodSync(join(draft, TARBALL), 0o600);
  });
  const image = readImage(folder);
  // The record names what it was made from first: a file of the same content may have another name since.
  if (image) return { ...image, recipe: name, ...(container && { container }) };
  throw new HostError(`${join(folder, RECORD)} is of another version of tare.`, `Delete ${folder}.`);
}

/** Returns the image that is kept in `folder`; undefined where there is none, or one of another version. */
export function readImage(folder: string): Image | undefined {
  const record = recordSchema.safeParse(tryJson(readOwnFile(join(folder, RECORD)) ?? ''));
  return record.success ? { ...record.data, tarball: join(folder, TARBALL) } : undefined;
}

function requireRoom(host: Host): void {
  makeFolder(host.paths.cache);
  const { bavail, bsize } = statfsSync(host.paths.cache);
  if (bavail * bsize < ROOM_BYTES) {
    throw new HostError(
      `Only ${Math.round((bavail * bsize) / 1024 ** 2)} MiB are free under ${host.paths.cache}; making a userland needs 2048 MiB.`,
      'Free some space, or point TARE_CACHE_DIR at a larger disk.',
    );
  }
}
