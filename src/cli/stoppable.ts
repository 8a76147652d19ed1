/** Runs a command that changes nothing of the host: Ctrl-C ends what it has started, and then itself. */
import { interruptible, listen } from '../app/interruption.js';
import { EXIT } from '../errors.js';
import { say } from './print.js';

/**
 * Runs a command whose steps listen and tell by themselves. Between them, too, a signal lets the command end in good
 * order: what is cleared away by a `finally` is.
 * @param act asks the signal before each step.
 */
export async function stoppableBetween(act: (stopping: AbortSignal) => Promise<number>): Promise<number> {
  const interruption = listen(() => undefined);
  const { stopping } = interruption;
  try {
    const code = await interruptible(interruption, () => act(stopping));
    return stopping.aborted && code !== EXIT.host ? EXIT.cancelled : code;
  } finally {
    interruption.release();
  }
}

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
