/** containerd with its own client, ctr. It is the layer below Docker and Kubernetes. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../config/arms.js';
import { createGroup, createParent, type GroupLimits } from '../host/cgroup.js';
import { runCommand } from '../host/commands/command.js';
import { mustRunGrouped } from '../host/groups/grouped-command.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import { dockerRepository } from '../host/packages/vendor/docker.js';
import { endProcess, processName } from '../host/process.js';
import type { JournalEntry } from '../host/undo/journal.js';
import { recordNewFolder, recordNewGroup, recordNewSockets, removeEverywhere } from '../host/undo/recorded-paths.js';
import type { Image } from '../image/kept-image.js';
import type { SandboxLimits } from '../results/document.js';
import { SANDBOX } from '../sandbox/paths.js';
import { checkShim, createArguments, isGvisor, RUNTIME_OPTION, shimArguments, withShim } from './containerd-shim.js';
import { binaryNamed, callNamed, programFolder } from './install/binaries.js';
import { checkRecipe, installRecipe } from './install/install.js';
import type { Recipe } from './install/recipe.js';
import { CONTAINERD_SERVICE } from './install/services.js';
import { recordCrunFolder } from './oci/crun.js';
import { unsupportedByGvisor } from './oci/gvisor.js';
import { requireNamesake } from './oci/identity.js';
import { layOutOciImage } from './oci/image.js';
import type { Console, Installed, LaunchRequest, LifeSteps, PreparedArm, Runtime } from './runtime.js';
import { endUntil, endWith } from './shared/end-with.js';
import { OwnDaemon } from './shared/own-daemon.js';
import { clearing, openProcessConsole } from './shared/process-console.js';
import { processesWith } from './shared/processes-with.js';

const RECIPE: Recipe = {
  runtime: 'containerd',
  programs: [{ name: 'containerd' }, { name: 'ctr' }, { name: 'runc' }],
  packages: [{ name: 'containerd' }, { name: 'containerd.io' }],
  vendor: dockerRepository,
  byPath: 'folder',
  byPathHint: 'unpack the release of the version you want and give its folder: containerd=./bin',
  services: [CONTAINERD_SERVICE],
};
const IMAGE = 'tare/userland:latest';

export const containerd: Runtime = {
  name: 'containerd',
  summary: 'containerd and ctr: always a daemon of its own, so that one in use is left alone',
  options: {
    runtime: RUNTIME_OPTION,
    snapshotter: {
      help: 'what makes the root of a sandbox: overlayfs (default), or native, which copies the userland at each start',
      choices: ['overlayfs', 'native'],
    },
  },
  stepwise: true,
  unlinkable: (arm) => (isGvisor(arm) ? 'gVisor below containerd is told to have no network' : undefined),
  async check(host, arm) {
    return [...(await checkRecipe(host, arm, RECIPE)), ...(await checkShim(host, arm, folderOf(arm)))];
  },
  async install(host, arm) {
    recordCrunFolder(host);
    const installed = await installRecipe(host, arm, RECIPE);
    if (!folderOf(arm)) requireNamesake(binaryNamed(installed, 'runc'));
    return withShim(host, arm, folderOf(arm), installed);
  },
  prepare(host, image, arm, installed) {
    const { snapshotter } = arm.options;
    return prepareContainerd(host, image, installed, {
      folder: folderOf(arm),
      ...(snapshotter && { snapshotter }),
      shim: (folder) => {
        const words = shimArguments(arm, folder, installed.nested);
        return { limited: 'container', words: () => words, created: createArguments(arm, folder, installed.nested) };
      },
    });
  },
  unsupported: (benchmarkId, arm) => (isGvisor(arm) ? unsupportedByGvisor(benchmarkId) : undefined),
};

function folderOf({ path }: ArmSpec): string | undefined {
  return path && programFolder(path, 'containerd', 'containerd');
}

/** What makes a sandbox below the daemon. */
export interface Shim {
  /** Whether the limit of memory is that of the container, or of the machine that the shim puts around it. */
  readonly limited: 'container' | 'machine';
  /**
   * Returns the words of `ctr run` for a launch, and records and makes what that needs.
   * @param groups those of the daemon and of the sandbox, relative to the root of each hierarchy.
   */
  words(request: LaunchRequest, groups: readonly string[]): readonly string[];
  /** The words of `ctr containers create`; absent where no sandbox is made step by step. */
  readonly created?: readonly string[];
  /** Returns the limits of the group that all of the sandbox is in; absent where they are those of the sandbox. */
  groupLimits?(limits: SandboxLimits): GroupLimits;
  /** Removes what a launch has left; absent where it leaves nothing. */
  clear?(id: string): Promise<void>;
}

export interface Below {
  /** The folder of containerd's own programs, where the user gave it. */
  readonly folder?: string | undefined;
  readonly snapshotter?: string;
  /** Folders that the daemon searches for the shim before PATH. */
  readonly searchFirst?: readonly string[];
  /** @param folder has the files of this daemon. */
  shim(folder: string): Shim;
}

