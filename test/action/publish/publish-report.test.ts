/** A run that was cancelled, in the job that measured it and in another one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { judgeAll, publishReport } from '../../../src/action/publish/publish-report.js';
import { reportRequestOf } from '../../../src/app/request/report.js';
import { parseInputs } from '../../../src/config/parse.js';
import type { RunDocument } from '../../../src/results/document.js';
import { writeRun } from '../../../src/results/store.js';
import { buildRun } from '../../support/run-builder.js';

const before = { ...process.env };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-publish-'));
  process.env.TARE_STATE_DIR = join(folder, 'state');
  process.env.GITHUB_OUTPUT = join(folder, 'outputs');
  delete process.env.GITHUB_STEP_SUMMARY;
  writeFileSync(process.env.GITHUB_OUTPUT, '');
});
afterEach(() => {
  process.env = { ...before };
  process.exitCode = undefined;
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it.each([
  ['all', ''],
  ['report', 'failed'],
])('is red by its own job: what is missing of it fails the report with mode: %s as "%s"', async (mode, status) => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const run: RunDocument = { ...buildRun(), stopped: { reason: 'cancelled', detail: 'The job was cancelled.' } };
  const path = join(folder, 'run.json');
  writeRun(path, run);
  const inputs = parseInputs({ flags: { mode, baseline: 'none', 'results-path': path, output: folder }, cwd: folder });
  const runs = { all: [{ run, path, artifact: 'tare-results', isUploaded: false }], named: undefined, absent: [] };
  const request = reportRequestOf(inputs);
  const reporting = { request, connection: undefined, runs, uploaded: undefined, checkRun: '' };
  await publishReport(reporting, await judgeAll(reporting));
  expect(/^status<<(.*)\n(.*)\n\1$/m.exec(readFileSync(join(folder, 'outputs'), 'utf8'))?.[2]).toBe(status);
});
