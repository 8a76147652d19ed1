/** Adjusted p values for many cells, in input order: compare them with alpha itself. RangeError for what is no p. */

/** Bonferroni: p times the number of tests. Controls the chance of any false finding, whatever the dependence. */
export function bonferroni(p: readonly number[], tests = p.length): number[] {
  check(p);
  return p.map((value) => Math.min(1, value * tests));
}

/** Holm (1979), step-down: the same guarantee as Bonferroni, never less powerful; all tests must be of one look. */
export function holm(p: readonly number[]): number[] {
  const order = ascending(p);
  const adjusted = new Array<number>(p.length).fill(1);
  let floor = 0;
  order.forEach((index, place) => {
    floor = Math.min(1, Math.max(floor, (p[index] as number) * (p.length - place)));
    adjusted[index] = floor;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg (1995), step-up: controls the share of false findings. Ranks a report; never fails a build.
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = ascending(p);
  const adjusted = new Array<number>(p.length).fill(1);
  let ceiling = 1;
  for (let place = p.length; place > 0; place--) {
    const index = order[place - 1] as number;
    ceiling = Math.min(ceiling, ((p[index] as number) * p.length) / place);
    adjusted[index] = ceiling;
  }
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  check(p);
  return p.map((_, index) => index).sort((i, j) => (p[i] as number) - (p[j] as number));
}

function check(p: readonly number[]): void {
  if (p.some((value) => !(value >= 0 && value <= 1))) throw new RangeError('a p value lies between 0 and 1');
}
