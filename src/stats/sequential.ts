/** When to look at the data, and how much error each look may spend. Declared before the run. */

export interface Look {
  /** Pairs (launches of both sides) at which the cell is looked at. */
  readonly n: number;
  /** Share of alpha spent here on `regressed` and, mirrored, on `improved`; 0: the look may only pass a cell. */
  readonly alphaShare: number;
  /** Share of beta spent here on `not-slower`. */
  readonly betaShare: number;
}

export interface SequentialDesign {
  /** Ascending n; each kind of share adds up to 1. */
  readonly looks: readonly Look[];
  /** Chance, a cell, of calling a slowdown of the margin or more `not-slower`. */
  readonly beta: number;
  /**
   * Before the last look a cell passes only where a slowdown of this many minimum effects is excluded (or the margin,
   * where that is smaller): else a true 2 % would be passed within a margin of 3 % before any look could reject it.
   */
  readonly earlyMarginEffects: number;
}

/** A look with its error resolved for one comparison. */
export interface ScheduledLook {
  readonly n: number;
  /** Largest one-sided p that decides; 0 where this look may only pass a cell. */
  readonly threshold: number;
  /** Tail probability of the one-sided limit that `not-slower` rests on. */
  readonly tail: number;
  /** Nothing comes after it: what is not decided here stays undecided. */
  readonly last: boolean;
}

/** `ended`: no more pairs will come, for a reason that has nothing to do with this cell's values (budget, blocks). */
export type RunState = 'running' | 'ended';

/** Chance of any false regression in one comparison. */
export const ALPHA = 0.05;

/** Smallest change that matters, as a fraction: less is never called regressed or improved. */
export const MIN_EFFECT = 0.01;

/** Slowdown that `not-slower` excludes, as a fraction. */
export const MARGIN = 0.03;

/**
 * Looks at launches that grow by about 1.3, so that a cell ends soon after it can. Few of alpha's shares go early, as
 * in O'Brien and Fleming's plan, because most of what is left is spent by the closing look, whenever the run ends: few
 * launches allow few outcomes (2^-n), so an early look that could reject on more than the very clearest would take
 * them from the last. The split of beta is of the same kind from the other end: the smallest tail of n launches is
 * 2^-n, so the look at 6 needs 1/64 = .0156 of .05 to pass anything at all (.32), and the one at 9 reaches the fourth
 * smallest Walsh average with .2. The stricter early margin is ours too: by the margin of 3 % alone, a true 2 % was
 * passed in most replays of quiet cells.
 */
export const DESIGN: SequentialDesign = {
  looks: [
    { n: 6, alphaShare: 0, betaShare: 0.32 },
    { n: 9, alphaShare: 0.05, betaShare: 0.2 },
    { n: 12, alphaShare: 0.05, betaShare: 0.08 },
    { n: 14, alphaShare: 0.1, betaShare: 0.06 },
    { n: 18, alphaShare: 0.1, betaShare: 0.06 },
    { n: 23, alphaShare: 0.1, betaShare: 0.06 },
    { n: 30, alphaShare: 0.1, betaShare: 0.06 },
    { n: 39, alphaShare: 0.1, betaShare: 0.06 },
    { n: 50, alphaShare: 0.1, betaShare: 0.05 },
    { n: 65, alphaShare: 0.3, betaShare: 0.05 },
  ],
  beta: 0.05,
  earlyMarginEffects: 1.5,
};

/** Fewest pairs that can reject at all: their most extreme p value, 2^-n, must reach alpha / cells. */
export function minimumPairs(cells: number, alpha: number): number {
  return Math.ceil(Math.log2(cells / alpha));
}

/**
 * Launches with which a cell is worth judging: one more than the fewest that can reject, which do so on one outcome
 * only, that in which all agree; of one more about three do. Before the first look none is.
 */
export function enoughPairs(cells: number, alpha: number): number {
  return Math.max(DESIGN.looks[0]?.n ?? 0, minimumPairs(cells, alpha) + 1);
}

/**
 * Largest p that decides at each look of the design: its share of alpha over `cells` (Bonferroni). A look too small to
 * reach it (2^-n above it) gets 0 and hands its share to the next rejecting look: known before any data, so the sum
 * stays within alpha.
 */
export function thresholds(design: SequentialDesign, alpha: number, cells: number): number[] {
  let carried = 0;
  return design.looks.map(({ n, alphaShare }) => {
    if (alphaShare === 0) return 0;
    const threshold = ((alphaShare + carried) * alpha) / cells;
    carried = 2 ** -n > threshold ? carried + alphaShare : 0;
    return carried > 0 ? 0 : threshold;
  });
}

/** Every look of the design, resolved; nothing is known yet about when the run will end. */
export function plannedLooks(design: SequentialDesign, alpha: number, cells: number): ScheduledLook[] {
  const limits = thresholds(design, alpha, cells);
  return design.looks.map(({ n, betaShare }, i) => ({
    n,
    threshold: limits[i] ?? 0,
    tail: design.beta * betaShare,
    last: i === design.looks.length - 1,
  }));
}

/**
 * The looks that `pairs` pairs allow, in order. A run that ended before the design's last look gets a closing look at
 * its last pair, which spends all that is left of alpha and beta: nothing after it could spend it. Fewer pairs than
 * the first look allow none; pairs beyond the last look are not looked at.
 */
export function reachedLooks(
  design: SequentialDesign,
  alpha: number,
  cells: number,
  pairs: number,
  state: RunState,
): ScheduledLook[] {
  const before = state === 'running' ? pairs + 1 : pairs;
  const planned = plannedLooks(design, alpha, cells);
  const taken = planned.filter(({ n, last }) => n < before || (last && n <= pairs));
  if (state === 'running' || pairs < (planned[0]?.n ?? Infinity) || taken.at(-1)?.last) return taken;
  return [...taken, closingLook(design, alpha, cells, taken, pairs)];
}

function closingLook(
  design: SequentialDesign,
  alpha: number,
  cells: number,
  taken: readonly ScheduledLook[],
  n: number,
): ScheduledLook {
  const spent = taken.reduce((sum, look) => sum + look.threshold, 0);
  const spentTail = taken.reduce((sum, look) => sum + look.tail, 0);
  const left = alpha / cells - spent;
  return { n, threshold: 2 ** -n > left ? 0 : left, tail: design.beta - spentTail, last: true };
}
