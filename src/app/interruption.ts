/** Ctrl-C, and how a workflow is cancelled: the first signal ends the work in good order, the second at once. */
import { Cancelled } from '../errors.js';
import type { Stops } from '../host/cancellation.js';

export interface Interruption extends Stops {
  /** Aborted by the first signal. */
  readonly stopping: AbortSignal;
  /** Aborted by the second, and where the first has not ended the work soon. */
  readonly signal: AbortSignal;
}

/** Each is a reason to stop; a terminal that is closed sends SIGHUP. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Ctrl-\: as if it were the second. */
const AT_ONCE = 'SIGQUIT';

/** How long the trial that runs may go on, ms, and how long all of what follows a signal may take. */
const TRIAL_MS = 4000;
const PUT_BACK_MS = 8500;
const PUT_BACK_AT_ONCE_MS = 1200;

const SAID = 'stopping after the trial that runs; once more stops at once';

/** Listens until `release` is called. */
export function listen(tell: (text: string) => void, said = SAID): Interruption & { release(): void } {
  const [stopping, signal, putBack] = [new AbortController(), new AbortController(), new AbortController()];
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void) => timers.push(setTimeout(act, milliseconds));
  const giveUp = () => putBack.abort(new Error('There was no time left to take it back.'));
  const stop = () => {
    tell(said);
    stopping.abort(new Cancelled('stopped by the user'));
    after(TRIAL_MS, () => signal.abort(new Cancelled('stopped by the user')));
    after(PUT_BACK_MS, giveUp);
  };
  const stopAtOnce = () => {
    if (!stopping.signal.aborted) stopping.abort(new Cancelled('stopped by the user'));
    signal.abort(new Cancelled('stopped at once; the block that was being taken is kept as far as it came'));
    after(PUT_BACK_AT_ONCE_MS, giveUp);
  };
  const heard = () => (stopping.signal.aborted ? stopAtOnce() : stop());
  for (const name of SIGNALS) process.on(name, heard);
  process.on(AT_ONCE, stopAtOnce);
  return {
    stopping: stopping.signal,
    signal: signal.signal,
    work: stopping.signal,
    putBack: putBack.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, heard);
      process.off(AT_ONCE, stopAtOnce);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
