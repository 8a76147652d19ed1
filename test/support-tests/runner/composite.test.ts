import { afterEach, describe, expect, it } from '@jest/globals';
import { runAction, runJob } from '../../support/runner/index.js';
import { bareJob } from '../bare-job.js';
import { nodeAction, type ThrowAway, throwAway } from '../throw-away.js';

const COMPOSITE = `
name: outer
description: for a test
inputs:
  greeting: {description: x, default: hello}
  token: {description: x, default: '\${{ github.token }}'}
outputs:
  said: {description: x, value: '\${{ steps.say.outputs.said }}'}
  number: {description: x, value: 'no. \${{ github.event.number }}'}
runs:
  using: composite
  steps:
    - id: say
      uses: $/actions/say
      with: {greeting: '\${{ inputs.greeting }}', token: '\${{ inputs.token }}'}
    - id: script
      shell: bash
      env: {GREETING: '\${{ inputs.greeting }}'}
      run: |
        echo "runtime=\${ACTIONS_RUNTIME_TOKEN-none} input=\${INPUT_GREETING-none} said=$GREETING"
        echo "repository=$GITHUB_REPOSITORY shared=$SHARED path=$PATH" >> "$GITHUB_OUTPUT"
`;

const SAY = `
import * as core from '@actions/core';
core.setOutput('said', core.getInput('greeting') + ' from ' + process.env.GITHUB_ACTION_REPOSITORY);
core.setOutput('environment', Object.keys(process.env).sort().join());
core.setOutput('cwd', process.cwd());
core.exportVariable('SHARED', 'value');
core.addPath('/added/first');
core.addPath('/added/second');
core.info('the token is ' + core.getInput('token') + ', the other ' + process.env.ACTIONS_RUNTIME_TOKEN);
await core.summary.addRaw('# Said ' + process.env.ACTIONS_RUNTIME_TOKEN).write();
`;

let files: ThrowAway;
afterEach(() => files.remove());

const outer = (more: Readonly<Record<string, string>> = {}) => {
  files = throwAway({
    'action.yml': COMPOSITE,
    'actions/say/action.yml': nodeAction(['greeting', 'token']),
    'actions/say/main.mjs': SAY,
    ...more,
  });
  return files;
};
const run = (inputs: Readonly<Record<string, string>> = {}) =>
  runAction({ ...outer(), job: bareJob(), with: inputs, env: { PATH: '/base:/usr/bin:/bin' } });

describe('a composite action', () => {
  it('calls its own JavaScript by $/, and maps its outputs', async () => {
    const result = await run({ greeting: 'moin' });
    expect(result.outputs).toEqual({ said: 'moin from tare/tare', number: 'no. 7' });
    expect(result.conclusion).toBe('success');
  });

  it('takes the default where an input is not given', async () => {
    expect((await run()).outputs.said).toBe('hello from tare/tare');
  });

  it('gives a JavaScript action the variables of the runner, and no other of this process', async () => {
    process.env.LEAKED = 'yes';
    const { steps } = await run();
    delete process.env.LEAKED;
    const names = steps.say?.outputs.environment?.split(',');
    expect(names).toEqual(
      expect.arrayContaining([
        'ACTIONS_RESULTS_URL',
        'ACTIONS_RUNTIME_TOKEN',
        'GITHUB_ENV',
        'GITHUB_EVENT_PATH',
        'GITHUB_OUTPUT',
        'GITHUB_PATH',
        'GITHUB_STATE',
        'GITHUB_STEP_SUMMARY',
        'GITHUB_WORKSPACE',
        'INPUT_GREETING',
        'RUNNER_TEMP',
        'RUNNER_TOOL_CACHE',
      ]),
    );
    for (const name of ['LEAKED', 'GITHUB_TOKEN', 'GITHUB_EVENT', 'NODE_OPTIONS']) expect(names).not.toContain(name);
    expect(steps.say?.outputs.cwd).toBe(files.workspace);
  });

  it('gives a script neither the runtime token nor inputs', async () => {
    expect((await run()).log).toContain('runtime=none input=none said=hello');
  });

  it('passes what a step exports to the steps after it', async () => {
    const { steps } = await run();
    const path = '/added/second:/added/first:/base:/usr/bin:/bin';
    expect(steps.script?.outputs.repository).toBe(`octo/project shared=value path=${path}`);
  });

  it('shows no secret, neither in the log nor in the summary', async () => {
    const { log, summary } = await run();
    expect(log).toContain('the token is ***, the other ***');
    expect(log).toContain('  token: ***');
    expect(summary).toBe('# Said ***');
  });

  it('warns of an input that it does not have', async () => {
    const { annotations } = await run({ greting: 'x' });
    expect(annotations).toEqual([
      { level: 'warning', message: "Unexpected input(s) 'greting', valid inputs are ['greeting', 'token']" },
    ]);
  });

  it('fails where it calls what does not exist', async () => {
    files = throwAway({ 'action.yml': COMPOSITE.replace('$/actions/say', '$/actions/gone') });
    const result = await runAction({ ...files, job: bareJob() });
    expect(result.conclusion).toBe('failure');
    expect(result.annotations[0]?.message).toContain("Can't find 'action.yml'");
  });

  it('cannot be a JavaScript action of a node that the runner no longer has', async () => {
    files = throwAway({ 'action.yml': nodeAction().replace('node24', 'node20'), 'main.mjs': '' });
    const { conclusion, annotations } = await runAction({ ...files, job: bareJob() });
    expect(conclusion).toBe('failure');
    expect(annotations[0]?.message).toContain('node24');
  });
});