/** Starts a daemon and gives it the userland. `installed` has containerd's programs. */
export async function prepareContainerd(
  host: Host,
  image: Image,
  installed: Installed,
  below: Below,
): Promise<PreparedArm> {
  const started = await startContainerd(host, installed, below);
  const words = below.snapshotter ? ['--snapshotter', below.snapshotter] : [];
  await importImage(host, started, image, words);
  return new ContainerdArm(host, started, words, below.shim(started.folder));
}

/** Folders that containerd and its shim make outside the folders that they are given. */
const SHARED_FOLDERS = ['/run/containerd', '/run/containerd/s'];

interface Started {
  readonly daemon: OwnDaemon;
  readonly ctr: readonly string[];
  readonly folder: string;
  /** The group that all sandboxes are below. */
  readonly sandboxes: string;
  /** The group of sandboxes that live step by step: containerd names it after the namespace of its client. */
  readonly stepwise: string;
  readonly changes: readonly JournalEntry[];
}

/**
 * Starts a private containerd from the installed binary and never uses the one that runs. An image that is imported
 * into the user's containerd would stay after the run until its garbage collection, and the same binary does the same
 * work.
 */
async function startContainerd(host: Host, installed: Installed, below: Below): Promise<Started> {
  const { folder: bundle, searchFirst = [] } = below;
  const program = callNamed(installed, 'containerd', bundle);
  const client = callNamed(installed, 'ctr', bundle);
  host.log.step(`starting containerd${bundle ? ` from ${bundle}` : ''}`);
  const number = host.run.nextId('containerd');
  const folder = join(host.paths.work, `containerd-${number}`);
  const files = host.journal.record({ kind: 'path', path: folder });
  for (const path of SHARED_FOLDERS) if (!existsSync(path)) host.journal.record({ kind: 'folder', path });
  recordNewSockets(host, '/run/containerd/s');
  const namespace = `${processName()}-ctr-${number}`;
  const stepwise = recordStepwise(host, namespace);
  mkdirSync(join(folder, 'fifo'), { recursive: true });
  writeFileSync(join(folder, 'config.toml'), configuration(folder));
  const ctr = [client, '--address', join(folder, 'sock'), '--namespace', namespace];
  const sandboxes = `ctr-${number}`;
  const daemon = await OwnDaemon.start(host, {
    name: 'containerd',
    argv: [program, '--config', join(folder, 'config.toml')],
    searchFirst: [...(bundle ? [bundle] : []), ...searchFirst],
    log: join(folder, 'containerd.log'),
    group: `containerd-${number}`,
    sandboxes,
    volatile: ['state', 'runc', 'runsc', 'fifo'].map((name) => join(folder, name)),
    ready: async () => (await runCommand([...ctr, 'version'], { timeoutSeconds: 20 })).code === 0,
  });
  const changes = [stepwise, files];
  return { daemon, ctr, folder, sandboxes: `${runGroup(host)}/${sandboxes}`, stepwise: namespace, changes };
}

/**
 * Records what `ctr containers create` and `ctr tasks start` make outside the folders that they are given: the state
 * of runc, and the group of the namespace, which is that of no other client.
 */
function recordStepwise(host: Host, namespace: string): JournalEntry {
  recordNewFolder(host, join('/run/containerd/runc', namespace));
  return recordNewGroup(host, namespace);
}

/** Returns a configuration that keeps everything below `folder` and leaves Kubernetes out. Pure. */
export function configuration(folder: string): string {
  return `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
address = "${folder}/sock"
[ttrpc]
address = "${folder}/ttrpc"
[plugins."io.containerd.internal.v1.opt"]
path = "${folder}/opt"
`;
}

/**
 * Imports the userland. ctr reads images and not root file systems, so the tarball becomes the one layer of an image.
 */
async function importImage(
  host: Host,
  { ctr, folder }: Started,
  image: Image,
  words: readonly string[],
): Promise<void> {
  host.log.step('importing the userland into containerd');
  const layout = join(folder, 'image');
  layOutOciImage(image, host.distribution.arch, layout, IMAGE);
  const script = 'folder=$1; shift; tar -C "$folder" --dereference -c . | "$@" -';
  await mustRunGrouped(host, ['/bin/sh', '-c', script, 'sh', layout, ...ctr, 'images', 'import', ...words], {
    timeoutSeconds: 600,
  });
}

/** How long a shim that is asked to end may take, in seconds. */
const SHIM_SECONDS = 1;

/**
 * Ends the shim of a sandbox where containerd has left it. containerd 1.6 that loses touch with a shim while it makes
 * the sandbox removes all that it knows of both, and logs that it cleans up, but the process goes on.
 */
async function endShim(id: string): Promise<void> {
  for (const one of processesWith(['-id', id])) await endProcess(one, SHIM_SECONDS);
}

const NOT_FOUND = /not found|no running task/;

