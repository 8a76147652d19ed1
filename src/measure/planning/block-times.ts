/** Computes where the time of a run's blocks went, and how long another block will take. Pure. */
import { cellKey, type PlannedPair, plannedPairs } from '../../results/cells.js';
import type { Block, CellName, Contrast, Plan } from '../../results/document.js';

/** The time and launches that one contrast has had so far. */
export interface ContrastTime {
  /** Number of whole blocks that visited it. One that was cut short may not have reached it. */
  readonly visits: number;
  /** The same number, in which a block without a whole pair counts half. */
  readonly launches: number;
  /** Seconds: its trials, its part of the launches that it shared, and its cells' part of the rest. */
  readonly seconds: number;
}

export interface BlockTimes {
  /**
   * The whole time of every block is split over the contrasts that it visited; a block that visited none counts for
   * none.
   */
  readonly of: (contrast: Contrast) => ContrastTime;
  /**
   * Seconds that one whole block of these cells takes: trials without a warm-up, launches as in the last block that had
   * them, and for the rest (framing, files that are made and removed) as much for each cell as in the last block of
   * no fewer cells. 0 before the first block.
   */
  readonly next: (cells: readonly PlannedPair[]) => number;
}

export function blockTimes(plan: Plan, blocks: readonly Block[]): BlockTimes {
  const newestFirst = blocks.map((block) => partsOf(plan, block)).reverse();
  const whole = newestFirst.filter(({ complete }) => complete);
  return {
    of: ({ candidate, baseline }) => {
      const own = newestFirst.filter(({ visits }) => visits.has(candidate));
      const visited = own.filter(({ complete }) => complete);
      return {
        visits: visited.length,
        launches: sum(visited.map(({ yielded }) => (yielded.has(candidate) ? 1 : 0.5))),
        seconds: sum(own.map((parts) => secondsIn(parts, { candidate, baseline }))),
      };
    },
    next: (cells) => nextSeconds(whole.length > 0 ? whole : newestFirst, cells),
  };
}

function nextSeconds(newestFirst: readonly Parts[], cells: readonly PlannedPair[]): number {
  const [last] = newestFirst;
  if (last === undefined) return 0;
  const newest = (name: string, read: (parts: Parts) => ReadonlyMap<string, number>): number =>
    newestFirst.map((parts) => read(parts).get(name)).find((seconds) => seconds !== undefined) ?? 0;
  const trials = cells.map((cell) => newest(cellKey(nameOf(cell)), (parts) => parts.trials));
  const arms = new Set(cells.flatMap(({ contrast }) => armsOf(contrast)));
  const launches = [...arms].map((arm) => newest(arm, (parts) => parts.launches));
  const alike = newestFirst.find(({ visits }) => sum([...visits.values()]) >= cells.length) ?? last;
  const visited = sum([...alike.visits.values()]);
  const rest = visited === 0 ? alike.rest : (alike.rest * cells.length) / visited;
  return sum([...trials, ...launches, rest]);
}

/** The cell of a planned pair, by the names that blocks use. */
export function nameOf({ contrast, benchmark }: PlannedPair): CellName {
  return { arm: contrast.candidate, benchmark: benchmark.id };
}

/** The parts of a block's time, in seconds. */
interface Parts {
  /** False where it was cut short. */
  readonly complete: boolean;
  /** Visited cells, by the candidate of their contrast. */
  readonly visits: ReadonlyMap<string, number>;
  /** Candidates of the contrasts that gave a whole pair; where only launches are measured, of those that succeeded. */
  readonly yielded: ReadonlySet<string>;
  /** Number of contrasts visited, by arm. */
  readonly sharing: ReadonlyMap<string, number>;
  /** Time of the trials by cell, without warm-up pairs. */
  readonly trials: ReadonlyMap<string, number>;
  /** Time of all pairs, by the candidate of their contrast. */
  readonly pairs: ReadonlyMap<string, number>;
  /** Time of starts and ends, by arm of a visited contrast. */
  readonly launches: ReadonlyMap<string, number>;
  readonly rest: number;
}

function partsOf(plan: Plan, block: Block): Parts {
  const skipped = new Set([...(block.settled ?? []), ...(block.waiting ?? [])].map(cellKey));
  const visited = plannedPairs(plan).filter((cell) => !skipped.has(cellKey(nameOf(cell))));
  const contrasts = plan.contrasts.filter((one) =>
    visited.some(({ contrast }) => contrast.candidate === one.candidate),
  );
  const sharing = totals(contrasts.flatMap(armsOf).map((arm) => [arm, 1]));
  const launches = totals(
    block.launches
      .filter(({ arm }) => sharing.has(arm))
      .map(({ arm, startupMs, shutdownMs }) => [arm, ((startupMs ?? 0) + (shutdownMs ?? 0)) / 1000]),
  );
  const took = block.pairs.map((pair) => ({ ...pair, seconds: sum(pair.trials.map(({ wallMs }) => wallMs)) / 1000 }));
  const pairs = totals(took.map(({ candidate, seconds }) => [candidate, seconds]));
  const counted = took.filter(({ warmup }) => !warmup);
  return {
    complete: block.complete,
    visits: totals(visited.map(({ contrast }) => [contrast.candidate, 1])),
    yielded: new Set(contrasts.filter((one) => hasYielded(block, one)).map(({ candidate }) => candidate)),
    sharing,
    trials: totals(
      counted.map(({ candidate, benchmark, seconds }) => [cellKey({ arm: candidate, benchmark }), seconds]),
    ),
    pairs,
    launches,
    rest: Math.max(0, block.wallSeconds - sum([...pairs.values(), ...launches.values()])),
  };
}

function hasYielded({ pairs, launches }: Block, { baseline, candidate }: Contrast): boolean {
  const own = pairs.filter((pair) => pair.candidate === candidate && !pair.warmup);
  if (own.length > 0) return own.some(({ trials }) => trials.every(({ failure }) => failure === undefined));
  const started = (armId: string) => launches.some((launch) => launch.arm === armId && launch.failure === undefined);
  return started(baseline) && started(candidate);
}

function secondsIn({ visits, sharing, pairs, launches, rest }: Parts, contrast: Contrast): number {
  const shared = armsOf(contrast).map((arm) => (launches.get(arm) ?? 0) / (sharing.get(arm) ?? 1));
  const part = (visits.get(contrast.candidate) ?? 0) / sum([...visits.values()]);
  return (pairs.get(contrast.candidate) ?? 0) + sum(shared) + rest * part;
}

const armsOf = ({ baseline, candidate }: Contrast): string[] => [baseline, candidate];
function totals(entries: readonly (readonly [name: string, value: number])[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const [name, value] of entries) all.set(name, (all.get(name) ?? 0) + value);
  return all;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
