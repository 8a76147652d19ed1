/** The userland in Docker, and its containers from call to removal. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { pause } from '../../host/cancellation.js';
import { CommandError, mustRun, runCommand } from '../../host/commands/command.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import { processName } from '../../host/process.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import type { Image } from '../../image/kept-image.js';
import { SANDBOX } from '../../sandbox/paths.js';
import type { Console, LaunchRequest, LifeSteps, PreparedArm } from '../runtime.js';
import { END_SECONDS, endUntil, endWith } from '../shared/end-with.js';
import { clearing, type Outcome, openProcessConsole } from '../shared/process-console.js';
import type { DockerDaemon } from './client.js';
import { clientVariables } from './client-settings.js';
import { SAME_FILES_REMEDY } from './same-files.js';

interface Imported {
  readonly tag: string;
  /** Removes the image again, where it was imported by this run and the daemon stays. */
  readonly change?: JournalEntry;
}

/**
 * Imports the userland once a run. The tag is the run's own, since another run may use and remove its own at the same
 * time. What somebody else has made of the image is kept: its removal is then refused.
 * @throws HostError where a daemon that is not ours has other files than this host.
 */
export async function importImage(host: Host, daemon: DockerDaemon, image: Image): Promise<Imported> {
  const tag = `tare/userland:${image.digest.replace('sha256:', '').slice(0, 16)}-${processName()}`;
  const there = await runCommand([...daemon.cli, 'image', 'inspect', '--format', '{{.Id}}', tag]);
  if (there.code === 0) return { tag };
  host.log.step('importing the userland into docker');
  const argv = [...daemon.cli, 'image', 'rm', tag];
  const change = daemon.isOurs
    ? undefined
    : host.journal.record({ kind: 'command', argv, goneWhen: 'No such image', needs: [client(daemon)] });
  await mustRunGrouped(host, [...daemon.cli, 'import', image.tarball, tag], { timeoutSeconds: 600 });
  if (!daemon.isOurs) await requireSameFiles(host, daemon, tag);
  return { tag, ...(change && { change }) };
}

/** docker prints this for a folder that the daemon does not have. */
const NO_FOLDER = /bind source path does not exist/;

/**
 * Checks that the daemon sees the folders of the run: the socket may be that of the host of a container, or the daemon
 * may be in a mount namespace of its own. The container is never started.
 * @throws HostError
 */
async function requireSameFiles(host: Host, daemon: DockerDaemon, tag: string): Promise<void> {
  const folder = join(host.paths.work, `seen-${randomBytes(8).toString('hex')}`);
  mkdirSync(folder, { recursive: true });
  const id = `${processName()}-seen-${host.run.nextId('seen')}`;
  const { argv, change } = recordedRemoval(host, daemon, id);
  const mount = ['--mount', `type=bind,source=${folder},target=${SANDBOX.volume}`];
  const create = [...daemon.cli, 'create', '--name', id, '--pull', 'never', '--network', 'none', ...mount];
  // What else goes wrong here also goes wrong in a launch, which tells it.
  const { stderr } = await runCommand([...create, tag, '/bin/true'], { env: clientVariables(host) });
  await endWith(argv, REMOVED);
  await change.undo();
  if (!NO_FOLDER.test(stderr)) return;
  throw new HostError(
    `The Docker daemon that answers sees other files than this process: it does not have the folder ${folder}.`,
    SAME_FILES_REMEDY,
  );
}

/** Puts on record what removes a container from a daemon that stays. */
function recordedRemoval(host: Host, daemon: DockerDaemon, id: string) {
  const argv = [...daemon.cli, 'rm', '--force', '--volumes', id];
  const goneWhen = 'No such container';
  return { argv, change: host.journal.record({ kind: 'command', argv, goneWhen, needs: [client(daemon)] }) };
}

/** What is to be removed is nobody's once Docker is gone. */
const client = ({ cli: [program = ''] }: DockerDaemon): string => program;

/** docker prints this where there is nothing left to remove, or where `run --rm` is removing it. */
const REMOVED = /No such container|removal of container .* is already in progress/;

/** docker prints this for the name of a container that it has or makes. */
const NAME_TAKEN = /is already in use by container/;
const NAME_TAKEN_MS = 50;

export class DockerArm implements PreparedArm {
  readonly daemonGroup?: string;
  readonly othersDaemon?: true;
  readonly rootsBelow?: string;
  readonly #host: Host;
  readonly #daemon: DockerDaemon;
  readonly #image: Imported;
  readonly #kind: ContainerKind;
  readonly #env: ReturnType<typeof clientVariables>;

