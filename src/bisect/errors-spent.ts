/**
 * How the chance of a wrong answer is divided over the comparisons of a search, and the looks of each. Pure; why it
 * adds up is in docs/statistics.md.
 */
import type { SequentialDesign } from '../stats/sequential.js';

/** Parts of the whole: the ends, all steps together, and the last commit against its parent. */
const PARTS = { ends: 0.2, steps: 0.6, parent: 0.2 } as const;

/** Of the steps' part, what the halvings that the line needs get in equal shares; skipped commits make it more. */
const PLANNED = 0.75;

/** @param alpha chance of a wrong answer of the whole search. */
export const errorOfEnds = (alpha: number): number => PARTS.ends * alpha;

export const errorOfParent = (alpha: number): number => PARTS.parent * alpha;

/**
 * Of the step that comes after `taken` others: equal shares for the `planned` ones, and of what was kept back half
 * each time, so that no number of steps spends more than the part of all.
 */
export function errorOfStep(alpha: number, planned: number, taken: number): number {
  const all = PARTS.steps * alpha;
  if (taken < planned) return (PLANNED * all) / planned;
  return (1 - PLANNED) * all * 0.5 ** (taken - planned + 1);
}

/** The last look; no comparison takes more launches. */
export const MOST_LAUNCHES = 65;

/** Looks come so much later each time: a comparison ends soon after it can. */
const GROWTH = 1.25;

/** Outcomes of the 2^n that the first look may reject on; with fewer, no launch may disagree. */
const FIRST_OUTCOMES = 3;

/** About as many looks as there are. */
const LOOKS = 8;

/**
 * Equal shares at every look for both errors (Pocock's plan, by Bonferroni): a comparison of a search is to end early,
 * and both its answers are wanted alike. The first look is where its share is worth three outcomes.
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
    // A passed commit excludes the whole slowdown that is searched for, at whichever look.
    earlyMarginEffects: Number.MAX_VALUE,
  };
}
