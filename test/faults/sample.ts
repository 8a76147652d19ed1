/** Returns some of many, the same ones for the same seed, spread over all of them. */
export function sample<T>(all: readonly T[], count: number, seed: number): T[] {
  const step = Math.max(1, all.length / count);
  const first = (Math.abs(seed) * 7919) % Math.ceil(step);
  const chosen: T[] = [];
  for (let at = first; at < all.length && chosen.length < count; at += step) {
    const one = all[Math.floor(at)];
    if (one !== undefined) chosen.push(one);
  }
  return chosen;
}
