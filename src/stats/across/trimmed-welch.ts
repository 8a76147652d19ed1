/** A t test of two samples that need not scatter alike, which a few disturbed blocks do not upset. */
import { studentQuantile, studentUpperTail } from '../inference/prediction.js';
import { TRIMMED } from '../inference/trimmed-t.js';

/** What the test says about the shift from x to y. */
export interface TrimmedWelch {
  /** One-sided p of y being lower than x by more than `by`; small where it is. */
  less(by?: number): number;
  greater(by?: number): number;
  /** Half of the width of the interval with this tail a side; null where a sample is too small for one. */
  halfWidth(tail: number): number | null;
  /** The difference of the trimmed means. */
  readonly centre: number;
}

interface Trimmed {
  readonly mean: number;
  /** The squared standard error of that mean, from the winsorised values. */
  readonly error: number;
  /** How many values are left. */
  readonly left: number;
}

/**
 * Divides the difference of the means, a share trimmed at either end, by the root of the sum of both squared standard
 * errors, with Welch's degrees of freedom rounded down (Yuen 1974; where nothing is trimmed, Welch's test). Samples of
 * which fewer than two values are left say nothing: p is 1 then, as it is where neither scatters and they do not
 * differ.
 * @param x one figure a block, at least one.
 * @param share that is trimmed at either end of both.
 */
export function trimmedWelch(x: readonly number[], y: readonly number[], share: number = TRIMMED): TrimmedWelch {
  const [before, now] = [trimmed(x, share), trimmed(y, share)];
  const centre = now.mean - before.mean;
  const error = Math.sqrt(before.error + now.error);
  const isShort = Math.min(before.left, now.left) < 2;
  const degrees = isShort ? 1 : degreesOf(before, now);
  const tail = (difference: number): number =>
    isShort || difference === 0 ? 1 : studentUpperTail(difference / error, degrees);
  return {
    centre,
    less: (by = 0) => tail(by - centre),
    greater: (by = 0) => tail(centre - by),
    halfWidth: (each) => (isShort ? null : studentQuantile(each, degrees) * error),
  };
}

function trimmed(values: readonly number[], share: number): Trimmed {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = Math.floor(share * sorted.length);
  const kept = sorted.slice(cut, sorted.length - cut);
  const [low, high, left] = [kept[0] ?? 0, kept.at(-1) ?? 0, kept.length];
  const winsorised = sorted.map((value) => Math.min(high, Math.max(low, value)));
  const middle = mean(winsorised);
  const squares = winsorised.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return { mean: mean(kept), error: squares / (left * (left - 1)), left };
}

function degreesOf(x: Trimmed, y: Trimmed): number {
  const both = (x.error + y.error) ** 2;
  const each = x.error ** 2 / (x.left - 1) + y.error ** 2 / (y.left - 1);
  return each === 0 ? x.left + y.left - 2 : Math.max(1, Math.floor(both / each));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
