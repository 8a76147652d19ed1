/** The userland in Docker, and its containers from call to removal. */
import { chmodSync } from 'node:fs';
import { pause } from '../../host/cancellation.js';
import { CommandError, mustRun, runCommand } from '../../host/commands/command.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import type { Image } from '../../image/kept-image.js';
import { SANDBOX } from '../../sandbox/paths.js';
import type { Console, LaunchRequest, LifeSteps, PreparedArm } from '../runtime.js';
import { END_SECONDS, endUntil, endWith } from '../shared/end-with.js';
import { clearing, type Outcome, openProcessConsole } from '../shared/process-console.js';
import type { DockerDaemon } from './client.js';

interface Imported {
  readonly tag: string;
  /** Removes the image again, where it was imported by this run and the daemon stays. */
  readonly change?: JournalEntry;
}

/** Imports the userland once a run. A digest that the daemon has already is not imported again. */
export async function importImage(host: Host, daemon: DockerDaemon, image: Image): Promise<Imported> {
  const tag = `tare/userland:${image.digest.replace('sha256:', '').slice(0, 16)}`;
  const there = await runCommand([...daemon.cli, 'image', 'inspect', '--format', '{{.Id}}', tag]);
  if (there.code === 0) return { tag };
  host.log.step('importing the userland into docker');
  const argv = [...daemon.cli, 'image', 'rm', '--force', tag];
  const change = daemon.isOurs
    ? undefined
    : host.journal.record({ kind: 'command', argv, goneWhen: 'No such image', needs: [client(daemon)] });
  await mustRunGrouped(host, [...daemon.cli, 'import', image.tarball, tag], { timeoutSeconds: 600 });
  return { tag, ...(change && { change }) };
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

  constructor(host: Host, daemon: DockerDaemon, image: Imported, kind: ContainerKind) {
    this.#host = host;
    this.#daemon = daemon;
    if (daemon.group !== undefined) this.daemonGroup = daemon.group;
    if (!daemon.isOurs) this.othersDaemon = true;
    if (kind.rootsBelow !== undefined) this.rootsBelow = kind.rootsBelow;
    this.#image = image;
    this.#kind = kind;
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { remove, change } = await this.#removal(request);
    const abandon = this.#daemon.abandonable?.();
    return openProcessConsole({
      poised: request.poised,
      argv: [...this.#daemon.cli, ...runArguments(this.#image.tag, request, this.#kind)],
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
      const result = await runCommand(placeholder, { timeoutSeconds: END_SECONDS });
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
    const remove = [...this.#daemon.cli, 'rm', '--force', '--volumes', id];
    if (this.#daemon.isOurs) return { remove };
    return {
      remove,
      change: this.#host.journal.record({
        ...{ kind: 'command', argv: remove, goneWhen: 'No such container' },
        needs: [client(this.#daemon)],
      }),
    };
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
