/** Says how far a run came. Pure. */
import type { RunDocument } from './document.js';

/** Returns whether a run ended by its own rule, not by a person or an error. */
export function isFinished({ stopped }: Pick<RunDocument, 'stopped'>): boolean {
  return stopped !== null && stopped.reason !== 'cancelled' && stopped.reason !== 'error';
}
