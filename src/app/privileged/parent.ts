/**
 * The half of a step that stays the user's. It holds the tokens and the socket to the child. That one child, started
 * by `sudo -n`, does everything that needs root.
 */
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { Cancelled, HostError, UserError } from '../../errors.js';
import { currentSignal } from '../../host/cancellation.js';
import { makeFolder, refuseFile } from '../../host/folders.js';
import { type FromChild, fromChild, receive, send } from './channel.js';
import type { ParentMessages } from './child.js';
import { environmentForRoot } from './environment.js';

export interface Elevation {
  /** The bundle that the child runs: this process's own. */
  readonly script: string;
  readonly argv: readonly string[];
  /** Folders that the child writes into, absolute; missing ones are made as the user. */
  readonly handOver: readonly string[];
  readonly messages: ParentMessages;
  /** Called when the child is connected and about to begin. */
  begun?(): void;
  /**
   * Starts a command with only `env` as its environment and `input` on its standard input, and waits for it.
   * @returns its exit code.
   * @throws where there is no such command.
   */
  start(argv: readonly string[], env: Readonly<Record<string, string>>, input: string): Promise<number>;
  /** Another way to become root, for the message. */
  readonly otherWay: string;
}

/** An error of the child, which the parent reports in the same words. */
class ChildFailure extends UserError {
  override readonly name = 'ChildFailure';
  constructor(
    message: string,
    override readonly exitCode: number,
  ) {
    super(message);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @returns the child's exit code. @throws what the child failed with, or HostError where sudo does not let us. */
export async function asRoot(elevation: Elevation): Promise<number> {
  for (const folder of elevation.handOver) {
    refuseFile(folder, 'output');
    makeFolder(folder);
  }
  const path = socketPath();
  const line = new Line(elevation);
  const remove = () => rmSync(dirname(path), { recursive: true, force: true });
  const server = createServer((socket) => {
    // Nobody else may connect, and nothing of the socket stays behind if this process is killed.
    remove();
    line.take(socket);
  });
  try {
    await listening(server, path);
    const code = await watched(line, () => start(elevation, path));
    await line.ended();
    return line.result(code, elevation);
  } finally {
    server.close();
    remove();
  }
}

/** Longest path of a Unix socket, bytes (sockaddr_un, less the closing NUL). */
const LONGEST_SOCKET_PATH = 107;

function socketPath(): string {
  const [first = tmpdir()] = [process.env.RUNNER_TEMP, tmpdir()].filter(
    (folder) => folder && Buffer.byteLength(join(folder, 'tare-root-XXXXXX/line')) <= LONGEST_SOCKET_PATH,
  );
  return join(mkdtempSync(join(first, 'tare-root-')), 'line');
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve();
    });
  });
}

/**
 * The child's whole command line, so that a line of sudoers can name it literally: it reads the path of the socket
 * from standard input.
 */
const ROOT_HALF = '--root-half';

const SUDO = ['sudo', '-n', '--'];

/**
 * The variables that a process needs to start at all. None holds a token; which of them sudo passes on is the host's
 * setting.
 */
function startEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'NODE_EXTRA_CA_CERTS', 'NODE_USE_ENV_PROXY'];
  return Object.fromEntries(names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
}

async function start({ script, start: run, ...elevation }: Elevation, path: string): Promise<number> {
  try {
    const isRoot = process.getuid?.() === 0;
    return await run(
      [...(isRoot ? [] : SUDO), process.execPath, script, ROOT_HALF],
      startEnvironment(process.env),
      path,
    );
  } catch (error) {
    throw refusal({ script, otherWay: elevation.otherWay }, error instanceof Error ? error.message : String(error));
  }
}

/**
 * Signals are passed on as lines while the child works: the user may not signal root. So is an error that nobody has
 * caught, which ends the work around this one by a reason of its own.
 */
async function watched(line: Line, work: () => Promise<number>): Promise<number> {
  const pass = () => line.stop();
  const around = currentSignal();
  const fail = () => {
    if (!(around?.reason instanceof Cancelled)) pass();
  };
  around?.addEventListener('abort', fail);
  for (const name of SIGNALS) process.on(name, pass);
  try {
    return await work();
  } finally {
    for (const name of SIGNALS) process.off(name, pass);
    around?.removeEventListener('abort', fail);
  }
}

function refusal({ script, otherWay }: Pick<Elevation, 'script' | 'otherWay'>, detail: string): HostError {
  const { username } = userInfo();
  return new HostError(
    `Tare makes cgroups and starts runtimes, which needs root; this is user ${username}, and sudo -n did not let it: ${detail}.`,
    `Either allow it, with this line in /etc/sudoers.d/tare (docs/security.md says what root does):\n  ${sudoersLine(username, script)}\nor ${otherWay}.`,
  );
}

const BUNDLES = ['setup', 'measure', 'cleanup', 'cli'];

/**
 * Permits exactly the root halves of these bundles: a star would match any path. In sudoers, commas, colons, equal
 * signs, blanks and backslashes of a command are escaped.
 */
export function sudoersLine(username: string, script: string): string {
  const quoted = (path: string) => path.replace(/[\\,:=\s]/g, '\\$&');
  const bundle = (name: string) => join(dirname(dirname(script)), name, 'index.js');
  const commands = BUNDLES.map((name) => `${quoted(process.execPath)} ${quoted(bundle(name))} ${ROOT_HALF}`);
  return `${username} ALL=(root) NOPASSWD: ${commands.join(', ')}`;
}

/** The parent's end of the socket. */
class Line {
  readonly #elevation: Elevation;
  #socket: Socket | undefined;
  #end: Extract<FromChild, { type: 'end' }> | undefined;
  #stops = 0;

  constructor(elevation: Elevation) {
    this.#elevation = elevation;
  }

  take(socket: Socket): void {
    if (this.#socket) {
      socket.destroy();
      return;
    }
    this.#socket = socket;
    this.#elevation.begun?.();
    socket.on('error', () => socket.destroy());
    receive(socket, fromChild, (message) => this.#hear(message));
    const { argv, handOver } = this.#elevation;
    const environment = environmentForRoot(process.env);
    send(socket, { type: 'begin', argv: [...argv], cwd: process.cwd(), environment, handOver: [...handOver] });
    for (let stop = 0; stop < this.#stops; stop++) send(socket, { type: 'stop' });
  }

  stop(): void {
    this.#stops++;
    if (this.#socket) send(this.#socket, { type: 'stop' });
  }

  /** Resolves when everything that the child sent has been read, which may be after its exit. */
  async ended(): Promise<void> {
    if (this.#socket && !this.#socket.closed) await once(this.#socket, 'close');
  }

  /** Returns the result of the child, which has exited with `code`. */
  result(code: number, { script, otherWay }: Elevation): number {
    if (!this.#socket) {
      if (this.#stops > 0) throw new Cancelled('Stopped by the user.');
      throw refusal({ script, otherWay }, `it ended with code ${code}`);
    }
    if (!this.#end) {
      const remedy = 'Run tare cleanup: what it changed is on record and is put back.';
      throw new HostError(`The half of Tare that is root ended without a word (exit code ${code}).`, remedy);
    }
    const { failure } = this.#end;
    if (failure) throw failure.isUsers ? new ChildFailure(failure.message, this.#end.code) : new Error(failure.message);
    return this.#end.code;
  }

  #hear(message: FromChild): void {
    if (message.type === 'output') this.#elevation.messages.output(message.name, message.value);
    else if (message.type === 'progress') this.#elevation.messages.progress(message.block, message.of);
    else this.#end = message;
  }
}
