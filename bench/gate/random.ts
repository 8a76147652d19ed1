/** Makes reproducible random choices. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Returns 32 random bits as an unsigned integer. */
export type RandomBits = () => number;

export function randomBits(seed: number): RandomBits {
  const generator = xoroshiro128plus(seed);
  return () => generator.next() >>> 0;
}

/** Returns a whole number in [0, below). `below` is small compared with 2^32, so the bias is below 1e-6. */
export function randomBelow(bits: RandomBits, below: number): number {
  return Math.floor((bits() / 2 ** 32) * below);
}

export function coin(bits: RandomBits): boolean {
  return bits() >= 2 ** 31;
}

/** Returns the items in random order (Fisher and Yates). */
export function shuffled<T>(bits: RandomBits, items: readonly T[]): T[] {
  const order = [...items];
  for (let left = order.length; left > 1; left--) {
    const at = randomBelow(bits, left);
    const taken = order[at] as T;
    order[at] = order[left - 1] as T;
    order[left - 1] = taken;
  }
  return order;
}
