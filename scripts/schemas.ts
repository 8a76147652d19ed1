/** Our documents as JSON Schema, for readers that do not use our code. */
import { z } from 'zod';
import { ownBenchmarkSchema } from '../src/config/kinds/own-benchmarks.js';
import { HISTORY_VERSION, historySchema } from '../src/history/document.js';
import { runSchema, SCHEMA_VERSION } from '../src/results/document.js';

interface Published {
  readonly schema: z.ZodType;
  readonly id: string;
  readonly title: string;
  readonly source: string;
}

/** The schemas by their path in the repository. */
const PUBLISHED: Readonly<Record<string, Published>> = {
  'schema/tare-run.schema.json': {
    schema: runSchema,
    id: `urn:tare:run:${SCHEMA_VERSION}`,
    title: 'Run document of tare',
    source: 'src/results/document.ts',
  },
  'schema/tare-history.schema.json': {
    schema: historySchema,
    id: `urn:tare:history:${HISTORY_VERSION}`,
    title: 'History of tare, unpacked',
    source: 'src/history/document.ts',
  },
  'schema/tare-benchmarks.schema.json': {
    schema: z.array(ownBenchmarkSchema).min(1),
    id: 'urn:tare:benchmarks:1',
    title: "The input benchmarks of tare: rows of a user's own",
    source: 'src/config/kinds/own-benchmarks.ts',
  },
};

/**
 * Returns the text of each file. Fields that a schema does not name are allowed, because a newer tare may write them.
 */
export function renderSchemas(): Record<string, string> {
  return Object.fromEntries(Object.entries(PUBLISHED).map(([path, published]) => [path, render(published)]));
}

function render({ schema, id, title, source }: Published): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  const $comment = `Made by \`npm run generate\` from ${source}: change it there.`;
  return `${JSON.stringify({ $schema, $id: id, title, $comment, ...rest }, null, 2)}\n`;
}