class ContainerdArm implements PreparedArm {
  readonly daemonGroup: string;
  readonly #host: Host;
  readonly #started: Started;
  /** The words of `ctr run` and `ctr containers create` that every launch has. */
  readonly #words: readonly string[];
  readonly #shim: Shim;

  constructor(host: Host, started: Started, words: readonly string[], shim: Shim) {
    this.#host = host;
    this.#started = started;
    this.#words = words;
    this.#shim = shim;
    this.daemonGroup = started.daemon.group;
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { daemon, ctr, folder, sandboxes } = this.#started;
    await daemon.requireAlive();
    const { serving } = daemon;
    const group = `${sandboxes}/${request.id}`;
    const shim = this.#shim;
    const words = [...this.#words, ...shim.words(request, [daemon.group, group]), ...memoryWords(shim, request)];
    createGroup(this.#host.cgroup, group, shim.groupLimits?.(request.limits) ?? request.limits);
    return openProcessConsole({
      poised: request.poised,
      argv: [...ctr, ...runArguments(IMAGE, folder, `/${group}`, request, words)],
      end: (exit) => this.#end(exit, request),
      abandon: () => daemon.giveUp(serving),
      afterExit: async () => {
        await endShim(request.id);
        // The runtime below has made the group in every hierarchy, and we only where there are limits.
        await removeEverywhere(this.#host, group);
        await shim.clear?.(request.id);
      },
    });
  }

  /**
   * ctr knows a control group for `run` alone. Without one containerd puts a container below the group of its
   * namespace, so that one has the limits, for the one sandbox that is alive in it.
   */
  async steps(request: LaunchRequest): Promise<LifeSteps> {
    const { daemon, ctr, folder, stepwise } = this.#started;
    await daemon.requireAlive();
    createParent(this.#host.cgroup, stepwise);
    createGroup(this.#host.cgroup, stepwise, request.limits);
    const call = (...words: string[]) => [...ctr, ...words];
    const fifos = ['--fifo-dir', join(folder, 'fifo')];
    const words = [...this.#words, ...(this.#shim.created ?? []), ...memoryWords(this.#shim, request)];
    const { id } = request;
    let execs = 0;
    return {
      create: call('containers', 'create', ...words, ...containerArguments(IMAGE, request)),
      start: call('tasks', 'start', ...fifos, id),
      console: 'start',
      exec: (command) => call('tasks', 'exec', ...fifos, '--exec-id', `exec-${execs++}`, id, ...command),
      stop: call('tasks', 'kill', '--signal', 'SIGKILL', id),
      delete: call('containers', 'delete', id),
      clear: () =>
        clearing(
          (exit) => this.#end(exit, request),
          async () => {
            await endShim(id);
            await removeEverywhere(this.#host, `${stepwise}/${id}`);
          },
        ),
    };
  }

  /** The container goes last: containerd finds no task, and ends none, of a container that it no longer knows. */
  async #end(exit: Promise<unknown>, { id }: LaunchRequest): Promise<void> {
    const { ctr } = this.#started;
    await endUntil(exit, () => endWith([...ctr, 'tasks', 'delete', '--force', id], NOT_FOUND));
    await endWith([...ctr, 'containers', 'delete', id], NOT_FOUND);
  }

  async remove(): Promise<void> {
    await this.#started.daemon.stop();
    for (const change of this.#started.changes) await change.undo();
  }
}

/** A machine has the memory that it was made with, and would be given more for a container with a limit. */
const memoryWords = ({ limited }: Shim, { limits }: LaunchRequest): string[] =>
  limited === 'container' ? ['--memory-limit', String(limits.memoryBytes)] : [];

/**
 * Returns the command line of `ctr run` with the volume and the agent. ctr knows neither a cpuset nor a limit of swap,
 * so the container's group is made below one of ours, which has them. Pure.
 */
export function runArguments(
  image: string,
  folder: string,
  group: string,
  request: Contained,
  words: readonly string[],
): string[] {
  return [
    ...['run', '--rm', '--fifo-dir', join(folder, 'fifo'), ...words],
    ...['--cgroup', `${group}/sandbox`],
    ...containerArguments(image, request),
  ];
}

type Contained = Pick<LaunchRequest, 'id' | 'volume' | 'nonce' | 'link'>;

/** Returns what `run` and `create` have in common. Pure. */
function containerArguments(image: string, { id, volume, nonce, link }: Contained): string[] {
  return [
    ...['--mount', `type=bind,src=${volume},dst=${SANDBOX.volume},options=rbind:rw`],
    ...(link ? ['--with-ns', `network:${link.namespace}`] : []),
    // The cgroups are mounted so that the limits can be read in the sandbox.
    ...['--mount', 'type=cgroup,src=cgroup,dst=/sys/fs/cgroup,options=ro:nosuid:noexec:nodev'],
    ...[image, id, '/bin/sh', SANDBOX.agent, nonce],
  ];
}
