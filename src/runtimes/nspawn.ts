/** systemd-nspawn on a folder, without a daemon and without a registration with systemd-machined. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../host/cancellation.js';
import { createGroup, groupPaths } from '../host/cgroup.js';
import { runGroup } from '../host/groups/run-group.js';
import type { Host } from '../host/host.js';
import { processName } from '../host/process.js';
import { recordNewFolder, removeEverywhere } from '../host/undo/recorded-paths.js';
import type { SandboxLimits } from '../results/document.js';
import { SANDBOX } from '../sandbox/paths.js';
import { mainOf } from './install/binaries.js';
import { checkRecipe, installRecipe } from './install/install.js';
import type { Recipe } from './install/recipe.js';
import type { Console, LaunchRequest, PreparedArm, Runtime } from './runtime.js';
import { openProcessConsole } from './shared/process-console.js';
import { clearScratch, copyRoot, type RootCopy } from './shared/root-copy.js';

/** The package must have the version of the host's systemd, because another one would replace systemd too. */
const RECIPE: Recipe = {
  runtime: 'nspawn',
  programs: [{ name: 'systemd-nspawn' }],
  packages: [{ name: 'systemd-container' }],
  pinnedTo: 'systemd',
  byPath: 'program',
};

export const nspawn: Runtime = {
  name: 'nspawn',
  summary: 'systemd-nspawn on a folder, without a daemon',
  options: {},
  single: 'systemd-nspawn locks the folder of its root while a sandbox runs on it',
  unlinkable: () => undefined,
  check: (host, arm) => checkRecipe(host, arm, RECIPE),
  install: (host, arm) => installRecipe(host, arm, RECIPE),
  async prepare(host, image, arm, installed) {
    const copy = await copyRoot(host, image, arm);
    return new NspawnArm(host, copy, mainOf(installed).path);
  },
};

/**
 * Returns what nspawn leaves when it is killed: a lock, and a folder, which it leaves even where /run is not a tmpfs.
 */
function remainsOf(machine: string, root: string): string[] {
  const { dev, ino } = statSync(root, { bigint: true });
  const state = '/run/systemd/nspawn';
  return [join(state, 'locks', `inode-${dev}:${ino}`), join(state, 'propagate', machine)];
}

/**
 * Makes the group in the hierarchies of v1 that have no limits, too, and returns the files by which a process enters
 * it. nspawn makes groups of its own below that of its caller in some of them, and leaves them there.
 */
function enterElsewhere({ cgroup }: Host, name: string): string[] {
  const limited = groupPaths(cgroup, name);
  const others = cgroup.hierarchies.map((point) => join(point, name)).filter((path) => !limited.includes(path));
  for (const path of others) mkdirSync(path, { recursive: true });
  return others.map((path) => join(path, 'cgroup.procs'));
}

class NspawnArm implements PreparedArm {
  readonly #host: Host;
  readonly #copy: RootCopy;
  readonly #binary: string;
  readonly #machine: string;

  constructor(host: Host, copy: RootCopy, binary: string) {
    this.#host = host;
    this.#copy = copy;
    this.#binary = binary;
    this.#machine = `${processName()}-${host.run.nextId('nspawn')}`;
    for (const path of remainsOf(this.#machine, copy.root)) recordNewFolder(host, path);
  }

  async launch(request: LaunchRequest): Promise<Console> {
    await clearScratch(this.#copy);
    const name = `${runGroup(this.#host)}/${request.id}`;
    const entries = [...createGroup(this.#host.cgroup, name, request.limits), ...enterElsewhere(this.#host, name)];
    const remove = () => removeEverywhere(this.#host, name);
    const console = await openProcessConsole({
      poised: request.poised,
      groups: entries,
      argv: [this.#binary, ...nspawnArguments(this.#machine, this.#copy.root, request)],
      end: remove,
      afterExit: remove,
    });
    if (this.#host.cgroup.kind === 'v2') await this.#withLimitsShown(console, name, request.limits);
    return console;
  }

  /** @throws the reason of the cancellation; nothing of the sandbox is left then. */
  async #withLimitsShown(console: Console, name: string, limits: SandboxLimits): Promise<void> {
    try {
      await Promise.race([this.#showLimits(name, limits), console.gone]);
    } catch (error) {
      await console.kill();
      await console.gone;
      throw error;
    }
  }

  /** Repeats the limits on the group that nspawn makes below ours, because the container sees only that one. */
  async #showLimits(name: string, limits: SandboxLimits): Promise<void> {
    const payload = `${name}/payload`;
    const file = join(this.#host.cgroup.memory ?? '', payload, 'memory.max');
    for (let tries = 0; tries < 1000 && !existsSync(file); tries += 1) await pause(2);
    if (existsSync(file)) createGroup(this.#host.cgroup, payload, limits);
  }

  async remove(): Promise<void> {
    await this.#copy.change.undo();
  }
}

/** Returns the command line, with the volume and the agent, and no network but the loopback or the link. Pure. */
export function nspawnArguments(machine: string, root: string, { volume, nonce, link }: LaunchRequest): string[] {
  return [
    ...['--quiet', '--register=no', '--keep-unit', '--console=pipe', `--machine=${machine}`, '--hostname=tare'],
    // The host's own resolv.conf, time zone and journal are kept out of the container.
    ...['--resolv-conf=off', '--timezone=off', '--link-journal=no'],
    link ? `--network-namespace-path=${link.namespace}` : '--private-network',
    ...[`--directory=${root}`, `--bind=${volume}:${SANDBOX.volume}`, '/bin/sh', SANDBOX.agent, nonce],
  ];
}
