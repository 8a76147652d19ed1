/** What one step tells the next about the two sides of a run, beside the inputs. */
import * as z from 'zod';
import { type BuiltSides, builtSidesSchema } from '../../config/built-sides.js';
import { imageSourceSchema } from '../../config/kinds/image-source.js';
import { InputError } from '../../errors.js';
import { tryJson } from '../../json.js';
import type { Narrowing } from '../../results/document.js';
import { withdrawnCellSchema } from '../../results/schema/plan.js';

const runtimesSchema = z.array(z.string()).min(1);

const userlandSchema = z.object({
  rootfs: z.string().optional(),
  packages: z.array(z.string()).optional(),
  image: imageSourceSchema.optional(),
});

const bumpSchema = z.object({
  /** Absent where the two cannot be measured in one run. */
  sides: z.object({ runtimes: runtimesSchema, baselineRuntimes: runtimesSchema }).optional(),
  /** What differs, without a full stop; and how it is compared, in whole sentences. */
  what: z.string(),
  how: z.string().optional(),
  /** What the sandboxes of the base's side hold, where that is another. */
  userland: userlandSchema.optional(),
  /** The same of the head's side, where its file has another than the checkout, which is a merge. */
  headUserland: userlandSchema.optional(),
  /** What each side is built by, where the file of either has another build than the checkout. */
  builds: z.object({ head: z.string(), base: z.string() }).optional(),
  /** Cells that only the file at the base has, where the run has both sides. */
  withdrawn: z.array(withdrawnCellSchema).optional(),
  /** Own benchmarks that both files have and define otherwise, where the run has both sides. */
  redefined: z.array(z.string()).optional(),
});

/** A difference in runtimes between a change's file of inputs and the file at its base. */
export type Bump = z.infer<typeof bumpSchema>;

/** What is known of a run beside its inputs. */
export interface KnownSides {
  readonly built?: BuiltSides | undefined;
  readonly bump?: Bump | undefined;
  /** The branch that the change goes to, where a comment asked for the run: the workflow's environment has another. */
  readonly changeBase?: string | undefined;
  /** GitHub lists the job that measures under this id. */
  readonly jobId?: number | undefined;
  /** Inputs of a command line by which a run by hand may plan less than an earlier one. */
  readonly narrowed?: readonly Narrowing[] | undefined;
}

/** Both sides as one half of a step sends them to the other. */
export const sidesShape = {
  built: builtSidesSchema.optional(),
  bump: bumpSchema.optional(),
  changeBase: z.string().optional(),
  jobId: z.int().positive().optional(),
};

/** Undefined for empty text. @throws InputError */
export function parseBump(text: string): Bump | undefined {
  if (text === '') return undefined;
  const { data } = bumpSchema.safeParse(tryJson(text));
  if (data) return data;
  throw new InputError('What the file of inputs changes is not in the form that tare writes.', 'Give nothing of it.');
}

/** The text for the log and for readers of the run. */
export function noteOf({ what, how, withdrawn = [], redefined = [] }: Bump): string {
  const missing = named(withdrawn.map(({ arm, benchmark }) => `${arm} ${benchmark}`));
  return [
    `${what}.`,
    ...(how === undefined ? [] : [how]),
    ...(missing === '' ? [] : [`Missing, for only the base measures it: ${missing}.`]),
    ...(redefined.length === 0
      ? []
      : [`Redefined by this change, which both sides are measured by: ${named(redefined)}.`]),
  ].join(' ');
}

const MOST_NAMED = 5;

function named(all: readonly string[]): string {
  const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
  return `${all.slice(0, MOST_NAMED).join(', ')}${more}`;
}
