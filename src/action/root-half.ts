/**
 * The two halves of a step. One stays the runner's user and holds the tokens; the other, this bundle again, is root
 * and has none. They are two processes even where the runner is root, so that what starts the runtimes never holds a
 * token.
 */
import * as core from '@actions/core';
import { exec } from '@actions/exec';
import type * as z from 'zod';
import { type ParentMessages, serve } from '../app/privileged/child.js';
import { asRoot, type Elevation } from '../app/privileged/parent.js';
import { outliveReaders } from '../app/streams.js';
import { InputError } from '../errors.js';
import { parseJson } from '../json.js';
import { runStep } from './step.js';

/**
 * Runs the half that this process is: it is root's where the bundle was called with a word. `root` gets what `user`
 * sent, which has the form of `schema`.
 */
export async function runHalf<Sent>(
  user: () => Promise<void>,
  schema: () => z.ZodType<Sent>,
  root: (sent: Sent, messages: ParentMessages) => Promise<void>,
): Promise<void> {
  const [, , word] = process.argv;
  outliveReaders();
  if (word === undefined) return runStep(user);
  process.exitCode = await serve(async ({ argv: [sent = ''] }, messages) => {
    await root(readSent(sent, schema()), messages);
    return 0;
  });
}

const SENT = 'The request of the other half of this step';

/** @throws InputError where it has another form. */
export function readSent<Sent>(text: string, schema: z.ZodType<Sent>): Sent {
  const { success, data, error } = schema.safeParse(parseJson(text, SENT));
  if (success) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'as a whole'}: ${message}`);
  throw new InputError(`${SENT} has another form. ${faults.join('; ')}.`, 'Start the step, not this half of it.');
}

/** Returns what is to be done as JSON, without the token. */
export function toSend(sent: unknown): string {
  return JSON.stringify(sent, (name, value: unknown) => (name === 'githubToken' ? undefined : value));
}

/** State of a step: whether root has done anything that the step's `post:` must undo. */
const BEGUN = 'root-half-begun';

export const hasRootBegun = (): boolean => core.getState(BEGUN) !== '';

const QUIET: ParentMessages = { output: () => undefined, progress: () => undefined };

/**
 * Starts the half that is root and waits for it.
 * @param sent what it is to do.
 * @throws the error it failed with.
 */
export async function startRootHalf(
  sent: unknown,
  handOver: readonly string[] = [],
  messages: Partial<ParentMessages> = {},
): Promise<void> {
  await asRoot({
    script: process.argv[1] ?? '',
    argv: [toSend(sent)],
    handOver,
    begun: () => core.saveState(BEGUN, 'yes'),
    messages: { ...QUIET, ...messages },
    start: runProgram,
    otherWay: 'start the runner as root, with RUNNER_ALLOW_RUNASROOT=1',
  });
}

/** The arguments are the input, the program and its own. The code is that of the program. */
const WITH_INPUT = 'printf %s "$0" | "$@"';
/** A shell ends so where it does not find a program. The half that is root never does. */
const NO_SUCH_PROGRAM = 127;

/**
 * Runs a program and returns its exit code. The child's output belongs into the log of the step, and it needs no time
 * limit, so @actions/exec starts it. What the half that is root starts can hang, and must then be ended with all its
 * children: src/host/commands/command.ts does that. A shell writes the input, since @actions/exec fails the whole step
 * where a program ends before it has read, as a sudo that refuses does; and it splits the name of a program at blanks.
 */
export const runProgram: Elevation['start'] = async (argv, env, input) => {
  const words = ['-c', WITH_INPUT, input, ...argv];
  const code = await exec('/bin/sh', words, { env: { ...env }, ignoreReturnCode: true });
  if (code === NO_SUCH_PROGRAM) throw new Error(`there is no ${argv[0]}`);
  return code;
};
