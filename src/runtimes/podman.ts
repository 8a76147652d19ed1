/** Podman, which has no daemon: the command itself starts every container. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ArmSpec } from '../config/arms.js';
import { HostError } from '../errors.js';
import { createParent } from '../host/cgroup.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import { endProcess, processName } from '../host/process.js';
import type { JournalEntry } from '../host/undo/journal.js';
import { removeEverywhere } from '../host/undo/recorded-paths.js';
import { mountsBelow } from '../host/undo/undo.js';
import type { Binary } from '../results/document.js';
import { SANDBOX } from '../sandbox/paths.js';
import { findCommand, identifyBinary, mainOf, nestedOf } from './install/binaries.js';
import { checkRecipe, installRecipe } from './install/install.js';
import type { Recipe } from './install/recipe.js';
import { withoutHybridCgroup } from './oci/hybrid-cgroup.js';
import type { Console, Installed, LaunchRequest, LifeSteps, PreparedArm, Runtime, RuntimeNetwork } from './runtime.js';
import { callable } from './shared/call-script.js';
import { crunVariables } from './shared/crun-variables.js';
import { endWith } from './shared/end-with.js';
import { hasOwnNetwork, networkOption } from './shared/own-network.js';
import { clearing, openProcessConsole } from './shared/process-console.js';
import { processesWith } from './shared/processes-with.js';

const IMAGE = 'localhost/tare/userland:latest';
/** The runtimes in the order in which podman itself looks for one. */
const BELOW = ['crun', 'runc'];

const RECIPE: Recipe = {
  runtime: 'podman',
  programs: [{ name: 'podman' }],
  packages: [{ name: 'podman' }],
  byPath: 'program',
};

/** What podman calls to make the network that it gives its users. It looks for netavark in folders of its own. */
const NETWORK_TOOLS: readonly Recipe[] = [
  {
    runtime: 'netavark',
    programs: [{ name: 'netavark', places: ['/usr/lib/podman/netavark', '/usr/libexec/podman/netavark'] }],
    packages: [{ name: 'netavark' }],
    byPath: 'refused',
  },
  { runtime: 'iptables', programs: [{ name: 'iptables' }], packages: [{ name: 'iptables' }], byPath: 'refused' },
];

/** The recipes of what an arm needs beside podman itself. */
const toolsOf = (arm: ArmSpec): readonly Recipe[] => (hasOwnNetwork(arm) ? NETWORK_TOOLS : []);
const bare = ({ runtime }: Recipe): ArmSpec => ({ id: runtime, runtime, options: {} });

export const podman: Runtime = {
  name: 'podman',
  summary: 'Podman: no daemon; with a storage of its own, so that nothing of the user is touched',
  options: {
    runtime: { help: 'the OCI runtime below it (default: the first of crun, runc that is there)', choices: BELOW },
    network: networkOption('podman0, made by netavark beside the peer'),
  },
  stepwise: true,
  unlinkable: () => undefined,
  async check(host, arm) {
    const tools = toolsOf(arm).map((recipe) => checkRecipe(host, bare(recipe), recipe));
    return (await Promise.all([checkRecipe(host, arm, RECIPE), ...tools])).flat();
  },
  remarks: async () => settingNotes(),
  async install(host, arm) {
    const installed = await installRecipe(host, arm, RECIPE);
    const tools: Binary[] = [];
    for (const recipe of toolsOf(arm)) tools.push(...(await installRecipe(host, bare(recipe), recipe)).binaries);
    // crun makes its folder when it is asked for its version.
    recordSideEffects(host);
    const [name, path] = below(arm.options.runtime);
    const note = name === 'crun' ? withoutHybridCgroup()?.note : undefined;
    const nested = await identifyBinary(name, path);
    const binaries = [...installed.binaries, nested, ...tools];
    const notes = [...(note ? [`${name}: ${note}`] : []), ...settingNotes(), REMOVAL];
    return { ...installed, nested, binaries, notes };
  },
  async prepare(host, image, arm, installed, network) {
    const storage = makeStorage(host, installed, hasOwnNetwork(arm) ? network : undefined);
    host.log.step('importing the userland into podman');
    const words = [...storage.command, 'import', '--quiet', image.tarball, IMAGE];
    await mustRunGrouped(host, [...withOwnCache(storage.folder), ...words], {
      env: storage.env,
      timeoutSeconds: 600,
    });
    return new PodmanArm(host, storage);
  },
};

/** The user's own settings. Those of the distribution below /usr/share repeat the defaults of podman. */
const SETTINGS = ['containers.conf', 'containers.conf.d', 'storage.conf'];
/** Podman reads this file whatever settings it is given. */
const MOUNTS = 'mounts.conf';

/**
 * Returns which of the host's own settings apply to its sandboxes, and which do not.
 * @param folders those that podman reads settings from.
 */
