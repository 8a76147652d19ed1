/** Ctrl-C, and how a workflow is cancelled: the first signal ends the work in good order, the second at once. */

import { Cancelled } from '../errors.js';

export interface Interruption {
  /** Aborted by the first signal. */
  readonly stopping: AbortSignal;
  /** Aborted by the second. */
  readonly signal: AbortSignal;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listens until `release` is called. */
export function listen(tell: (text: string) => void): Interruption & { release(): void } {
  const stopping = new AbortController();
  const signal = new AbortController();
  const heard = () => {
    if (stopping.signal.aborted) {
      signal.abort(new Cancelled('stopped at once; the block that was being taken is kept as far as it came'));
      return;
    }
    tell('stopping after the trial that runs; once more stops at once');
    stopping.abort(new Cancelled('stopped by the user'));
  };
  for (const name of SIGNALS) process.on(name, heard);
  return {
    stopping: stopping.signal,
    signal: signal.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, heard);
    },
  };
}
