/** The inputs of a step: from the workflow, and from a file that the workflow names. */
import { createHash } from 'node:crypto';
import { getInput } from '@actions/core';
import { configText } from '../app/edge/inputs.js';
import { inputsOfSides } from '../app/edge/sides.js';
import type { KnownSides } from '../app/request/known-sides.js';
import { type ConfigFile, type Layer, parseConfigFile } from '../config/config-file.js';
import { withGateOf } from '../config/gate-of-base.js';
import { type Inputs, inputsOfStep } from '../config/inputs.js';
import { type InputLayers, parseInputs } from '../config/parse.js';
import type { StepName } from '../config/table/input.js';
import { InputError } from '../errors.js';
import { fileAt } from '../github/content.js';
import { requireRunner, requireServer } from '../github/runner-version.js';
import { baseBranch } from '../github/trusted-runs.js';
import type { WorkflowContext } from '../github/workflow.js';
import { pathInRepository } from './config-place.js';
import type { Connection } from './github.js';
import { say, warn } from './print.js';

/**
 * Reads the inputs of a step. A workspace outlives jobs, so a file there is read only if the workflow names it. In a
 * change, what decides the gate is read from the base branch's file.
 * @throws InputError, also where the runner is too old for the action.
 */
export async function stepInputs(
  step: StepName,
  connection: Connection | undefined,
  sides: KnownSides = {},
): Promise<Inputs> {
  return inputsOfSides(await stepLayers(step, connection), sides);
}

/** What the inputs of a step are read from. @throws InputError */
export async function stepLayers(step: StepName, connection: Connection | undefined): Promise<InputLayers> {
  requireRunner();
  requireServer(process.env.GITHUB_SERVER_URL);
  const flags = givenTo(step);
  const file = flags.config ? await configFile(flags.config.toString(), { step, flags }, connection) : undefined;
  return { flags, cwd: process.cwd(), ...(file && { file }) };
}

/** The inputs that the workflow gives; empty text where it gives none. */
export function givenTo(step: StepName): Layer {
  return Object.fromEntries(inputsOfStep(step).map(({ name }) => [name, getInput(name)]));
}

interface Given {
  readonly step: StepName;
  readonly flags: Layer;
}

async function configFile(
  named: string,
  { step, flags }: Given,
  connection: Connection | undefined,
): Promise<ConfigFile> {
  const text = configText(named, process.cwd());
  say(`config: ${named}, sha256 ${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  const file = parseConfigFile(text, named);
  if (!connection || !isOfChange(connection.workflow)) return file;
  const inside = pathInRepository(named, connection.workflow);
  if (inside === undefined) {
    say(`config: ${named} is no file of this repository, so it is taken as it is.`);
    return file;
  }
  const base = await baseFile(inside, flags, connection);
  if (base === 'refused') return file;
  const joined = withGateOf(file, base, flags);
  // The later steps of the job say the same.
  const tell = step === 'setup' ? warn : say;
  for (const note of joined.notes) tell(`config: ${note}`);
  return joined.file;
}

/**
 * Returns whether the checkout may be that of a change. A workflow about another run checks out the default branch,
 * and that run's branch is whatever its change is called.
 */
const isOfChange = ({ change, queue, isAboutOther }: WorkflowContext): boolean =>
  !isAboutOther && (change !== undefined || queue !== undefined);

/**
 * Reads the same file on the base branch; undefined where it does not exist or may not be read. Where it is refused,
 * the change may be what mends it, and nothing could be judged by it on the base either.
 */
async function baseFile(
  path: string,
  flags: Layer,
  { github, workflow }: Connection,
): Promise<ConfigFile | 'refused' | undefined> {
  const branch = baseBranch(workflow);
  const text = await fileAt(github, workflow, path, `refs/heads/${branch}`);
  if (text === undefined) {
    warn(
      `config: ${path} is not on ${branch}, or the token may not read it (contents: read), so of what the file says of the gate only what makes it stricter is heeded: limits, and fail-on but for no-baseline.`,
    );
    return undefined;
  }
  try {
    const file = parseConfigFile(text, `${path} of ${branch}`);
    refuseUnusable(file, flags);
    return file;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    warn(`config: ${path} of ${branch} cannot be read today, so that of this change sets the gate. ${error.message}`);
    return 'refused';
  }
}

/**
 * A change may give the workflow what does not go with the file, and the file of the base may need what the workflow
 * gives: it is of no use only where it is refused both beside that and alone. @throws InputError
 */
function refuseUnusable(file: ConfigFile, flags: Layer): void {
  const cwd = process.cwd();
  try {
    parseInputs({ flags: {}, file, cwd });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    parseInputs({ flags, file, cwd });
  }
}
