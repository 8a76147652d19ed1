/**
 * Reads the runs from which the docs are drawn. They are recorded in the repository, so that anyone draws the same.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { overheads } from '../src/compare/one-run/overhead.js';
import { extentText, formatTime } from '../src/report/origin.js';
import type { RunDocument } from '../src/results/document.js';
import { parseRun, readRun } from '../src/results/store.js';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Returns the run recorded as `name`. Where a run document is given, that one is recorded first. */
export function recordedRun(name: 'quick' | 'paper' | 'deployment', given: string | undefined) {
  const recorded = join(root, `test/fixtures/runs/${name}.json.gz`);
  if (given) writeFileSync(recorded, gzipSync(`${JSON.stringify(withoutName(readRun(given)))}\n`, { level: 9 }));
  const run = parseRun(gunzipSync(readFileSync(recorded)).toString('utf8'), recorded);
  const subtitle = `${run.fingerprint.cpu.model}, ${formatTime(run.startedAt)}: ${extentText(run)}`;
  return { run, overheads: overheads(run), subtitle };
}

/** Removes the fields that identify a machine. */
function withoutName(run: RunDocument): RunDocument {
  return { ...run, fingerprint: { ...run.fingerprint, hostname: 'host', bootId: 'boot' } };
}
