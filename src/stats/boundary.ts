/** Where a condition on a shift stops to hold: what turns a test into an interval and an estimate. */

/** So far from where it began a shift on the log scale is none: a factor of e^50. */
const FARTHEST = 50;

/** Halvings of the step at which the condition broke: the place is known to 1 in 16,384 of it. */
const HALVINGS = 14;

/**
 * The end of the stretch in which `holds` is true, from `inside` in the direction of `step`: steps that double until
 * one breaks it, then halves. Null where it never breaks.
 * @param inside where it holds. @param step not zero; its sign is the direction.
 */
export function boundary(inside: number, step: number, holds: (shift: number) => boolean): number | null {
  let [near, stride] = [inside, step];
  while (holds(near + stride)) {
    near += stride;
    stride *= 2;
    if (Math.abs(near - inside) > FARTHEST) return null;
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    stride /= 2;
    if (holds(near + stride)) near += stride;
  }
  return near;
}

/**
 * The shift at which a statistic that falls with the shift is zero; the middle where it is zero over a stretch.
 * @param near about where it is. @param step positive: the scale of the data.
 */
export function balance(near: number, step: number, statistic: (shift: number) => number): number {
  let start = near;
  for (let stride = step; statistic(start) <= 0 && stride < FARTHEST; stride *= 2) start = near - stride;
  const first = boundary(start, step, (shift) => statistic(shift) > 0) ?? near;
  const last = boundary(start, step, (shift) => statistic(shift) >= 0) ?? near;
  return (first + last) / 2;
}
