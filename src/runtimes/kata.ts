/** Kata Containers: containerd's shim that puts a machine around each sandbox, on a containerd of our own. */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArmSpec } from '../config/arms.js';
import { HostError } from '../errors.js';
import type { Host, HostFacts } from '../host/host.js';
import type { JournalEntry } from '../host/undo/journal.js';
import { recordWhileEmpty } from '../host/undo/recorded-paths.js';
import type { SandboxLimits } from '../results/document.js';
import { containerd, prepareContainerd, type Shim } from './containerd.js';
import { mainOf } from './install/binaries.js';
import { describeSource, sourceOf } from './install/install.js';
import { settingsOf } from './kata-settings.js';
import {
  type Hypervisor,
  kataRecipe,
  lackingIn,
  obtainTree,
  publishedSettings,
  rootHere,
  rootOfShim,
  withShimFolder,
} from './kata-tree.js';
import { MONITOR_BYTES } from './microvm/microvm.js';
import { missingKvm, requireKvm } from './microvm/needs-kvm.js';
import type { LaunchRequest, Missing, OptionDefinition, Runtime } from './runtime.js';

/** The name by which containerd knows the shim. */
const RUNTIME = 'io.containerd.kata.v2';
/** Every version gives a machine this much, and more CPUs to none (`MinHypervisorMemory`, `MaxVCPUs`). */
const LEAST_MEMORY_BYTES = 256 * 1024 ** 2;
const MOST_CPUS = 240;

const HYPERVISOR: OptionDefinition = {
  help: "the program that runs the machine, of Kata's release: qemu (default), or clh, which is Cloud Hypervisor",
  problem: (value) => {
    if (value === 'qemu' || value === 'clh') return undefined;
    if (value === 'firecracker' || value === 'fc')
      return [
        "Kata's Firecracker shares no folder of the host with its guest, so it can have neither the userland of all arms nor their volume",
        'Write hypervisor: qemu or clh; firecracker alone is a runtime of its own.',
      ];
    return [`"${value}" is no hypervisor that tare starts with Kata`, 'Write hypervisor: qemu or clh.'];
  },
};

const CONTAINERD: ArmSpec = { id: 'containerd', runtime: 'containerd', options: {} };

export const kata: Runtime = {
  name: 'kata',
  summary: 'Kata Containers below a containerd of its own: a machine with KVM around each sandbox',
  checksumOf: 'the archive of the release',
  options: { hypervisor: HYPERVISOR },
  leastMemoryBytes: LEAST_MEMORY_BYTES,
  mostCpus: () => MOST_CPUS,
  async check(host, arm) {
    const tree = await missingTree(host, arm);
    const above = await containerd.check(host, CONTAINERD);
    const missing = [...tree, ...above, ...missingSockets(hypervisorOf(arm))];
    return [...missing, ...(await missingKvm(host))];
  },
  async install(host, arm) {
    await requireKvm(host, arm);
    const [socket] = missingSockets(hypervisorOf(arm));
    if (socket) throw new HostError(`${arm.id}: ${socket.what}.`, socket.remedy);
    const tree = await obtainTree(host, arm, hypervisorOf(arm));
    const above = await containerd.install(host, CONTAINERD);
    const own = above.binaries.filter(({ name }) => name !== 'runc');
    return {
      main: tree.shim,
      binaries: [...own, ...tree.binaries],
      source: `${tree.source}; above it: ${above.source}`,
      notes: [...(above.notes ?? []), SHARED],
    };
  },
  async prepare(host, image, arm, installed) {
    const shim = mainOf(installed).path;
    const root = rootOfShim(shim);
    const published = publishedSettings(root, hypervisorOf(arm));
    for (const folder of FOLDERS) recordWhileEmpty(host, folder);
    return prepareContainerd(host, image, installed, {
      searchFirst: [dirname(shim)],
      shim: (folder) => new KataShim(host, folder, (limits) => settingsOf(published, root, limits)),
    });
  },
  unlinkable: () =>
    'tare gives the machines of Kata no network, which they would have by a bridge in a namespace of their own',
  unsupported: (benchmarkId) => (/^fileio\..*\.direct$/.test(benchmarkId) ? NOT_DIRECT : undefined),
};

const SHARED =
  'its root and its volume are folders of the host, shared by virtio-fs: what it reads stays in the page cache of the host too, outside the memory of the guest';
