/** Makes a FIFO, for which Node has no call of its own. */
import { execFileSync } from 'node:child_process';
import { HostError } from '../../errors.js';
import { commandEnvironment, lastLines } from '../commands/command.js';

/** It is many times what the command takes, which waits for nothing but the disk. */
const LIMIT_MS = 10_000;

/** Makes the FIFO, which only root may open. @throws HostError */
export function makeFifo(path: string): void {
  try {
    execFileSync('mkfifo', ['--mode=600', path], {
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
      env: commandEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new HostError(
      `The pipe ${path} could not be made: ${lastLines(said, 2).join('; ')}`,
      'See whether mkfifo works.',
    );
  }
}
