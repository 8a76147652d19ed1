/** Step 1 of the action: installs the runtimes and makes the userland, so that measuring can start at once. */
import { getInput } from '@actions/core';
import * as z from 'zod';
import { checkLimits } from '../app/check-limits.js';
import { workingFolder } from '../app/edge/checkout-prefix.js';
import { readFacts } from '../app/edge/request.js';
import { inputsOfSides } from '../app/edge/sides.js';
import { listen } from '../app/interruption.js';
import { type Ready, setUp } from '../app/measuring/arms.js';
import { onHost } from '../app/on-host.js';
import type { ParentMessages } from '../app/privileged/child.js';
import { buildRequestOf } from '../app/request/build.js';
import { withoutSides } from '../app/request/bump.js';
import { type Bump, type KnownSides, sidesShape } from '../app/request/known-sides.js';
import { needsOtherCheckout } from '../app/request/other-run.js';
import type { ToSetUp } from '../app/request/request.js';
import { installingOf, placeOf, resolve, setUpOf } from '../app/request/resolve.js';
import { Checkout } from '../app/sides/checkout.js';
import { type Inputs, inputsSchema } from '../config/inputs.js';
import { Cancelled, InputError, UserError } from '../errors.js';
import { COMMAND, commandedChange } from '../github/command.js';
import { aboutChange, readWorkflow, type WorkflowContext } from '../github/workflow.js';
import { refuseFile, refuseUnwritable } from '../host/folders.js';
import { readRun } from '../results/store.js';
import { answering, handOnChange } from './asked.js';
import { type Connection, connect } from './github.js';
import { stepInputs, stepLayers } from './inputs.js';
import { leaveInputs } from './left.js';
import { say } from './print.js';
import { runHalf, startRootHalf } from './root-half.js';
import { buildInWorkflow } from './sides/build.js';
import { bumpInWorkflow, handOn } from './sides/bump.js';
import { actionLog, tellLeft } from './step.js';

await runHalf(() => answering(validate), sentSchema, setUpAsRoot);

async function validate(): Promise<void> {
  const connection = await connect(getInput('github-token'));
  const own = await stepInputs('setup', undefined);
  leaveInputs(own);
  checkLimits(own.limits, own.benchmarks);
  if (own.baseline.kind === 'file') readRun(own.baseline.path);
  refuseFile(own.output, 'output');
  const layers = await stepLayers('setup', connection);
  const inputs = inputsOfSides(layers, {});
  const asked = await askedWorkflow(connection);
  refuseUnbuilt(asked, inputs);
  await refuseOtherCheckout(asked, inputs);
  const bump = await bumpInWorkflow(inputs, asked, connection);
  const both = bump ? inputsOfSides(layers, { bump }) : inputs;
  const request = buildRequestOf(both, asked, { ...workingFolder(), bump });
  const built = request && (await buildInWorkflow(request));
  const sent: Sent = { inputs: inputsOfSides(layers, { built, bump }), built, bump };
  if (bump?.sides && !built) return setUpBump({ ...sent, alone: inputs }, bump);
  await startRootHalf(sent);
  // Where the base did not build, that is already what the report says.
  if (!built || built.base) handOn(bump);
}

/**
 * The checkout of a comment is the default branch, so that only a build measures the code that the answer is about.
 * @throws InputError
 */
function refuseUnbuilt(asked: WorkflowContext | undefined, { build }: Inputs): void {
  if (!asked?.comment || build !== undefined) return;
  throw new InputError(
    'A comment asks for this run: the default branch is checked out, and not the pull request that the answer would be about.',
    "Give build, so that the pull request's code is built and measured (docs/github.md has a workflow for it).",
  );
}

/**
 * A job about another run, or of pull_request_target, checks out the base unless it is told otherwise, and what is
 * measured there would pass for the change. @throws InputError
 */
async function refuseOtherCheckout(asked: WorkflowContext | undefined, inputs: Inputs): Promise<void> {
  if (!needsOtherCheckout(asked, inputs) || (await Checkout.headOf(process.cwd())) === asked?.run.sha) return;
  throw new InputError(
    'This job is about a change whose commit is not checked out here, so nothing of that change would be measured.',
    'Measure in a run of pull_request, and report here with mode: report; docs/github.md has both workflows.',
  );
}

