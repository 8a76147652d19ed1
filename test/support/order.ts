/** Lists the order of a run as lines of text: the one that follows from its seed, and the one that was recorded. */
import { scheduleBlock } from '../../src/measure/planning/schedule.js';
import type { Block, Plan } from '../../src/results/document.js';

/** Returns the order by the plan, and by what was decided or had to wait before each block. */
export function plannedOrder(plan: Plan, blocks: readonly Pick<Block, 'index' | 'settled' | 'waiting'>[]): string[] {
  return blocks.flatMap(({ index, settled = [], waiting = [] }) => {
    const groups = scheduleBlock(plan, index, [...settled, ...waiting]);
    const pairs = groups.flatMap(({ visits }) =>
      visits.flatMap(({ benchmark, baseline, candidate, pairs: scheduled }) => {
        const warmups = scheduled.filter(({ warmup }) => warmup).length;
        return scheduled.map(({ first, warmup }, at) => {
          const order = first === 'baseline' ? [baseline, candidate] : [candidate, baseline];
          return pairText(index, benchmark, warmup ? 0 : at - warmups, warmup, order);
        });
      }),
    );
    return [...groups.map(({ launches }) => launchText(index, launches)), ...pairs];
  });
}

/**
 * Returns the order as it was measured. A pair that the quiet rule took again counts once.
 * @param groupSize the number of arms that were alive together.
 */
export function takenOrder(blocks: readonly Block[], groupSize: number): string[] {
  return blocks.flatMap(({ index, launches, pairs }) => {
    const arms = launches.map(({ arm }) => arm);
    const groups = Array.from({ length: Math.ceil(arms.length / groupSize) }, (_, at) =>
      arms.slice(at * groupSize, (at + 1) * groupSize),
    );
    return [
      ...groups.map((group) => launchText(index, group)),
      ...pairs
        .filter(({ setAside }) => !setAside)
        .map(({ benchmark, k, warmup, trials }) =>
          pairText(
            index,
            benchmark,
            k,
            warmup,
            trials.map(({ arm }) => arm),
          ),
        ),
    ];
  });
}

const launchText = (block: number, arms: readonly string[]) => `block ${block} launches ${arms.join(', ')}`;

function pairText(block: number, benchmark: string, k: number, warmup: boolean, arms: readonly string[]): string {
  return `block ${block} ${benchmark} ${warmup ? 'warm-up' : `pair ${k}`}: ${arms.join(', then ')}`;
}
