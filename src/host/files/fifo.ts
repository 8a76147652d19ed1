/** Makes FIFOs and real pipes, for which Node has no calls: what it calls a pipe is a pair of sockets. */
import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
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

/** The descriptors of a real pipe. Both wait. */
export interface RealPipe {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/** Opens a pipe, which has a name at the path for a moment. @throws HostError */
export function openRealPipe(path: string): RealPipe {
  makeFifo(path);
  try {
    // To open one end waits for the other one, unless it is told not to.
    const first = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeEnd = openSync(path, constants.O_WRONLY);
    const readEnd = openSync(path, constants.O_RDONLY);
    closeSync(first);
    return { readEnd, writeEnd };
  } finally {
    unlinkSync(path);
  }
}
