/** Compares the file of inputs with that at the base of a pull request: what differs there makes the other side. */
import { getInput, setOutput } from '@actions/core';
import { configText } from '../../app/edge/inputs.js';
import { bumpOf, withoutSides } from '../../app/request/bump.js';
import { type Bump, noteOf } from '../../app/request/known-sides.js';
import { parseConfigFile } from '../../config/config-file.js';
import type { Inputs } from '../../config/inputs.js';
import { parseInputs } from '../../config/parse.js';
import { InputError } from '../../errors.js';
import { fileAt } from '../../github/content.js';
import { baseBranch, mergeBaseOf } from '../../github/trusted-runs.js';
import { attempt, type Connection } from '../github.js';
import { givenTo, insideCheckout } from '../inputs.js';
import { say } from '../print.js';

/** Events whose checkout is that of a change. */
const EVENTS = ['pull_request', 'merge_group'];

/** Undefined where the file changes nothing of what is measured, or that cannot be known. */
export async function bumpInWorkflow(inputs: Inputs, connection: Connection | undefined): Promise<Bump | undefined> {
  const path = insideCheckout(getInput('config'));
  if (!connection || path === undefined) return undefined;
  const { run, isAboutOther } = connection.workflow;
  if (isAboutOther || !EVENTS.includes(run.event)) return undefined;
  return attempt(`the other side of ${path}`, () => asked(path, inputs, connection));
}

async function asked(path: string, inputs: Inputs, { github, workflow }: Connection): Promise<Bump | undefined> {
  const base = workflow.queue?.baseSha ?? (await mergeBaseOf(github, workflow, baseBranch(workflow)));
  const before = base === undefined ? undefined : await fileAt(github, workflow, path, base);
  if (base === undefined || before === undefined) return undefined;
  const here = configText(path, process.cwd());
  const head = workflow.queue ? here : await fileAt(github, workflow, path, workflow.run.sha);
  if (head === undefined || head === before) return undefined;
  const name = `base ${base.slice(0, 7)}`;
  try {
    const query = { before: inputsOf(before, `${path} at ${name}`), file: path, base: name, cwd: process.cwd() };
    const bump = bumpOf({ ...query, now: head === here ? inputs : inputsOf(head, `${path} of this change`) });
    return bump?.sides && head !== here ? withoutSides(bump, merged(path, baseBranch(workflow))) : bump;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return withoutSides({ what: `${path} at ${name} cannot be read today` }, error.message);
  }
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
  say(noteOf(bump));
}
