/** A true system container: systemd is its first process, and it counts as started when systemd says so. */
import { chmodSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { pause, whileUndoing } from '../../host/cancellation.js';
import { CommandError, lastLines, mustRun, runCommand } from '../../host/commands/command.js';
import { emptyBeneath, linkBeneath } from '../../host/files/beneath.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import type { Link } from '../../host/network/network.js';
import type { Image } from '../../image/kept-image.js';
import { writeMetadata } from '../../image/system-image.js';
import type { SandboxLimits } from '../../results/document.js';
import { NETWORK } from '../../sandbox/network.js';
import { SANDBOX } from '../../sandbox/paths.js';
import { binaryNamed, mainOf } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Console, LaunchRequest, LifeSteps, PreparedArm, Runtime } from '../runtime.js';
import { END_SECONDS } from '../shared/end-with.js';
import { checkNetworkTools, installNetworkTools } from '../shared/network-tools.js';
import { hasOwnNetwork, networkOption } from '../shared/own-network.js';
import { clearing, openProcessConsole } from '../shared/process-console.js';
import { type SystemDaemon, type SystemProduct, startSystemDaemon } from './daemon.js';
import { askForAddress, networkTools } from './network.js';

export interface SystemDefinition extends SystemProduct {
  readonly summary: string;
  readonly recipe: Recipe;
  /** The program of the recipe that talks to the daemon. */
  readonly client: string;
}

/** Makes a runtime with the command line of Incus and LXD. */
export function systemRuntime(definition: SystemDefinition): Runtime {
  const { name, summary, recipe } = definition;
  return {
    name,
    summary,
    options: { network: networkOption(`${name}br0, made by the daemon of its own, with DHCP`) },
    stepwise: true,
    single: 'an arm of it is one instance, which is started and stopped',
    unlinkable: () => undefined,
    async check(host, arm) {
      return [...(await checkRecipe(host, arm, recipe)), ...(await checkNetworkTools(host, arm, networkTools()))];
    },
    async install(host, arm) {
      const installed = await installRecipe(host, arm, recipe);
      const tools = await installNetworkTools(host, arm, networkTools());
      return { ...installed, binaries: [...installed.binaries, ...tools], notes: NOTES };
    },
    async prepare(host, image, arm, installed, network) {
      const programs = { daemon: mainOf(installed).path, client: binaryNamed(installed, definition.client).path };
      const daemon = await startSystemDaemon(host, definition, programs, hasOwnNetwork(arm) ? network : undefined);
      return prepareInstance(host, image, daemon);
    },
  };
}

const NOTES = [
  'a system container: start-up lasts until systemd is running, shutdown until it has stopped every service',
  'run by a daemon of its own, with a storage pool of the kind dir and unprivileged ids',
];

/**
 * Units that would start work of their own in the middle of a measurement: timers, and servers that are in the
 * userland for a benchmark, which starts them itself.
 */
const UNITS = [
  ...['apt-daily', 'apt-daily-upgrade', 'dpkg-db-backup', 'e2scrub_all', 'fstrim', 'motd-news', 'man-db'].map(
    (name) => `${name}.timer`,
  ),
  ...['nginx.service', 'irtt.service'],
];

async function prepareInstance(host: Host, image: Image, daemon: SystemDaemon): Promise<SystemArm> {
  const { instance } = daemon;
  const call = (...args: string[]) => mustRun([...daemon.client, ...args], { timeoutSeconds: 600 });
  const tarball = await writeMetadata(daemon.folder, host.distribution.arch);
  const bring = ['image', 'import', tarball, image.tarball, '--alias', 'userland'];
  await mustRunGrouped(host, [...daemon.client, ...bring], { timeoutSeconds: 600 });
  await call(...creation(instance, daemon));
  adapt(daemon, instance);
  return new SystemArm(daemon);
}

/**
 * Returns the words that create an instance of the userland. It is in the group of the run, so that the undo of that
 * group ends it too, and nobody but us starts it.
 */
function creation(instance: string, { group }: SystemDaemon, limits: readonly string[] = []): string[] {
  const settings = [`raw.lxc=lxc.cgroup.dir=${group}`, 'boot.autostart=false', ...limits];
  return ['init', 'userland', instance, ...settings.flatMap((setting) => ['--config', setting])];
}

/** Changes the root of an instance that has been created. */
function adapt(daemon: SystemDaemon, instance: string): void {
  const root = daemon.rootOf(instance);
  for (const name of UNITS) linkBeneath(root, `etc/systemd/system/${name}`, '/dev/null');
  if (daemon.bridged) askForAddress(root, NETWORK.device);
}

