/** Runs the servers of a network benchmark natively on the host, in the namespace of the bridge. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { pause } from '../cancellation.js';
import { createGroup, type GroupLimits } from '../cgroup.js';
import { type CommandResult, commandEnvironment, lastLines, runCommand } from '../commands/command.js';
import { isGone } from '../errno.js';
import { readTail } from '../files/plain-file.js';
import { inGroups } from '../groups/in-groups.js';
import { runGroup } from '../groups/run-group.js';
import type { Host } from '../host.js';
import { identify, isAlive, type ProcessIdentity } from '../process.js';
import type { JournalEntry } from '../undo/journal.js';
import { recordNewGroup } from '../undo/recorded-paths.js';
import type { NetworkNamespace } from './namespace.js';

/** A server as a benchmark asks for it. It is a program of the userland. */
export interface Server {
  readonly argv: readonly string[];
  /** It is the port on which it listens once it is ready. */
  readonly port: number;
  /** Absent where it is TCP. */
  readonly transport?: 'udp';
}

interface Running {
  readonly server: Server;
  readonly process: ProcessIdentity;
  /** Undoing this change ends the server and all it has started. */
  readonly change: JournalEntry;
}

const READY_SECONDS = 10;
/**
 * A server that has ended is started this often without a trial between that it outlived: whatever ends so many will
 * end the next one too.
 */
const RESTARTS = 10;

/**
 * The peer runs in the userland of the sandboxes, so both ends have the same program. The arguments are the root and
 * the command.
 */
const ENTER = 'root=$1; shift; mount --rbind /dev "$root/dev" && exec chroot "$root" "$@"';

export class Peer {
  readonly #host: Host;
  readonly #namespace: NetworkNamespace;
  /** It is the folder of a copy of the userland. */
  readonly #root: string;
  readonly #limits: GroupLimits;
  readonly #running = new Map<number, Running>();
  readonly #doubted = new Set<number>();
  /** How often the server of each port has ended in a row. */
  readonly #endings = new Map<number, number>();

  constructor(host: Host, namespace: NetworkNamespace, root: string, limits: GroupLimits) {
    this.#host = host;
    this.#namespace = namespace;
    this.#root = root;
    this.#limits = limits;
  }