/** Whether the other side can be had on this host is known only once it is set up. */
async function setUpBump(sent: Sent, bump: Bump): Promise<void> {
  let refusal: string | undefined;
  const output = (_: string, why: string) => {
    refusal = why;
  };
  await startRootHalf(sent, [], { output });
  handOn(refusal === undefined ? bump : withoutSides(bump, refusal));
}

/**
 * Returns the workflow. Where a comment asks for a measurement, it is about that change, which the later steps are
 * told.
 */
async function askedWorkflow(connection: Connection | undefined): Promise<WorkflowContext | undefined> {
  const workflow = connection?.workflow ?? readWorkflow(process.env);
  if (workflow?.run.event === 'issue_comment' && !workflow.comment) throw notAsked();
  if (!workflow?.comment) return workflow;
  if (!connection)
    throw new InputError(
      'A comment asks for this run, and there is no github-token to ask who wrote it.',
      'Give github-token.',
    );
  const change = await commandedChange(connection.github, workflow, workflow.comment);
  handOnChange(change);
  say(`${workflow.comment.author} asked for pull request ${change.number} at ${change.headSha}.`);
  return aboutChange(workflow, change);
}

function notAsked(): InputError {
  return new InputError(
    'No new comment on a pull request asks for this run: a comment was edited or deleted, or is on an issue.',
    `Let the workflow start on types: [created], and the job run for ${COMMAND} on a pull request only, as in docs/github.md.`,
  );
}

interface Sent extends KnownSides {
  readonly inputs: Inputs;
  /** The inputs to set up where the other side cannot be had. */
  readonly alone?: Inputs | undefined;
}

function sentSchema(): z.ZodType<Sent> {
  return z.object({ ...sidesShape, inputs: inputsSchema(), alone: inputsSchema().optional() });
}

/**
 * Finds what the measuring step would refuse, before anything is installed: a folder that root cannot write to, CPUs
 * that are not here, a plan that is too large.
 */
function refuseImpossible(given: Inputs, sides: KnownSides): void {
  const inputs = { ...given, resume: undefined };
  const { folder, input } = placeOf(inputs);
  refuseUnwritable(folder, input);
  resolve(inputs, readFacts(), undefined, sides);
}

async function setUpAsRoot({ inputs, built, bump, alone }: Sent, messages: ParentMessages): Promise<void> {
  refuseImpossible(inputs, { built, bump });
  const interruption = listen((text) => say(text));
  const cwd = process.cwd();
  const wanted = { both: setUpOf(inputs, cwd, { built, bump }), alone: alone && setUpOf(alone, cwd, { built }) };
  const use = { ...installingOf(inputs), log: actionLog, purpose: 'tare setup' };
  try {
    await onHost({ ...use, left: tellLeft }, interruption, async (host) => {
      const make = (wanted: ToSetUp) => setUp(host, wanted, interruption.stopping);
      const { installed, image, baselineImage } = await setUpSides(wanted, make, messages);
      for (const [arm, { source }] of installed) say(`${arm}: ${source}`);
      const userlands = baselineImage
        ? { 'userland of the base': baselineImage, 'of the head': image }
        : { userland: image };
      for (const [whose, { recipe, sysbench, digest }] of Object.entries(userlands))
        say(`${whose}: ${recipe} (${sysbench}, ${digest})`);
    });
  } finally {
    interruption.release();
  }
}

/** Sets up both sides, or the change's alone where the other cannot be had: a recorded run is then the baseline. */
async function setUpSides(
  { both, alone }: { readonly both: ToSetUp; readonly alone: ToSetUp | undefined },
  make: (wanted: ToSetUp) => Promise<Ready>,
  messages: ParentMessages,
): Promise<Ready> {
  try {
    return await make(both);
  } catch (error) {
    if (alone === undefined || !(error instanceof UserError) || error instanceof Cancelled) throw error;
    const ready = await make(alone);
    messages.output('alone', error.message);
    return ready;
  }
}
