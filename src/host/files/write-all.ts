/** A write of the kernel may take only a part of what it is given: on a disk that fills up, for instance. */
import { writeSync } from 'node:fs';

/** Writes all of `text`. @throws what the kernel says when it takes no more. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    const taken = writeSync(descriptor, bytes, done);
    if (taken === 0) throw new Error(`only ${done} of ${bytes.length} bytes could be written`);
    done += taken;
  }
}
