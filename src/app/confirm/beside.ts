/** Where the run of both sides is kept: beside the document of the run that alarmed. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError } from '../../errors.js';
import type { RunDocument } from '../../results/document.js';
import { readRun } from '../../results/store.js';

/** @param path of the document of the run that alarmed. */
export const confirmingPath = (path: string, { id }: Pick<RunDocument, 'id'>): string =>
  join(dirname(path), `confirmation-${id}.json`);

/**
 * Undefined where there is no such run, or where it cannot be read: the alarm is then unconfirmed, and no run is
 * lost.
 */
export function confirmingRun(path: string, run: RunDocument): RunDocument | undefined {
  const beside = confirmingPath(path, run);
  if (run.confirmation?.run === undefined || !existsSync(beside)) return undefined;
  try {
    return readRun(beside);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
