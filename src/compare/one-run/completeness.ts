/** Finds the planned cells that a run has measured only in part. Pure. */
import { cellKey } from '../../results/cells.js';
import type { RunDocument } from '../../results/document.js';
import { ALPHA, enoughPairs } from '../../stats/sequential.js';
import { count } from '../../units.js';
import { REPEATEDLY } from '../comparability.js';
import { observations, type Series } from '../observations.js';
import { decidedCells, minLaunches, visitsOf } from './sides.js';

export interface Gap {
  readonly arm: string;
  readonly benchmark: string;
  /** What is lacking: words that follow `measured in part: `. */
  readonly what: string;
}

/** A cell counts as measured in part where something failed in at least this share of its launches. */
const TOLERATED = 0.2;

/** Launch figures that some hosts cannot give at all. Failed launches show in the other figures. */
const OPTIONAL = ['shutdown', 'pss', 'cgroup', 'start_cpu'];

/** What a series is short of: words for each of the two, where it is. */
interface Shortfall {
  readonly series: Series;
  readonly few: string | undefined;
  readonly failed: string | undefined;
  /** Number of launches that failed. */
  readonly failures: number;
}

/**
 * Returns cells with fewer launches than can decide, or of which a fifth failed. No cell needs more launches than the
 * largest number of blocks that was asked for. A run that is only measured against native decides nothing by itself,
 * so its cells need no more launches than its budget paid for.
 */
export function gapsOf(run: RunDocument): Gap[] {
  return shortfalls(run).flatMap(({ series: { arm, benchmark }, few, failed }) => {
    const what = few ?? failed;
    return what === undefined ? [] : [{ arm, benchmark, what }];
  });
}

/**
 * Returns the gaps that failures have made: cells with fewer launches than can decide, of which a fifth failed, and
 * more than one. What a short budget or an early end left out is none, nor is what a single bad start has cost.
 */
export function lostCells(run: RunDocument): Gap[] {
  const lost = shortfalls(run).flatMap(({ series: { arm, benchmark }, few, failed, failures }) =>
    few === undefined || failed === undefined || failures < REPEATEDLY
      ? []
      : [{ arm, benchmark, what: `${few}; ${failed}` }],
  );
  return [...new Map(lost.map((gap) => [cellKey(gap), gap])).values()];
}

function shortfalls(run: RunDocument): Shortfall[] {
  const series = observations(run).filter(({ metric }) => !OPTIONAL.includes(metric));
  const settled = new Set(decidedCells(run).map(cellKey));
  const sided = minLaunches(run);
  const enough = Math.min(run.plan.blocks.max, sided ?? enoughPairs(series.length, ALPHA));
  return series.map((one) => {
    const isDecided = one.observations.length > 0 && settled.has(cellKey(one));
    const owed = sided === undefined ? Math.min(enough, visitsOf(one, run)) : isDecided ? 1 : enough;
    return { series: one, few: tooFew(one, Math.max(1, owed)), ...failuresIn(one) };
  });
}

function tooFew({ observations: { length } }: Series, needed: number): string | undefined {
  if (length >= needed) return undefined;
  return `${count(length, 'launch')} with a figure, of at least ${needed}`;
}

/** A start that was tried again has a figure, so it is no failure here. */
function failuresIn({ observations: taken, failedBlocks, metric }: Series): Pick<Shortfall, 'failed' | 'failures'> {
  const counted = new Set(taken.map(({ block }) => block));
  const told = new Set(failedBlocks.map(({ block }) => block));
  const failures = [...told].filter((block) => metric !== 'startup' || !counted.has(block)).length;
  const all = new Set([...counted, ...told]).size;
  const isOften = failures > 0 && failures >= TOLERATED * all;
  return {
    failures,
    failed: isOften ? `${failures} of ${count(all, 'launch')} failed, or a trial in them` : undefined,
  };
}
