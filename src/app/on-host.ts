/**
 * Runs work that changes this machine: it can be cancelled at any moment, and its changes are undone whatever
 * happens.
 */
import { type HostOptions, type OpenHost, openHost } from '../host/open-host.js';
import { type Interruption, interruptible } from './interruption.js';

export interface Use extends Omit<HostOptions, 'signal'> {
  /** Called with what could not be undone and so stays on record; the list is empty where everything was undone. */
  left(problems: readonly string[]): void;
}

export function onHost<Result>(
  { left, ...options }: Use,
  interruption: Interruption,
  act: (host: OpenHost) => Promise<Result>,
): Promise<Result> {
  return interruptible(interruption, async () => {
    interruption.stopping.throwIfAborted();
    const host = await openHost({ ...options, signal: interruption.stopping });
    const before = changesOf(host);
    try {
      return await act(host);
    } finally {
      if (changesOf(host) > before) options.log.step('putting the host back');
      left(await host.close());
    }
  });
}

/** How many changes are on record by now. Opening the host makes the first ones, which nobody need read of. */
const changesOf = ({ journal }: OpenHost): number => [...journal.made.values()].reduce((sum, made) => sum + made, 0);
