/** The run document as JSON Schema, for readers that do not use our code. */
import { z } from 'zod';
import { runSchema, SCHEMA_VERSION } from '../src/results/document.js';

/** Path in the repository. */
export const RUN_SCHEMA_PATH = 'schema/tare-run.schema.json';

/** Text of the file. What a reader may meet: fields that it does not name are allowed, for a newer tare may write them. */
export function renderRunSchema(): string {
  const schema = z.toJSONSchema(runSchema, { target: 'draft-2020-12', io: 'input' });
  const { $schema, ...rest } = schema;
  const titled = {
    $schema,
    $id: `urn:tare:run:${SCHEMA_VERSION}`,
    title: 'Run document of tare',
    $comment: 'Made by `npm run generate` from src/results/document.ts: change it there.',
    ...rest,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
