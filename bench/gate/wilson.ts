/** A share of trials with its 95 % interval. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The normal quantile of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/**
 * Returns Wilson's score interval (1927), which stays within 0..1 and is accurate near both ends; NaN for no trials.
 */
export function wilson(hits: number, of: number): Share {
  const share = hits / of;
  const shrink = 1 + Z ** 2 / of;
  const centre = (share + Z ** 2 / (2 * of)) / shrink;
  const half = (Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))) / shrink;
  return { hits, of, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
