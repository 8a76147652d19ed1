/** Words for a change of a metric, in one direction and the other. */
export interface ChangeWords {
  readonly worse: string;
  readonly better: string;
}

export const WORSE_BETTER: ChangeWords = { worse: 'worse', better: 'better' };
const SLOWER_FASTER: ChangeWords = { worse: 'slower', better: 'faster' };

const TIMES: readonly string[] = ['ns', 'µs', 'ms', 's'];

/** Returns `slower` and `faster` where the metric's unit is that of a time or a rate. */
export function changeWords(unit: string): ChangeWords {
  return unit.endsWith('/s') || TIMES.includes(unit) ? SLOWER_FASTER : WORSE_BETTER;
}
