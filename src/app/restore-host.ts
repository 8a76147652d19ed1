/** Undoes what interrupted runs left and, on request, what was installed. */
import { clearCache, type Stay } from '../host/cache/clear-cache.js';
import { openHost } from '../host/open-host.js';
import type { Log } from '../log.js';

/** This is printed after the list of what could not be undone. */
export const STAYS_ON_RECORD =
  'What could not be undone stays on record: tare cleanup tries it again, so that it is safe to mend it by hand first.';

export interface RestoreOutcome {
  /** What could not be undone. */
  readonly problems: readonly string[];
  /**
   * What is kept on purpose, one sentence each: packages that the user's own now need, and files that are not Tare's.
   */
  readonly kept: readonly string[];
  /** What stays Tare's, one sentence each: a run uses it, and a later cleanup removes it. */
  readonly inUse: readonly string[];
}

/** Removes what runs left behind, or what was installed as well. */
export const CLEANUP_EXTENTS = ['runs', 'packages'] as const;
export type CleanupExtent = (typeof CLEANUP_EXTENTS)[number];

/** Opens the host, which already replays the journals of runs that were killed. */
export async function restoreHost(extent: CleanupExtent, log: Log): Promise<RestoreOutcome> {
  // Whoever asks for nothing else is told once, at the end.
  const tellStuck = () => undefined;
  const host = await openHost({ mayInstall: false, log, purpose: 'tare cleanup', work: 'none', tellStuck });
  const problems: string[] = [];
  const stays: Stay[] = [];
  try {
    if (extent === 'packages') {
      problems.push(...(await host.journal.undoInstalled()));
      stays.push(...(await clearCache(host.paths.cache)));
    }
  } finally {
    problems.push(...(await host.close()));
  }
  // What could not be removed is told by both.
  const sentencesOf = (owner: Stay['whose']) =>
    stays.flatMap(({ sentence, whose }) => (whose === owner ? sentence : []));
  return {
    problems: [...new Set(problems)],
    kept: [...host.journal.kept(), ...sentencesOf('the user')],
    inUse: sentencesOf('tare'),
  };
}
