/** Prints all output of the command, so that text of others can neither move the cursor nor steer a runner. */
import type { Log } from '../log.js';
import { printableLines } from '../printable.js';

/** Prints sentences for a person on standard error. */
export function say(text: string): void {
  process.stderr.write(`${printableLines(text)}\n`);
}

/** Prints the result on standard output. @param rendered by a report, which has made every part of it printable. */
export function show(rendered: string): void {
  process.stdout.write(rendered);
}

/** Says what is done as it is done, for commands without a progress view. */
export const PLAIN_LOG: Log = { step: say, warn: (text) => say(`warning: ${text}`) };
