/** Where a condition on a shift stops to hold: what turns a test into an interval and an estimate. */

/** So far from where it began a shift on the log scale is none: a factor of e^50. */
const FARTHEST = 50;

/** Halvings of the step at which the condition broke: the place is known to 1 in 16,384 of it. */
const HALVINGS = 14;

/** `holds` holds at `near` and does not one `stride` further. */
interface Bracket {
  readonly near: number;
  readonly stride: number;
}

/**
 * The end of the stretch in which `holds` is true, from `inside` in the direction of `step`: steps that double until
 * one breaks it, then halves. Null where it never breaks.
 * @param inside where it holds. @param step not zero; its sign is the direction.
 * @param foretold what nearly always says the same and costs less: with it the end is looked for, and then `holds` is
 * asked on both sides of what was found, and further on until it has changed in between.
 */
export function boundary(
  inside: number,
  step: number,
  holds: (shift: number) => boolean,
  foretold = holds,
): number | null {
  const broken = firstBreak(inside, step, foretold);
  if (broken === null) return foretold === holds ? null : boundary(inside, step, holds);
  const { near, stride } = halved(broken, HALVINGS, foretold);
  return foretold === holds ? near : corrected(near, stride, holds);
}

/** Null where none of the steps breaks it. */
function firstBreak(inside: number, step: number, holds: (shift: number) => boolean): Bracket | null {
  let [near, stride] = [inside, step];
  while (holds(near + stride)) {
    near += stride;
    stride *= 2;
    if (Math.abs(near - inside) > FARTHEST) return null;
  }
  return { near, stride };
}

function halved({ near: from, stride: wide }: Bracket, times: number, holds: (shift: number) => boolean): Bracket {
  let [near, stride] = [from, wide];
  for (let halving = 0; halving < times; halving++) {
    stride /= 2;
    if (holds(near + stride)) near += stride;
  }
  return { near, stride };
}

/** From a place that is about right: away from it in steps that double, then back in halves. */
function corrected(about: number, step: number, holds: (shift: number) => boolean): number | null {
  const isInside = holds(about);
  const away = firstBreak(about, isInside ? step : -step, (shift) => holds(shift) === isInside);
  if (away === null) return null;
  const { near, stride } = away;
  const bracket = isInside ? away : { near: near + stride, stride: -stride };
  return halved(bracket, Math.round(Math.log2(Math.abs(stride / step))), holds).near;
}

/**
 * The shift at which a statistic that falls with the shift is zero; the middle where it is zero over a stretch.
 * @param near about where it is. @param step positive: the scale of the data.
 */
export function balance(near: number, step: number, statistic: (shift: number) => number): number {
  const known = new Map<number, number>();
  const valueAt = (shift: number): number => {
    const value = known.get(shift) ?? statistic(shift);
    known.set(shift, value);
    return value;
  };
  let start = near;
  for (let stride = step; valueAt(start) <= 0 && stride < FARTHEST; stride *= 2) start = near - stride;
  const first = boundary(start, step, (shift) => valueAt(shift) > 0) ?? near;
  const last = boundary(start, step, (shift) => valueAt(shift) >= 0) ?? near;
  return (first + last) / 2;
}
