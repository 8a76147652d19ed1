/**
 * Which commit of a line to try next, and what is known by then. Place 0 is the good end, place `last` the bad one.
 * Pure.
 */

/** What trying a commit against the good end said of it. A skipped one said nothing. */
export type Said = 'good' | 'bad' | 'skipped';

export interface Line {
  /** Place of the bad end: so many commits lie after the good one. */
  readonly last: number;
  /** By place; the ends themselves need not be in it. */
  readonly said: ReadonlyMap<number, Said>;
}

/** The last commit known as good, and the first after it known as bad: what was searched for lies between. */
export interface Bounds {
  readonly good: number;
  readonly bad: number;
}

export function boundsOf({ last, said }: Line): Bounds {
  const placesOf = (wanted: Said) => [...said].filter(([, word]) => word === wanted).map(([place]) => place);
  const bad = Math.min(last, ...placesOf('bad'));
  return { good: Math.max(0, ...placesOf('good').filter((place) => place < bad)), bad };
}

/**
 * The untried commit that divides what is left best. As `git bisect skip` does, it keeps away from skipped ones: their
 * neighbours often fail to build for the same reason. Every place is worth the smaller of the two parts it would
 * leave, and no more than twice its distance to the nearest skipped one; the earliest of equals is taken. Undefined
 * where nothing is left to try.
 */
export function nextPlace(line: Line): number | undefined {
  const { good, bad } = boundsOf(line);
  const skipped = [...line.said].flatMap(([place, word]) => (word === 'skipped' ? [place] : [])).sort((a, b) => a - b);
  let [best, most, next] = [undefined as number | undefined, 0, 0];
  for (let place = good + 1; place < bad; place++) {
    while (next < skipped.length && (skipped[next] as number) < place) next++;
    const away = Math.min(place - (skipped[next - 1] ?? -Infinity), (skipped[next] ?? Infinity) - place);
    const worth = Math.min(place - good, bad - place, 2 * away);
    if (worth > most) [best, most] = [place, worth];
  }
  return best;
}

/** Comparisons that halve what lies between the bounds down to one commit. */
export const halvings = ({ good, bad }: Bounds): number => Math.ceil(Math.log2(bad - good));
