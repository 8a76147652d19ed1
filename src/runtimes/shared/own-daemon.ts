/** A daemon that we start for a run, in a cgroup of the run, and start once more when it dies or hangs. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HostError } from '../../errors.js';
import { pause, whileUndoing } from '../../host/cancellation.js';
import { createGroup, createParent } from '../../host/cgroup.js';
import { commandEnvironment, lastLines } from '../../host/commands/command.js';
import { readPlainText, readTail } from '../../host/files/plain-file.js';
import { inGroups } from '../../host/groups/in-groups.js';
import { runGroup } from '../../host/groups/run-group.js';
import type { Host } from '../../host/host.js';
import { identify, isAlive, type ProcessIdentity, signalProcess } from '../../host/process.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import { applyUndo } from '../../host/undo/undo.js';
import { crunVariables } from './crun-variables.js';

export interface DaemonRecipe {
  /** The name for messages: `dockerd`. */
  readonly name: string;
  readonly argv: readonly string[];
  /** Folders that are searched before PATH for the programs that the daemon itself starts. */
  readonly searchFirst: readonly string[];
  /**
   * The file for the daemon's output. Its folder is also used for what would be left in /tmp after a kill: mounts and
   * dumps of containerd, and what a crun below it makes.
   */
  readonly log: string;
  /** The group of the daemon and of what it starts beside the sandboxes, below the group of the run. */
  readonly group: string;
  /** The group that its sandboxes are below. It is emptied with the daemon's own when the daemon has died. */
  readonly sandboxes: string;
  /** A process of its own without which it cannot serve, and the file that holds its pid. */
  readonly below?: { readonly name: string; readonly pidFile: string };
  /** State that would mislead the next daemon after a kill: pid files of processes that linger, sockets. */
  readonly volatile: readonly string[];
  /** Tells whether the daemon answers. */
  ready(): Promise<boolean>;
}

const READY_SECONDS = 60;

interface Running {
  readonly identity: ProcessIdentity;
  /** The process that the recipe names as `below`. */
  readonly below?: ProcessIdentity;
  /** Ends the daemon and everything that it has started. */
  readonly change: JournalEntry;
}

export class OwnDaemon {
  readonly #host: Host;
  readonly #recipe: DaemonRecipe;
  #running: Running;
  #restarts = 0;
  #state: 'serving' | 'given up' = 'serving';

  private constructor(host: Host, recipe: DaemonRecipe, running: Running) {
    this.#host = host;
    this.#recipe = recipe;
    this.#running = running;
  }

  /** @throws HostError with the last lines of the daemon's log when it does not start. */
  static async start(host: Host, recipe: DaemonRecipe): Promise<OwnDaemon> {
    return new OwnDaemon(host, recipe, await start(host, recipe));
  }

