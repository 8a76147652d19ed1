/** Lists everything on this host that a run could leave behind, as lines that can be compared. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Sorted lines that begin with the kind: `mount …`, `process …`. */
export type Inventory = ReadonlySet<string>;

/** The folder in which own-host.sh keeps everything that is written to the system. */
const WRITTEN = '/mnt/written';

/** Files of tsx, which keeps what it has compiled, and the table of mount. */
const OF_OTHERS = /^\/(tmp\/(tsx-|node-compile-cache)|run\/mount)/;

/**
 * Where systemd runs, docker's daemons are services of the host. What they record about themselves is theirs, whoever
 * started them; what we asked them for is not.
 */
const OF_SERVICES = existsSync('/run/systemd/system')
  ? /^\/(?:var\/lib|run)\/(?:docker|containerd|systemd)\b/
  : undefined;
const ASKED_FOR = [
  ...['containers', 'volumes', 'overlay2', 'image/overlay2/imagedb/content/sha256'].map((name) =>
    join('/var/lib/docker', name),
  ),
  // /run/docker/netns is left out: a network namespace that is alive is a mount, and a daemon that was killed leaves an
  // empty file there.
  ...['/run/containerd/io.containerd.runtime.v2.task/moby', '/run/docker/runtime-runc/moby'],
];
/** Files that dockerd puts beside them. */
const BESIDE = new Set(['metadata.db', 'backingFsBlockDev', 'l']);

/** Lists containers, images, volumes and layers of the host's own docker. */
function dockerObjects(): string[] {
  if (!OF_SERVICES) return [];
  return ASKED_FOR.flatMap((folder) =>
    entries(folder).flatMap(({ name }) => (BESIDE.has(name) ? [] : [join(folder, name)])),
  );
}

/** Lists what a daemon such as lxcfs shows as files, because those are new at every look. */
function shownByDaemons(): string[] {
  return read('/proc/self/mountinfo')
    .split('\n')
    .filter((line) => / - fuse\S* /.test(line))
    .map((line) => line.split(' ')[4] ?? '');
}

/**
 * Takes the inventory.
 * @param apart folders that are the user's business: cache, state and output.
 */
export function takeInventory(apart: readonly string[]): Inventory {
  const places = [...(existsSync(WRITTEN) ? [WRITTEN] : ['/etc', '/var/lib']), '/run', '/tmp', '/var/tmp'];
  const notRead = [...apart, ...shownByDaemons()];
  return new Set([
    ...processes().map((line) => `process ${line}`),
    ...mounts().map((line) => `mount ${line}`),
    ...folders('/sys/fs/cgroup').map((path) => `cgroup ${path}`),
    ...lines('ip', '-o', 'link').map((line) => `link ${line.replace(/^\d+: ([^:@]+).*/, '$1')}`),
    ...lines('ip', 'route').map((line) => `route ${line}`),
    ...lines('iptables-save').flatMap((line) => (line.startsWith('-A') ? [`rule ${line}`] : [])),
    ...lines('nft', 'list', 'ruleset').map((line) => `rule ${line.trim()}`),
    ...sockets().map((path) => `socket ${path}`),
    ...dockerObjects().map((path) => `object ${path}`),
    ...places.flatMap((place) => files(place, notRead)).map((line) => `file ${line}`),
  ]);
}

/**
 * Returns what was added or removed. It waits up to `seconds`, because a process that was killed takes a moment to
 * end.
 */
export async function changesSince(before: Inventory, apart: readonly string[], seconds = 3): Promise<string[]> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const now = takeInventory(apart);
    const changes = [
      ...[...now].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
      ...[...before].filter((line) => !now.has(line)).map((line) => `- ${line}`),
    ];
    if (changes.length === 0 || Date.now() > end) return changes;
    await pause(100);
  }
}

/** Lists processes, except this one and those that it has started for the inventory. */
function processes(): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const name = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    // Processes of the kernel have no command line, and neither have those that have ended.
    return name === '' || fields[0] === 'Z' ? [] : [`${pid} ${name.slice(0, 200)}`];
  });
}

function mounts(): string[] {
  const fields = read('/proc/self/mountinfo').trim().split('\n');
  return fields.map((line) => line.split(' ').slice(3, 5).join(' on '));
}

function sockets(): string[] {
  return read('/proc/net/unix')
    .split('\n')
    .flatMap((line) => line.split(/\s+/)[7] ?? [])
    .filter((path) => path !== '' && path !== 'Path');
}

function folders(root: string): string[] {
  const inside = entries(root).filter((entry) => entry.isDirectory());
  return inside.flatMap(({ name }) => [join(root, name), ...folders(join(root, name))]);
}

/**
 * Lists path, kind and size, and for files the time of the last change, because that of a folder changes with its
 * content.
 */
function files(root: string, apart: readonly string[]): string[] {
  return entries(root).flatMap((entry) => {
    const path = join(root, entry.name);
    if (apart.includes(path) || OF_OTHERS.test(path) || OF_SERVICES?.test(path)) return [];
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return [];
    if (stat.isDirectory()) return [`${path}/ ${stat.mode.toString(8)}`, ...files(path, apart)];
    return [`${path} ${stat.mode.toString(8)} ${stat.size} ${stat.mtimeMs}`];
  });
}

function entries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // The file was removed after it was listed.
    return [];
  }
}

/** Returns the lines that a tool prints; the tool may be missing. */
function lines(program: string, ...args: string[]): string[] {
  const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return (stdout ?? '').split('\n').filter((line) => line !== '');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
