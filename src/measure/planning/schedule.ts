/**
 * Orders arms and pairs in each block. All random choices of a run are made here, and can be repeated from its seed.
 * Pure.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { cellKey, isCrowd, pairsOf, plannedPairs } from '../../results/cells.js';
import { type CellName, type Contrast, NATIVE, type Plan, type PlannedBenchmark } from '../../results/document.js';
import { type Generator, generatorOf } from '../../stats/random.js';

export type Side = 'baseline' | 'candidate';

export interface ScheduledPair {
  /** The side that goes first, chosen at random. */
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

/**
 * Returns the arms of a visit in the order in which their files are made: the side that goes first in the first pair
 * is first here, too. Where the kernel keeps files in small pieces, those that were made last may be read faster
 * (docs/benchmarks.md), so neither side may have them in every block.
 */
export function setUpOrder({ baseline, candidate, pairs }: Visit): readonly string[] {
  return pairs[0]?.first === 'candidate' ? [candidate, baseline] : [baseline, candidate];
}

/** Arms that are alive together, and what is measured in them. */
export interface LaunchGroup {
  /**
   * The arms in the order in which they are launched, native always among them. Empty where each trial launches its
   * own.
   */
  readonly launches: readonly string[];
  readonly visits: readonly Visit[];
}

/** Odd, near 2^32 divided by the golden ratio: spreads the blocks' seeds (Knuth, TAOCP 6.4). */
const SPREAD = 0x9e3779b1;

/**
 * Returns the groups of block `index`, one after the other; there is one group unless memory is short. Benchmarks
 * come in random order, the contrasts of each too, and the sides of each pair. The first block takes one more pair a
 * visit, as a warm-up.
 * @param skipped cells that are not visited. They are struck out after everything was drawn, so the others are
 * measured as they would have been; an arm whose cells are all skipped is not launched.
 */
export function scheduleBlock(plan: Plan, index: number, skipped: readonly CellName[] = []): LaunchGroup[] {
  const random = generatorOf(plan.seed + Math.imul(index + 1, SPREAD));
  const struck = new Set([...skipped, ...(plan.excluded ?? [])].map(cellKey));
  const isOpen = (contrast: Contrast) =>
    plan.benchmarks.some(
      (one) => !isCrowd(one) && !struck.has(cellKey({ arm: contrast.candidate, benchmark: one.id })),
    );
  const open = ({ candidate, benchmark }: Visit) => !struck.has(cellKey({ arm: candidate, benchmark }));
  const shared = contrastGroups(plan, random)
    .map((contrasts) => {
      const group = drawGroup(plan, contrasts, index === 0 ? 1 : 0, random);
      const needed = new Set([
        NATIVE,
        ...contrasts.filter(isOpen).flatMap(({ baseline, candidate }) => [baseline, candidate]),
      ]);
      return {
        launches: group.launches.filter((arm) => needed.has(arm)),
        visits: group.visits.filter(open),
      };
    })
    .filter(({ launches }) => plan.contrasts.length === 0 || launches.some((arm) => arm !== NATIVE));
  const alone = drawCrowds(plan, random).filter(open);
  return alone.length > 0 ? [...shared, { launches: [], visits: alone }] : shared;
}

/**
 * Arms that are measured and may be alive together, native first; one group unless memory is short. An arm that cannot
 * run any of the benchmarks is in none.
 */
export function armGroups(plan: Plan): string[][] {
  const measured = new Set(plannedPairs(plan).map(({ contrast }) => contrast));
  const groups = contrastGroups(plan, generatorOf(plan.seed))
    .map((contrasts) => contrasts.filter((one) => measured.has(one)))
    .filter((contrasts) => contrasts.length > 0);
  return groups.map((contrasts) => [
    ...new Set([NATIVE, ...contrasts.flatMap(({ baseline, candidate }) => [baseline, candidate])]),
  ]);
}

/** Groups of contrasts whose arms are alive together: all of them or, in random order, as many as memory holds. */
function contrastGroups({ contrasts, arms, armsAtOnce = arms.length }: Plan, random: Generator): Contrast[][] {
  const armsEach = contrasts.some(({ baseline }) => baseline !== NATIVE) ? 2 : 1;
  const size = Math.max(1, Math.floor((armsAtOnce - 1) / armsEach));
  if (contrasts.length <= size) return [[...contrasts]];
  const shuffled = shuffle(contrasts, random);
  return Array.from({ length: Math.ceil(shuffled.length / size) }, (_, at) =>
    shuffled.slice(at * size, (at + 1) * size),
  );
}

function drawGroup(plan: Plan, contrasts: readonly Contrast[], warmups: number, random: Generator): LaunchGroup {
  const own = new Set([NATIVE, ...contrasts.flatMap(({ baseline, candidate }) => [baseline, candidate])]);
  const launches = shuffle(
    plan.arms.map((arm) => arm.id).filter((arm) => own.has(arm)),
    random,
  );
  const measured = plan.benchmarks.filter((one) => one.work.kind !== 'observed' && !isCrowd(one));
  return {
    launches,
    visits: drawVisits(measured, contrasts, (one) => pairs(warmups, pairsOf(plan, one), random), random),
  };
}

/**
 * Crowds are drawn after all others, so that the others are drawn as if there were none. There is no warm-up: the
 * block before, or the check of every runtime, has filled the page cache.
 */
function drawCrowds(plan: Plan, random: Generator): Visit[] {
  return drawVisits(
    plan.benchmarks.filter(isCrowd),
    plan.contrasts,
    (one) => pairs(0, pairsOf(plan, one), random),
    random,
  );
}

function drawVisits(
  benchmarks: readonly PlannedBenchmark[],
  contrasts: readonly Contrast[],
  draw: (benchmark: PlannedBenchmark) => ScheduledPair[],
  random: Generator,
): Visit[] {
  return shuffle(benchmarks, random).flatMap((benchmark) =>
    shuffle(contrasts, random).map(({ baseline, candidate }) => ({
      benchmark: benchmark.id,
      baseline,
      candidate,
      pairs: draw(benchmark),
    })),
  );
}

function pairs(warmups: number, counted: number, random: Generator): ScheduledPair[] {
  return Array.from({ length: warmups + counted }, (_, k) => ({
    first: uniformInt(random, 0, 1) === 0 ? 'baseline' : 'candidate',
    warmup: k < warmups,
  }));
}

/** Shuffles a copy (Fisher-Yates). */
function shuffle<Item>(items: readonly Item[], random: Generator): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = uniformInt(random, 0, last);
    [shuffled[last], shuffled[other]] = [shuffled[other] as Item, shuffled[last] as Item];
  }
  return shuffled;
}
