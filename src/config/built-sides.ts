/** The two builds of one run, as the step that builds them hands them to the step that measures. */
import * as z from 'zod';
import { InputError } from '../errors.js';
import { tryJson } from '../json.js';

const commit = z.string().regex(/^[0-9a-f]{40,64}$/);
const sideSchema = z.object({ commit, folder: z.string().regex(/^\//) });

export const builtSidesSchema = z.object({
  command: z.string(),
  /** What the base was built by, where its file of inputs has another command. */
  baseCommand: z.string().optional(),
  head: sideSchema,
  /** Absent where the head is measured alone. */
  base: sideSchema.optional(),
  /** Tells in a sentence why the head is measured alone. */
  note: z.string().optional(),
  /** The folder of the checkout that was built in, such as `sub/`; absent or empty at its top. */
  prefix: z.string().optional(),
});

/** The relative paths of runtimes start at the folder of their side. */
export type BuiltSides = z.infer<typeof builtSidesSchema>;

/**
 * Reads the builds; undefined for an empty text, where nothing was built.
 * @throws InputError for a text that is damaged.
 */
export function readBuiltSides(text: string): BuiltSides | undefined {
  if (text === '') return undefined;
  const { data } = builtSidesSchema.safeParse(tryJson(text));
  if (data) return data;
  throw new InputError(
    'What was built is not in the form that tare writes.',
    'Give build, and nothing of what it hands on.',
  );
}