const NOT_DIRECT =
  'virtiofsd does not pass O_DIRECT to the host: its figure would be of a page cache, and the figure beside it of the device';

const hypervisorOf = ({ options }: ArmSpec): Hypervisor => (options.hypervisor === 'clh' ? 'clh' : 'qemu');

async function missingTree(host: HostFacts, asked: ArmSpec): Promise<Missing[]> {
  const arm = withShimFolder(asked);
  const recipe = kataRecipe();
  const source = await sourceOf(host, arm, recipe);
  const root = source.kind === 'path' ? dirname(source.path) : source.kind === 'found' ? rootHere() : undefined;
  const [lacking] = root === undefined ? [] : lackingIn(root, hypervisorOf(arm));
  if (lacking === undefined) return describeSource(host, source, recipe);
  return [{ what: `there is no ${lacking}`, remedy: WHOLE, installable: false }];
}

const WHOLE = 'Give the whole folder of an unpacked release: kata=./opt/kata.';

const SOCKET_DEVICE = '/dev/vhost-vsock';
/** Where the shim looks for a system log (`log/syslog` of Go), without which it makes no sandbox. */
const SYSTEM_LOGS = ['/dev/log', '/var/run/syslog', '/var/run/log'];

/** A folder may have the name of a log. */
const isSocket = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isSocket() === true;

interface Sockets {
  readonly hasDevice: boolean;
  readonly hasLog: boolean;
}

const socketsHere = (): Sockets => ({ hasDevice: existsSync(SOCKET_DEVICE), hasLog: SYSTEM_LOGS.some(isSocket) });

/** Returns what the shim needs of the host beside KVM. It talks to a guest of QEMU by a socket of the kernel's. */
export function missingSockets(hypervisor: Hypervisor, { hasDevice, hasLog } = socketsHere()): Missing[] {
  const socket: Missing = {
    what: `no ${SOCKET_DEVICE}`,
    remedy: 'Run modprobe vhost_vsock; inside a container, start that container with the device.',
    installable: false,
  };
  const log: Missing = {
    what: "no system log at /dev/log, without which Kata's shim makes no sandbox",
    remedy: 'Start systemd-journald or a syslog daemon; inside a container, mount /dev/log of the host.',
    installable: false,
  };
  return [...(hypervisor === 'qemu' && !hasDevice ? [socket] : []), ...(hasLog ? [] : [log])];
}

/** Folders of the host that the shim makes, whatever it is told, with one for each sandbox. */
const FOLDERS = ['/run/kata-containers/shared/sandboxes', '/run/vc/sbs', '/run/vc/vm'];

/** What a launch has put on record. */
interface OnRecord {
  readonly paths: readonly JournalEntry[];
  /** The processes that make and serve its sandbox, the daemon among them. */
  readonly processes: JournalEntry;
}

/** Tells the shim how to make each sandbox, and removes what it leaves where it is killed. */
class KataShim implements Shim {
  readonly limited = 'machine';
  readonly #launches = new Map<string, OnRecord>();

  constructor(
    readonly host: Host,
    readonly folder: string,
    readonly settings: (limits: SandboxLimits) => string,
  ) {}

  words({ id, limits }: Pick<LaunchRequest, 'id' | 'limits'>, groups: readonly string[]): string[] {
    const { journal, cgroup } = this.host;
    const file = join(this.folder, `${id}.toml`);
    const paths = [file, ...FOLDERS.map((folder) => join(folder, id))].map((path) =>
      journal.record({ kind: 'path', path }),
    );
    // It is undone before those: a shim that lives on would make the folders again.
    const processes = journal.record({
      kind: 'cgroup',
      paths: groups.flatMap((group) => cgroup.hierarchies.map((point) => join(point, group))),
    });
    this.#launches.set(id, { paths, processes });
    writeFileSync(file, this.settings(limits));
    return ['--runtime', RUNTIME, '--runtime-config-path', file];
  }

  /** All that serves the machine is in its group, virtiofsd and the shim among it. */
  groupLimits({ cpus, memoryBytes }: SandboxLimits): { readonly cpus: string; readonly memoryBytes: number } {
    return { cpus, memoryBytes: memoryBytes + MONITOR_BYTES };
  }

  async clear(id: string): Promise<void> {
    const launch = this.#launches.get(id);
    this.#launches.delete(id);
    launch?.processes.settle();
    for (const entry of launch?.paths ?? []) await entry.undo();
  }
}
