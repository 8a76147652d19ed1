/**
 * Keeps in the user's cache what was built of a commit, so that the base of the next change need not be built again.
 * An entry is used only if its checksum is right.
 */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { KeptEntries } from '../../host/files/kept-entries.js';
import { readOwnFile } from '../../host/files/own-file.js';
import { readPlainFile } from '../../host/files/plain-file.js';
import { tryJson } from '../../json.js';

const keptSchema = z.object({
  files: z.array(z.object({ path: z.string(), sha256: z.string(), mode: z.number() })),
});
type Kept = z.infer<typeof keptSchema>;

const MIB = 1024 ** 2;
const BOUNDS = { entries: 16, bytesOfEntry: 256 * MIB };
const INDEX = 'built.json';

export interface Built {
  readonly commit: string;
  readonly command: string;
  /**
   * Paths of the measured files, relative to the folder that the command ran in; `prefix` is that folder in the
   * repository.
   */
  readonly paths: readonly string[];
  readonly prefix: string;
}

export class BuildCache {
  readonly #entries: KeptEntries;

  constructor(folder: string) {
    this.#entries = new KeptEntries(folder, BOUNDS.entries);
  }

  /** The cache in a runner's tool cache, else in the user's cache folder. */
  static ofUser(environment: NodeJS.ProcessEnv): BuildCache {
    const { RUNNER_TOOL_CACHE: tools, XDG_CACHE_HOME: cache } = environment;
    return new BuildCache(join(tools || cache || join(homedir(), '.cache'), 'tare', 'builds'));
  }

  /** Copies the entry into `folder`. @returns whether there was a whole one. */
  restore(built: Built, folder: string): boolean {
    const key = keyOf(built);
    const entry = this.#entries.find(key);
    const kept = entry && readKept(entry);
    if (!entry || !kept) return false;
    const isWhole = kept.files.every(({ sha256 }, at) => sha256 === digestOf(join(entry, String(at))));
    if (!isWhole || kept.files.map(({ path }) => path).join('\n') !== built.paths.join('\n')) {
      this.#entries.discard(key);
      return false;
    }
    for (const [at, { path, mode }] of kept.files.entries()) {
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      copyFileSync(join(entry, String(at)), target);
      chmodSync(target, mode);
    }
    this.#entries.use(key);
    return true;
  }

  /** Keeps what was built in `folder`, unless it is a folder itself or very large. */
  keep(built: Built, folder: string): void {
    const key = keyOf(built);
    const sources = built.paths.map((path) => join(folder, path));
    const stats = sources.map((source) => statSync(source));
    const size = stats.reduce((sum, one) => sum + one.size, 0);
    if (this.#entries.find(key) || !stats.every((one) => one.isFile()) || size > BOUNDS.bytesOfEntry) return;
    this.#entries.add(key, (draft) => {
      for (const [at, source] of sources.entries()) copyFileSync(source, join(draft, String(at)));
      const files = built.paths.map((path, at) => {
        return { path, sha256: digestOf(join(draft, String(at))) ?? '', mode: (stats[at]?.mode ?? 0) & 0o777 };
      });
      writeFileSync(join(draft, INDEX), JSON.stringify({ files } satisfies Kept));
    });
  }
}

/** Another compiler makes another runtime, so the key covers the search path for programs and this host's packages. */
function keyOf({ commit, command, paths, prefix }: Built): string {
  const packages = ['/etc/os-release', '/var/lib/dpkg/status', '/var/lib/rpm/rpmdb.sqlite'].map(digestOf);
  const { PATH } = process.env;
  const key = JSON.stringify([commit, command, paths, prefix, process.arch, PATH, packages]);
  return createHash('sha256').update(key).digest('hex');
}

function readKept(entry: string): Kept | undefined {
  const index = join(entry, INDEX);
  return existsSync(index) ? keptSchema.safeParse(tryJson(readOwnFile(index) ?? '')).data : undefined;
}

/** Undefined where there is no such file. */
function digestOf(path: string): string | undefined {
  return existsSync(path)
    ? createHash('sha256').update(readPlainFile(path, BOUNDS.bytesOfEntry)).digest('hex')
    : undefined;
}
