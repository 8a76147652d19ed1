/** Reads a file to its end, also where it may have none. */
import { readSync } from 'node:fs';
import { errorCode } from '../errno.js';

const PIECE = 64 * 1024;

/** This is how often a reader looks whether something has come, where a read does not wait. */
const LOOK_MS = 20;

export interface WaitLimits {
  /** Nothing may come for this long, ms. */
  readonly silenceMs: number;
  /** The whole may take this long, ms. */
  readonly wholeMs: number;
}

/** A pipe of a shell may be fed by a program that first has to work. */
export const WAIT_LIMITS: WaitLimits = { silenceMs: 60_000, wholeMs: 600_000 };

/** It is thrown where a file was not at its end in time. */
export class NoEnd extends Error {
  override readonly name = 'NoEnd';
}

export interface Expected {
  /** The file says that it has so many; those of /proc say 0, and devices never end. */
  readonly bytes: number;
  /** More than these are not read. */
  readonly mostBytes: number;
  /** It is given where more may come later; without it a read that would wait fails (EAGAIN), as of a sensor asleep. */
  readonly wait?: WaitLimits;
}

/**
 * Returns all bytes, whatever their number is said to be: a file of the size that it says is held once. It returns
 * undefined where there are more than are taken.
 * @throws NoEnd where it was opened so that reads do not wait, and does not end in time.
 */
export function readToEnd(descriptor: number, { bytes, mostBytes, wait }: Expected): Buffer | undefined {
  const limits = wait && new Limits(wait);
  const pieces: Buffer[] = [];
  let size = 0;
  for (;;) {
    const wanted = size === 0 && bytes > 0 ? bytes : PIECE;
    const piece = Buffer.allocUnsafeSlow(Math.min(wanted, mostBytes + 1 - size));
    const count = filled(descriptor, piece, limits);
    size += count;
    if (size > mostBytes) return undefined;
    if (count > 0) pieces.push(piece.subarray(0, count));
    if (count < piece.length) return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, size);
  }
}

/** Returns the number of bytes read, which is less than the room only at the end. */
function filled(descriptor: number, piece: Buffer, limits: Limits | undefined): number {
  let size = 0;
  while (size < piece.length) {
    const count = readOrWait(descriptor, piece.subarray(size), limits);
    if (count === 0) break;
    size += count;
  }
  return size;
}

function readOrWait(descriptor: number, room: Buffer, limits: Limits | undefined): number {
  for (;;) {
    try {
      const count = readSync(descriptor, room, 0, room.length, null);
      limits?.heard();
      return count;
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN' || !limits) throw error;
      limits.wait();
    }
  }
}

class Limits {
  readonly #wait: WaitLimits;
  readonly #began = performance.now();
  #last = this.#began;

  constructor(wait: WaitLimits) {
    this.#wait = wait;
  }

  /** @throws NoEnd */
  heard(): void {
    this.#last = performance.now();
    const { wholeMs } = this.#wait;
    if (this.#last - this.#began > wholeMs) throw new NoEnd(`is not at its end after ${wholeMs / 1000} s`);
  }

  /** @throws NoEnd */
  wait(): void {
    const { silenceMs } = this.#wait;
    if (performance.now() - this.#last > silenceMs) throw new NoEnd(`has said nothing for ${silenceMs / 1000} s`);
    Atomics.wait(SLEEPER, 0, 0, LOOK_MS);
  }
}

const SLEEPER = new Int32Array(new SharedArrayBuffer(4));
