/**
 * Handles Ctrl-C and the cancelling of a workflow: the first signal ends the work in good order, the second at once.
 */
import { Cancelled } from '../errors.js';
import type { Stops } from '../host/cancellation.js';

export interface Interruption extends Stops {
  /** Aborted by the first signal. */
  readonly stopping: AbortSignal;
  /** Aborted by the second signal, or some time after the first where the work has not ended by then. */
  readonly signal: AbortSignal;
}

/** Each of them asks to stop; a closed terminal sends SIGHUP. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Ctrl-\ ends the work at once, as a second signal does. */
const AT_ONCE = 'SIGQUIT';

/**
 * After the first signal, in ms: how long the running trial may go on, how long a large removal is waited for, and
 * how long everything may take.
 */
const TRIAL_MS = 4000;
const REMOVAL_MS = { soon: 6500, atOnce: 400 };
const PUT_BACK_MS = { soon: 8500, atOnce: 1000 };

const SAID = 'stopping after the trial that runs; once more stops at once';

/** Listens until `release` is called. */
export function listen(tell: (text: string) => void, said = SAID): Interruption & { release(): void } {
  const [stopping, signal] = [new AbortController(), new AbortController()];
  const [removal, undo] = [new AbortController(), new AbortController()];
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void) => timers.push(setTimeout(act, milliseconds));
  const limit = (pace: keyof typeof PUT_BACK_MS) => {
    after(REMOVAL_MS[pace], () => removal.abort());
    after(PUT_BACK_MS[pace], () => undo.abort(new Error('There was no time left to take it back.')));
  };
  const stop = () => {
    tell(said);
    stopping.abort(new Cancelled('Stopped by the user.'));
    after(TRIAL_MS, () => signal.abort(new Cancelled('Stopped by the user.')));
    limit('soon');
  };
  const stopAtOnce = () => {
    if (!stopping.signal.aborted) stopping.abort(new Cancelled('Stopped by the user.'));
    signal.abort(new Cancelled('Stopped at once; the block that was being taken is kept as far as it came.'));
    limit('atOnce');
  };
  const heard = () => (stopping.signal.aborted ? stopAtOnce() : stop());
  for (const name of SIGNALS) process.on(name, heard);
  process.on(AT_ONCE, stopAtOnce);
  return {
    stopping: stopping.signal,
    signal: signal.signal,
    work: stopping.signal,
    removal: removal.signal,
    undo: undo.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, heard);
      process.off(AT_ONCE, stopAtOnce);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
