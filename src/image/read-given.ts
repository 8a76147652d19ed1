/** Tells what is wrong with a file that the user gave from what is wrong with the host that reads it. */
import { InputError } from '../errors.js';
import { CommandError, lastLines } from '../host/commands/command.js';

/** The system's words, as tar, gzip and skopeo pass them on, for trouble that another file would have too. */
const OF_THE_HOST =
  /no space left on device|disk quota exceeded|operation not permitted|read-only file system|input\/output error|cannot allocate memory/i;

/** The exit code of a shell that finds no such program. */
const NOT_FOUND = 127;

/**
 * Runs commands that read it.
 * @param fault what is said where they fail; their last words follow.
 * @throws InputError; CommandError where a command could not run, did not end in its time or could not write.
 */
export async function readGiven<Read>(read: () => Promise<Read>, fault: string, remedy: string): Promise<Read> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CommandError) || isOfTheHost(error)) throw error;
    const said = lastLines(error.result.stderr, 3).join('\n  | ');
    throw new InputError(`${fault}:\n  | ${said || error.message}`, remedy);
  }
}

function isOfTheHost({ result: { code, stderr } }: CommandError): boolean {
  return code === null || code === NOT_FOUND || OF_THE_HOST.test(stderr);
}
