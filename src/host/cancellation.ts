/**
 * Decides what may cancel work under way. Every wait of an invocation asks here for its signal, so that none is left
 * out because nobody passed it one.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';

export interface Stops {
  /** This signal ends the work. */
  readonly work: AbortSignal;
  /** This signal ends the wait for a large removal. The removal goes on by itself and stays on record. */
  readonly removal: AbortSignal;
  /** This signal ends the undoing of changes. What is not undone by then stays on record. */
  readonly undo: AbortSignal;
}

interface Scope extends Omit<Stops, 'work'> {
  readonly signal: AbortSignal;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Every wait inside `act` ends when `work` is aborted or, while changes are undone, when `undo` is. */
export function cancellable<Result>({ work, ...rest }: Stops, act: () => Promise<Result>): Promise<Result> {
  return scopes.run({ ...rest, signal: work }, act);
}

/** Makes waits inside `act` obey another signal than those around it. Undoing of changes goes on as before. */
export function withSignal<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
  const scope = scopes.getStore() ?? { removal: signal, undo: signal };
  return scopes.run({ ...scope, signal }, act);
}

/** Makes waits inside `act` obey only the limit for undoing, since a cancelled invocation still undoes its changes. */
export function whileUndoing<Result>(act: () => Promise<Result>): Promise<Result> {
  const scope = scopes.getStore();
  return scope ? scopes.run({ ...scope, signal: scope.undo }, act) : act();
}

/** Returns whether the code that runs here undoes a change. */
export function isUndoing(): boolean {
  const scope = scopes.getStore();
  return scope !== undefined && scope.signal === scope.undo;
}

/** Returns the signal that a wait must obey here; undefined outside an invocation that can be cancelled. */
export function currentSignal(): AbortSignal | undefined {
  return scopes.getStore()?.signal;
}

/** Returns the signal that ends the wait for large removals; undefined where nothing can be cancelled. */
export function removalLimit(): AbortSignal | undefined {
  return scopes.getStore()?.removal;
}

/** Waits for this time. @throws the reason of the cancellation. */
export async function pause(milliseconds: number): Promise<void> {
  const signal = currentSignal();
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Returns what `promise` gives, unless the wait is cancelled first. @throws the reason of the cancellation. */
export async function orCancelled<Result>(promise: Promise<Result>): Promise<Result> {
  const signal = currentSignal();
  if (!signal) return promise;
  // It may fail once nobody waits for it any more.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  const over = new AbortController();
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    over.abort();
  }
}
