/**
 * Tells whether a figure has a ratio to others either way round. Where less is better a figure is turned into its
 * reciprocal, and that of the very smallest doubles is not finite.
 */
export const hasRatio = (value: number): boolean =>
  value > 0 && value < Number.POSITIVE_INFINITY && 1 / value < Number.POSITIVE_INFINITY;
