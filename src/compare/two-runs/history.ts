/** Chooses the runs that show how much overheads change from boot to boot. */
import { InputError } from '../../errors.js';
import { cellKey } from '../../results/cells.js';
import type { RunDocument } from '../../results/document.js';
import { planDifferences } from '../documents/plan-differences.js';
import { sameHardware } from '../fingerprint.js';
import { contentionDifference } from '../host/contention.js';
import type { Series } from '../observations.js';
import { againstNative } from '../planned-cells.js';
import { LEAST_BLOCKS, type TrustedSeries } from './against-history.js';

interface TrustedRun {
  readonly document: RunDocument;
  readonly series: ReadonlyMap<string, Series>;
}

export interface TrustedHistory {
  /** All runs of other boots than the candidate's, oldest first. Of each boot one counts, which may differ by cell. */
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

/** Returns the runs of other boots, the baseline included, of a host as crowded as the candidate's. */
export function trustedHistory(
  baseline: RunDocument,
  candidate: RunDocument,
  history: readonly RunDocument[],
): TrustedHistory {
  const others = [...history, baseline]
    .filter((run) => run.id !== candidate.id && run.fingerprint.bootId !== candidate.fingerprint.bootId)
    .filter((run) => sameHardware(run, candidate))
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const alike = others.filter((run) => contentionDifference(run, candidate) === undefined);
  const all = alike.map(read);
  return {
    runs: all.filter((one) => typeof one !== 'string'),
    notes: [...crowdedNotes(others.length - alike.length), ...all.filter((one) => typeof one === 'string')],
  };
}

function crowdedNotes(runs: number): string[] {
  if (runs === 0) return [];
  const which = runs === 1 ? '1 run' : `${runs} runs`;
  return [`Left out of the history: ${which} of a host that was more or less crowded by other work than this time.`];
}

/**
 * Returns the series of one cell in the latest run of each boot that has it, did the same as the candidate and took
 * enough blocks. Runs of one boot say nothing about the next, so counting all of them would make the scatter look
 * known and small. A later run of something else, or one that was cut short, does not hide what its boot has shown.
 */
export function trustedSeries(
  history: TrustedHistory,
  candidate: RunDocument,
  cell: { readonly arm: string; readonly benchmark: string },
): TrustedSeries[] {
  const latest = new Map<string, TrustedSeries>();
  for (const { document, series } of history.runs) {
    const own = series.get(cellKey(cell));
    if (own === undefined || own.observations.length < LEAST_BLOCKS) continue;
    if (planDifferences(document, candidate, cell).length > 0) continue;
    const boot = document.fingerprint.bootId;
    latest.set(boot, { run: document.id, boot, series: own });
  }
  return [...latest.values()];
}
