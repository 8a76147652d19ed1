/**
 * Defines the kinds of change that Tare makes to a host, as data. A record with a field that its kind does not have is
 * unknown.
 */
import * as z from 'zod';

export const undoSchema = z.discriminatedUnion('kind', [
  /** Tare made this file or folder. */
  z.strictObject({ kind: z.literal('path'), path: z.string() }),
  /** Tare made this folder in a place that others may use too. It is removed when it is empty. */
  z.strictObject({ kind: z.literal('folder'), path: z.string() }),
  /** Tare changed this file of the user; `content` is base64, null where the file did not exist. */
  z.strictObject({ kind: z.literal('file'), path: z.string(), content: z.string().nullable() }),
  /** It is a setting in a file of the kernel. It is written back where the file still exists, and never created. */
  z.strictObject({ kind: z.literal('value'), path: z.string(), value: z.string() }),
  z.strictObject({ kind: z.literal('mount'), path: z.string() }),
  /** Tare made this cgroup in every hierarchy. Its processes are killed and its children removed. */
  z.strictObject({ kind: z.literal('cgroup'), paths: z.array(z.string()) }),
  /** Tare let this group of cgroup v2 pass this controller on to the groups below it. */
  z.strictObject({ kind: z.literal('controller'), group: z.string(), name: z.string() }),
  z.strictObject({ kind: z.literal('process'), pid: z.number(), startTime: z.string() }),
  /**
   * Sockets will appear in a folder that others use too. Those that were not there before are removed once no process
   * listens on them.
   */
  z.strictObject({ kind: z.literal('sockets'), folder: z.string(), before: z.array(z.string()) }),
  /**
   * This command undoes the change; output that matches `goneWhen` means there was nothing left to do. Where one of the
   * files that it `needs` is gone, what it would do is done by the records before it.
   */
  z.strictObject({
    kind: z.literal('command'),
    argv: z.array(z.string()).min(1),
    goneWhen: z.string().optional(),
    needs: z.array(z.string()).optional(),
    /** These packages have made it. It is undone after them, and only where none of them is left. */
    madeBy: z.strictObject({ packages: z.array(z.string()).min(1), what: z.string() }).optional(),
  }),
  /**
   * Tare installed these packages; apt was asked for some of them by name. Of some the user had kept the settings when
   * he removed them, and they stay. Of others somebody has removed all but the settings since: what is here again of
   * them is not Tare's.
   */
  z.strictObject({
    kind: z.literal('packages'),
    names: z.array(z.string()).min(1),
    asked: z.array(z.string()).optional(),
    withSettings: z.array(z.string()).optional(),
    settingsOnly: z.array(z.string()).optional(),
  }),
  /**
   * These accounts are here, and these profiles of AppArmor where the kernel tells of any, and these packages will make
   * others. Its undo only puts those on record; what is undone comes to be known once apt has ended.
   */
  z.strictObject({
    kind: z.literal('accounts'),
    users: z.array(z.string()),
    groups: z.array(z.string()),
    profiles: z.array(z.string()).optional(),
    packages: z.array(z.string()).min(1),
  }),
  /** These units of the service manager are here, and these packages will bring others, which are disabled. */
  z.strictObject({ kind: z.literal('units'), units: z.array(z.string()), packages: z.array(z.string()).min(1) }),
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
  controller: ({ group, name }) => `write -${name} to ${group}/cgroup.subtree_control, if no group below it needs that`,
  process: ({ pid }) => `end process ${pid}, if it is still the one that tare started`,
  sockets: ({ folder }) => `remove the sockets in ${folder} that nobody listens on`,
  command: ({ argv }) => `run ${argv.join(' ')}`,
  packages: ({ names }) => `purge ${names.join(' ')} with apt-get, if nothing else needs them`,
  accounts: ({ packages }) => `remove the accounts that ${packages.join(', ')} made, once these are purged`,
  units: ({ packages }) => `disable the services that ${packages.join(', ')} brought (systemctl disable --now)`,
};

/** Returns what a person does where Tare cannot, without a capital letter and a full stop. Pure. */
export function undoneByHand(undo: Undo): string {
  // Each sentence is declared for its own kind above; the compiler cannot follow the link through the index.
  const sentence = byHand[undo.kind] as (undo: Undo) => string;
  return sentence(undo);
}
