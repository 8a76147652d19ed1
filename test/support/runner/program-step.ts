/** The steps that start a program: `node` for a JavaScript action, a shell for `run:`. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Status } from './expressions.js';
import { createFiles, LARGEST_SUMMARY, readPairs, readPaths, readSummary } from './file-commands.js';
import { execute } from './process.js';
import type { RunningJob } from './running-job.js';

export interface ProgramStep {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The environment that only this step has. */
  readonly env: Readonly<Record<string, string>>;
  /** The `github` context of this step. */
  readonly github: Readonly<Record<string, string>>;
  /** What the step saves is put here. */
  readonly state: Record<string, string>;
  readonly signal: AbortSignal;
}

export interface Ended {
  readonly status: Status;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The token is for expressions only, so it is no variable. */
const contextVariables = ({ token: _, ...github }: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(github).map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value]));

/** Node would read this variable in every later step. */
const BLOCKED = 'NODE_OPTIONS';

function takeSummary(job: RunningJob, text: string): void {
  const size = Buffer.byteLength(text);
  if (size > LARGEST_SUMMARY) {
    const limits = `supports content up to a size of ${LARGEST_SUMMARY / 1024}k, got ${Math.floor(size / 1024)}k`;
    job.console.annotate('error', `$GITHUB_STEP_SUMMARY upload aborted, ${limits}.`);
  } else if (size > 0) job.summaries.push(job.console.mask(text));
}

function takeEnvironment(job: RunningJob, pairs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(pairs)) {
    if (name.toUpperCase() !== BLOCKED) job.env[name] = value;
    else job.console.annotate('error', `Can't store ${BLOCKED} output parameter using '$GITHUB_ENV' command.`);
  }
}

interface Taken {
  readonly isSound: boolean;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Carries out what the files contain. A file that cannot be read fails the step. */
function takeFiles(job: RunningJob, step: ProgramStep, files: ReturnType<typeof createFiles>): Taken {
  let isSound = true;
  const outputs: Record<string, string> = {};
  const attempts: readonly (readonly [string, () => void])[] = [
    ['output', () => void Object.assign(outputs, readPairs(files.output))],
    ['state', () => void Object.assign(step.state, readPairs(files.state))],
    ['env', () => takeEnvironment(job, readPairs(files.env))],
    ['path', () => void job.path.push(...readPaths(files.path))],
    ['step_summary', () => takeSummary(job, readSummary(files.step_summary))],
  ];
  for (const [name, take] of attempts) {
    try {
      take();
    } catch (error) {
      job.console.annotate('error', `Unable to process file command '${name}' successfully: ${String(error)}`);
      isSound = false;
    }
  }
  return { isSound, outputs };
}

function statusOf(job: RunningJob, signal: AbortSignal, isSound: boolean): Status {
  if (!signal.aborted) return isSound ? 'success' : 'failure';
  job.console.annotate('error', 'The operation was canceled.');
  return 'cancelled';
}

/**
 * Runs the program of a step and carries out what it asks for. A step that was cancelled counts as cancelled, whatever
 * its exit code.
 */
export async function runProgram(job: RunningJob, step: ProgramStep): Promise<Ended> {
  const files = createFiles(job.temp);
  for (const file of Object.values(files)) job.giveToRunner(file);
  let isObeyed = true;
  const { file, args, cwd, signal } = step;
  const code = await execute({
    file,
    args,
    cwd,
    signal,
    wait: job.wait,
    ...(job.account && { account: job.account }),
    env: { ...job.environment(step.env), ...contextVariables({ ...step.github, ...files }) },
    onLine: (line) => {
      isObeyed = job.console.accept(line) && isObeyed;
    },
  });
  const { isSound, outputs } = takeFiles(job, step, files);
  return { status: statusOf(job, signal, code === 0 && isObeyed && isSound), outputs };
}

const SHELLS: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'],
  sh: ['sh', '-e', '{0}'],
};

/** Returns the words of a shell: its name, or a command with `{0}` in the place of the script. */
function shellWords(shell: string): readonly string[] {
  const words = SHELLS[shell] ?? shell.split(' ');
  if (!words.includes('{0}')) throw new Error(`Invalid shell option: ${shell}`);
  return words;
}

/** Turns a `run:` script into a program. */
export function scriptProgram(job: RunningJob, script: string, shell: string) {
  const path = join(job.temp, `${randomUUID()}.sh`);
  writeFileSync(path, script);
  const [file = '', ...args] = shellWords(shell).map((word) => (word === '{0}' ? path : word));
  return { file, args };
}
