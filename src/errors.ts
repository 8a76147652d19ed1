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

/** This many characters of an address are looked through for a password; no host takes a longer one. */
const LONGEST_PASSWORD = 1_000;
/** Behind the name is no port, so that a path with an @ stays, as of an image with its digest. */
const WITH_SLASHES = `[^\\s/?#:"']{1,100}:(?!\\d{1,5}(?:/|$))[^\\s"']{0,${LONGEST_PASSWORD}}@`;
const PASSWORDS = new RegExp(`://(?:[^\\s/?#"']{1,${LONGEST_PASSWORD}}@|${WITH_SLASHES})`, 'g');

/**
 * Hides the name and the password that stand before the host of an address: `http://***@mirror`. All text that is
 * printed or written into a report passes here.
 */
export function withoutPasswords(text: string): string {
  return text.includes('://') ? text.replace(PASSWORDS, '://***@') : text;
}

/** An error that is shown without a stack: it says what is wrong and, in one sentence, how to solve it. */
export abstract class UserError extends Error {
  abstract readonly exitCode: number;
  constructor(
    message: string,
    readonly remedy?: string,
  ) {
    super(withShortWords(withoutPasswords(remedy ? `${message}\n${remedy}` : message)));
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
