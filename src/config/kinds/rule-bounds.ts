/**
 * The ranges of a comparison's rule, in per cent. The inputs and the comparison share them, so that no rule is refused
 * only after the measurement.
 */
export const RULE_BOUNDS = {
  minEffect: { min: 0, max: 99 },
  /** A cost of 100 % has no mirror image among rates, so the margin stays below it. */
  margin: { min: 0.1, max: 99.9 },
  confidence: { min: 50, max: 99.9 },
} as const;
