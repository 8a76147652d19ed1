/** Step 1 of the action: install the runtimes and make the userland, so that measuring starts at once. */
import { getInput, setOutput } from '@actions/core';
import { setUp } from '../app/arms.js';
import { listen } from '../app/interruption.js';
import { checkLimits } from '../app/limits.js';
import { onHost } from '../app/on-host.js';
import { buildRequestOf } from '../app/request/build.js';
import { installingOf, setUpOf } from '../app/request/resolve.js';
import type { BuiltSides } from '../config/built-sides.js';
import type { Inputs } from '../config/inputs.js';
import { InputError } from '../errors.js';
import { commandedChange } from '../github/command.js';
import { aboutChange, readWorkflow, type WorkflowContext } from '../github/workflow.js';
import { readRun } from '../results/store.js';
import { buildInWorkflow } from './build.js';
import { type Connection, connect } from './github.js';
import { stepInputs } from './inputs.js';
import { say } from './print.js';
import { runHalf, startRootHalf } from './root-half.js';
import { actionLog, tellLeft } from './step.js';

await runHalf(validate, setUpAsRoot);

async function validate(): Promise<void> {
  const connection = await connect(getInput('github-token'));
  const inputs = await stepInputs('setup', undefined);
  checkLimits(inputs.limits, inputs.benchmarks);
  if (inputs.baseline.kind === 'file') readRun(inputs.baseline.path);
  const request = buildRequestOf(inputs, await askedWorkflow(connection));
  const built = request && (await buildInWorkflow(request));
  const sent: Sent = { inputs: built ? await stepInputs('setup', undefined, built) : inputs, built };
  await startRootHalf(sent);
}

/** The workflow, about the change that a comment asks to measure where one does; the steps after it are told. */
async function askedWorkflow(connection: Connection | undefined): Promise<WorkflowContext | undefined> {
  const workflow = connection?.workflow ?? readWorkflow(process.env);
  if (!workflow?.comment) return workflow;
  if (!connection)
    throw new InputError(
      'A comment asks for this run, and there is no github-token to ask who wrote it.',
      'Give github-token.',
    );
  const change = await commandedChange(connection.github, workflow, workflow.comment);
  setOutput('change', JSON.stringify(change));
  say(`${workflow.comment.author} asked for pull request ${change.number} at ${change.headSha}.`);
  return aboutChange(workflow, change);
}

interface Sent {
  readonly inputs: Inputs;
  readonly built: BuiltSides | undefined;
}

async function setUpAsRoot({ inputs, built }: Sent): Promise<void> {
  const interruption = listen((text) => say(text));
  const wanted = setUpOf(inputs, process.cwd(), built);
  const use = { ...installingOf(inputs), log: actionLog, purpose: 'tare setup' };
  try {
    await onHost({ ...use, left: tellLeft }, interruption, async (host) => {
      const { installed, image } = await setUp(host, wanted, interruption.stopping);
      for (const [arm, { source }] of installed) say(`${arm}: ${source}`);
      say(`userland: ${image.recipe} (${image.sysbench}, ${image.digest})`);
    });
  } finally {
    interruption.release();
  }
}
