/**
 * Handles Ctrl-C and the cancelling of a workflow: the first signal ends the work in good order, the second at once.
 * An error that nobody has caught ends it at once too, and the host is put back.
 */
import { setMaxListeners } from 'node:events';
import { Cancelled } from '../errors.js';
import { cancellable, type Stops } from '../host/cancellation.js';

export interface Interruption extends Stops {
  /** Aborted by the first signal. */
  readonly stopping: AbortSignal;
  /** Aborted by the second signal, or some time after the first where the work has not ended by then. */
  readonly signal: AbortSignal;
  /** @throws the first error that nobody has caught meanwhile. */
  throwUncaught(): void;
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

/** Those who listen now, and what each does when it hears of a stop. */
const listening = new Map<Interruption, () => void>();
/** Stops that whoever listens next has to hear of. */
let kept = 0;

/** Returns whether there is work under way that ends, with the host put back, where nobody catches an error. */
export const isUnderWay = (): boolean => listening.size > 0;

/**
 * Does what a signal does where none can be sent. A signal that comes while nobody listens ends the process; such a
 * stop ends all that begins later.
 */
export function stopWork(): void {
  if (listening.size === 0) kept += 1;
  for (const heard of listening.values()) heard();
}

/**
 * Stops the work under way, unless that was done already, and all that begins later: nobody is left who could do it.
 */
export function stopForGood(): void {
  kept = Math.max(kept, 1);
  for (const [{ stopping }, heard] of listening) if (!stopping.aborted) heard();
}

/** Listens until `release` is called. */
export function listen(tell: (text: string) => void, said = SAID): Interruption & { release(): void } {
  const [stopping, signal] = [new AbortController(), new AbortController()];
  const { removal, undo, limit, after, clear } = limits();
  // Everything under way listens to them, as the looks at all runtimes at once do: what Node warns about is no leak.
  setMaxListeners(0, stopping.signal, signal.signal, removal, undo);
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
  const errors: unknown[] = [];
  const fail = (error: unknown) => {
    tell(`an unforeseen error ends the work: ${error instanceof Error ? error.message : error}`);
    if (errors.push(error) > 1) return;
    for (const one of [stopping, signal]) one.abort(error);
    limit('soon');
  };
  const interruption = {
    ...{ stopping: stopping.signal, signal: signal.signal, work: stopping.signal, removal, undo },
    throwUncaught: () => {
      if (errors.length > 0) throw errors[0];
    },
  };
  const heard = () => (stopping.signal.aborted ? stopAtOnce() : stop());
  const deafen = hear(interruption, { heard, stopAtOnce, fail });
  const release = () => {
    deafen();
    clear();
  };
  return { ...interruption, release };
}

interface Ears {
  heard(): void;
  stopAtOnce(): void;
  fail(error: unknown): void;
}

/** Begins to listen, also to the stops that were kept. Returns how that is ended. */
function hear(interruption: Interruption, { heard, stopAtOnce, fail }: Ears): () => void {
  listening.set(interruption, heard);
  for (const name of SIGNALS) process.on(name, heard);
  process.on(AT_ONCE, stopAtOnce);
  // A promise that failed, and that nobody waits for, comes here too.
  process.on('uncaughtException', fail);
  for (let nth = 0; nth < kept; nth += 1) heard();
  return () => {
    listening.delete(interruption);
    for (const name of SIGNALS) process.off(name, heard);
    process.off(AT_ONCE, stopAtOnce);
    process.off('uncaughtException', fail);
  };
}

interface Limits extends Pick<Stops, 'removal' | 'undo'> {
  /** Begins to count the time that putting the host back may take. */
  limit(pace: keyof typeof PUT_BACK_MS): void;
  after(milliseconds: number, act: () => void): void;
  clear(): void;
}

function limits(): Limits {
  const [removal, undo] = [new AbortController(), new AbortController()];
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, act: () => void) => void timers.push(setTimeout(act, milliseconds));
  return {
    removal: removal.signal,
    undo: undo.signal,
    after,
    limit: (pace) => {
      after(REMOVAL_MS[pace], () => removal.abort());
      after(PUT_BACK_MS[pace], () => undo.abort(new Error('There was no time left to take it back.')));
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/**
 * Does work that the interruption can stop.
 * @throws what it throws or, once it has ended, the error that nobody has caught meanwhile.
 */
export async function interruptible<Result>(interruption: Interruption, act: () => Promise<Result>): Promise<Result> {
  try {
    return await cancellable(interruption, act);
  } finally {
    interruption.throwUncaught();
  }
}
