/**
 * The command `tare`. Everything else is loaded only when there is work, so that `--version` and mistakes answer at
 * once.
 */
import { isUnderWay } from '../app/interruption.js';
import { flushed, outliveReaders } from '../app/streams.js';
import { VERSION } from '../app/version.js';
import { OWN_FILES_GONE } from './own-files.js';

/** The first word of the command line where this process is the half that root runs for a user: see as-root.ts. */
const ROOT_HALF = '--root-half';
const CANCELLED = 130;
/** How long, in ms, a cancelled command waits for a reader that does not read. */
const PATIENCE_MS = 500;
/** Exit code of a HostError. */
const HOST_CANNOT = 3;

outliveReaders();
// By itself Node would end with 1, which means that the gate failed. Work under way hears of the error too, and throws
// it once the host is put back.
process.on('uncaughtException', (error) => {
  if (!isUnderWay()) void endWith(error);
});
await end(await work().catch(explained));

async function work(): Promise<number> {
  if (process.argv[2] === '--version' || process.argv[2] === '-V') {
    process.stdout.write(`${VERSION}\n`);
    return 0;
  }
  if (process.argv[2] === ROOT_HALF) {
    const { serveCommand } = await import('./commands/index.js');
    return serveCommand();
  }
  const { main } = await import('./commands/index.js');
  return main(process.argv);
}

async function endWith(error: unknown): Promise<void> {
  await end(await explained(error));
}

/** It must not fail itself: an error here would come back here, without end. */
async function explained(error: unknown): Promise<number> {
  try {
    const { explainError } = await import('./explain-error.js');
    return explainError(error);
  } catch {
    process.stderr.write(`tare: ${OWN_FILES_GONE}\n`);
    return HOST_CANNOT;
  }
}

/** Ends the process at once, whatever is still open. Lost output is an error: the answer was not given. */
async function end(code: number): Promise<void> {
  const fault = await flushed(code === CANCELLED ? PATIENCE_MS : Infinity);
  if (fault === undefined) process.exit(code);
  process.stderr.write(`tare: the output could not be written (${fault}): free some space, or write it elsewhere\n`);
  await flushed(PATIENCE_MS);
  process.exit(code === 0 ? HOST_CANNOT : code);
}
