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
    try {
      return await act(host);
    } finally {
      options.log.step('putting the host back');
      left(await host.close());
    }
  });
}
