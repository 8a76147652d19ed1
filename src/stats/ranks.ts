/** Ranks with ties as integers, so that no tie is lost to rounding. */

/**
 * Doubled midranks in input order: the smallest of distinct values has 2, the next 4; tied values share the mean of
 * their places. `midranks([5, 3, 5])` is `[5, 2, 5]`.
 * @throws RangeError for NaN, which has no rank.
 */
export function midranks(values: readonly number[]): number[] {
  if (values.some(Number.isNaN)) throw new RangeError('NaN has no rank');
  const order = values.map((value, index) => ({ value, index })).sort((x, y) => x.value - y.value || 0);
  const ranks = new Array<number>(values.length).fill(0);
  for (let first = 0; first < order.length; ) {
    const last = endOfTies(order, first);
    for (const { index } of order.slice(first, last + 1)) ranks[index] = first + last + 2;
    first = last + 1;
  }
  return ranks;
}

/** Index of the last element equal to the one at `first`, in a sorted array. */
function endOfTies(sorted: readonly { readonly value: number }[], first: number): number {
  let last = first;
  while (last + 1 < sorted.length && sorted[last + 1]?.value === sorted[first]?.value) last++;
  return last;
}
