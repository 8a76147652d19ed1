/** The two builds of one run, as they are handed from who builds to who measures. */
import * as z from 'zod';
import { InputError } from '../errors.js';
import { tryJson } from '../json.js';

const commit = z.string().regex(/^[0-9a-f]{40,64}$/);
const sideSchema = z.object({ commit, folder: z.string().regex(/^\//) });

const builtSidesSchema = z.object({
  command: z.string(),
  head: sideSchema,
  /** Absent where the head is measured alone. */
  base: sideSchema.optional(),
  /** Why it is alone, in a sentence. */
  note: z.string().optional(),
});

/** Relative paths of runtimes are those in the folder of their side. */
export type BuiltSides = z.infer<typeof builtSidesSchema>;

/** Undefined for empty text: nothing was built. @throws InputError */
export function readBuiltSides(text: string): BuiltSides | undefined {
  if (text === '') return undefined;
  const { data } = builtSidesSchema.safeParse(tryJson(text));
  if (data) return data;
  throw new InputError('What was built is not told as tare tells it.', 'Give build, and nothing of what it hands on.');
}
