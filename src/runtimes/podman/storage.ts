/** A storage of podman's for one arm, with settings of its own in place of the user's and the distribution's. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createParent } from '../../host/cgroup.js';
import { runGroup } from '../../host/groups/run-group.js';
import type { Host } from '../../host/host.js';
import { processName } from '../../host/process.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import type { Binary } from '../../results/document.js';
import { mainOf, nestedOf } from '../install/binaries.js';
import { withoutHybridCgroup } from '../oci/hybrid-cgroup.js';
import type { Installed, RuntimeNetwork } from '../runtime.js';
import { recordNewProfiles } from '../shared/apparmor-profiles.js';
import { callable } from '../shared/call-script.js';
import { crunVariables } from '../shared/crun-variables.js';
import { FIREWALL, networkConfiguration, recordContainers } from './network.js';

export interface Storage {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Its own folder, which is removed with it. */
  readonly folder: string;
  /** The path of the script that calls the runtime below. Monitors of these containers have it as an argument. */
  readonly runtime: string;
  /** The group that containers and their monitors are below. */
  readonly group: string;
  /** The network of podman that a container has where it has no link. */
  readonly gives: 'none' | 'bridge';
  readonly changes: readonly JournalEntry[];
}

/** Folders that podman and runc below it use whatever they are told. The user's own may come to use them too. */
const CACHE = '/var/lib/containers/cache';
const SHARED_FOLDERS = ['/run/runc', '/var/lib/containers', CACHE];

/** Its AppArmor profile has the version of a library of podman's in its name. */
const PROFILES = 'containers-default-*';

export function recordSideEffects(host: Host): void {
  for (const path of SHARED_FOLDERS) if (!existsSync(path)) host.journal.record({ kind: 'folder', path });
  recordNewProfiles(host, PROFILES);
}

/**
 * Returns the words in front of a call that writes into root's record of blobs, wherever its storage is: in a mount
 * namespace of its own it finds a folder of the run in that place.
 */
export function withOwnCache(folder: string): readonly string[] {
  const own = join(folder, 'cache');
  for (const path of [own, CACHE]) mkdirSync(path, { recursive: true });
  const enter = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c'];
  return [...enter, 'mount --bind "$0" "$1" && shift && exec "$@"', own, CACHE];
}

/** @param network in which podman makes its own network; absent where its containers have none of it. */
export function makeStorage(host: Host, installed: Installed, network?: RuntimeNetwork): Storage {
  const program = mainOf(installed).path;
  const nested = nestedOf(installed);
  const name = `podman-${host.run.nextId('podman')}`;
  const folder = join(host.paths.work, name);
  const volatile = `/run/${processName()}-${name}`;
  const files = [folder, volatile].map((path) => host.journal.record({ kind: 'path', path }));
  const group = `${runGroup(host)}/${name}`;
  const paths = host.cgroup.hierarchies.map((point) => join(point, group));
  const processes = host.journal.record({ kind: 'cgroup', paths });
  createParent(host.cgroup, group);
  for (const path of [folder, volatile]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const settings = configuration(folder, volatile) + (network ? networkConfiguration(folder) : '');
  writeFileSync(join(folder, 'containers.conf'), settings);
  writeFileSync(join(folder, 'storage.conf'), storageConfiguration(folder, volatile));
  const runtime = callBelow(nested, folder, join(volatile, 'state'));
  const command = [...(network?.enter ?? []), program, '--runtime', runtime];
  const env = {
    ...(network && FIREWALL),
    CONTAINERS_CONF: join(folder, 'containers.conf'),
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
  };
  const changes = [processes, ...files];
  const storage = { command, folder, runtime, env, group } as const;
  if (!network) return { ...storage, gives: 'none', changes };
  return { ...storage, gives: 'bridge', changes: [recordContainers(host, network, storage), ...changes] };
}

/**
 * Returns the path of a script that calls the runtime with the wrapper that it needs, and with a folder of ours for
 * its state: of a container that podman was killed over, nobody else removes it. The script has the name of the
 * runtime, by which podman knows what it can do.
 */
function callBelow({ name, path }: Binary, folder: string, state: string): string {
  const isCrun = name === 'crun';
  const wrapper = isCrun ? withoutHybridCgroup() : undefined;
  const [first = path, ...rest] = [...(wrapper?.argv ?? []), path, '--root', state];
  return callable([first, ...rest], join(folder, 'runtime', basename(path)), isCrun ? crunVariables(folder) : {});
}

/**
 * Returns the settings that replace the user's and the distribution's. Locks are in files, because those in /dev/shm
 * are shared by the whole host, and no container is given a proxy, whose address may hold a password. Pure.
 * @param volatile a short path: where the run root has more than 50 characters, podman's own clean-up after a
 * container refuses it, and `podman run` waits 20 s for that clean-up.
 */
export function configuration(folder: string, volatile: string): string {
  return `[containers]
http_proxy = false

[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "${volatile}/tmp"
volume_path = "${folder}/volumes"
`;
}

/** Returns the settings of the storage. Pure. */
export function storageConfiguration(folder: string, volatile: string): string {
  return `[storage]
driver = "overlay"
graphroot = "${folder}/root"
runroot = "${volatile}/run"
`;
}
