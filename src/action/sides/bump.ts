/** Compares the file of inputs with that at the base of a change: what differs there makes the other side. */
import { getInput, setOutput } from '@actions/core';
import { workingFolder } from '../../app/edge/checkout-prefix.js';
import { configText } from '../../app/edge/inputs.js';
import { commitsOf } from '../../app/request/build.js';
import { type BumpQuery, bumpOf, ofHead, withoutSides } from '../../app/request/bump.js';
import { type Bump, noteOf } from '../../app/request/known-sides.js';
import { Checkout } from '../../app/sides/checkout.js';
import { parseConfigFile } from '../../config/config-file.js';
import type { Inputs } from '../../config/inputs.js';
import { parseInputs } from '../../config/parse.js';
import { InputError } from '../../errors.js';
import { fileAt } from '../../github/content.js';
import { baseBranch, mergeBaseOf } from '../../github/trusted-runs.js';
import type { WorkflowContext } from '../../github/workflow.js';
import { pathInRepository } from '../config-place.js';
import { attempt, type Connection } from '../github.js';
import { givenTo } from '../inputs.js';
import { say, warn } from '../print.js';

/** Events whose checkout is that of a change. */
const EVENTS = ['pull_request', 'merge_group'];

/** The file of inputs at both ends of a change. */
interface Ends {
  /** A commit. */
  readonly base: string;
  readonly before: string;
  readonly head: string;
}

/**
 * Undefined where the file changes nothing of what is measured, or that cannot be known.
 * @param workflow of a comment that asks for a measurement, that of its change.
 */
export async function bumpInWorkflow(
  inputs: Inputs,
  workflow: WorkflowContext | undefined,
  connection: Connection | undefined,
): Promise<Bump | undefined> {
  const named = getInput('config');
  const path = pathInRepository(named, workflow);
  // A comment is answered by the default branch's file alone, which is what is checked out.
  if (path === undefined || workflow?.isAboutOther || workflow?.comment) return undefined;
  const here = configText(named, process.cwd());
  const ends = await endsOf(path, here, { inputs, workflow, connection });
  return ends && changeOf(path, here, { ends, inputs, workflow });
}

interface Known {
  readonly inputs: Inputs;
  readonly workflow: WorkflowContext | undefined;
  readonly connection: Connection | undefined;
}

async function endsOf(path: string, here: string, { inputs, workflow, connection }: Known): Promise<Ends | undefined> {
  const { build, baselineRef } = inputs;
  const isInCheckout = baselineRef !== undefined || workflow?.pushedOnto !== undefined;
  if (build !== undefined && isInCheckout) return endsInCheckout(path, workflow, baselineRef);
  if (!connection || !workflow || !EVENTS.includes(workflow.run.event)) return undefined;
  return attempt(`the other side of ${path}`, () => endsOnGitHub(path, here, connection));
}

async function endsOnGitHub(path: string, here: string, { github, workflow }: Connection): Promise<Ends | undefined> {
  const base = workflow.queue?.baseSha ?? (await mergeBaseOf(github, workflow, baseBranch(workflow)));
  const before = base === undefined ? undefined : await fileAt(github, workflow, path, base);
  if (base === undefined || before === undefined) return undefined;
  const head = workflow.queue ? here : await fileAt(github, workflow, path, workflow.run.sha);
  return head === undefined ? undefined : { base, before, head };
}

/**
 * Of a base that the user names, which need be no branch, or the one before a push. @throws InputError where the
 * checkout has no commit of that name.
 */
async function endsInCheckout(
  path: string,
  workflow: WorkflowContext | undefined,
  baselineRef: string | undefined,
): Promise<Ends | undefined> {
  const checkout = await Checkout.open(process.cwd(), { prefix: [] });
  const { head: commit, base } = await checkout.commits(commitsOf(workflow, baselineRef));
  if (base === undefined) return undefined;
  const [before, head] = [await checkout.file(base, path), await checkout.file(commit, path)];
  return before === undefined || head === undefined ? undefined : { base, before, head };
}

interface Found {
  readonly ends: Ends;
  readonly inputs: Inputs;
  readonly workflow: WorkflowContext | undefined;
}

function changeOf(path: string, here: string, { ends, inputs, workflow }: Found): Bump | undefined {
  const { base: commit, before, head } = ends;
  if (head === before && (head === here || inputs.build === undefined)) return undefined;
  const base = `base ${commit.slice(0, 7)}`;
  try {
    const ofChange = head === here ? inputs : inputsOf(head, `${path} of this change`);
    // What decides the gate is not what the file at the head says of it.
    const now = { ...ofChange, build: ofChange.build ?? inputs.build, baselineRuntimes: inputs.baselineRuntimes };
    const query = { now, before: inputsOf(before, `${path} at ${base}`), file: path, base, ...workingFolder() };
    return head === here ? bumpOf(query) : besidesMerge(query, inputs, workflow);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return withoutSides({ what: `${path} at ${base} cannot be read today` }, error.message);
  }
}

/** The checkout has the file of neither side: its branch has changed it too. */
function besidesMerge(query: BumpQuery, here: Inputs, workflow: WorkflowContext | undefined): Bump | undefined {
  const bump = bumpOf(query);
  if (query.now.build !== undefined) return ofHead(bump, query, here);
  return bump?.sides && workflow ? withoutSides(bump, merged(query.file, baseBranch(workflow))) : bump;
}

const merged = (path: string, branch: string): string =>
  `${branch} has changed ${path} as well, and the checkout has both. Merge ${branch} into the change, or check out its head.`;

function inputsOf(text: string, name: string): Inputs {
  return parseInputs({ flags: givenTo('setup'), file: parseConfigFile(text, name), cwd: process.cwd() });
}

/** Sets the output that the measuring step reads. */
export function handOn(bump: Bump | undefined): void {
  if (bump === undefined) return;
  setOutput('bump', JSON.stringify(bump));
  const tell = bump.redefined ? warn : say;
  tell(noteOf(bump));
}
