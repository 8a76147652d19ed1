/** A real pipe for the output of a process. What Node calls a pipe is a pair of sockets. */
import { closeSync, constants, openSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { makeFifo } from '../../host/files/fifo.js';

/**
 * A monitor that writes a guest's serial line byte by byte, and drops what does not fit at once, fills a socket with
 * 280 bytes, because each of them is charged a buffer of its own; a pipe takes 65,536.
 */
export interface OutputPipe {
  /** The descriptor that the process gets. Ours must be closed once the process is started. */
  readonly writeEnd: number;
  readonly output: Socket;
}

/**
 * Opens the pipe.
 * @param folder where the pipe has a name for a moment; it is on record already.
 * @throws HostError
 */
export function openOutputPipe(folder: string): OutputPipe {
  const path = join(folder, 'output');
  makeFifo(path);
  try {
    // The read end is opened first, because opening the write end waits for a reader.
    const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeEnd = openSync(path, constants.O_WRONLY);
    return { writeEnd, output: new Socket({ fd: readEnd, readable: true, writable: false }) };
  } finally {
    unlinkSync(path);
  }
}

/** Closes our descriptor as soon as the process has its own. */
export function handOver({ writeEnd }: OutputPipe): void {
  closeSync(writeEnd);
}
