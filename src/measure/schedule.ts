/** Who is measured when: every random choice of a run, replayable from its seed. Pure. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Plan } from '../results/document.js';

type Generator = ReturnType<typeof xoroshiro128plus>;

export type Side = 'baseline' | 'candidate';

export interface ScheduledPair {
  /** The side that goes first, by a coin. */
  readonly first: Side;
  readonly warmup: boolean;
}

/** One benchmark in two arms, pair after pair. */
export interface Visit {
  readonly benchmark: string;
  readonly baseline: string;
  readonly candidate: string;
  readonly pairs: readonly ScheduledPair[];
}

export interface BlockSchedule {
  /** Arms in the order they are launched. */
  readonly launches: readonly string[];
  readonly visits: readonly Visit[];
}

/** Odd, near 2^32 divided by the golden ratio: spreads the blocks' seeds (Knuth, TAOCP 6.4). */
const SPREAD = 0x9e3779b1;

/**
 * The schedule of block `index`. Benchmarks come in random order, within each the contrasts, each pair in the order of a
 * coin. The first block takes one warm-up pair more a visit.
 */
export function scheduleBlock(plan: Plan, index: number): BlockSchedule {
  const random = xoroshiro128plus((plan.seed + Math.imul(index + 1, SPREAD)) | 0);
  const launches = shuffle(
    plan.arms.map((arm) => arm.id),
    random,
  );
  const measured = plan.benchmarks.filter((benchmark) => benchmark.work.kind !== 'observed');
  const visits = shuffle(measured, random).flatMap((benchmark) =>
    shuffle(plan.contrasts, random).map(({ baseline, candidate }) => ({
      benchmark: benchmark.id,
      baseline,
      candidate,
      pairs: pairs(index === 0 ? 1 : 0, plan.pairsPerBlock, random),
    })),
  );
  return { launches, visits };
}

function pairs(warmups: number, counted: number, random: Generator): ScheduledPair[] {
  return Array.from({ length: warmups + counted }, (_, k) => ({
    first: uniformInt(random, 0, 1) === 0 ? 'baseline' : 'candidate',
    warmup: k < warmups,
  }));
}

/** Fisher-Yates, on a copy. */
function shuffle<Item>(items: readonly Item[], random: Generator): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = uniformInt(random, 0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
