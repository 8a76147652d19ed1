/** Removes what a sandbox leaves on the host. */
import { whileUndoing } from '../host/cancellation.js';

/**
 * Makes these removals, and returns what was in their way. One that fails keeps neither the others from being made nor
 * the run from going on: what it has left is on record, or goes with the work folder.
 */
export async function cleanUp(removals: readonly (() => Promise<void>)[]): Promise<string[]> {
  const trouble: string[] = [];
  for (const remove of removals) {
    try {
      await whileUndoing(remove);
    } catch (error) {
      trouble.push(error instanceof Error ? error.message : String(error));
    }
  }
  return trouble;
}