  /**
   * Starts the server, and again where it has ended or is in doubt. Call it before each trial.
   * @throws HostError with the server's last lines where it does not start, or has ended too often.
   */
  async ready(server: Server): Promise<void> {
    const running = this.#running.get(server.port);
    if (running && (await this.#serves(running))) return;
    if (running) await this.#end(running);
    this.#running.set(server.port, await this.#start(server));
    this.#doubted.delete(server.port);
  }

  /** Marks a server whose trial has failed and may have left it waiting. It is replaced before the next trial. */
  doubt({ port }: Server): void {
    this.#doubted.add(port);
  }

  /**
   * Runs a program of the userland where the servers run, until it ends.
   * @throws CommandError where it takes longer than `seconds`; nothing of it is left then.
   */
  async run(argv: readonly string[], seconds: number, signal?: AbortSignal): Promise<CommandResult> {
    const { change, entries } = this.#group();
    try {
      return await runCommand(this.#inside(entries, argv), { timeoutSeconds: seconds, ...(signal && { signal }) });
    } finally {
      await change.undo();
    }
  }

  async close(): Promise<void> {
    for (const server of [...this.#running.values()]) await this.#end(server);
  }

  /**
   * Returns whether it can serve the next trial. A doubt is not told of, since the trial that failed tells of itself.
   * @throws HostError where it has ended too often.
   */
  async #serves(running: Running): Promise<boolean> {
    const { argv, port } = running.server;
    const endings = isAlive(running.process) ? 0 : (this.#endings.get(port) ?? 0) + 1;
    this.#endings.set(port, endings);
    const what = `The network's peer (${argv[0]})`;
    if (endings > RESTARTS) throw new HostError(`${what} has ended, and is not started again.`, this.#lastWords());
    if (endings === 0 && this.#doubted.has(port)) return false;
    const fault = endings > 0 ? 'has ended' : await this.#busyWith(running);
    if (fault) this.#host.log.warn(`${what} ${fault}: it is started again.`);
    return fault === undefined;
  }

  /**
   * Waits until the server has closed the connection of the trial before. iperf3 closes its listening socket with it,
   * so whoever connected just before that would be refused.
   */
  async #busyWith({ server, process }: Running): Promise<string | undefined> {
    const deadline = performance.now() + READY_SECONDS * 1000;
    while (hasSocket(process.pid, this.#namespace.inode, server, OPEN)) {
      if (performance.now() > deadline) return 'is still busy with the trial before';
      await pause(2);
    }
    return undefined;
  }

  async #start(server: Server): Promise<Running> {
    const { change, entries } = this.#group();
    const pid = this.#spawn(this.#inside(entries, server.argv));
    try {
      const process = await this.#listening(server, pid);
      return { server, process, change };
    } catch (error) {
      await change.undo();
      throw error;
    }
  }

  /** Makes a group for one program, with the change that ends all that is in it. */
  #group(): { readonly change: JournalEntry; readonly entries: readonly string[] } {
    const name = `${runGroup(this.#host)}/peer-${this.#host.run.nextId('server')}`;
    const change = recordNewGroup(this.#host, name);
    return { change, entries: createGroup(this.#host.cgroup, name, this.#limits) };
  }

  #inside(entries: readonly string[], argv: readonly string[]): string[] {
    const within = [...this.#namespace.enter, 'unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', ENTER];
    return inGroups(entries, [...within, 'sh', this.#root, ...argv]);
  }

  #spawn([file = '', ...args]: readonly string[]): number | undefined {
    const log = openSync(this.#log, 'a', 0o600);
    try {
      const stdio = ['ignore', log, log] as const;
      const child = spawn(file, args, { detached: true, stdio: [...stdio], env: commandEnvironment() });
      child.on('error', ({ message }) => this.#host.log.warn(`The network's peer: ${message}`));
      child.unref();
      return child.pid;
    } finally {
      closeSync(log);
    }
  }

  async #listening(server: Server, pid: number | undefined): Promise<ProcessIdentity> {
    const { argv, port } = server;
    const deadline = performance.now() + READY_SECONDS * 1000;
    for (;;) {
      const process = pid === undefined ? undefined : identify(pid);
      if (!process) throw new HostError(`The network's peer (${argv[0]}) ended at once.`, this.#lastWords());
      if (hasSocket(process.pid, this.#namespace.inode, server, WAITING)) return process;
      if (performance.now() > deadline) {
        const what = `The network's peer (${argv[0]}) does not listen on port ${port} within ${READY_SECONDS} s.`;
        throw new HostError(what, this.#lastWords());
      }
      await pause(5);
    }
  }

  async #end({ server, change }: Running): Promise<void> {
    this.#running.delete(server.port);
    await change.undo();
  }

  get #log(): string {
    return join(this.#host.paths.work, 'network-peer.log');
  }

  #lastWords(): string {
    const words = existsSync(this.#log) ? lastLines(readTail(this.#log), 4) : [];
    return words.length > 0 ? words.map((line) => `  | ${line}`).join('\n') : 'It printed nothing.';
  }
}

/**
 * The state of a socket that takes what comes (Linux, include/net/tcp_states.h); one of UDP, which never listens, is
 * closed for the kernel.
 */
const WAITING = { tcp: '0A', udp: '07' } as const;

/** The states of a connection that our side has not closed: established, and closed by the other side alone. */
const OPEN = { tcp: '0[18]', udp: '01' } as const;

/**
 * Returns whether the port of a server has a socket in this state in the network namespace, once the process has
 * entered that namespace.
 */
function hasSocket(
  pid: number,
  namespace: number,
  { port, transport: asked }: Server,
  state: typeof WAITING | typeof OPEN,
): boolean {
  try {
    if (statSync(`/proc/${pid}/ns/net`).ino !== namespace) return false;
    const transport = asked ?? 'tcp';
    const hex = port.toString(16).toUpperCase().padStart(4, '0');
    const sockets = new RegExp(`^ *\\d+: [0-9A-F]+:${hex} [0-9A-F:]+ ${state[transport]} `, 'm');
    return [transport, `${transport}6`].some((name) => sockets.test(readFileSync(`/proc/${pid}/net/${name}`, 'utf8')));
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}
