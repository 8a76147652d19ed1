/**
 * Who may stop what is under way. Every wait of an invocation asks here what it must heed, so that none is left out
 * because nobody handed it a signal.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';

export interface Stops {
  /** Ends what is being done. */
  readonly work: AbortSignal;
  /** What is large is no longer waited for while it is removed: it goes on by itself, and stays on record. */
  readonly removal: AbortSignal;
  /** Ends what is being put back: it then stays on record. */
  readonly putBack: AbortSignal;
}

interface Scope extends Omit<Stops, 'work'> {
  readonly heeded: AbortSignal;
}

const scopes = new AsyncLocalStorage<Scope>();

/** Every wait inside `act` ends when `work` says so; where something is put back, when `putBack` does. */
export function cancellable<Result>({ work, ...rest }: Stops, act: () => Promise<Result>): Promise<Result> {
  return scopes.run({ ...rest, heeded: work }, act);
}

/** Waits inside `act` heed another signal than those around it; what is put back goes on as before. */
export function heeding<Result>(signal: AbortSignal, act: () => Promise<Result>): Promise<Result> {
  const scope = scopes.getStore() ?? { removal: signal, putBack: signal };
  return scopes.run({ ...scope, heeded: signal }, act);
}

/** A cancelled invocation still takes back what it did: waits inside `act` heed only the limit of that. */
export function puttingBack<Result>(act: () => Promise<Result>): Promise<Result> {
  const scope = scopes.getStore();
  return scope ? scopes.run({ ...scope, heeded: scope.putBack }, act) : act();
}

/** Whether what is under way here takes something back. */
export function isPuttingBack(): boolean {
  const scope = scopes.getStore();
  return scope !== undefined && scope.heeded === scope.putBack;
}

/** What a wait must heed here; undefined outside of an invocation that can be cancelled. */
export function heeded(): AbortSignal | undefined {
  return scopes.getStore()?.heeded;
}

/** Aborted when what is large should not be waited for any longer; undefined where nothing can be cancelled. */
export function removalLimit(): AbortSignal | undefined {
  return scopes.getStore()?.removal;
}

/** Waits. @throws the reason of whoever cancels. */
export async function pause(milliseconds: number): Promise<void> {
  const signal = heeded();
  try {
    await delay(milliseconds, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** What `promise` brings, unless it is no longer waited for. @throws the reason of whoever cancels. */
export async function orCancelled<Result>(promise: Promise<Result>): Promise<Result> {
  const signal = heeded();
  if (!signal) return promise;
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
