/** Reads an action.yml as the runner does. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** All scalars of YAML become text, because an action gets only text. */
const text = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform((value) => String(value ?? ''));
const texts = z.record(z.string(), text).default({});

/** One step of a composite action or of a job. */
export const stepSchema = z.object({
  id: z.string().optional(),
  name: text.optional(),
  if: text.optional(),
  uses: z.string().optional(),
  with: texts,
  run: z.string().optional(),
  shell: z.string().optional(),
  'working-directory': text.optional(),
  env: texts,
  'continue-on-error': text.optional(),
});

const inputs = z
  .record(z.string(), z.object({ default: text.optional(), deprecationMessage: z.string().optional() }).nullable())
  .default({});

/** The runner has removed node20 and older, and this project does not use `pre:`. */
const javascript = z.object({
  using: z.literal('node24'),
  main: z.string(),
  post: z.string().optional(),
  'post-if': z.string().default('always()'),
  pre: z.undefined().optional(),
});

const manifestSchema = z.object({
  name: z.string(),
  inputs,
  outputs: z.record(z.string(), z.object({ value: text.optional() })).default({}),
  runs: z.discriminatedUnion('using', [
    z.object({ using: z.literal('composite'), steps: z.array(stepSchema) }),
    javascript,
  ]),
});

export type Step = z.infer<typeof stepSchema>;
/** A step in the form of a workflow. */
export type WrittenStep = z.input<typeof stepSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type JavaScript = z.infer<typeof javascript>;

/** By their text: a suite calls the same actions many times. */
const parsed = new Map<string, Manifest>();

function manifestOf(text: string): Manifest {
  const known = parsed.get(text) ?? manifestSchema.parse(parse(text));
  parsed.set(text, known);
  return known;
}

/**
 * Reads the action in a folder.
 * @throws Error where there is none or the runner could not run it.
 */
export function readManifest(directory: string): Manifest {
  const file = ['action.yml', 'action.yaml'].map((name) => join(directory, name)).find(existsSync);
  if (file === undefined) {
    throw new Error(`Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${directory}'.`);
  }
  return manifestOf(readFileSync(file, 'utf8'));
}
