/** Writes the files that are made from the table of inputs and from the schema of the run document. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderActions } from '../src/config/render-action.js';
import { renderDocs } from '../src/config/render-docs.js';
import { RUN_SCHEMA_PATH, renderRunSchema } from './run-schema.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = { ...renderActions(), 'docs/inputs.md': renderDocs(), [RUN_SCHEMA_PATH]: renderRunSchema() };

for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
