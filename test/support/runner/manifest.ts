/** An action.yml as the runner reads it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** YAML's scalars all become text: what an action gets is text. */
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

/** node20 and older are gone from the runner, and `pre:` is nothing this project uses. */
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
/** A step as a workflow writes it. */
export type WrittenStep = z.input<typeof stepSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type JavaScript = z.infer<typeof javascript>;

/** The action in a folder; an error where there is none or the runner could not run it. */
export function readManifest(directory: string): Manifest {
  const file = ['action.yml', 'action.yaml'].map((name) => join(directory, name)).find(existsSync);
  if (file === undefined) {
    throw new Error(`Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${directory}'.`);
  }
  return manifestSchema.parse(parse(readFileSync(file, 'utf8')));
}
