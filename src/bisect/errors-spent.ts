/**
 * Divides the chance of a wrong answer among the comparisons of a search, and among the looks of each. Pure.
 * docs/statistics.md shows that the parts add up.
 */
import type { SequentialDesign } from '../stats/sequential.js';

/** Parts of the whole chance: for the ends, for all steps together, and for the last commit against its parent. */
const PARTS = { ends: 0.2, steps: 0.6, parent: 0.2 } as const;

/**
 * The share of the steps' part that the planned halvings divide equally; the rest is for steps that skipped commits
 * add.
 */
const PLANNED = 0.75;

/** @param alpha chance of a wrong answer of the whole search. */
export const errorOfEnds = (alpha: number): number => PARTS.ends * alpha;

export const errorOfParent = (alpha: number): number => PARTS.parent * alpha;

/**
 * The error of the step after `taken` others: equal shares for the `planned` steps, then half of the remaining
 * reserve each time. So no number of steps spends more than the steps' part.
 */
export function errorOfStep(alpha: number, planned: number, taken: number): number {
  const all = PARTS.steps * alpha;
  if (taken < planned) return (PLANNED * all) / planned;
  return (1 - PLANNED) * all * 0.5 ** (taken - planned + 1);
}

/** Launches at the last look, the most that a comparison takes. */
export const MOST_LAUNCHES = 65;

/** The ratio of the launches of two successive looks. */
const GROWTH = 1.25;

/** The first look may reject on so many of the 2^n outcomes; with fewer, not one launch might disagree. */
const FIRST_OUTCOMES = 3;

/** About the number of looks. */
const LOOKS = 8;

/**
 * Equal shares of both errors at every look (Pocock's plan, by Bonferroni), because a comparison of a search is to
 * end early whichever the answer. The first look is where its share is worth three outcomes.
 */
export function designFor(error: number): SequentialDesign {
  const first = Math.ceil(Math.log2((FIRST_OUTCOMES * LOOKS) / error));
  const ns: number[] = [];
  for (let n = Math.min(first, MOST_LAUNCHES); n < MOST_LAUNCHES / Math.sqrt(GROWTH); n = Math.ceil(n * GROWTH))
    ns.push(n);
  ns.push(MOST_LAUNCHES);
  const share = 1 / ns.length;
  return {
    looks: ns.map((n) => ({ n, alphaShare: share, betaShare: share })),
    beta: error,
    // A commit passes only where the whole slowdown that is searched for is excluded, at whichever look.
    earlyMarginEffects: Number.MAX_VALUE,
  };
}
