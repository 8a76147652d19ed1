/**
 * `npm run update-checksums [FILE]` adds the releases that kubespray has in addition to
 * src/host/download/known-checksums.json. A digest that is there already never changes. FILE is a checksums.yml to
 * read instead of the one on GitHub.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import known from '../src/host/download/known-checksums.json' with { type: 'json' };
import { type KnownTables, mergeChecksums } from './merge-checksums.js';

const OURS = fileURLToPath(new URL('../src/host/download/known-checksums.json', import.meta.url));
const THEIRS =
  'https://raw.githubusercontent.com/kubernetes-sigs/kubespray/master/roles/kubespray_defaults/vars/main/checksums.yml';

async function fetched(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

const [file] = process.argv.slice(2);
const ours: KnownTables = known;
const merged = mergeChecksums(ours, file ? readFileSync(file, 'utf8') : await fetched(THEIRS));
writeFileSync(OURS, `${JSON.stringify(merged, null, 2)}\n`);
for (const [runtime, { releases }] of Object.entries(merged)) {
  console.log(`${runtime}: ${releases.length - (ours[runtime]?.releases.length ?? 0)} new of ${releases.length}`);
}
