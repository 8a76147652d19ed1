/** The plan of looks at the data, and the error that each look may spend. It is fixed before the run. */

export interface Look {
  /** The number of pairs (launches of both sides) at which the cell is looked at. */
  readonly n: number;
  /**
   * The share of alpha that is spent here on `regressed` and, mirrored, on `improved`. At 0 the look may only pass a
   * cell.
   */
  readonly alphaShare: number;
  /** The share of beta that is spent here on `not-slower`. */
  readonly betaShare: number;
}

export interface SequentialDesign {
  /** The looks are in ascending order of n, and each kind of share adds up to 1. */
  readonly looks: readonly Look[];
  /** The chance, for each cell, of calling a slowdown of the margin or more `not-slower`. */
  readonly beta: number;
  /**
   * Before the last look a cell passes only where a slowdown of this many minimum effects is excluded, or the margin
   * where that is smaller. Otherwise a true slowdown of 2 % would pass within a margin of 3 % before any look could
   * reject it.
   */
  readonly earlyMarginEffects: number;
}

/** A look whose error is worked out for one comparison. */
export interface ScheduledLook {
  readonly n: number;
  /** The largest one-sided p that decides; it is 0 where this look may only pass a cell. */
  readonly threshold: number;
  /** The tail probability of the one-sided limit that `not-slower` rests on. */
  readonly tail: number;
  /** No look follows, so a cell that is not decided here stays undecided. */
  readonly last: boolean;
}

/**
 * `ended` means that no more pairs will come, for a reason that does not depend on the values of this cell (budget,
 * blocks).
 */
export type RunState = 'running' | 'ended';

/** The chance of any false regression in one comparison. */
export const ALPHA = 0.05;

/** The smallest change that matters, as a fraction. A smaller one is never called regressed or improved. */
export const MIN_EFFECT = 0.01;

/** The slowdown that `not-slower` excludes, as a fraction. */
export const MARGIN = 0.03;

/**
 * The numbers of launches at looks grow by a factor of about 1.3, so that a cell ends soon after it can be decided. As
 * in the plan of O'Brien and Fleming, early looks get little of alpha, because the closing look spends what is left,
 * whenever the run ends: few launches allow few outcomes (2^-n), so an early look that could reject on more than the
 * very clearest outcome would take it from the last. The split of beta follows from the same limit: the smallest tail
 * of n launches is 2^-n, so the look at 6 needs 1/64 = .0156 of .05 to pass anything at all (.32), and the look at 9
 * reaches the fourth smallest Walsh average with .2. The stricter early margin is our own choice: with the margin of 3
 * % alone, a true slowdown of 2 % passed in most replays of quiet cells.
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

/**
 * Returns the smallest number of pairs that can reject at all: their most extreme p value, 2^-n, must reach alpha /
 * cells.
 */
export function minimumPairs(cells: number, alpha: number): number {
  return Math.ceil(Math.log2(cells / alpha));
}

/**
 * Returns the number of launches from which a cell is worth judging. The fewest that can reject do so on one outcome
 * only, in which all launches agree; with one more, about three outcomes reject. The number is never below that of the
 * first look.
 */
export function enoughPairs(cells: number, alpha: number): number {
  return Math.max(DESIGN.looks[0]?.n ?? 0, minimumPairs(cells, alpha) + 1);
}

/**
 * Returns the largest p that decides at each look of the design: its share of alpha over `cells` (Bonferroni). A look
 * with too few launches to reach it (2^-n is above it) gets 0 and passes its share on to the next look that can
 * reject. This is known before any data, so the sum stays within alpha.
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

/** Returns every look of the design, worked out for a run of which it is not yet known when it will end. */
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
 * Returns the looks that `pairs` pairs allow, in order. A run that ended before the last look of the design gets a
 * closing look at its last pair, which spends all that is left of alpha and beta, because no later look could spend
 * it. Fewer pairs than the first look needs allow none, and pairs beyond the last look are not looked at.
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
