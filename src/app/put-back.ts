/** Undoes what interrupted runs left and, on request, what was installed. */
import { rmSync } from 'node:fs';
import type { Inputs } from '../config/inputs.js';
import { openHost } from '../host/open-host.js';
import type { Log } from '../log.js';

/** Said after what could not be undone has been listed. */
export const STAYS_ON_RECORD =
  'What could not be undone stays on record: tare cleanup tries it again, so that it is safe to mend it by hand first.';

export interface PutBack {
  /** What could not be undone. */
  readonly problems: readonly string[];
  /** What stays by decision, one sentence each: packages that the user's own need by now. */
  readonly kept: readonly string[];
}

/** Opening the host already replays the journals of runs that were killed. */
export async function putBack(extent: Inputs['cleanup'], log: Log): Promise<PutBack> {
  const host = await openHost({ mayInstall: false, log, purpose: 'tare cleanup' });
  const problems: string[] = [];
  try {
    if (extent === 'packages') {
      problems.push(...(await host.journal.undoInstalled()));
      rmSync(host.paths.cache, { recursive: true, force: true });
    }
  } finally {
    problems.push(...(await host.close()));
  }
  return { problems, kept: host.journal.kept() };
}