/**
 * The arguments are the number of CPUs that there must be, the agent, the nonce, and the device that has a route to
 * the peer once it has its address, where there is one. The manager's socket exists before the manager answers, and
 * the daemon applies a CPU limit a moment after it has started the instance.
 */
const BOOTED = `
until [ -S /run/systemd/private ]; do sleep 0.005; done
until state=$(systemctl is-system-running --wait); [ "$state" = running ] || [ "$state" = degraded ]; do sleep 0.005; done
[ "$state" = running ] || systemctl --failed --no-legend >&2
until [ "$(nproc)" = "$1" ]; do sleep 0.005; done
until [ -z "$4" ] || grep -q "^$4[[:space:]]00000000[[:space:]]" /proc/net/route; do sleep 0.005; done
exec /bin/sh "$2" "$3"
`;

const STOP_SECONDS = 20;

class SystemArm implements PreparedArm {
  readonly daemonGroup: string;
  readonly #daemon: SystemDaemon;
  readonly #instance: string;
  #limits = '';
  #hasGivenUp = false;
  /** How many lives were begun. */
  #lives = 0;

  constructor(daemon: SystemDaemon) {
    this.#daemon = daemon;
    this.daemonGroup = daemon.daemonGroup;
    this.#instance = daemon.instance;
  }