  /** The group of the daemon and of what it starts beside its sandboxes, relative to the root of each hierarchy. */
  get group(): string {
    return groupOf(this.#host, this.#recipe.group);
  }

  /** The process that serves now. It is the argument for `giveUp` where a sandbox of it cannot be ended. */
  get serving(): ProcessIdentity {
    return this.#running.identity;
  }

  isAlive(): boolean {
    return isAlive(this.#running.identity);
  }

  /**
   * Has to be called before every launch. A daemon that has died is started once more, and everything that it held is
   * gone. The launch fails all the same, because its time would be the daemon's and not the sandbox's. A daemon that
   * was given up has cost a launch already, so the next launch counts.
   * @throws HostError when it had died, or cannot serve again.
   */
  async requireAlive(): Promise<void> {
    const fault = this.#fault();
    if (!fault) return;
    const { name, log } = this.#recipe;
    const words = lastLogLines(log);
    if (this.#restarts > 0) throw new HostError(`${fault} again, and is not started a third time.`, words);
    this.#restarts += 1;
    this.#host.log.warn(`${fault} during the run; it is started again, once.`);
    const before = this.#state;
    await this.#renew();
    if (before === 'given up') return;
    throw new HostError(`${name} had ended and was started again, so this launch does not count.`, words);
  }

  /**
   * Ends the daemon with all its sandboxes, because it or something that it has started hangs and one of them could not
   * be ended. The next launch starts another daemon. Where another one serves already, nothing is done.
   */
  async giveUp(stuck: ProcessIdentity): Promise<void> {
    if (stuck !== this.#running.identity || this.#state === 'given up') return;
    this.#state = 'given up';
    await this.#running.change.undo();
  }

  #fault(): string | undefined {
    const { name, below } = this.#recipe;
    if (this.#state === 'given up') return `${name} was stuck`;
    if (!this.isAlive()) return `${name} has ended`;
    const lost = this.#running.below && !isAlive(this.#running.below);
    return lost ? `the ${below?.name} of ${name} has ended` : undefined;
  }

  async #renew(): Promise<void> {
    await this.#running.change.undo();
    for (const path of this.#recipe.volatile)
      await applyUndo({ kind: 'path', path }, { log: this.#host.log, away: new Set() });
    this.#running = await start(this.#host, this.#recipe);
    this.#state = 'serving';
  }

  /** Asks the daemon to read its configuration again. @throws HostError with its last lines where it has died. */
  reload(): void {
    const { name, log } = this.#recipe;
    if (!signalProcess(this.#running.identity, 'SIGHUP')) throw new HostError(`${name} has ended.`, lastLogLines(log));
  }

  /**
   * Kills the daemon, because a daemon that is asked to end takes ten seconds to tidy up what is deleted anyway. It is
   * safe to call twice.
   */
  async stop(): Promise<void> {
    await this.#running.change.undo();
  }
}

async function start(host: Host, recipe: DaemonRecipe): Promise<Running> {
  const running = await spawnInGroup(host, recipe);
  try {
    await becomeReady(recipe, running.identity);
  } catch (error) {
    await whileUndoing(() => running.change.undo());
    throw error;
  }
  const below = recipe.below && pidIn(recipe.below.pidFile);
  return { ...running, ...(below && { below }) };
}

async function becomeReady(recipe: DaemonRecipe, identity: ProcessIdentity): Promise<void> {
  const deadline = performance.now() + READY_SECONDS * 1000;
  while (!(await recipe.ready())) {
    if (!isAlive(identity)) throw new HostError(`${recipe.name} ended instead of starting.`, lastLogLines(recipe.log));
    if (performance.now() > deadline)
      throw new HostError(`${recipe.name} was not ready after ${READY_SECONDS} s.`, lastLogLines(recipe.log));
    await pause(20);
  }
}

/** Returns undefined where there is no such process. */
function pidIn(file: string): ProcessIdentity | undefined {
  return existsSync(file) ? identify(Number(readPlainText(file))) : undefined;
}

const groupOf = (host: Host, name: string): string => `${runGroup(host)}/${name}`;

/**
 * Starts the daemon in a cgroup of its own, so that undoing it also ends what the daemon has started, even after a
 * kill.
 */
async function spawnInGroup(host: Host, recipe: DaemonRecipe): Promise<Running> {
  const groups = [recipe.sandboxes, recipe.group].map((name) => groupOf(host, name));
  const paths = groups.flatMap((name) => host.cgroup.hierarchies.map((point) => join(point, name)));
  const change = host.journal.record({ kind: 'cgroup', paths });
  createParent(host.cgroup, groupOf(host, recipe.sandboxes));
  const entries = createGroup(host.cgroup, groupOf(host, recipe.group));
  const output = openSync(recipe.log, 'a');
  const { PATH, ...rest } = commandEnvironment();
  const folder = dirname(recipe.log);
  const [shell = '', ...words] = inGroups(entries, recipe.argv);
  const child = spawn(shell, words, {
    stdio: ['ignore', output, output],
    env: { ...rest, PATH: [...recipe.searchFirst, PATH].join(':'), TMPDIR: folder, ...crunVariables(folder) },
    detached: true,
  });
  closeSync(output);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (!identity) throw new HostError(`${recipe.name} ended at once.`, lastLogLines(recipe.log));
  return { identity, change };
}

function lastLogLines(log: string): string {
  const lines = existsSync(log) ? lastLines(readTail(log), 6) : [];
  return `Its last lines:\n${lines.map((line) => `  | ${line}`).join('\n')}`;
}
