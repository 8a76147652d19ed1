/** Documents that no report has uploaded are uploaded at the end of the job, as after a time limit on the step. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildRun } from '../support/run-builder.js';
import { runJob } from '../support/runner/index.js';
import { ActionPlace } from './action-place.js';

const DIST = process.env.TARE_DIST ?? join(import.meta.dirname, '../../dist');

/** Replaces the step that measures: it leaves a document and sets its path. */
const ACTION = `
name: measure
description: for a test
inputs: {artifact-name: {default: ''}, retention-days: {default: ''}, matrix: {default: ''}, github-token: {default: ''}}
runs: {using: node24, main: main.mjs, post: dist/cleanup/index.js}
`;
const MAIN = (path: string, uploaded: string, state: string) => `
import { appendFileSync, writeFileSync } from 'node:fs';
appendFileSync(process.env.GITHUB_STATE, 'document=${path}\\n${state}');
const ledger = process.env.RUNNER_TEMP + '/tare-uploads-' + process.env.GITHUB_RUN_ID + '.json';
if (${uploaded}) writeFileSync(ledger, JSON.stringify([{ name: 'x', run: 'run-1' }]));
`;

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

async function job(isUploaded: boolean, state = '') {
  const folder = join(place.folder, 'measure');
  mkdirSync(folder);
  const path = join(place.folder, 'run.json');
  writeFileSync(path, JSON.stringify(buildRun()));
  writeFileSync(join(folder, 'action.yml'), ACTION);
  writeFileSync(join(folder, 'main.mjs'), MAIN(path, String(isUploaded), state));
  symlinkSync(DIST, join(folder, 'dist'));
  return runJob({
    directory: join(place.folder, 'runner'),
    job: place.github.startJob(place.repository.startRun({ event: 'push' }), { key: 'measure' }),
    steps: [{ uses: 'x/measure@v1', with: { matrix: '{"os":"arm64"}', 'retention-days': '7' } }],
    actions: { 'x/measure@v1': folder },
    matrix: { os: 'arm64' },
    env: { TARE_STATE_DIR: join(place.folder, 'state') },
  });
}

describe('the end of a job (A13)', () => {
  it('uploads what no report has uploaded, under the name that a report would have given it', async () => {
    const { annotations } = await job(false);
    expect(place.repository.artifacts.map(({ name }) => name)).toEqual(['tare-results-measure-arm64']);
    expect(annotations).toEqual([{ level: 'warning', message: expect.stringContaining('No report followed') }]);
  });

  it('uses the name and the days that the step has read, from a file of inputs too', async () => {
    await job(false, 'artifact-name=from-a-file\\nretention-days=3\\n');
    const [artifact] = place.repository.artifacts;
    const days = (Date.parse(artifact?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect({ name: artifact?.name, days: Math.round(days) }).toEqual({ name: 'from-a-file', days: 3 });
  });

  it('uploads nothing twice', async () => {
    await job(true);
    expect(place.repository.artifacts).toEqual([]);
  });
});
