/** Finds where a condition on a shift stops holding. This is how a test becomes an interval and an estimate. */
import { lazily } from '../lazily.js';
import type { Interval } from './signed-rank.js';

/** The search gives up at this distance from its start, on the log scale: it is a factor of e^50. */
const FARTHEST = 50;

/** The step at which the condition broke is halved this often, which locates the end to 1/16,384 of that step. */
const HALVINGS = 14;

/** An end is located to this share of the first step of the search or, where that is larger, of its distance. */
const PRECISION = 2 ** (1 - HALVINGS);

/** The condition holds at `near` and does not hold one `stride` further. */
interface Bracket {
  readonly near: number;
  readonly stride: number;
}

/**
 * Returns the end of the stretch in which `holds` is true, from `inside` in the direction of `step`, or null where it
 * has no end. The search doubles its steps until the condition breaks and then halves the last step.
 * @param inside a shift at which the condition holds.
 * @param step not zero; its sign is the direction.
 */
export function boundary(inside: number, step: number, holds: (shift: number) => boolean): number | null {
  const broken = firstBreak(inside, step, holds);
  return broken && halved(broken, HALVINGS, holds).near;
}

/** A shift has an exact p value and one that is near it. */
export interface TailOfShift {
  exact(shift: number): number;
  /** This is nearly the same, and costs less. */
  near(shift: number): number;
}

/**
 * Returns the `boundary` of the shifts whose exact p is above `tail`. The near p finds a place that is about right,
 * and is then corrected by its error there to find the end. The exact p is asked on both sides of that end, and
 * further out only where it has not changed in between.
 */
export function tailBoundary(inside: number, step: number, p: TailOfShift, tail: number): number | null {
  const exact = remembered(p.exact);
  const holds = (shift: number): boolean => exact(shift) > tail;
  const foretold = (shift: number): boolean => p.near(shift) > tail;
  const broken = firstBreak(inside, step, foretold);
  if (broken === null) return boundary(inside, step, holds);
  const { near: about, stride } = halved(broken, HALVINGS, foretold);
  const error = exact(about) / p.near(about);
  const corrected = fromAbout(about, stride, (shift) => p.near(shift) * error > tail);
  if (corrected && holds(corrected.near) && !holds(corrected.near + corrected.stride)) return corrected.near;
  return fromAbout(about, stride, holds)?.near ?? null;
}

/**
 * Returns the end that `find` gives, but zero where the search cannot tell it from zero and the exact p there is above
 * `tail`. Figures that are equal on both sides tie at zero alone, so p may jump there: an end beside it would exclude
 * no change, which the test does not reject.
 */
export function tailEnd(
  inside: number,
  step: number,
  p: TailOfShift,
  tail: number,
  find: typeof tailBoundary,
): number | null {
  const end = find(inside, step, p, tail);
  if (end === null || end === 0) return end;
  const located = PRECISION * Math.max(Math.abs(step), Math.abs(end - inside));
  return Math.abs(end) <= located && p.exact(0) > tail ? 0 : end;
}

/** Finds an end by the exact p alone, as `tailBoundary` does by both. */
export function exactBoundary(inside: number, step: number, { exact }: TailOfShift, tail: number): number | null {
  return boundary(inside, step, (shift) => exact(shift) > tail);
}

/** Returns null where none of the steps breaks the condition. */
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

/**
 * Corrects an end that is about right: it moves away in steps that double until the condition changes, and then back
 * in halves.
 */
function fromAbout(about: number, step: number, holds: (shift: number) => boolean): Bracket | null {
  const isInside = holds(about);
  const away = firstBreak(about, isInside ? step : -step, (shift) => holds(shift) === isInside);
  if (away === null) return null;
  const { near, stride } = away;
  const bracket = isInside ? away : { near: near + stride, stride: -stride };
  return halved(bracket, Math.round(Math.log2(Math.abs(stride / step))), holds);
}

/** Makes a function that computes each of its values once. */
function remembered(value: (shift: number) => number): (shift: number) => number {
  const known = new Map<number, number>();
  return (shift) => {
    const found = known.get(shift) ?? value(shift);
    known.set(shift, found);
    return found;
  };
}

/**
 * Makes a function from tail probabilities to intervals. An end takes many tests, so each is found when it is first
 * read, and once.
 */
export function intervals(end: (side: keyof Interval, tail: number) => number | null): (tail: number) => Interval {
  const known = new Map<number, Interval>();
  return (tail) => {
    const found = known.get(tail) ?? lazily({}, { low: () => end('low', tail), high: () => end('high', tail) });
    known.set(tail, found);
    return found;
  };
}

/**
 * Returns the shift at which a statistic that falls with the shift is zero, or the middle where it is zero over a
 * stretch. It is the guess itself where the search cannot tell it from that: where most figures tie, the statistic is
 * zero at that point alone, and the test may reject what is beside it.
 * @param near a first guess of the shift.
 * @param step the scale of the data; it is positive.
 */
export function balance(near: number, step: number, statistic: (shift: number) => number): number {
  const valueAt = remembered(statistic);
  let start = near;
  for (let stride = step; valueAt(start) <= 0 && stride < FARTHEST; stride *= 2) start = near - stride;
  const first = boundary(start, step, (shift) => valueAt(shift) > 0) ?? near;
  const last = boundary(start, step, (shift) => valueAt(shift) >= 0) ?? near;
  const middle = (first + last) / 2;
  return Math.abs(middle - near) <= step * PRECISION ? near : middle;
}
