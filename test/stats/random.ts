import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Whole numbers in [low, high] from a fixed seed. */
export function integers(seed: number): (low: number, high: number) => number {
  const generator = xoroshiro128plus(seed);
  return (low, high) => uniformInt(generator, low, high);
}

/** `n` values; few distinct ones, so that most are tied and some are zero. */
export function coarse(next: (low: number, high: number) => number, n: number): number[] {
  return Array.from({ length: n }, () => next(-4, 4) / 2);
}

/** `n` values that are hardly ever tied. */
export function fine(next: (low: number, high: number) => number, n: number): number[] {
  return Array.from({ length: n }, () => next(-1_000_000_000, 1_000_000_000) / 1e9);
}

/** Every way to choose a sign for each of `n` places. */
export function signPatterns(n: number): number[][] {
  return Array.from({ length: 2 ** n }, (_, bits) => Array.from({ length: n }, (_, i) => ((bits >> i) & 1 ? 1 : -1)));
}
