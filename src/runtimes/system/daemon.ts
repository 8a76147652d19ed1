/**
 * Starts an incusd or lxd of ours with its own folder, database and storage pool, so that a daemon in use is never
 * touched.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mustRun, runCommand } from '../../host/commands/command.js';
import { runGroup } from '../../host/groups/run-group.js';
import type { Host } from '../../host/host.js';
import { processName } from '../../host/process.js';
import { recordNewFolder, removeEverywhere } from '../../host/undo/recorded-paths.js';
import { NETWORK } from '../../sandbox/network.js';
import { SANDBOX } from '../../sandbox/paths.js';
import type { RuntimeNetwork } from '../runtime.js';
import { OwnDaemon } from '../shared/own-daemon.js';
import { besideThePeer, bridgedDevice, bridgeSettings } from './network.js';

/** The differences between Incus and LXD, of which it is a fork. */
export interface SystemProduct {
  readonly name: 'incus' | 'lxd';
  /** The prefix of the variables that move its folders: `INCUS` for INCUS_DIR and INCUS_CONF. */
  readonly variables: string;
  /**
   * The command that waits for the daemon and gives it its first settings, without its trailing arguments, which the
   * caller adds.
   */
  administer(daemon: string, client: string): readonly string[];
}

export interface SystemPrograms {
  /** Paths. */
  readonly daemon: string;
  readonly client: string;
}

export interface SystemDaemon {
  /** The client, with the variables that lead it to this daemon. */
  readonly client: readonly string[];
  /** The name of the one instance that the daemon is for. */
  readonly instance: string;
  /** The group that all its instances are in, relative to the root of each hierarchy. */
  readonly group: string;
  /** The group of the daemon itself. */
  readonly daemonGroup: string;
  /** Returns the root of an instance, as a folder of the host. */
  rootOf(instance: string): string;
  /** The folder that each instance has as its volume: what is mounted there when it is started. */
  readonly volume: string;
  /** Set where each instance has a device on the bridge that the daemon gives its users. */
  readonly bridged?: true;
  /** A folder below the work folder for the daemon's own files. */
  readonly folder: string;
  /** @throws HostError where the daemon has died; it is started once more. */
  requireAlive(): Promise<void>;
  isAlive(): boolean;
  /**
   * Ends an instance without the help of the daemon, which hangs or has died, and then the daemon: see `OwnDaemon`.
   */
  giveUp(instance: string): Promise<void>;
  /** Ends the daemon and its instances and deletes everything that it kept. It is safe to call twice. */
  stop(): Promise<void>;
}

const POOL = 'tare';

/**
 * The setting `isolated` gives each instance 65536 ids of its own. Without it all ranges of root in /etc/subuid are
 * mapped; where both Incus and LXD are installed there are two, which newuidmap cannot write.
 */
const settings = (volume: string, bridge: string | undefined): string => `
${bridge === undefined ? '' : bridgeSettings(bridge)}
storage_pools:
- {name: ${POOL}, driver: dir}
profiles:
- name: default
  config: {security.idmap.isolated: "true"}
  devices:
    root: {type: disk, path: /, pool: ${POOL}}
    volume: {type: disk, source: ${volume}, path: ${SANDBOX.volume}}
    ${bridge === undefined ? '' : bridgedDevice(NETWORK.device, bridge)}
`;

/**
 * @param network where the daemon makes its bridge; absent where its instances have none of it.
 * @throws HostError with the last lines of the daemon's log when it does not start.
 */
export async function startSystemDaemon(
  host: Host,
  product: SystemProduct,
  programs: SystemPrograms,
  network: RuntimeNetwork | undefined,
): Promise<SystemDaemon> {
  const instance = `${processName()}-${product.name}-${host.run.nextId(product.name)}`;
  const group = `${runGroup(host)}/${instance}`;
  host.log.step(`starting a daemon of ${product.name}`);
  const { folder, remove } = await reachableFolder(host, instance, network ? 'shared' : 'private');
  const state = makeState(host, folder);
  const variables = [
    `${product.variables}_DIR=${state}`,
    `${product.variables}_CONF=${join(folder, 'client')}`,
    // The client of Incus makes .cache/incus there whatever it is told.
    `HOME=${folder}`,
  ];
  const administer = ['env', ...variables, ...product.administer(programs.daemon, programs.client)];
  const volume = join(folder, 'volume');
  mkdirSync(volume);
  const beside = network ? besideThePeer(network, folder) : [];
  const argv = [...beside, 'env', ...variables, programs.daemon];
  const daemon = await startInGroups(host, instance, folder, argv, administer);
  inheritCpus(host, group);
  const bridge = network && `${product.name}br${host.run.nextId(`${product.name} bridge`)}`;
  await mustRun([...administer, 'init', '--preseed'], { input: settings(volume, bridge) });
  return {
    client: ['env', ...variables, programs.client],
    instance,
    group,
    daemonGroup: daemon.group,
    rootOf: (name) => join(state, 'storage-pools', POOL, 'containers', name, 'rootfs'),
    volume,
    ...(network && { bridged: true }),
    folder,
    requireAlive: () => daemon.requireAlive().finally(() => inheritCpus(host, group)),
    isAlive: () => daemon.isAlive(),
    giveUp: async (name) => {
      for (const part of ['payload', 'monitor']) await removeEverywhere(host, `${group}/lxc.${part}.${name}`);
      if (daemon.isAlive()) await daemon.giveUp(daemon.serving);
    },
    stop: async () => {
      await daemon.stop();
      await remove();
    },
  };
}

/**
 * Makes a folder on the disk of the work folder that is also reachable below /run. The root of an unprivileged
 * instance may not enter the work folder, and the path of a socket may have at most 107 characters.
 * @param mounts whether a daemon in a mount namespace of its own gets what is mounted in the folder.
 */
async function reachableFolder(
  host: Host,
  name: string,
  mounts: 'private' | 'shared',
): Promise<{ folder: string; remove(): Promise<void> }> {
  const kept = join(host.paths.work, name);
  const folder = join('/run', name);
  const changes = [kept, folder].map((path) => host.journal.record({ kind: 'path', path }));
  for (const path of [kept, folder]) mkdirSync(path, { recursive: true, mode: 0o711 });
  await mustRun(['mount', '--bind', `--make-${mounts}`, kept, folder]);
  const remove = async () => {
    for (const change of [...changes].reverse()) await change.undo();
  };
  return { folder, remove };
}

/** Makes the state folder. liblxc locks each container under the path of its folder. */
function makeState(host: Host, folder: string): string {
  const state = join(folder, 'state');
  recordNewFolder(host, join('/run/lxc/lock', state));
  mkdirSync(state);
  return state;
}

/**
 * Lets new groups inherit their CPUs. On cgroup v1 a new group has none until it is given some, and liblxc does that
 * only in the root.
 */
function inheritCpus(host: Host, group: string): void {
  const file = join(host.cgroup.cpuset ?? '', group, 'cgroup.clone_children');
  if (existsSync(file)) writeFileSync(file, '1');
}

function startInGroups(
  host: Host,
  instance: string,
  folder: string,
  argv: readonly string[],
  administer: readonly string[],
): Promise<OwnDaemon> {
  return OwnDaemon.start(host, {
    name: basename(argv.at(-1) ?? instance),
    argv,
    searchFirst: [],
    log: join(folder, 'daemon.log'),
    group: `${instance}-daemon`,
    sandboxes: instance,
    volatile: [],
    ready: async () => (await runCommand([...administer, 'waitready', '--timeout=1'])).code === 0,
  });
}
