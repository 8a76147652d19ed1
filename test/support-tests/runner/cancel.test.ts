import { afterEach, describe, expect, it } from '@jest/globals';
import { runAction } from '../../support/runner/index.js';
import { bareJob } from '../bare-job.js';
import { nodeAction, type ThrowAway, throwAway, WITH_POST } from '../throw-away.js';

const ACTION = `
name: x
description: x
runs:
  using: composite
  steps:
    - {id: measure, uses: $/measure}
    - {id: next, run: 'true', shell: bash}
    - {id: report, if: "always() && steps.measure.outputs.path != ''", run: 'echo reported', shell: bash}
    - {id: tidy, if: cancelled(), run: 'echo tidied', shell: bash}
`;

/** The test decides what the step does on a signal. */
const measure = (onSignal: string) => `
import * as core from '@actions/core';
core.setOutput('path', '/results');
core.saveState('left', 'something');
${onSignal}
console.log('ready ' + process.env.RUNNER_TEMP);
setInterval(() => {}, 1000);
`;
const OBEYS = "process.on('SIGINT', () => { console.log('stopping'); process.exit(0); });";
const ONLY_SIGTERM =
  "process.on('SIGINT', () => {}); process.on('SIGTERM', () => { console.log('terminated'); process.exit(0); });";
const STUBBORN = "process.on('SIGINT', () => {}); process.on('SIGTERM', () => {});";
const POST = "console.log('cleaned ' + process.env.STATE_left);";

let files: ThrowAway;
afterEach(() => files.remove());

async function cancelWhenReady(onSignal: string, sigintMs: number, sigtermMs: number) {
  files = throwAway({
    'action.yml': ACTION,
    'measure/action.yml': nodeAction([], WITH_POST),
    'measure/main.mjs': measure(onSignal),
    'measure/post.mjs': POST,
  });
  const controller = new AbortController();
  return runAction({
    ...files,
    job: bareJob(),
    signal: controller.signal,
    onLine: (line) => line.startsWith('ready') && controller.abort(),
    wait: { sigintMs, sigtermMs, outputMs: 5000 },
  });
}

/** This is longer than any of these steps takes to end when it wants to. */
const AMPLE_MS = 20_000;

describe('a cancelled job', () => {
  it('asks the running step to end, and is cancelled even if that step ends well', async () => {
    const { log, conclusion, steps, annotations } = await cancelWhenReady(OBEYS, AMPLE_MS, AMPLE_MS);
    expect(log).toContain('stopping');
    expect(conclusion).toBe('cancelled');
    expect(steps.measure?.outcome).toBe('cancelled');
    expect(annotations).toEqual([{ level: 'error', message: 'The operation was canceled.' }]);
  });

  it('still runs the steps that ask for it, with the outputs of the one that was cut short', async () => {
    const { steps } = await cancelWhenReady(OBEYS, AMPLE_MS, AMPLE_MS);
    expect(steps.next?.outcome).toBe('skipped');
    expect(steps.report?.outcome).toBe('success');
    expect(steps.tidy?.outcome).toBe('success');
  });

  it('still runs post:, with the state', async () => {
    expect((await cancelWhenReady(OBEYS, AMPLE_MS, AMPLE_MS)).log).toContain('cleaned something');
  });

  it('sends SIGTERM to a step that ignores SIGINT', async () => {
    const { log, conclusion } = await cancelWhenReady(ONLY_SIGTERM, 10, AMPLE_MS);
    expect(log).toContain('terminated');
    expect(conclusion).toBe('cancelled');
  });

  it('kills a step that ignores both', async () => {
    const { conclusion, orphans } = await cancelWhenReady(STUBBORN, 10, 10);
    expect(conclusion).toBe('cancelled');
    expect(orphans).toEqual([]);
  });

  it('kills that step alone: what it started stays as an orphan of the job', async () => {
    const child = "import { spawn } from 'node:child_process'; spawn('sleep', ['600'], { stdio: 'ignore' });";
    const { orphans } = await cancelWhenReady(`${STUBBORN}\n${child}`, 10, 10);
    expect(orphans).toEqual(['sleep 600']);
  });

  it('does not touch a step that runs always', async () => {
    files = throwAway({
      'action.yml': `{name: x, description: x, runs: {using: composite, steps: [{id: stays, if: always(), uses: $/stays}]}}`,
      'stays/action.yml': nodeAction(),
      'stays/main.mjs': "console.log('ready'); setTimeout(() => console.log('done'), 50);",
    });
    const controller = new AbortController();
    const { log, conclusion, steps } = await runAction({
      ...files,
      job: bareJob(),
      signal: controller.signal,
      onLine: (line) => line === 'ready' && controller.abort(),
    });
    expect(log).toContain('done');
    expect(steps.stays?.outcome).toBe('success');
    expect(conclusion).toBe('cancelled');
  });
});
