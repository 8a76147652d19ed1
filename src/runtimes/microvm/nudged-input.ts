/** The input of a guest whose serial line stops in the middle of a long request. */
import { PassThrough, type Writable } from 'node:stream';
import type { Console } from '../runtime.js';

/**
 * Cloud Hypervisor tells its guest once that there is input, and Linux' driver of the line reads no more than 256
 * bytes then (drivers/tty/serial/8250/8250_port.c: serial8250_rx_chars). The rest is read when more comes.
 */
const READ_AT_ONCE = 256;
/** A request that was not heard by then is followed by an empty one, which the agent passes over. */
const NUDGE_MS = 20;

/** Returns an input that goes on with a long request until the guest answers. */
export function nudgedInput({ input, output, gone }: Pick<Console, 'input' | 'output' | 'gone'>): Writable {
  const nudged = new PassThrough();
  nudged.on('data', (bytes: Buffer) => {
    if (bytes.length < READ_AT_ONCE) return;
    const nudges = setInterval(() => input.write('\n'), NUDGE_MS);
    const stop = () => clearInterval(nudges);
    output.once('data', stop);
    void gone.then(stop);
  });
  nudged.pipe(input);
  return nudged;
}
