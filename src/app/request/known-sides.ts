/** What is known of the two sides of a run beside its inputs, as one step tells it to the next. */
import * as z from 'zod';
import type { BuiltSides } from '../../config/built-sides.js';
import { InputError } from '../../errors.js';
import { tryJson } from '../../json.js';

const runtimesSchema = z.array(z.string()).min(1);

const bumpSchema = z.object({
  /** Absent where the two cannot be measured in one run. */
  sides: z.object({ runtimes: runtimesSchema, baselineRuntimes: runtimesSchema }).optional(),
  /** What differs, without a full stop, and how it is compared, in sentences. */
  what: z.string(),
  how: z.string(),
});

/** What a change's file of inputs measures otherwise than the file at its base. */
export type Bump = z.infer<typeof bumpSchema>;

/** What is known of the sides of a run beside its inputs. */
export interface KnownSides {
  readonly built?: BuiltSides | undefined;
  readonly bump?: Bump | undefined;
}

/** Undefined for empty text. @throws InputError */
export function parseBump(text: string): Bump | undefined {
  if (text === '') return undefined;
  const { data } = bumpSchema.safeParse(tryJson(text));
  if (data) return data;
  throw new InputError('What the file of inputs changes is not told as tare tells it.', 'Give nothing of it.');
}

/** For the log, and for the readers of the run. */
export const noteOf = ({ what, how }: Bump): string => `${what}. ${how}`;
