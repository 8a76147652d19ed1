/** A true system container: systemd is its first process, and it counts as started when systemd says so. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
import { SANDBOX } from '../../sandbox/paths.js';
import { binaryNamed, mainOf } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Console, LaunchRequest, PreparedArm, Runtime } from '../runtime.js';
import { END_SECONDS } from '../shared/end-with.js';
import { openProcessConsole } from '../shared/process-console.js';
import { type SystemDaemon, type SystemProduct, startSystemDaemon } from './daemon.js';

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
    options: {},
    single: 'an arm of it is one instance, which is started and stopped',
    unlinkable: () => undefined,
    check: (host, arm) => checkRecipe(host, arm, recipe),
    install: async (host, arm) => ({ ...(await installRecipe(host, arm, recipe)), notes: NOTES }),
    async prepare(host, image, _arm, installed) {
      const client = binaryNamed(installed, definition.client).path;
      const daemon = await startSystemDaemon(host, definition, { daemon: mainOf(installed).path, client });
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
  const volume = join(daemon.folder, 'volume');
  mkdirSync(volume);
  // The instance is in the group of the run, so that the undo of that group ends it too, and nobody but us starts it.
  const settings = [`raw.lxc=lxc.cgroup.dir=${daemon.group}`, 'boot.autostart=false'];
  await call('init', 'userland', instance, ...settings.flatMap((setting) => ['--config', setting]));
  await call('config', 'device', 'add', instance, 'volume', 'disk', `source=${volume}`, `path=${SANDBOX.volume}`);
  maskUnits(daemon.root);
  return new SystemArm(daemon, volume);
}

function maskUnits(root: string): void {
  for (const name of UNITS) linkBeneath(root, `etc/systemd/system/${name}`, '/dev/null');
}

/**
 * The arguments are the number of CPUs that there must be, the agent and the nonce. The manager's socket exists before
 * the manager answers, and the daemon applies a CPU limit a moment after it has started the instance.
 */
const BOOTED = `
until [ -S /run/systemd/private ]; do sleep 0.005; done
until state=$(systemctl is-system-running --wait); [ "$state" = running ] || [ "$state" = degraded ]; do sleep 0.005; done
[ "$state" = running ] || systemctl --failed --no-legend >&2
until [ "$(nproc)" = "$1" ]; do sleep 0.005; done
exec /bin/sh "$2" "$3"
`;

const STOP_SECONDS = 20;

class SystemArm implements PreparedArm {
  readonly daemonGroup: string;
  readonly #daemon: SystemDaemon;
  readonly #instance: string;
  /** The folder at which the volume of the launch is mounted for the instance. */
  readonly #volume: string;
  #limits = '';
  #hasGivenUp = false;

  constructor(daemon: SystemDaemon, volume: string) {
    this.#daemon = daemon;
    this.daemonGroup = daemon.daemonGroup;
    this.#instance = daemon.instance;
    this.#volume = volume;
  }

  async launch({ limits, nonce, volume, seconds, signal, link, poised }: LaunchRequest): Promise<Console> {
    await this.#daemon.requireAlive();
    await this.#endLateStart();
    // Removes test files that a killed sandbox left on its root, so that this one does not find them.
    await emptyBeneath(this.#daemon.root, SANDBOX.root);
    await this.#limit(limits);
    // Root of the instance is another user on the host.
    chmodSync(volume, 0o777);
    await mustRun(['mount', '--bind', volume, this.#volume]);
    const poisedAt = await this.#becomePoised(poised);
    const calledAt = (await this.#start(seconds, signal)) ?? poisedAt;
    const wait = ['/bin/sh', '-c', BOOTED, 'sh', String(limits.cpuCount), SANDBOX.agent, nonce];
    let how: Ending = 'in good order';
    return openProcessConsole({
      calledAt,
      ...(link && { connect: () => this.#connect(link) }),
      argv: this.#call('exec', '-T', this.#instance, '--', ...wait),
      end: async () => {
        how = 'by force';
        await this.#stop(how);
      },
      finish: () => this.#stop(how),
      afterExit: () => this.#releaseVolume(),
    });
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
    await mustRun(['umount', '--lazy', this.#volume]);
  }

  /**
   * Stops the instance. It is tried again while the daemon is still busy with a start, and done without the daemon
   * where that has died or fails.
   */
  async #stop(how: Ending): Promise<void> {
    const gently = this.#call('stop', this.#instance, `--timeout=${STOP_SECONDS}`);
    if (how === 'in good order' && (await this.#stopped(gently, STOP_SECONDS + 5))) return;
    const force = this.#call('stop', this.#instance, '--force');
    const deadline = performance.now() + END_SECONDS * 1000;
    while (this.#daemon.isAlive() && performance.now() < deadline) {
      if (await this.#stopped(force, END_SECONDS)) return;
      await pause(100);
    }
    await this.#daemon.giveUp();
  }

  async #stopped(argv: readonly string[], seconds: number): Promise<boolean> {
    try {
      const { code, stderr } = await runCommand(argv, { timeoutSeconds: seconds });
      return code === 0 || stderr.includes('already stopped');
    } catch (error) {
      // The command took too long.
      if (error instanceof CommandError) return false;
      throw error;
    }
  }
}

type Ending = 'in good order' | 'by force';

/**
 * Returns the settings of the limits. A single number would mean that many CPUs, whichever they are, so a range is
 * written. Pure.
 */
export function limitSettings({ cpus, memoryBytes }: SandboxLimits): string[] {
  const pinned = /^\d+$/.test(cpus) ? `${cpus}-${cpus}` : cpus;
  return [`limits.cpu=${pinned}`, `limits.memory=${memoryBytes}B`, 'limits.memory.swap=false'];
}
