/**
 * Writes the files that are made from the table of inputs, from the suites, from the schemas of our documents and from
 * browser code.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderActions } from './generate/render-action.js';
import { renderBenchmarks } from './generate/render-benchmarks.js';
import { renderClients } from './generate/render-clients.js';
import { renderDocs } from './generate/render-docs.js';
import { renderSchemas } from './schemas.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = {
  ...renderActions(),
  'docs/inputs.md': renderDocs(),
  'docs/benchmarks.md': renderBenchmarks(readFileSync(join(root, 'docs/benchmarks.md'), 'utf8')),
  ...renderSchemas(),
  ...renderClients(),
};

for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(path);
}
