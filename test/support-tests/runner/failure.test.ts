import { afterEach, describe, expect, it } from '@jest/globals';
import { runAction, runJob } from '../../support/runner/index.js';
import { bareJob } from '../bare-job.js';
import { nodeAction, type ThrowAway, throwAway, WITH_POST } from '../throw-away.js';

const FAIL = `import * as core from '@actions/core'; core.setOutput('partial', 'yes'); core.setFailed('it broke');`;
const MAIN = `
import * as core from '@actions/core';
core.saveState('name', core.getInput('name'));
console.log('main ' + core.getInput('name') + ' ' + (process.env.STATE_name ?? 'no state'));
if (core.getInput('name') === process.env.FAILS) process.exitCode = 1;
`;
const POST = `console.log('post ' + process.env.STATE_name + ' ' + process.env.INPUT_NAME + ' ' + process.env.INPUT_SAID);`;

const composite = (steps: string) => `{name: x, description: x, runs: {using: composite, steps: [${steps}]}}`;
const TWO = composite(`
  {id: one, uses: $/step, with: {name: one}},
  {id: two, uses: $/step, with: {name: two, said: '\${{ steps.one.outcome }}'}},
  {id: three, uses: $/step, with: {name: three}}`);

let files: ThrowAway;
afterEach(() => files.remove());

const stepFiles = (postIf = '') => ({
  'step/action.yml': nodeAction(['name', 'said'], `${WITH_POST}${postIf}`),
  'step/main.mjs': MAIN,
  'step/post.mjs': POST,
});

const said = (log: string) => log.split('\n').filter((line) => /^(main|post) /.test(line));

describe('post:', () => {
  it('runs in reverse order, with the state of its main: and its inputs', async () => {
    files = throwAway({ 'action.yml': TWO, ...stepFiles() });
    const { log, conclusion } = await runAction({ ...files, job: bareJob() });
    expect(said(log)).toEqual([
      'main one no state',
      'main two no state',
      'main three no state',
      'post three three ',
      'post two two success',
      'post one one ',
    ]);
    expect(conclusion).toBe('success');
  });

  it('runs for the step that failed and those before it, and not for those that were skipped', async () => {
    files = throwAway({ 'action.yml': TWO, ...stepFiles() });
    const { log, conclusion } = await runAction({ ...files, job: bareJob(), env: { FAILS: 'two' } });
    expect(said(log).slice(2)).toEqual(['post two two success', 'post one one ']);
    expect(conclusion).toBe('failure');
  });

  it('runs only where its post-if holds', async () => {
    files = throwAway({ 'action.yml': TWO, ...stepFiles(", post-if: 'success()'") });
    const { log } = await runAction({ ...files, job: bareJob(), env: { FAILS: 'three' } });
    expect(said(log).filter((line) => line.startsWith('post'))).toEqual([]);
  });

  it('fails the job when it fails', async () => {
    files = throwAway({ 'action.yml': TWO, ...stepFiles(), 'step/post.mjs': 'process.exitCode = 1' });
    expect((await runAction({ ...files, job: bareJob() })).conclusion).toBe('failure');
  });
});

describe('after a failure', () => {
  const action = `
    {id: fails, uses: $/fail},
    {id: next, run: 'true', shell: bash},
    {id: failed, if: failure(), run: 'true', shell: bash},
    {id: always, if: "\${{ always() && steps.fails.outputs.partial != '' }}", run: 'true', shell: bash},
    {id: never, if: "always() && steps.fails.outputs.partial == 'no'", run: 'true', shell: bash}`;
  const failing = { 'action.yml': composite(action), 'fail/action.yml': nodeAction(), 'fail/main.mjs': FAIL };

  it('runs the steps whose condition holds', async () => {
    files = throwAway(failing);
    const { steps, conclusion, annotations } = await runAction({ ...files, job: bareJob() });
    const outcomes = Object.fromEntries(Object.entries(steps).map(([id, { outcome }]) => [id, outcome]));
    expect(outcomes).toEqual({
      fails: 'failure',
      next: 'skipped',
      failed: 'success',
      always: 'success',
      never: 'skipped',
    });
    expect(conclusion).toBe('failure');
    expect(annotations).toEqual([{ level: 'error', message: 'it broke' }]);
  });

  it('goes on in the job where continue-on-error allows it', async () => {
    files = throwAway(failing);
    const { conclusion, steps } = await runJob({
      ...files,
      job: bareJob(),
      actions: { 'octo/fail@v1': files.repository },
      steps: [
        { id: 'fails', uses: 'octo/fail@v1', 'continue-on-error': true },
        { id: 'next', if: "steps.fails.outcome == 'failure'", run: 'true', shell: 'bash' },
      ],
    });
    expect(conclusion).toBe('success');
    expect(steps.fails).toMatchObject({ outcome: 'failure', conclusion: 'success' });
    expect(steps.next?.outcome).toBe('success');
  });

  it('a step that asks for a disabled command fails', async () => {
    files = throwAway({});
    const steps = [{ run: "echo '::set-output name=a::b'", shell: 'bash' }];
    expect((await runJob({ ...files, job: bareJob(), steps })).conclusion).toBe('failure');
  });

  it('a step whose output file cannot be read fails', async () => {
    files = throwAway({});
    const steps = [{ run: 'echo nonsense >> "$GITHUB_OUTPUT"', shell: 'bash' }];
    const { conclusion, annotations } = await runJob({ ...files, job: bareJob(), steps });
    expect(conclusion).toBe('failure');
    expect(annotations[0]?.message).toContain("Unable to process file command 'output'");
  });
});
