/** Numbers that look random and follow from a seed: the same ones wherever a run is read again. Pure. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export type Generator = ReturnType<typeof xoroshiro128plus>;

/**
 * Numbers thrown away at the start: the first of this generator is linear in the seed, so that the first coin of one
 * block turned up opposite to that of the block before in every run, the second in 78 % of them; from the third on,
 * half.
 */
const WARM_UP = 64;

export function generatorOf(seed: number): Generator {
  const random = xoroshiro128plus(seed | 0);
  for (let i = 0; i < WARM_UP; i++) random.next();
  return random;
}
