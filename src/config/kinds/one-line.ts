/** Tells what a run document can hold: which text as a name or a path, and how many runtimes. */

/** An arm's name, a value of its options or a path has at most this many characters (PATH_MAX is 4,096 bytes). */
export const LONGEST_NAME = 5_000;
/** A command, pattern or query of the user has at most this many characters: so much of a text is recorded. */
export const LONGEST_TEXT = 10_000;
/** A run has at most this many runtimes, native among them. */
export const MOST_ARMS = 64;
/** A version has at most this many characters. */
export const LONGEST_IDENTIFIER = 128;

/** Returns whether the text has no line break and no control character. */
export const isOnOneLine = (text: string): boolean => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
