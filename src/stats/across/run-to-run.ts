/**
 * What being another run adds to the difference of two runs. The blocks of a run are a sample of that run, not of
 * runs: a test of blocks sees a difference that every block of a run shares as if the code had made it. Here it is a
 * normal error of the difference, independent of the blocks, of a known standard deviation.
 */

/** So far out that no double tells the tail from zero. */
const FARTHEST = 8;

/** P(Z >= z) of a standard normal Z, within 1e-15: the series of Marsaglia (J. Stat. Soft. 11, 2004). */
export function normalTail(z: number): number {
  if (Math.abs(z) > FARTHEST) return z > 0 ? 0 : 1;
  let [sum, term] = [z, z];
  for (let k = 3; Math.abs(term) > Number.EPSILON * 1e-3; k += 2) {
    term *= z ** 2 / k;
    sum += term;
  }
  return 0.5 - sum * (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI));
}

/** The z of which that is the tail, for a tail of at most a half; at most 8. */
export function normalQuantile(tail: number): number {
  let [low, high] = [0, FARTHEST];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The one-sided p of a difference whose blocks alone give `p`: they scatter as if its standard error were
 * difference / z, z the quantile of p, and the error of the runs comes on top of that.
 * @param difference in the direction that p is about: positive where p is small.
 * @param sd of the difference of two runs.
 */
export function withRunToRun(p: number, difference: number, sd: number): number {
  if (sd === 0 || p >= 0.5) return p;
  if (difference <= 0) return 0.5;
  return Math.max(p, normalTail(difference / Math.hypot(difference / normalQuantile(p), sd)));
}

/** The end of an interval about an estimate, by the same addition of variances; null stays null. */
export function endWithRunToRun(end: number | null, estimate: number, tail: number, sd: number): number | null {
  if (end === null || sd === 0) return end;
  return estimate + Math.sign(end - estimate) * Math.hypot(end - estimate, normalQuantile(tail) * sd);
}
