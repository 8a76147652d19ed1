/** Runs a command that changes nothing of the host: Ctrl-C ends what it has started, and then itself. */
import { listen } from '../app/interruption.js';
import { cancellable } from '../host/cancellation.js';
import { say } from './print.js';

/** @throws Cancelled after a signal. */
export async function stoppable(act: () => Promise<number>): Promise<number> {
  const interruption = listen(say, 'stopping');
  try {
    const code = await cancellable(interruption, act);
    interruption.stopping.throwIfAborted();
    return code;
  } finally {
    interruption.release();
  }
}
