/** Runs a command that changes nothing of the host: Ctrl-C ends what it has started, and then itself. */
import { interruptible, listen } from '../app/interruption.js';
import { say } from './print.js';

/** @throws Cancelled after a signal. */
export async function stoppable(act: () => Promise<number>): Promise<number> {
  const interruption = listen(say, 'stopping');
  try {
    const code = await interruptible(interruption, act);
    interruption.stopping.throwIfAborted();
    return code;
  } finally {
    interruption.release();
  }
}
