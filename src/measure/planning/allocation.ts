/** Divides the machine time of a run with two sides over its contrasts. Pure. */

/** A contrast that still has open cells, with the launches and the time that it has had. */
export interface ContrastUsage {
  /** A failed launch counts half: it is made up for, and yet retries end. */
  readonly launches: number;
  /** Seconds of machine time so far, of both sides, with its part of launches and ends. */
  readonly seconds: number;
  /** Its equal part of the whole budget, in seconds. */
  readonly share: number;
}

export interface Budget {
  /** Launches that each contrast gets before the time is divided. */
  readonly minLaunches: number;
  /** Seconds of the budget that are not spent yet. */
  readonly secondsLeft: number;
}

/**
 * The contrasts that the next block measures; empty where none fits into the rest of the budget. Contrasts with too
 * few launches for any proof come first. Then time decides, not the number of launches: a contrast goes on while its
 * share of the time is not used up, so a runtime that starts quickly is measured more often. Time that decided
 * contrasts did not use is divided over the open ones.
 * @param secondsOf what one launch more of these takes together, s.
 */
export function selectContrasts<Own extends ContrastUsage>(
  open: readonly Own[],
  { minLaunches: enough, secondsLeft: left }: Budget,
  secondsOf: (claims: readonly Own[]) => number,
): Own[] {
  const isWithinShare = ({ launches, seconds, share }: Own): boolean =>
    seconds + seconds / Math.max(1, launches) <= share;
  for (const due of [open.filter(({ launches }) => launches < enough), open.filter(isWithinShare), open]) {
    const turn = fitIntoBudget(due, left, secondsOf);
    if (turn.length > 0) return turn;
  }
  return [];
}

/** Returns all of them or, where they do not fit, those that have used the least of their share. */
function fitIntoBudget<Own extends ContrastUsage>(
  due: readonly Own[],
  left: number,
  secondsOf: (claims: readonly Own[]) => number,
): Own[] {
  if (secondsOf(due) <= left) return [...due];
  const turn: Own[] = [];
  for (const one of due.toSorted((x, y) => x.seconds / x.share - y.seconds / y.share)) {
    if (secondsOf([...turn, one]) <= left) turn.push(one);
  }
  return turn;
}

/** Launches that a budget pays for while nothing is decided. */
export interface Launches {
  readonly fewest: number;
  readonly most: number;
}

/**
 * @param shares of the budget, s; their sum is the budget.
 * @param wanted launches of each: at least, whatever the budget, and at most.
 * @param secondsOf what one launch of some, named by their places, takes together, s.
 */
export function simulateAllocation(
  shares: readonly number[],
  enough: number,
  wanted: { readonly min: number; readonly max: number },
  secondsOf: (places: readonly number[]) => number,
): Launches {
  const alone = shares.map((_, at) => secondsOf([at]));
  const claims = shares.map((share, at) => ({ at, share, launches: 0, seconds: 0 }));
  const together = (some: readonly { readonly at: number }[]): number => secondsOf(some.map(({ at }) => at));
  let left = shares.reduce((sum, share) => sum + share, 0);
  for (let block = 0; ; block++) {
    const open = claims.filter(({ launches }) => launches < wanted.max);
    const turn =
      block < wanted.min ? open : selectContrasts(open, { minLaunches: enough, secondsLeft: left }, together);
    if (turn.length === 0) break;
    const seconds = together(turn);
    const part = seconds / turn.reduce((sum, { at }) => sum + (alone[at] as number), 0);
    for (const one of turn) {
      one.launches += 1;
      one.seconds += part * (alone[one.at] as number);
    }
    left -= seconds;
  }
  const launches = claims.map((claim) => claim.launches);
  return { fewest: Math.min(...launches), most: Math.max(...launches) };
}
