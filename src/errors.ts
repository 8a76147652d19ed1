/** Errors that a person can act on. The exit code of each says whether the request or the host has to change. */

/** What the command ends with; docs/command.md has when. 0 stands for what is fine. */
export const EXIT = { gateFailed: 1, badInput: 2, host: 3, inPart: 4, cancelled: 130 } as const;

/**
 * No name, path or number that a person gives on purpose is longer. Longer words are cut so that the message stays
 * readable.
 */
const LONGEST_WORD = 400;
const LONG_WORDS = new RegExp(`\\S{${LONGEST_WORD + 1},}`, 'g');

/** Shortens long words and keeps both of their ends. */
export function withShortWords(text: string): string {
  return text.replace(LONG_WORDS, (word) => `${word.slice(0, LONGEST_WORD / 2)}…${word.slice(-LONGEST_WORD / 8)}`);
}

/** An error that is shown without a stack: it says what is wrong and, in one sentence, how to solve it. */
export abstract class UserError extends Error {
  abstract readonly exitCode: number;
  constructor(
    message: string,
    readonly remedy?: string,
  ) {
    super(withShortWords(remedy ? `${message}\n${remedy}` : message));
  }
}

/** The request cannot be understood or contradicts itself. */
export class InputError extends UserError {
  override readonly name = 'InputError';
  override readonly exitCode = EXIT.badInput;
}

/** The request is clear, but this host cannot do it. */
export class HostError extends UserError {
  override readonly name = 'HostError';
  override readonly exitCode = EXIT.host;
}

/** The user asked to stop. */
export class Cancelled extends UserError {
  override readonly name = 'Cancelled';
  override readonly exitCode = EXIT.cancelled;
}