  constructor(host: Host, daemon: DockerDaemon, image: Imported, kind: ContainerKind) {
    this.#host = host;
    this.#daemon = daemon;
    if (daemon.group !== undefined) this.daemonGroup = daemon.group;
    if (!daemon.isOurs) this.othersDaemon = true;
    if (kind.rootsBelow !== undefined) this.rootsBelow = kind.rootsBelow;
    this.#image = image;
    this.#kind = kind;
    this.#env = clientVariables(host);
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { remove, change } = await this.#removal(request);
    const abandon = this.#daemon.abandonable?.();
    return openProcessConsole({
      poised: request.poised,
      argv: [...this.#daemon.cli, ...runArguments(this.#image.tag, request, this.#kind)],
      env: this.#env,
      // The command lines of shims and sandboxes contain the id that the daemon gave.
      names: async () => {
        const inspect = [...this.#daemon.cli, 'inspect', '--format', '{{.Id}}', request.id];
        const { stdout } = await runCommand(inspect, { timeoutSeconds: END_SECONDS });
        return stdout.split('\n').filter((line) => line !== '');
      },
      ...(request.link && { connect: () => this.#connect(request.id, request.link) }),
      end: (exit) => endUntil(exit, () => endWith(remove, REMOVED)),
      ...(abandon && { abandon }),
      afterExit: (ended) => removed(ended, change),
    });
  }

  async steps(request: LaunchRequest): Promise<LifeSteps> {
    const { remove, change } = await this.#removal(request);
    const call = (...words: string[]) => [...this.#daemon.cli, ...words];
    return {
      env: this.#env,
      create: call('create', ...containerArguments(this.#image.tag, request, this.#kind)),
      start: call('start', '--attach', '--interactive', request.id),
      console: 'start',
      exec: (command) => call('exec', request.id, ...command),
      stop: call('kill', request.id),
      delete: call('rm', request.id),
      clear: () =>
        clearing(
          () => this.#endAskedFor(remove, request.id),
          (ended) => removed(ended, change),
        ),
    };
  }

  /**
   * Ends a container whose client may have been killed while the daemon made it. The daemon goes on with that, and
   * gives the name to no other until it is done.
   */
  async #endAskedFor(remove: readonly string[], id: string): Promise<void> {
    const argv = [...this.#daemon.cli, 'create', '--name', id, '--pull', 'never', '--network', 'none'];
    const placeholder = [...argv, this.#image.tag, '/bin/true'];
    const deadline = performance.now() + END_SECONDS * 1000;
    for (;;) {
      await endWith(remove, REMOVED);
      const result = await runCommand(placeholder, { env: this.#env, timeoutSeconds: END_SECONDS });
      if (result.code === 0) return endWith(remove, REMOVED);
      if (!NAME_TAKEN.test(result.stderr) || performance.now() > deadline) throw new CommandError(placeholder, result);
      await pause(NAME_TAKEN_MS);
    }
  }

  /** Once the daemon answers: what removes the container, on record where the daemon stays. */
  async #removal({
    id,
    volume,
  }: LaunchRequest): Promise<{ readonly remove: string[]; readonly change?: JournalEntry }> {
    await this.#daemon.requireAlive();
    // Root of the container is another user on the host.
    if (this.#daemon.containerRoot === 'remapped') chmodSync(volume, 0o777);
    if (this.#daemon.isOurs) return { remove: [...this.#daemon.cli, 'rm', '--force', '--volumes', id] };
    const { argv, change } = recordedRemoval(this.#host, this.#daemon, id);
    return { remove: argv, change };
  }

  /** Docker takes no network namespace that is there already: the link is moved into the one it has made. */
  async #connect(id: string, link: LaunchRequest['link']): Promise<void> {
    const pid = await mustRun([...this.#daemon.cli, 'inspect', '--format', '{{.State.Pid}}', id]);
    await link?.moveTo(Number(pid));
  }

  async remove(): Promise<void> {
    await this.#image.change?.undo();
    await this.#daemon.stop();
  }
}

interface ContainerKind {
  /** The OCI runtime below Docker; absent where it is the daemon's default. */
  readonly runtime?: string | undefined;
  /** The network of Docker that it has. */
  readonly gives: 'none' | 'bridge';
  /** Where the daemon keeps its root; absent where that is in a folder of ours, or not told. */
  readonly rootsBelow?: string | undefined;
}

type Contained = Pick<LaunchRequest, 'id' | 'limits' | 'volume' | 'nonce'>;

/** One that could not be removed stays on record. */
async function removed(ended: Outcome, change: JournalEntry | undefined): Promise<void> {
  if (ended === 'done') await change?.undo();
}

/** Pure: `docker run` with the limits, the volume and the agent. */
export function runArguments(tag: string, request: Contained, kind: ContainerKind): string[] {
  return ['run', '--rm', ...containerArguments(tag, request, kind)];
}

/** Pure: what `run` and `create` have in common. */
function containerArguments(
  tag: string,
  { id, limits, volume, nonce }: Contained,
  { runtime, gives }: ContainerKind,
): string[] {
  const memory = String(limits.memoryBytes);
  return [
    ...['--interactive', '--name', id, '--hostname', 'tare', '--pull', 'never'],
    ...(runtime ? ['--runtime', runtime] : []),
    ...['--network', gives, '--log-driver', 'none'],
    ...['--cpuset-cpus', limits.cpus, '--memory', memory, '--memory-swap', memory],
    ...['--mount', `type=bind,source=${volume},target=${SANDBOX.volume}`],
    ...[tag, '/bin/sh', SANDBOX.agent, nonce],
  ];
}
