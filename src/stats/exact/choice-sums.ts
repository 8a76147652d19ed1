/**
 * Computes the exact null distribution behind the tests of two independent samples: every choice of as many numbers as
 * the second sample holds is equally likely.
 */
import { errorFunction } from 'simple-statistics';

/**
 * Returns both tails of the sum of all but the first `left` whole numbers, where every choice of as many is equally
 * likely. To save time it counts the choices of the smaller sample, from the end of the range that its sum is nearer
 * to.
 */
export function choiceTails(numbers: readonly number[], left: number): { lower: number; upper: number } {
  const [first, rest] = [numbers.slice(0, left), numbers.slice(left)];
  const turned = rest.length > first.length;
  const chosen = turned ? first : rest;
  const [lowest, highest] = [Math.min(...numbers), Math.max(...numbers)];
  const unit = numbers.reduce((divisor, number) => greatestCommonDivisor(divisor, number - lowest), 0);
  if (unit === 0) return { lower: 1, upper: 1 };
  const steps = numbers.map((number) => (number - lowest) / unit).sort((p, q) => p - q);
  const most = (highest - lowest) / unit;
  const mirrored = steps.map((step) => most - step).reverse();
  const sum = chosen.reduce((total, number) => total + (number - lowest) / unit, 0);
  const size = chosen.length;
  const [above, below] = [sum - leastSum(steps, size), size * most - sum - leastSum(mirrored, size)];
  const { near, far } = above <= below ? tailsFrom(steps, size, sum) : tailsFrom(mirrored, size, size * most - sum);
  const isLower = above <= below !== turned;
  return isLower ? { lower: near, upper: far } : { lower: far, upper: near };
}

const leastSum = (steps: readonly number[], size: number): number =>
  steps.slice(0, size).reduce((sum, step) => sum + step, 0);

/** Returns P(sum of `size` steps <= observed) as `near` and P(sum >= observed) as `far`. */
function tailsFrom(steps: readonly number[], size: number, observed: number): { near: number; far: number } {
  const counts = choiceCounts(steps, size, observed);
  const choices = numberOfChoices(steps.length, size);
  const near = Math.min(1, sumOf(counts) / choices);
  return { near, far: Math.min(1, 1 - near + (counts[observed] as number) / choices) };
}

/** Returns the binomial coefficient n over k. */
function numberOfChoices(n: number, k: number): number {
  let choices = 1;
  for (let i = 1; i <= k; i++) choices = (choices * (n - k + i)) / i;
  return choices;
}

function greatestCommonDivisor(x: number, y: number): number {
  return y === 0 ? Math.abs(x) : greatestCommonDivisor(y, x % y);
}

/**
 * Counts the choices of `size` of these ascending steps that have each sum from 0 to `most`. Of k steps taken so far,
 * only sums between that of the smallest and that of the largest k are visited, and none that the smallest possible
 * rest would carry above `most`; all other sums cannot contribute.
 */
function choiceCounts(steps: readonly number[], size: number, most: number): Float64Array {
  const before = runningSums(steps);
  const sumBetween = (from: number, to: number): number => (before[to] as number) - (before[from] as number);
  const bySize = Array.from({ length: size + 1 }, () => new Float64Array(most + 1));
  (bySize[0] as Float64Array)[0] = 1;
  steps.forEach((step, taken) => {
    // A choice that cannot grow to `size` with the steps that are left is skipped.
    const least = Math.max(1, size - (steps.length - taken - 1));
    for (let k = Math.min(size, taken + 1); k >= least; k--) {
      const low = sumBetween(0, k - 1);
      const toCome = step + sumBetween(taken + 1, taken + 1 + size - k);
      const high = Math.min(sumBetween(taken - k + 1, taken), most - toCome);
      addShifted(bySize[k] as Float64Array, bySize[k - 1] as Float64Array, step, low, high);
    }
  });
  return bySize[size] as Float64Array;
}

function runningSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) as number) + value);
  return sums;
}

/** Adds from[sum] to into[sum + step] for the sums from `low` to `high`. `into` must not be `from`. */
function addShifted(into: Float64Array, from: Float64Array, step: number, low: number, high: number): void {
  for (let sum = low; sum <= high; sum++) into[sum + step] = (into[sum + step] as number) + (from[sum] as number);
}

function sumOf(values: Float64Array): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at] as number;
  return total;
}

/**
 * Approximates `choiceTails` in one pass by the Edgeworth series of the sum up to its fourth cumulant, with the
 * moments of a sample without replacement (Wishart, Biometrika 39, 1952). No decision rests on it: it only says where
 * the exact tails are worth counting.
 */
export function nearChoiceTails(numbers: readonly number[], left: number): { lower: number; upper: number } {
  const [n, m] = [numbers.length, numbers.length - left];
  const mean = numbers.reduce((sum, number) => sum + number, 0) / n;
  const { squares, cubes, fourths } = powersAbout(mean, numbers);
  if (squares === 0 || left === 0 || m === 0 || n < 4) return { lower: 1, upper: 1 };
  const pairs = m * left;
  const variance = (pairs * squares) / (n * (n - 1));
  const third = (pairs * (left - m) * cubes) / (n * (n - 1) * (n - 2));
  const fourth =
    (pairs * ((n * (n + 1) - 6 * pairs) * fourths + 3 * (m - 1) * (left - 1) * squares ** 2)) /
    (n * (n - 1) * (n - 2) * (n - 3));
  const shape = { skewness: third / variance ** 1.5, excess: fourth / variance ** 2 - 3 };
  const sum = numbers.slice(left).reduce((total, number) => total + number - mean, 0);
  const above = (atLeast: number, skewness: number): number =>
    edgeworthTail((atLeast - HALF_A_STEP) / Math.sqrt(variance), { ...shape, skewness });
  return { lower: above(-sum, -shape.skewness), upper: above(sum, shape.skewness) };
}

/** Returns the sums of the second, third and fourth powers of the deviations from the mean, in one pass. */
function powersAbout(mean: number, numbers: readonly number[]) {
  let [squares, cubes, fourths] = [0, 0, 0];
  for (const number of numbers) {
    const d = number - mean;
    const square = d * d;
    squares += square;
    cubes += square * d;
    fourths += square * square;
  }
  return { squares, cubes, fourths };
}

/** Half the distance between neighbouring sums of whole numbers, for the continuity correction. */
const HALF_A_STEP = 0.5;

/** Returns P(Z >= z) of a standardised Z of this skewness and excess kurtosis. */
function edgeworthTail(z: number, { skewness, excess }: { skewness: number; excess: number }): number {
  const density = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
  const fifth = z ** 5 - 10 * z ** 3 + 15 * z;
  const series = (skewness * (z ** 2 - 1)) / 6 + (excess * (z ** 3 - 3 * z)) / 24 + (skewness ** 2 * fifth) / 72;
  return (1 - errorFunction(z / Math.SQRT2)) / 2 + density * series;
}