  async launch({ limits, nonce, volume, seconds, signal, link, poised }: LaunchRequest): Promise<Console> {
    await this.#daemon.requireAlive();
    await this.#endLateStart();
    // Removes test files that a killed sandbox left on its root, so that this one does not find them.
    await emptyBeneath(this.#daemon.rootOf(this.#instance), SANDBOX.root);
    await this.#limit(limits);
    await this.#offerVolume(volume);
    const poisedAt = await this.#becomePoised(poised);
    const calledAt = (await this.#start(seconds, signal)) ?? poisedAt;
    let how: Ending = 'in good order';
    return openProcessConsole({
      calledAt,
      ...(link && { connect: () => this.#connect(link) }),
      argv: this.#agentIn(this.#instance, { limits, nonce }),
      end: async () => {
        how = 'by force';
        await this.#stop(how);
      },
      finish: () => this.#stop(how),
      afterExit: () => this.#releaseVolume(),
    });
  }

  /**
   * A life is that of an instance of its own, made from the image. The one of the launches is not running then: see
   * `single`.
   */
  async steps({ limits, nonce, volume }: LaunchRequest): Promise<LifeSteps> {
    await this.#daemon.requireAlive();
    await this.#endLateStart();
    await this.#offerVolume(volume);
    const name = `${this.#instance}-life${this.#lives++}`;
    return {
      create: this.#call(...creation(name, this.#daemon, limitSettings(limits))),
      created: async () => adapt(this.#daemon, name),
      start: this.#call('start', name),
      console: { call: this.#agentIn(name, { limits, nonce }) },
      exec: (command) => this.#call('exec', '-T', name, '--', ...command),
      stop: this.#call('stop', name, '--force'),
      delete: this.#call('delete', name),
      clear: () =>
        clearing(
          () => this.#delete(name),
          () => this.#releaseVolume(),
        ),
    };
  }

  #agentIn(instance: string, { limits, nonce }: Pick<LaunchRequest, 'limits' | 'nonce'>): string[] {
    const device = this.#daemon.bridged ? NETWORK.device : '';
    const wait = ['/bin/sh', '-c', BOOTED, 'sh', String(limits.cpuCount), SANDBOX.agent, nonce, device];
    return this.#call('exec', '-T', instance, '--', ...wait);
  }

  /** Mounts the volume of a launch at the folder that instances have as theirs. */
  async #offerVolume(volume: string): Promise<void> {
    // Root of the instance is another user on the host.
    chmodSync(volume, 0o777);
    await mustRun(['mount', '--bind', volume, this.#daemon.volume]);
  }

  /** Returns the moment at which the instance may be started. Where it must not be, its volume is released. */
  async #becomePoised(poised: LaunchRequest['poised']): Promise<number> {
    try {
      await poised?.();
      return performance.now();
    } catch (error) {
      await whileUndoing(() => this.#releaseVolume());
      throw error;
    }
  }

  /** The instance has no network but its loopback: the link is moved into the namespace that it was given. */
  async #connect(link: Link): Promise<void> {
    const said = await mustRun(this.#call('info', this.#instance));
    const pid = /^PID: (\d+)$/im.exec(said)?.[1];
    if (pid === undefined) throw new HostError('The daemon does not tell the process of its instance.', said);
    await link.moveTo(Number(pid));
  }

  async remove(): Promise<void> {
    await this.#daemon.stop();
  }

  #call(...args: string[]): string[] {
    return [...this.#daemon.client, ...args];
  }

  /** Sets the limits. The daemon keeps them, so that only the first launch has to set them. */
  async #limit(limits: SandboxLimits): Promise<void> {
    const settings = limitSettings(limits);
    const wanted = settings.join(' ');
    if (wanted === this.#limits) return;
    await mustRun(this.#call('config', 'set', this.#instance, ...settings));
    this.#limits = wanted;
  }

  /**
   * Returns the moment of the call that counts, where that is a second one: a start that was given up came as late as
   * that. @throws HostError with the messages of liblxc; CommandError when it takes too long.
   */
  async #start(seconds: number, signal: AbortSignal): Promise<number | undefined> {
    const call = () => runCommand(this.#call('start', this.#instance), { timeoutSeconds: seconds, signal });
    try {
      const first = await call();
      if (first.code === 0) return undefined;
      const isLate = first.stderr.includes('already running');
      if (isLate) await this.#stop('by force');
      const calledAt = performance.now();
      const { code, stderr } = isLate ? await call() : first;
      if (code === 0) return calledAt;
      const { stdout: log } = await runCommand(this.#call('info', this.#instance, '--show-log'));
      const errors = log.split('\n').filter((line) => line.includes(' ERROR '));
      throw new HostError(
        `The instance did not start: ${lastLines(stderr, 3).join(' ')}`,
        errors.slice(0, 6).join('\n'),
      );
    } catch (error) {
      this.#hasGivenUp = true;
      await whileUndoing(async () => {
        await this.#stop('by force');
        await this.#releaseVolume();
      });
      throw error;
    }
  }

  /**
   * The daemon may get to a start that was given up only after it has said that what it was told to stop does not run:
   * the next start would find the instance running.
   */
  async #endLateStart(): Promise<void> {
    if (!this.#hasGivenUp) return;
    await this.#stop('by force');
    this.#hasGivenUp = false;
  }

  async #releaseVolume(): Promise<void> {
    await mustRun(['umount', '--lazy', this.#daemon.volume]);
  }

  /**
   * Stops the instance. It is tried again while the daemon is still busy with a start, and done without the daemon
   * where that has died or fails.
   */
  async #stop(how: Ending): Promise<void> {
    const gently = this.#call('stop', this.#instance, `--timeout=${STOP_SECONDS}`);
    if (how === 'in good order' && (await this.#stopped(gently, STOP_SECONDS + 5))) return;
    await this.#insist(this.#call('stop', this.#instance, '--force'), this.#instance);
  }

  /** Removes an instance, running or not, in the middle of its creation or start too. */
  async #delete(instance: string): Promise<void> {
    await this.#insist(this.#call('delete', instance, '--force'), instance);
  }

  /** Calls the daemon until it has done what ends the instance, or is given up. */
  async #insist(argv: readonly string[], instance: string): Promise<void> {
    const deadline = performance.now() + END_SECONDS * 1000;
    while (this.#daemon.isAlive() && performance.now() < deadline) {
      if (await this.#stopped(argv, END_SECONDS)) return;
      await pause(100);
    }
    await this.#daemon.giveUp(instance);
  }

  async #stopped(argv: readonly string[], seconds: number): Promise<boolean> {
    try {
      const { code, stderr } = await runCommand(argv, { timeoutSeconds: seconds });
      return code === 0 || GONE.test(stderr);
    } catch (error) {
      // The command took too long.
      if (error instanceof CommandError) return false;
      throw error;
    }
  }
}

/** What the daemon says of an instance that is stopped, or that it does not have. */
const GONE = /already stopped|not found/i;

type Ending = 'in good order' | 'by force';

/**
 * Returns the settings of the limits. A single number would mean that many CPUs, whichever they are, so a range is
 * written. Pure.
 */
export function limitSettings({ cpus, memoryBytes }: SandboxLimits): string[] {
  const pinned = /^\d+$/.test(cpus) ? `${cpus}-${cpus}` : cpus;
  return [`limits.cpu=${pinned}`, `limits.memory=${memoryBytes}B`, 'limits.memory.swap=false'];
}
