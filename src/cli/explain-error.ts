/** Says what went wrong, and with which exit code the command ends. It is loaded once something did. */
import { EXIT, UserError } from '../errors.js';
import { messageOf, statusOf } from '../github/errors.js';
import { CommandError } from '../host/commands/command.js';
import { startSentence } from '../host/commands/start-trouble.js';
import { fileSentence } from '../host/files/file-errors.js';
import { isOwnFileGone, OWN_FILES_GONE } from './own-files.js';
import { say } from './print.js';

/** Exit code of a bug in Tare. It is not among the documented ones, so that no script takes it for an answer. */
const BUG = 70;

/** The exit code of a HostError. */

/** Prints what is wrong, as a sentence where a person can do something about it. Returns the exit code. */
export function explainError(error: unknown): number {
  if (error instanceof UserError) {
    say(`tare: ${error.message}`);
    return error.exitCode;
  }
  const trouble = troubleOf(error);
  if (trouble !== undefined) {
    say(`tare: ${trouble}`);
    return EXIT.host;
  }
  say(
    `tare: This should not have happened; please report it with the lines below.\n${error instanceof Error ? error.stack : error}`,
  );
  return BUG;
}

/**
 * Returns a sentence for unforeseen trouble that a person can do something about: of a command, a file, GitHub
 * or Tare's own files.
 * Undefined for all other errors.
 */
function troubleOf(error: unknown): string | undefined {
  if (error instanceof CommandError)
    return `A command of this host did not do what it should: ${error.message}${roomFor(error)}`;
  if (isOwnFileGone(error)) return OWN_FILES_GONE;
  const status = statusOf(error);
  if (status !== undefined) return `GitHub answered ${status}: ${messageOf(error)}`;
  return startSentence(error) ?? fileSentence(error);
}

/** So libc calls ENOSPC and EDQUOT, which nearly every program prints. */
const IS_FULL = /No space left on device|Disk quota exceeded/i;

const roomFor = ({ result }: CommandError): string =>
  IS_FULL.test(result.stderr)
    ? '\nMake room on that file system, or set TARE_STATE_DIR and TARE_CACHE_DIR to folders on another one.'
    : '';
