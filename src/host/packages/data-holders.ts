/** Finds what the removal of packages would delete, and the user may have put there since they were installed. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './dpkg.js';
import { maintainerScripts } from './maintainer-scripts.js';

interface Holder {
  readonly package: string;
  /** These serve what is in the folder, and stay with the package. */
  readonly with?: readonly string[];
  /** The purge of the package deletes this folder. */
  readonly root: string;
  /** What is in these is data: a daemon that was only started leaves them empty. */
  readonly filled: readonly string[];
}

/** The daemons that Tare starts itself have theirs elsewhere. */
const OF_INSTANCES = ['containers', 'virtual-machines', 'images', 'storage-pools', 'networks'];

const DATA: readonly Holder[] = [
  {
    package: 'docker.io',
    with: ['docker-cli'],
    root: '/var/lib/docker',
    filled: [
      ...['containers', 'volumes', 'image/*/imagedb/content/sha256'],
      ...['containerd/daemon/io.containerd.content.v1.content/blobs/sha256', 'swarm'],
    ],
  },
  // Where there is no incus-base, the daemon is in the package incus; else that has what virtual machines need.
  { package: 'incus', root: '/var/lib/incus', filled: OF_INSTANCES },
  { package: 'incus-base', with: ['incus'], root: '/var/lib/incus', filled: OF_INSTANCES },
  { package: 'lxd', root: '/var/lib/lxd', filled: OF_INSTANCES },
];

/** The folders that are there; `*` stands for any name, such as that of a storage driver. */
function matching(root: string, [first, ...others]: readonly string[]): string[] {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
  if (first === undefined) return [root];
  return (first === '*' ? readdirSync(root) : [first]).flatMap((name) => matching(join(root, name), others));
}

/** dockerd itself puts these files among the volumes. */
const OF_DOCKER = new Set(['metadata.db', 'backingFsBlockDev']);

/**
 * Returns for each of these packages that has data, or serves data of another of them, why it stays.
 * @param top in place of the root folder; only tests set it.
 */
export function dataHolders(names: readonly string[], top = '/'): Map<string, string> {
  const found = DATA.filter(({ package: name, root, filled }) => {
    const folders = filled.flatMap((folder) => matching(join(top, root), folder.split('/')));
    return names.includes(name) && folders.some((path) => readdirSync(path).some((entry) => !OF_DOCKER.has(entry)));
  });
  return new Map(
    found.flatMap(({ package: name, with: servants = [], root }) => [
      [name, `its removal would delete ${root}, which holds data that is not tare's`],
      ...servants
        .filter((servant) => names.includes(servant))
        .map((servant): [string, string] => [servant, `it serves ${root}, which holds data that is not tare's`]),
    ]),
  );
}

/**
 * Returns for each of these packages the folder that its own script would delete at the purge, where something is in
 * it that did not come with the package. What is data is known of few packages: of the others, all of it may be.
 */
export async function foldersOfScripts(names: readonly string[]): Promise<Map<string, string>> {
  const unknown = names.filter((name) => !DATA.some((holder) => holder.package === name));
  const found = new Map<string, string>();
  for (const name of unknown) {
    const folders = maintainerScripts([name], ['postrm']).flatMap(deletedFolders);
    if (folders.length === 0) continue;
    const shipped = new Set(await filesOf(name));
    const filled = folders.find((folder) => holdsOther(folder, shipped));
    if (filled !== undefined) found.set(name, filled);
  }
  return found;
}

/** Returns the folders of state, and not of settings, caches or logs, that a script of sh deletes whole. Pure. */
export function deletedFolders(script: string): string[] {
  const commands = script
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split(/[\n;&|]+/);
  return commands.flatMap((command) => {
    const [, text = ''] = /(?:^|\s)rm\s+(.*)$/.exec(command) ?? [];
    const words = text.split(/\s+/).map((word) => word.replace(/["']/g, ''));
    if (!words.some((word) => /^(?:-[a-zA-Z]*[rR][a-zA-Z]*|--recursive)$/.test(word))) return [];
    return words.flatMap((word) => /^\/(?:var\/lib|srv|opt|home)\/[^/$*?[{]+[^$*?[{]*/.exec(word) ?? []);
  });
}

function holdsOther(path: string, shipped: ReadonlySet<string>): boolean {
  if (!existsSync(path)) return false;
  if (!statSync(path).isDirectory()) return !shipped.has(path);
  return readdirSync(path, { withFileTypes: true }).some((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? holdsOther(inner, shipped) : !shipped.has(inner);
  });
}