export function settingNotes(
  folders = ['/etc/containers', join(process.env.HOME ?? '/root', '.config/containers')],
): string[] {
  const found = (names: readonly string[]) =>
    folders.flatMap((folder) => names.map((name) => join(folder, name))).filter((path) => existsSync(path));
  const unused = found(SETTINGS);
  const mounts = found([MOUNTS]);
  return [
    ...(unused.length > 0 ? [`podman has settings of tare's own, and takes nothing from ${unused.join(', ')}`] : []),
    ...(mounts.length > 0 ? [`its sandboxes have the mounts of ${mounts.join(', ')} too`] : []),
  ];
}

const REMOVAL = 'its containers are removed by a command of their own after they have ended, which is in no figure';

/**
 * Returns the name and path of the runtime below podman.
 * @throws HostError where there is none.
 */
function below(wanted: string | undefined): [string, string] {
  for (const name of wanted ? [wanted] : BELOW) {
    const path = findCommand(name);
    if (path) return [name, path];
  }
  throw new HostError(`podman needs ${wanted ?? BELOW.join(' or ')}.`, 'Install it, or add its folder to PATH.');
}

interface Storage {
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

/**
 * Folders that podman and the runtimes below it use whatever they are told. The user's own podman may come to use them
 * too.
 */
const CACHE = '/var/lib/containers/cache';
const SHARED_FOLDERS = ['/run/crun', '/run/runc', '/var/lib/containers', CACHE];

function recordSideEffects(host: Host): void {
  for (const path of SHARED_FOLDERS) if (!existsSync(path)) host.journal.record({ kind: 'folder', path });
}

/**
 * Returns the words in front of a call that writes into root's record of blobs, wherever its storage is: in a mount
 * namespace of its own it finds a folder of the run in that place.
 */
function withOwnCache(folder: string): readonly string[] {
  const own = join(folder, 'cache');
  for (const path of [own, CACHE]) mkdirSync(path, { recursive: true });
  const enter = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c'];
  return [...enter, 'mount --bind "$0" "$1" && shift && exec "$@"', own, CACHE];
}

/** The lock of netavark is of the whole host, wherever its networks are. */
const NETAVARK_LOCK = '/run/lock/netavark.lock';

/** @param network in which podman makes its own network; absent where its containers have none of it. */
function makeStorage(host: Host, installed: Installed, network?: RuntimeNetwork): Storage {
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
 * netavark tells firewalld of its bridge where that runs, and firewalld's rules are those of the host, whatever the
 * namespace of podman is. It finds firewalld by the system's bus, of which podman has no other need. Newer versions
 * would call nft, which is a package of its own.
 */
const FIREWALL = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere', NETAVARK_FW: 'iptables' };

/** Where podman keeps the networks of its containers. It mounts the folder onto itself, as `ip netns` does. */
const NETWORKS = '/run/netns';
/** Others may have come to keep theirs there. */
const UNMOUNT_IF_EMPTY = '[ -n "$(ls -A "$0" 2>/dev/null)" ] || umount "$0" 2>/dev/null || true';

function recordNetworks(host: Host): void {
  if (!existsSync(NETAVARK_LOCK)) host.journal.record({ kind: 'path', path: NETAVARK_LOCK });
  if (!existsSync(NETWORKS)) host.journal.record({ kind: 'folder', path: NETWORKS });
  if (!mountsBelow(NETWORKS).includes(NETWORKS))
    host.journal.record({ kind: 'command', argv: ['/bin/sh', '-c', UNMOUNT_IF_EMPTY, NETWORKS] });
}

/** After a boot there is no such namespace, and no mount of a container. */
const WHERE_IT_IS = 'nsenter --net="$0" -- true 2>/dev/null || exit 0; exec "$@"';

/** Puts on record what removes the containers of a run that was killed, with the mounts below /run/netns. */
function recordContainers(
  host: Host,
  { path }: RuntimeNetwork,
  { command, env, folder }: Pick<Storage, 'command' | 'env' | 'folder'>,
): JournalEntry {
  recordNetworks(host);
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const remove = ['env', ...variables, ...command, 'rm', '--all', '--force', '--time', '0'];
  return host.journal.record({
    ...{ kind: 'command', argv: ['/bin/sh', '-c', WHERE_IT_IS, path, ...remove] },
    needs: [join(folder, 'containers.conf')],
  });
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
 * are shared by the whole host. Pure.
 * @param volatile a short path: where the run root has more than 50 characters, podman's own clean-up after a
 * container refuses it, and `podman run` waits 20 s for that clean-up.
 */
export function configuration(folder: string, volatile: string): string {
  return `[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
lock_type = "file"
tmp_dir = "${volatile}/tmp"
volume_path = "${folder}/volumes"
`;
}

/** Returns the settings of podman's own network. A podman that has them fails where there is no netavark. Pure. */
const networkConfiguration = (folder: string): string => `
[network]
network_backend = "netavark"
network_config_dir = "${folder}/networks"
`;

/** Returns the settings of the storage. Pure. */
export function storageConfiguration(folder: string, volatile: string): string {
  return `[storage]
driver = "overlay"
graphroot = "${folder}/root"
runroot = "${volatile}/run"
`;
}

class PodmanArm implements PreparedArm {
  readonly #host: Host;
  readonly #storage: Storage;
  readonly #limits = ownLimits(
    readFileSync('/proc/self/limits', 'utf8'),
    Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')),
  );

  constructor(host: Host, storage: Storage) {
    this.#host = host;
    this.#storage = storage;
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { command, env, gives } = this.#storage;
    const [group, remove] = [this.#groupOf(request), this.#removal(request)];
    return openProcessConsole({
      poised: request.poised,
      argv: [...command, ...runArguments(`/${group}`, this.#limits, { ...request, gives })],
      env,
      end: remove,
      afterExit: async () => {
        await remove();
        await this.#endMonitor(request);
      },
    });
  }

  async steps(request: LaunchRequest): Promise<LifeSteps> {
    const { command, env, gives } = this.#storage;
    const call = (...words: string[]) => [...command, ...words];
    const { id } = request;
    const group = this.#groupOf(request);
    return {
      env,
      create: call('create', ...containerArguments(`/${group}`, this.#limits, { ...request, gives })),
      start: call('start', '--attach', '--interactive', id),
      console: 'start',
      exec: (words) => call('exec', id, ...words),
      stop: call('kill', id),
      delete: call('rm', id),
      clear: () => clearing(this.#removal(request), () => this.#endMonitor(request)),
    };
  }

  #groupOf({ id }: LaunchRequest): string {
    return `${this.#storage.group}/${id}`;
  }

  /**
   * The monitor of a container goes on for a while after its removal, and may still be making it then. It begins in the
   * group of podman, which puts it into that of the container.
   */
  async #endMonitor(request: LaunchRequest): Promise<void> {
    for (const one of processesWith([request.id, this.#storage.runtime])) await endProcess(one, 0);
    await removeEverywhere(this.#host, this.#groupOf(request));
  }

  #removal({ id }: LaunchRequest): () => Promise<void> {
    const { command, env } = this.#storage;
    const argv = [...command, 'rm', '--force', '--ignore', '--time', '0', id];
    return () => endWith(argv, /no such container/i, env);
  }

  async remove(): Promise<void> {
    for (const change of this.#storage.changes) await change.undo();
  }
}

/**
 * Returns `--ulimit` options with the limits of this process, from the text of /proc/self/limits, because native has
 * these too. Podman's own default is higher, and setting it fails where root lacks CAP_SYS_RESOURCE. Podman lowers the
 * number of processes to the kernel's pid_max, so no more can be asked for. Pure.
 */
export function ownLimits(text: string, pidMax: number): string[] {
  const limit = (title: string, name: string, most: number) => {
    const [, soft, hard] = new RegExp(`^${title} +(\\S+) +(\\S+)`, 'm').exec(text) ?? [];
    const bounded = (value: string) => (value === 'unlimited' ? '-1' : String(Math.min(Number(value), most)));
    return soft && hard ? ['--ulimit', `${name}=${bounded(soft)}:${bounded(hard)}`] : [];
  };
  return [...limit('Max open files', 'nofile', Number.POSITIVE_INFINITY), ...limit('Max processes', 'nproc', pidMax)];
}

/**
 * Returns the command line of `podman run` with the limits, the volume and the agent. `--rm` is left out, because with
 * it podman mounts the root as an overlay that is `volatile`: a flush costs nothing there, and writes were four times
 * as fast as native's. Pure.
 */
export const runArguments = (group: string, ulimits: readonly string[], request: Contained): string[] => [
  'run',
  ...containerArguments(group, ulimits, request),
];

type Contained = Pick<LaunchRequest, 'id' | 'limits' | 'volume' | 'nonce' | 'link'> & Pick<Storage, 'gives'>;

/** What `run` and `create` have in common. Pure. */
function containerArguments(
  group: string,
  ulimits: readonly string[],
  { id, limits, volume, nonce, link, gives }: Contained,
): string[] {
  const memory = String(limits.memoryBytes);
  return [
    ...['--interactive', '--name', id, '--hostname', 'tare', '--pull', 'never'],
    ...[
      '--network',
      link ? `ns:${link.namespace}` : gives,
      '--log-driver',
      'none',
      '--cgroup-parent',
      group,
      ...ulimits,
    ],
    ...['--cpuset-cpus', limits.cpus, '--memory', memory, '--memory-swap', memory],
    ...['--mount', `type=bind,source=${volume},target=${SANDBOX.volume}`],
    ...[IMAGE, '/bin/sh', SANDBOX.agent, nonce],
  ];
}
