/** Ranks with ties are integers here, so that rounding cannot break a tie. */

/**
 * Returns doubled midranks in the order of the input: the smallest of distinct values has 2 and the next 4, and tied
 * values share the mean of their places. `midranks([5, 3, 5])` is `[5, 2, 5]`.
 * @throws RangeError for NaN, which has no rank.
 */
export function midranks(values: readonly number[]): number[] {
  if (values.some(Number.isNaN)) throw new RangeError('NaN has no rank');
  const sorted = Float64Array.from(values, (value) => value + 0).sort();
  return values.map((value) => {
    const first = countWhile(sorted, (other) => other < value);
    return first === sorted.length - 1 || sorted[first + 1] !== value + 0
      ? 2 * first + 2
      : first + countWhile(sorted, (other) => other <= value) + 1;
  });
}

/** Counts by bisection the ascending values that fulfil a condition that holds for the first ones only. */
function countWhile(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}