describe('a job', () => {
  it('finds ./ in the workspace, and $/ inside of it there as well', async () => {
    outer();
    files.write('work/workspace/tool/action.yml', COMPOSITE);
    files.write('work/workspace/actions/say/action.yml', nodeAction(['greeting', 'token']));
    files.write('work/workspace/actions/say/main.mjs', SAY);
    const { steps } = await runJob({ ...files, job: bareJob(), steps: [{ id: 'local', uses: './tool' }] });
    expect(steps.local?.outputs.said).toBe('hello from undefined');
  });

  it('knows the leg of its matrix, and its own status', async () => {
    files = throwAway({});
    const steps = [
      { id: 'leg', shell: 'bash', run: `echo "name=\${{ matrix.os }} \${{ job.status }}" >> "$GITHUB_OUTPUT"` },
    ];
    const result = await runJob({ ...files, job: bareJob(), steps, matrix: { os: 'arm64' } });
    expect(result.steps.leg?.outputs.name).toBe('arm64 success');
  });

  it('says what processes it left behind, and ends them', async () => {
    files = throwAway({});
    // It waits until the process has become the program that it is named after.
    const become = 'until [ "$(cat /proc/$!/comm)" = sleep ]; do :; done';
    const run = `setsid sleep 1234 </dev/null >/dev/null 2>&1 &\n${become}`;
    const first = await runJob({ ...files, job: bareJob(), steps: [{ run, shell: 'bash' }] });
    expect(first.orphans).toEqual(['sleep 1234']);
    const second = await runJob({ ...files, job: bareJob(), steps: [{ run: 'true', shell: 'bash' }] });
    expect(second.orphans).toEqual([]);
  });

  it('goes on when a child holds the output open after its parent ended', async () => {
    files = throwAway({});
    const wait = { sigintMs: 10, sigtermMs: 10, outputMs: 10 };
    const steps = [{ run: 'sleep 1234 & exit 3', shell: 'bash' }];
    const result = await runJob({ ...files, job: bareJob(), steps, wait });
    expect(result.conclusion).toBe('failure');
  });

  it('uploads no summary of more than 1 MiB', async () => {
    files = throwAway({});
    const run = 'head -c 1048577 /dev/zero | tr "\\0" x >> "$GITHUB_STEP_SUMMARY"';
    const result = await runJob({ ...files, job: bareJob(), steps: [{ run, shell: 'bash' }] });
    expect(result.summary).toBe('');
    expect(result.annotations[0]?.message).toContain('supports content up to a size of 1024k, got 1024k');
  });
});
