/**
 * Chooses the next commit of a line to try, and says what is known by then. Place 0 is the good end, place `last` the
 * bad one. Pure.
 */

/** The result of trying a commit against the good end; a skipped one has told nothing. */
export type Said = 'good' | 'bad' | 'skipped';

export interface Line {
  /** Place of the bad end, which is the number of commits after the good one. */
  readonly last: number;
  /** Results by place; the ends need not be among them. */
  readonly said: ReadonlyMap<number, Said>;
}

/**
 * The last commit known as good, and the first after it known as bad: the slow commit is after the one, and the other
 * at the latest.
 */
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
 * Returns the untried commit that divides the rest best. It keeps away from skipped commits, as `git bisect skip`
 * does: their neighbours often fail to build for the same reason. The value of a place is the smaller of the two
 * parts that it would leave, and at most twice its distance to the nearest skipped one; of equal places the earliest
 * is taken. Undefined where nothing is left to try.
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

/** Number of comparisons that halve the commits between the bounds down to one. */
export const halvings = ({ good, bad }: Bounds): number => Math.ceil(Math.log2(bad - good));
