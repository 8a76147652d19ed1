/** What the steps of the action share: their log, and how an error ends them. */
import { outliveReaders } from '../app/streams.js';
import { UserError } from '../errors.js';
import type { Log } from '../log.js';
import { fail, say, warn } from './print.js';

export const actionLog: Log = {
  step: say,
  warn: (text) => warn(text),
};

/** What could not be undone, as annotations of the job. */
export function tellLeft(problems: readonly string[]): void {
  for (const problem of problems) warn(`This could not be undone: ${problem}`);
}

/** Runs a step to its end; what a user can mend is told without a stack. */
export async function runStep(work: () => Promise<void>): Promise<void> {
  outliveReaders();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserError) && error instanceof Error) say(frames(error));
    fail(error instanceof Error ? error.message : String(error));
  }
}

/** Where in our code it happened: a stack begins with the message, which is told by itself and may quote others. */
function frames({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
