/** Undoes each kind of change. Every kind is safe to undo twice. */
import { existsSync, readFileSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../log.js';
import { pause, whileUndoing } from '../cancellation.js';
import { withholdController } from '../cgroup.js';
import { CommandError, type CommandResult, mustRun, runCommand } from '../commands/command.js';
import { errorCode } from '../errno.js';
import { removeGroup } from '../groups/remove-group.js';
import { waitForLocks } from '../packages/apt-get.js';
import { unpackedPackages } from '../packages/dpkg.js';
import { disableNewUnits } from '../packages/new-units.js';
import { removePackages } from '../packages/purge.js';
import { endProcess } from '../process.js';
import type { Undo, UndoOf } from './kinds.js';
import { removeOrLeave } from './remove-or-leave.js';
import { removeDeadSockets } from './sockets.js';

/** The journal itself narrows the others. */
type Undoable = Exclude<Undo, UndoOf<'accounts'>>;
type Handlers = {
  [Kind in Undoable['kind']]: (undo: UndoOf<Kind>, undoing: Undoing) => Promise<void> | Promise<readonly string[]>;
};

/** What the undoing of many changes has in common. */
export interface Undoing {
  readonly log: Log;
  /** Clients, with the options that lead them, whose daemon was waited for and did not come back. */
  readonly away: Set<string>;
}

const handlers: Handlers = {
  path: async ({ path }) => {
    await unmountBelow(path);
    await removeOrLeave(path);
  },
  folder: async ({ path }) => removeIfEmpty(path),
  file: async ({ path, content }) => {
    if (content === null) rmSync(path, { force: true });
    else await writeFile(path, Buffer.from(content, 'base64'));
  },
  value: async ({ path, value }) => {
    if (existsSync(path)) await writeFile(path, value, { flag: 'r+' });
  },
  mount: async ({ path }) => unmountBelow(path),
  cgroup: async ({ paths }) => {
    for (const path of paths) await removeGroup(path);
  },
  controller: async (withheld, { log }) => {
    for (const stays of withholdController(withheld)) log.warn(stays);
  },
  process: async (identity) => endProcess(identity, 10),
  sockets: async ({ folder, before }) => removeDeadSockets(folder, before),
  command: undoByCommand,
  packages: (packages, { log }) => removePackages(packages, log),
  units: async (before, { log }) => {
    // An apt of ours may have outlived a killed Tare and still be bringing some.
    await waitForLocks(log);
    await disableNewUnits(before);
  },
};

/**
 * Undoes one change. Returns what was left on purpose, one sentence each.
 * @throws when that is not possible; the change then stays on record.
 */
export async function applyUndo(undo: Undoable, undoing: Undoing): Promise<readonly string[]> {
  // Each handler is declared for its own kind above; the compiler cannot follow the link through the index.
  const handler = handlers[undo.kind] as (undo: Undoable, undoing: Undoing) => ReturnType<Handlers['packages']>;
  return (await whileUndoing(async () => handler(undo, undoing))) ?? [];
}

async function undoByCommand(undo: UndoOf<'command'>, { away }: Undoing): Promise<string[]> {
  const { argv, goneWhen, needs = [], madeBy } = undo;
  const makers = madeBy ? await unpackedPackages(madeBy.packages) : [];
  if (makers.length > 0)
    return [`${madeBy?.what} stays: ${makers.join(', ')} ${makers.length > 1 ? 'are' : 'is'} still installed.`];
  const isDone = () => !needs.every((path) => existsSync(path));
  if (isDone()) return [];
  const result = await onceServed(argv, away);
  const isGone = goneWhen !== undefined && `${result.stdout}${result.stderr}`.includes(goneWhen);
  // A runtime in the foreground removes its own container meanwhile, once that has been ended.
  if (result.code !== 0 && !isGone && !isDone()) throw new CommandError(argv, result);
  return [];
}

/** So clients of daemons say that nobody listens. */
const IS_AWAY = /Cannot connect to the|connect: (?:connection refused|no such file or directory)/i;
const AWAY_MS = 10_000;

/** Runs a command of a client. A daemon that somebody restarts is waited for, once for all that is to be undone. */
async function onceServed(argv: readonly string[], away: Set<string>): Promise<CommandResult> {
  const client = argv.slice(0, 3).join(' ');
  const deadline = performance.now() + (away.has(client) ? 0 : AWAY_MS);
  for (;;) {
    const result = await runCommand(argv, { timeoutSeconds: 60 });
    if (result.code === 0 || !IS_AWAY.test(result.stderr)) return result;
    if (performance.now() > deadline) {
      away.add(client);
      return result;
    }
    await pause(200);
  }
}

/** Returns the mount points at or below `path`, deepest first, where a folder above it is a link too. */
export function mountsBelow(path: string): string[] {
  const above = dirname(path);
  const real = existsSync(above) ? join(realpathSync(above), basename(path)) : path;
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8))),
    )
    .filter((point) => [path, real].some((one) => point === one || point.startsWith(`${one}/`)))
    .sort((a, b) => b.length - a.length);
}

async function unmountBelow(path: string): Promise<void> {
  for (const point of mountsBelow(path)) await mustRun(['umount', '--lazy', point]);
}

function removeIfEmpty(path: string): void {
  if (!existsSync(path)) return;
  try {
    rmdirSync(path);
  } catch (error) {
    const inUse = errorCode(error) === 'ENOTEMPTY';
    if (!inUse) throw error;
  }
}
