/**
 * Compares two runs of different boots. How much a boot adds is unknown until trusted runs of the same hardware show
 * it.
 */
import { decideAcross } from '../../stats/across/verdict-across.js';
import { minimumHistory } from '../../stats/inference/prediction.js';
import { hodgesLehmann } from '../../stats/inference/signed-rank.js';
import { undecided } from '../../stats/rule.js';
import { count } from '../../units.js';
import { NO_RUN_TO_RUN } from '../host/run-to-run.js';
import type { Reasoned } from '../levels.js';
import { pairDifferences, type Series } from '../observations.js';
import { decisionReason, type WordedSettings } from '../wording/reason.js';
import { decideSameBoot } from './same-boot.js';

/** Fewest blocks of a run whose estimate counts. */
export const LEAST_BLOCKS = 6;

/** The series of one cell in a trusted run, of `LEAST_BLOCKS` blocks at least. */
export interface TrustedSeries {
  readonly run: string;
  readonly boot: string;
  readonly series: Series;
}

/** A run, reduced to one number. */
export interface RunEstimate {
  readonly run: string;
  readonly boot: string;
  /** Hodges-Lehmann estimate of arm / native. */
  readonly overhead: number;
}

const differences = (series: Series): number[] => series.observations.map((one) => one.difference);

/**
 * Returns one estimate for each run. Of a longer run, no more blocks than the candidate's are used: it would scatter
 * less than the candidate may. There is none where the candidate has no block.
 */
export function runEstimates(history: readonly TrustedSeries[], candidateBlocks: number): RunEstimate[] {
  if (candidateBlocks === 0) return [];
  return history.map(({ run, boot, series }) => ({
    run,
    boot,
    overhead: Math.exp(hodgesLehmann(differences(series).slice(0, candidateBlocks))),
  }));
}

/**
 * Takes one look, with the run as the unit: the candidate's overhead against the prediction interval of the trusted
 * runs. With fewer than `minimumHistory(alpha / cells)` runs nothing is decided; the effect is then the shift between
 * the blocks of both runs, and its interval leaves out what a boot adds.
 */
export function decideAgainstHistory(
  baseline: Series,
  candidate: Series,
  history: readonly RunEstimate[],
  settings: WordedSettings,
): Reasoned {
  const needed = minimumHistory(settings.alpha / settings.cells);
  const blocks = differences(candidate);
  const samples = { baseline: pairDifferences(baseline), candidate: pairDifferences(candidate) };
  const shown = decideSameBoot(samples, settings, { runToRun: NO_RUN_TO_RUN, widening: 1 }).decision;
  const open = (reason: string): Reasoned => ({
    decision: { ...undecided(shown.n, { kind: 'few-runs', needed }), effect: shown.effect },
    reason: () => reason,
  });
  if (history.length < needed) {
    return open(
      `${history.length} of ${needed} baseline runs needed, one a boot: these runs are not of one boot in one state, and what that adds is unknown.`,
    );
  }
  if (blocks.length < LEAST_BLOCKS)
    return open(`${count(blocks.length, 'block')} of the candidate: ${LEAST_BLOCKS} are needed.`);
  const decision = decideAcross(
    history.map((one) => one.overhead),
    Math.exp(hodgesLehmann(blocks)),
    settings,
  );
  const reason = (): string => decisionReason(decision, settings, 'baseline runs');
  return decision.p === null ? open(reason()) : { decision, reason };
}
