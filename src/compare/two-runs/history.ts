/** Chooses the runs that show how much overheads change from boot to boot. */
import { InputError } from '../../errors.js';
import { cellKey } from '../../results/cells.js';
import type { RunDocument } from '../../results/document.js';
import { planDifferences } from '../documents/plan-differences.js';
import { sameHardware } from '../fingerprint.js';
import { contentionDifference } from '../host/contention.js';
import type { Series } from '../observations.js';
import { againstNative } from '../planned-cells.js';
import type { TrustedSeries } from './against-history.js';

interface TrustedRun {
  readonly document: RunDocument;
  readonly series: ReadonlyMap<string, Series>;
}

export interface TrustedHistory {
  /** One run for each boot, never of the candidate's own boot. */
  readonly runs: readonly TrustedRun[];
  /** One sentence for each document that could not be used and whose owner should know why. */
  readonly notes: readonly string[];
}

function read(document: RunDocument): TrustedRun | string {
  try {
    return { document, series: againstNative(document) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return `Left out of the history: ${error.message}`;
  }
}

/**
 * Returns the latest run of each boot, the baseline included, of a host as crowded as the candidate's. Runs of one
 * boot say nothing about the next, so counting all of them would make the scatter look known and small.
 */
export function trustedHistory(
  baseline: RunDocument,
  candidate: RunDocument,
  history: readonly RunDocument[],
): TrustedHistory {
  const latest = new Map<string, RunDocument>();
  const boots = [...history, baseline]
    .filter((run) => run.id !== candidate.id && run.fingerprint.bootId !== candidate.fingerprint.bootId)
    .filter((run) => sameHardware(run, candidate))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const alike = boots.filter((run) => contentionDifference(run, candidate) === undefined);
  for (const run of alike) latest.set(run.fingerprint.bootId, run);
  const all = [...latest.values()].map(read);
  return {
    runs: all.filter((one) => typeof one !== 'string'),
    notes: [...crowdedNotes(boots.length - alike.length), ...all.filter((one) => typeof one === 'string')],
  };
}

function crowdedNotes(runs: number): string[] {
  if (runs === 0) return [];
  const which = runs === 1 ? '1 run' : `${runs} runs`;
  return [`Left out of the history: ${which} of a host that was more or less crowded by other work than this time.`];
}

/** Returns the series of one cell in every trusted run that did the same as the candidate. */
export function trustedSeries(
  history: TrustedHistory,
  candidate: RunDocument,
  cell: { readonly arm: string; readonly benchmark: string },
): TrustedSeries[] {
  return history.runs.flatMap(({ document, series }) => {
    const own = series.get(cellKey(cell));
    if (own === undefined || planDifferences(document, candidate, cell).length > 0) return [];
    return [{ run: document.id, boot: document.fingerprint.bootId, series: own }];
  });
}
