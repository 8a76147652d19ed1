/** Podman, which has no daemon: the command itself starts every container. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import { endProcess } from '../../host/process.js';
import { removeEverywhere } from '../../host/undo/recorded-paths.js';
import { findCommand, mainOf } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import { crun } from '../oci/crun.js';
import { asIdentified } from '../oci/index.js';
import { runc } from '../oci/runc.js';
import type { Console, LaunchRequest, LifeSteps, PreparedArm, Runtime } from '../runtime.js';
import { endWith } from '../shared/end-with.js';
import { checkNetworkTools, installNetworkTools } from '../shared/network-tools.js';
import { hasOwnNetwork, networkOption } from '../shared/own-network.js';
import { clearing, openProcessConsole } from '../shared/process-console.js';
import { processesWith } from '../shared/processes-with.js';
import { containerArguments, IMAGE, ownLimits, runArguments } from './arguments.js';
import { NETWORK_TOOLS } from './network.js';
import { prepareRootless } from './rootless/arm.js';
import { checkRootless, installRootless, isRootless, ROOTLESS_NOTES, ROOTLESS_OPTION } from './rootless/needs.js';
import { makeStorage, recordSideEffects, type Storage, withOwnCache } from './storage.js';

/** The runtimes in the order in which podman itself looks for one. */
const BELOW = [asIdentified(crun), asIdentified(runc)] as const;

const RECIPE: Recipe = {
  runtime: 'podman',
  programs: [{ name: 'podman' }],
  packages: [{ name: 'podman' }],
  byPath: 'program',
};

export const podman: Runtime = {
  name: 'podman',
  summary: 'Podman: no daemon; with a storage of its own, so that nothing of the user is touched',
  options: {
    runtime: {
      help: 'the OCI runtime below it (default: the first of crun, runc that is there)',
      choices: BELOW.map(({ name }) => name),
    },
    network: networkOption('podman0, made by netavark beside the peer'),
    rootless: ROOTLESS_OPTION,
  },
  stepwise: true,
  unlinkable: () => undefined,
  async check(host, arm) {
    const runtime = runtimeBelow(arm);
    const lacking = checkRootless(arm);
    const checks = [
      checkRecipe(host, arm, RECIPE),
      runtime.check(host, bare(runtime)),
      checkNetworkTools(host, arm, NETWORK_TOOLS),
    ];
    return [...(await Promise.all(checks)).flat(), ...lacking];
  },
  remarks: async () => settingNotes(),
  async install(host, arm) {
    const installed = await installRecipe(host, arm, RECIPE);
    const tools = await installNetworkTools(host, arm, NETWORK_TOOLS);
    await installRootless(host, arm);
    recordSideEffects(host);
    // The package of podman may have brought one.
    const runtime = runtimeBelow(arm);
    const below = await runtime.install(host, bare(runtime));
    const nested = mainOf(below);
    const binaries = [...installed.binaries, nested, ...tools];
    const notes = [
      ...(below.notes ?? []).map((note) => `${nested.name}: ${note}`),
      ...settingNotes(),
      REMOVAL,
      ...(isRootless(arm) ? ROOTLESS_NOTES : []),
    ];
    return { ...installed, nested, binaries, notes };
  },
  async prepare(host, image, arm, installed, network) {
    if (isRootless(arm)) return prepareRootless(host, image, arm, installed);
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

/** Returns the runtime below podman: the one that was asked for, else the first that is here, else podman's first. */
function runtimeBelow({ options }: ArmSpec): Runtime {
  const asked = BELOW.find(({ name }) => name === options.runtime);
  return asked ?? BELOW.find(({ name }) => findCommand(name)) ?? BELOW[0];
}

const bare = ({ name }: Runtime): ArmSpec => ({ id: name, runtime: name, options: {} });

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
