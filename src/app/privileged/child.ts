/**
 * The half of a step that is root. It gets its orders over its parent's socket, and has neither tokens nor the
 * command files of the runner. When the parent ends, it stops at once and puts the host back.
 */
import { lstatSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { EXIT, HostError, InputError, UserError } from '../../errors.js';
import { NoEnd, readToEnd, WAIT_LIMITS } from '../../host/files/to-end.js';
import { stopForGood, stopWork } from '../interruption.js';
import { type Begin, type FromChild, fromParent, receive, send } from './channel.js';
import { environmentForRoot } from './environment.js';
import { handOver, type Owner, ownersIn } from './hand-over.js';

/** Messages to the parent while the work goes on. */
export interface ParentMessages {
  output(name: string, value: string): void;
  progress(block: number, of: number): void;
}

/** Returns an exit code. */
export type RootWork = (begin: Pick<Begin, 'argv'>, messages: ParentMessages) => Promise<number>;

/**
 * Connects to the parent, does the work, and gives what is new in the named folders to the parent's user.
 * @returns the exit code.
 */
export async function serve(work: RootWork): Promise<number> {
  const socketPath = socketOnInput();
  const owner = callerOf(process.env, socketPath);
  const socket = createConnection(socketPath);
  const begin = await firstMessage(socket);
  if (begin === undefined) return EXIT.cancelled;
  Object.assign(process.env, environmentForRoot(begin.environment));
  process.chdir(begin.cwd);
  const before = new Map(begin.handOver.map((folder) => [folder, ownersIn(folder)]));
  const end = await endOf(work, begin, socket);
  for (const [folder, owners] of before) handOver(folder, owners, owner);
  await lastWord(socket, end);
  return end.code;
}

/**
 * Reads the path from standard input. @throws HostError where another program than the other half started this one.
 */
function socketOnInput(): string {
  try {
    const bytes = readToEnd(process.stdin.fd, { bytes: 0, mostBytes: LONGEST_PATH, wait: WAIT_LIMITS });
    const path = bytes?.toString('utf8').trim();
    if (path && !path.includes('\0')) return path;
  } catch (error) {
    if (!(error instanceof NoEnd)) throw error;
  }
  throw notTheOther();
}

/** No path is longer (Linux, PATH_MAX). */
const LONGEST_PATH = 4096;

const notTheOther = (): HostError =>
  new HostError('This half of Tare is started by the other one, with sudo.', 'Run the command itself.');

const BUG = 70;

/** Resolves when the message is sent, or when nobody is left to read it: the process may end then. */
function lastWord(socket: Socket, end: FromChild): Promise<void> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve());
    if (socket.destroyed) resolve();
    send(socket, end);
    socket.end(resolve);
  });
}

/** Returns the user who holds the socket. Under sudo, that must be the user who called sudo. */
function callerOf(environment: NodeJS.ProcessEnv, socketPath: string): Owner {
  if (process.getuid?.() !== 0) throw notTheOther();
  const { uid, gid } = lstatSync(socketPath);
  const caller = environment.SUDO_UID;
  if (uid !== 0 && String(uid) !== caller)
    throw new InputError(`${socketPath} belongs to user ${uid}, and sudo was called by ${caller ?? 'nobody'}.`);
  return { uid, gid };
}

/**
 * Undefined where the parent ended before it sent anything. Later messages are read too: a stop works like a signal
 * (src/app/interruption.ts).
 */
function firstMessage(socket: Socket): Promise<Begin | undefined> {
  return new Promise((resolve) => {
    let begun = false;
    // Nobody is left who could send a second stop, so there is time to put the host back.
    const gone = () => (begun ? stopForGood() : resolve(undefined));
    socket.on('error', () => socket.destroy());
    socket.on('close', gone);
    receive(socket, fromParent, (message) => {
      if (message.type === 'stop') stopWork();
      else if (!begun) {
        begun = true;
        resolve(message);
      }
    });
  });
}

async function endOf(work: RootWork, begin: Begin, socket: Socket): Promise<Extract<FromChild, { type: 'end' }>> {
  const messages: ParentMessages = {
    output: (name, value) => send(socket, { type: 'output', name, value }),
    progress: (block, of) => send(socket, { type: 'progress', block, of }),
  };
  try {
    return { type: 'end', code: await work(begin, messages) };
  } catch (error) {
    const isUsers = error instanceof UserError;
    const message = isUsers ? error.message : String((error instanceof Error && error.stack) || error);
    return { type: 'end', code: isUsers ? error.exitCode : BUG, failure: { message, isUsers } };
  }
}
