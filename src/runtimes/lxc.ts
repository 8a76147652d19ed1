/** LXC without a daemon: an application container by lxc-execute. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { countsSwap } from '../host/cgroup.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import { recordNewFolder, removeEverywhere } from '../host/undo/recorded-paths.js';
import { SANDBOX } from '../sandbox/paths.js';
import { mainOf } from './install/binaries.js';
import { checkRecipe, installRecipe } from './install/install.js';
import type { Recipe } from './install/recipe.js';
import type { Console, LaunchRequest, LifeSteps, PreparedArm, Runtime } from './runtime.js';
import { clearing, openProcessConsole } from './shared/process-console.js';
import { clearScratch, copyRoot, type RootCopy } from './shared/root-copy.js';

const RECIPE: Recipe = {
  runtime: 'lxc',
  programs: [{ name: 'lxc-execute' }],
  packages: [{ name: 'lxc' }],
  backports: true,
  byPath: 'program',
};

export const lxc: Runtime = {
  name: 'lxc',
  summary: 'LXC: an application container by lxc-execute, without a daemon',
  options: {},
  stepwise: true,
  unlinkable: () => undefined,
  check: (host, arm) => checkRecipe(host, arm, RECIPE),
  remarks: async () => hookNotes(),
  async install(host, arm) {
    const installed = await installRecipe(host, arm, RECIPE);
    const notes = [...(installed.notes ?? []), ...hookNotes()];
    return notes.length > 0 ? { ...installed, notes } : installed;
  },
  async prepare(host, image, arm, installed) {
    const copy = await copyRoot(host, image, arm);
    return new LxcArm(host, copy, mainOf(installed).path);
  },
};

/** common.conf includes the files of this folder. Packages put hooks for all containers there. */
const INCLUDED = '/usr/share/lxc/config/common.conf.d';

/** Returns which programs LXC runs with each container, since some take longer than the container itself. */
export function hookNotes(folder = INCLUDED): string[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.conf')) : [];
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8'));
  const hooks = texts.flatMap((text) => [...text.matchAll(/^[ \t]*lxc\.hook\.([\w-]+)[ \t]*=[ \t]*(\S+)/gm)]);
  if (hooks.length === 0) return [];
  const named = hooks.map(([, when, program]) => `${program} (${when})`).join(', ');
  return [`with each sandbox LXC runs ${named}, as for its users, which is part of the time to start and to end`];
}

class LxcArm implements PreparedArm {
  readonly #host: Host;
  readonly #copy: RootCopy;
  readonly #binary: string;
  readonly #containers: string;

  constructor(host: Host, copy: RootCopy, binary: string) {
    this.#host = host;
    this.#copy = copy;
    this.#binary = binary;
    this.#containers = join(copy.folder, 'containers');
    recordNewFolder(host, join('/run/lxc/lock', this.#containers));
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { argv, end, clear } = await this.#call(request);
    return openProcessConsole({
      poised: request.poised,
      ...(request.link && { within: request.link.enter }),
      argv,
      end,
      afterExit: clear,
    });
  }

  /** The container is made and started by one call, and goes with its end. */
  async steps(request: LaunchRequest): Promise<LifeSteps> {
    const { argv, end, clear } = await this.#call(request);
    const beside = (name: string, ...words: string[]) => [
      join(dirname(this.#binary), name),
      ...this.#container(request),
      ...words,
    ];
    return {
      start: argv,
      console: 'start',
      exec: (command) => beside('lxc-attach', '--', ...command),
      stop: beside('lxc-stop', '--kill'),
      clear: () => clearing(end, clear),
    };
  }

  #container({ id }: LaunchRequest): string[] {
    return ['--lxcpath', this.#containers, '--name', id];
  }

  async #call(request: LaunchRequest) {
    await clearScratch(this.#copy);
    const group = runGroup(this.#host);
    const name = `${group}/${request.id}`;
    const folder = join(this.#containers, request.id);
    mkdirSync(folder, { recursive: true });
    const swap = countsSwap(this.#host.cgroup, group);
    writeFileSync(join(folder, 'config'), configuration(this.#copy.root, name, request, swap));
    const end = () => removeEverywhere(this.#host, name);
    const agent = ['/bin/sh', SANDBOX.agent, request.nonce];
    return {
      argv: [this.#binary, ...this.#container(request), '--', ...agent],
      end,
      clear: async () => {
        await end();
        rmSync(folder, { recursive: true });
      },
    };
  }

  async remove(): Promise<void> {
    await this.#copy.change.undo();
  }
}

/**
 * Returns the configuration of the container. The keys of cgroup v1 begin with lxc.cgroup and those of v2 with
 * lxc.cgroup2; liblxc ignores those that the host does not have. The cgroup tree is mounted so that the limits can be
 * seen from inside. Pure.
 */
export function configuration(root: string, group: string, request: LaunchRequest, countsSwap: boolean): string {
  const { limits, volume, link } = request;
  const lines: [string, string | number][] = [
    ['lxc.include', '/usr/share/lxc/config/common.conf'],
    ['lxc.rootfs.path', `dir:${root}`],
    ['lxc.uts.name', 'tare'],
    // `none` means the network in which the container is started.
    ['lxc.net.0.type', link ? 'none' : 'empty'],
    ['lxc.apparmor.profile', 'unconfined'],
    ['lxc.mount.auto', 'cgroup:ro:force'],
    ['lxc.mount.entry', `${octal(volume)} ${SANDBOX.volume.slice(1)} none bind 0 0`],
    ['lxc.cgroup.dir', group],
    ['lxc.cgroup.cpuset.cpus', limits.cpus],
    ['lxc.cgroup.memory.limit_in_bytes', limits.memoryBytes],
    ['lxc.cgroup2.cpuset.cpus', limits.cpus],
    ['lxc.cgroup2.memory.max', limits.memoryBytes],
  ];
  const swap: [string, string | number][] = [
    ['lxc.cgroup.memory.memsw.limit_in_bytes', limits.memoryBytes],
    ['lxc.cgroup2.memory.swap.max', 0],
  ];
  return [...lines, ...(countsSwap ? swap : [])].map(([key, value]) => `${key} = ${value}\n`).join('');
}

/** Escapes blanks, at which a mount entry is split as in fstab. */
function octal(path: string): string {
  return path.replaceAll(/[ \t\\]/g, (sign) => `\\0${sign.charCodeAt(0).toString(8)}`);
}
