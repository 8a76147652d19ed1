/** All that the command prints goes through here: text that is not ours cannot move the cursor or steer a runner. */
import { printableLines } from '../printable.js';

/** Sentences for the person: standard error. */
export function say(text: string): void {
  process.stderr.write(`${printableLines(text)}\n`);
}

/** What was asked for: standard output. @param rendered by a report, which has made every part of it printable. */
export function show(rendered: string): void {
  process.stdout.write(rendered);
}
