/** What all steps of the action share: how an error ends them, and how leftovers are told. */
import { outliveReaders } from '../app/streams.js';
import { UserError } from '../errors.js';
import type { Log } from '../log.js';
import { fail, say, warn } from './print.js';

export const actionLog: Log = {
  step: say,
  warn: (text) => warn(text),
};

/** Annotates the job with what could not be undone. */
export function tellLeft(problems: readonly string[]): void {
  for (const problem of problems) warn(`This could not be undone: ${problem}`);
}

/** Runs a step to its end. An error that the user can mend is told without a stack. */
export async function runStep(work: () => Promise<void>): Promise<void> {
  outliveReaders();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError) && error instanceof Error) say(frames(error));
    fail(error instanceof Error ? error.message : String(error));
  }
}

/** The stack without the message in front of it, which is told separately and may quote text of others. */
function frames({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
