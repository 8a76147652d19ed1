/** A write of the kernel may take only a part of what it is given: on a disk that fills up, for instance. */
import { writeSync } from 'node:fs';
import { errorCode } from '../errno.js';

/** Writes all of `text`. @throws what the kernel says when it takes no more. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    const taken = writeSome(descriptor, bytes, done);
    if (taken === 0) throw new Error(`only ${done} of ${bytes.length} bytes could be written`);
    done += taken;
  }
}

/**
 * A plain file takes any bytes. On file systems of the kernel's own, such as message queues, files are no plain files
 * and a write is an invalid argument: that is the fault of the folder, and it is told as such.
 */
function writeSome(descriptor: number, bytes: Buffer, from: number): number {
  try {
    return writeSync(descriptor, bytes, from);
  } catch (error) {
    throw errorCode(error) === 'EINVAL' ? Object.assign(error as Error, { code: 'EOPNOTSUPP' }) : error;
  }
}
