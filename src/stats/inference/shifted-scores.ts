/**
 * Computes the scores of `launch-scores.ts` for many shifts of the candidate. Everything that does not depend on the
 * shift is sorted once, so each shift takes one pass.
 */

import { MAD_TO_SD } from '../summary.js';
import type { PairedTrials } from './launch-scores.js';
import { medianOfSorted } from './signed-rank.js';

/** The trials of one side, in the order in which they were taken and in ascending order. */
interface Trials {
  readonly values: Float64Array;
  /** The indexes into `values` in ascending order of the values. */
  readonly order: Uint32Array;
}

/**
 * @param logs natural logs of the trials.
 * @returns a function that gives the score of each launch with `shift` taken out of the candidate. Its next call
 * overwrites the result.
 */
export function shiftedScores(logs: PairedTrials): (shift: number) => Float64Array {
  const ends = endsOf(logs.baseline);
  const [baseline, candidate] = [trialsOf(logs.baseline), trialsOf(logs.candidate)];
  const moved = new Float64Array(candidate.values.length);
  const [byRank, byPair] = [new Float64Array(ends.length), new Float64Array(ends.length)];
  const cauchy = cauchyInto(byPair, baseline.values, ends);
  const rankSums = rankSumsInto(byRank, baseline, candidate.order, ends);
  return (shift) => {
    candidate.values.forEach((value, i) => {
      moved[i] = value - shift;
    });
    rankSums(moved);
    cauchy(moved);
    const [ofRanks, ofPairs] = [lengthOf(byRank), lengthOf(byPair)];
    for (let i = 0; i < byRank.length; i++) {
      byRank[i] = divided(byRank[i] as number, ofRanks) + divided(byPair[i] as number, ofPairs);
    }
    return byRank;
  };
}

/** Returns for each launch the index, among all trials, at which its trials end. */
function endsOf(launches: readonly (readonly number[])[]): number[] {
  let end = 0;
  return launches.map(({ length }) => {
    end += length;
    return end;
  });
}

function trialsOf(launches: readonly (readonly number[])[]): Trials {
  const values = Float64Array.from(launches.flat());
  const order = Uint32Array.from(values, (_, i) => i);
  return { values, order: order.sort((i, k) => (values[i] as number) - (values[k] as number)) };
}

/** Sums by launch the doubled midranks of the candidate's trials, minus those of the baseline's. */
function rankSumsInto(sums: Float64Array, baseline: Trials, order: Uint32Array, ends: readonly number[]) {
  const launchOf = new Uint32Array(order.length);
  ends.forEach((end, launch) => {
    launchOf.fill(launch, ends[launch - 1] ?? 0, end);
  });
  return (moved: Float64Array): void => {
    const candidate: Trials = { values: moved, order };
    sums.fill(0);
    let [before, after] = [0, 0];
    while (before < order.length || after < order.length) {
      const value = Math.min(valueAt(baseline, before), valueAt(candidate, after));
      const [first, second] = [before, after];
      before = endOfTie(baseline, first, value);
      after = endOfTie(candidate, second, value);
      const rank = first + second + before + after + 1;
      for (let at = first; at < before; at++) add(sums, launchOf[baseline.order[at] as number] as number, -rank);
      for (let at = second; at < after; at++) add(sums, launchOf[order[at] as number] as number, rank);
    }
  };
}

/** Returns infinity beyond the last value. */
function valueAt({ values, order }: Trials, at: number): number {
  return at < order.length ? (values[order[at] as number] as number) : Number.POSITIVE_INFINITY;
}

/** Returns the first index from `at` on that does not hold `value`. */
function endOfTie(trials: Trials, at: number, value: number): number {
  let end = at;
  while (end < trials.order.length && valueAt(trials, end) === value) end++;
  return end;
}

/** Sums by launch d / (s^2 + d^2) over its pairs, where d is the difference of the logs and s the scale of the |d|. */
function cauchyInto(sums: Float64Array, baseline: Float64Array, ends: readonly number[]) {
  const sizes = new Float64Array(baseline.length);
  return (moved: Float64Array): void => {
    for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs((moved[i] as number) - (baseline[i] as number));
    const scale = MAD_TO_SD * middleOf(sizes.sort());
    let at = 0;
    for (let launch = 0; launch < sums.length; launch++) {
      let sum = 0;
      for (const end = ends[launch] as number; at < end; at++) {
        const d = (moved[at] as number) - (baseline[at] as number);
        sum += d / (scale ** 2 + d ** 2);
      }
      sums[launch] = sum;
    }
  };
}

/** Returns the median. Where it is zero, it returns the median of the values above zero, and 1 where all are zero. */
function middleOf(sorted: Float64Array): number {
  return medianOfSorted(sorted) || medianOfSorted(sorted.filter((size) => size > 0)) || 1;
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] as number) + value;
}

function lengthOf(scores: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < scores.length; i++) squares += (scores[i] as number) ** 2;
  return Math.sqrt(squares);
}

const divided = (score: number, length: number): number => (length === 0 ? 0 : score / length);
