/** The kinds of change we make to a host, as data, and how each is taken back. Every kind is safe to undo twice. */
import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Log } from '../../log.js';
import { removeTree } from '../beneath.js';
import { removeGroup } from '../cgroup.js';
import { CommandError, mustRun, runCommand } from '../command.js';
import { errorCode } from '../errno.js';
import { removePackages } from '../packages/purge.js';
import { endProcess } from '../process.js';

export const undoSchema = z.discriminatedUnion('kind', [
  /** A file or folder we made. */
  z.object({ kind: z.literal('path'), path: z.string() }),
  /** A folder we made in a place that others may use too: removed when empty. */
  z.object({ kind: z.literal('folder'), path: z.string() }),
  /** A file of the user that we changed; `content` is base64, null where the file did not exist. */
  z.object({ kind: z.literal('file'), path: z.string(), content: z.string().nullable() }),
  /** A setting in a file that the kernel keeps: written back where the file is still there, never created. */
  z.object({ kind: z.literal('value'), path: z.string(), value: z.string() }),
  z.object({ kind: z.literal('mount'), path: z.string() }),
  /** A cgroup we made, in every hierarchy: its processes are killed, its children removed. */
  z.object({ kind: z.literal('cgroup'), paths: z.array(z.string()) }),
  z.object({ kind: z.literal('process'), pid: z.number(), startTime: z.string() }),
  /** A command that takes it back; output matching `goneWhen` means there was nothing left to do. */
  z.object({ kind: z.literal('command'), argv: z.array(z.string()).min(1), goneWhen: z.string().optional() }),
  /** Packages we installed, and those of them that apt was asked for by name. */
  z.object({
    kind: z.literal('packages'),
    names: z.array(z.string()).min(1),
    asked: z.array(z.string()).optional(),
  }),
]);

export type Undo = z.infer<typeof undoSchema>;

type UndoOf<Kind extends Undo['kind']> = Extract<Undo, { kind: Kind }>;
type Handlers = {
  [Kind in Undo['kind']]: (undo: UndoOf<Kind>, log: Log) => Promise<void> | Promise<readonly string[]>;
};

const handlers: Handlers = {
  path: async ({ path }) => {
    await unmountBelow(path);
    await removeTree(path);
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
  process: async (identity) => endProcess(identity, 10),
  command: async ({ argv, goneWhen }) => {
    const result = await runCommand(argv, { timeoutSeconds: 60 });
    const gone = goneWhen !== undefined && `${result.stdout}${result.stderr}`.includes(goneWhen);
    if (result.code !== 0 && !gone) throw new CommandError(argv, result);
  },
  packages: removePackages,
};

/**
 * Takes one change back. Returns what was left by decision, one sentence each.
 * @throws when that is not possible; the change then stays on record.
 */
export async function applyUndo(undo: Undo, log: Log): Promise<readonly string[]> {
  // Each handler is declared for its own kind above; the compiler cannot follow the link through the index.
  const handler = handlers[undo.kind] as (undo: Undo, log: Log) => ReturnType<Handlers['packages']>;
  return (await handler(undo, log)) ?? [];
}

/** Mount points at or below `path`, deepest first. */
export function mountsBelow(path: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8))),
    )
    .filter((point) => point === path || point.startsWith(`${path}/`))
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
