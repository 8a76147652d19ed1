/**
 * The kinds of change we make to a host, as data. What a record holds beside its kind's own fields makes it unknown.
 */
import * as z from 'zod';

export const undoSchema = z.discriminatedUnion('kind', [
  /** A file or folder we made. */
  z.strictObject({ kind: z.literal('path'), path: z.string() }),
  /** A folder we made in a place that others may use too: removed when empty. */
  z.strictObject({ kind: z.literal('folder'), path: z.string() }),
  /** A file of the user that we changed; `content` is base64, null where the file did not exist. */
  z.strictObject({ kind: z.literal('file'), path: z.string(), content: z.string().nullable() }),
  /** A setting in a file that the kernel keeps: written back where the file is still there, never created. */
  z.strictObject({ kind: z.literal('value'), path: z.string(), value: z.string() }),
  z.strictObject({ kind: z.literal('mount'), path: z.string() }),
  /** A cgroup we made, in every hierarchy: its processes are killed, its children removed. */
  z.strictObject({ kind: z.literal('cgroup'), paths: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('process'), pid: z.number(), startTime: z.string() }),
  /**
   * Sockets that come into a folder others use too: those that were not there before go once nobody listens on them.
   */
  z.strictObject({ kind: z.literal('sockets'), folder: z.string(), before: z.array(z.string()) }),
  /** A command that takes it back; output matching `goneWhen` means there was nothing left to do. */
  z.strictObject({ kind: z.literal('command'), argv: z.array(z.string()).min(1), goneWhen: z.string().optional() }),
  /** Packages we installed, and those of them that apt was asked for by name. */
  z.strictObject({
    kind: z.literal('packages'),
    names: z.array(z.string()).min(1),
    asked: z.array(z.string()).optional(),
  }),
]);

export type Undo = z.infer<typeof undoSchema>;
export type UndoOf<Kind extends Undo['kind']> = Extract<Undo, { kind: Kind }>;

type Sentences = { [Kind in Undo['kind']]: (undo: UndoOf<Kind>) => string };

const byHand: Sentences = {
  path: ({ path }) => `remove ${path}, which tare made`,
  folder: ({ path }) => `remove the folder ${path}, which tare made, if it is empty`,
  file: ({ path, content }) =>
    content === null
      ? `remove ${path}, which tare made`
      : `write its old content back to ${path}; the journal holds it in base64`,
  value: ({ path, value }) => `write ${JSON.stringify(value.trim())} to ${path}`,
  mount: ({ path }) => `unmount ${path}`,
  cgroup: ({ paths }) => `end the processes in ${paths.join(', ')} and remove these cgroups with rmdir`,
  process: ({ pid }) => `end process ${pid}, if it is still the one that tare started`,
  sockets: ({ folder }) => `remove the sockets in ${folder} that nobody listens on`,
  command: ({ argv }) => `run ${argv.join(' ')}`,
  packages: ({ names }) => `purge ${names.join(' ')} with apt-get, if nothing else needs them`,
};

/** Pure: what a person does where we cannot, without a capital letter and a full stop. */
export function undoneByHand(undo: Undo): string {
  // Each sentence is declared for its own kind above; the compiler cannot follow the link through the index.
  const sentence = byHand[undo.kind] as (undo: Undo) => string;
  return sentence(undo);
}
