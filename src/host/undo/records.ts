/** Reads the lines of a journal: what each means, and which of those that cannot be read matter. */
import * as z from 'zod';
import { tryJson } from '../../json.js';
import { readOwnFile } from '../files/own-file.js';
import { undoSchema } from './kinds.js';

/** This says where a journal's changes were made: a path means another file in a container with a root of its own. */
const systemIdentitySchema = z.object({
  /** It is the kernel's boot. After another boot, mounts, groups and processes are gone whatever their names. */
  boot: z.string(),
  /** It is the device and inode of `/`. */
  root: z.string(),
});
export type SystemIdentity = z.infer<typeof systemIdentitySchema>;

const recordSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('owner'),
    pid: z.number(),
    place: systemIdentitySchema.optional(),
    /** A record of installations is of the root in which this file is. */
    mark: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('change'), id: z.number(), undo: undoSchema }),
  z.strictObject({ type: z.literal('settled'), id: z.number() }),
]);
export type JournalRecord = z.infer<typeof recordSchema>;

/** A line that is whole, and that this version does not know. */
export interface UnknownRecord {
  readonly type: 'unknown';
  /** It is the number of the change, where the line has one. An unknown change does not matter once it is settled. */
  readonly id: number | undefined;
  readonly text: string;
}

const BEGINNING = '{"type":"';

/**
 * A line cut short by a crash was never followed by its change. A disk may have kept the length of a line without its
 * bytes.
 */
function isTorn(line: string): boolean {
  return line.startsWith(BEGINNING) || BEGINNING.startsWith(line) || /^\0+$/.test(line);
}

/** Parses the text of a journal and leaves out lines that were cut short. Pure. */
export function parseRecords(text: string): (JournalRecord | UnknownRecord)[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap(parseLine);
}

function parseLine(line: string): (JournalRecord | UnknownRecord)[] {
  const json = tryJson(line);
  if (json === undefined) return isTorn(line) ? [] : [unknown(line, undefined)];
  const record = recordSchema.safeParse(json);
  return [record.success ? record.data : unknown(line, json)];
}

const changeSchema = z.object({ type: z.literal('change'), id: z.number() });

function unknown(line: string, json: unknown): UnknownRecord {
  return { type: 'unknown', id: changeSchema.safeParse(json).data?.id, text: line.slice(0, 120) };
}

/** Reads a journal; none where there is no file. @throws HostError where it is no file. */
export function readRecords(path: string): (JournalRecord | UnknownRecord)[] {
  return parseRecords(readOwnFile(path) ?? '');
}
