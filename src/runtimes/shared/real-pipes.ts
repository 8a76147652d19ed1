/** Real pipes for the input and output of a process. */
import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { openRealPipe } from '../../host/files/fifo.js';

/**
 * A monitor that writes a guest's serial line byte by byte, and drops what does not fit at once, fills a socket with
 * 280 bytes, because each of them is charged a buffer of its own; a pipe takes 65,536. Firecracker listens to its
 * standard input only where that is a terminal or a pipe.
 */
export interface RealPipes {
  /** The descriptors that the process gets. Ours must be closed once the process is started. */
  readonly ends: readonly [readEnd: number, writeEnd: number];
  readonly input: Socket;
  readonly output: Socket;
}

/**
 * Opens the pipes.
 * @param folder where they have a name for a moment; it is on record already.
 * @throws HostError
 */
export function openRealPipes(folder: string): RealPipes {
  const [from, to] = [openRealPipe(join(folder, 'input')), openRealPipe(join(folder, 'output'))];
  return {
    ends: [from.readEnd, to.writeEnd],
    input: new Socket({ fd: from.writeEnd, readable: false, writable: true }),
    output: new Socket({ fd: to.readEnd, readable: true, writable: false }),
  };
}

/** Closes our descriptors as soon as the process has its own. */
export function handOver({ ends }: RealPipes): void {
  for (const end of ends) closeSync(end);
}
