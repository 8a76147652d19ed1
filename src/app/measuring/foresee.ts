/** Foresees, before anything is measured, how small a change a plan can tell. */
import { NATIVE_ALONE, type PlanForecast, shortfall } from '../../compare/power.js';
import { parseCpuList } from '../../host/facts/cpu/cpus.js';
import type { Host } from '../../host/host.js';
import { type Launches, simulateAllocation } from '../../measure/planning/allocation.js';
import { type DurationModel, durationModelOf, estimateBlockSeconds } from '../../measure/planning/duration-model.js';
import { cellCount } from '../../measure/planning/stopping.js';
import { plannedPairs } from '../../results/cells.js';
import type { Plan } from '../../results/document.js';
import { RunStore } from '../../results/store.js';
import { ALPHA, enoughPairs } from '../../stats/sequential.js';
import type { Request } from '../request/request.js';
import { hardwareKeyOf } from './new-run.js';

/** Returns what the budget pays for if launches take as long as `model` says. Pure. */
export function reachOf(planned: Plan, alpha: number, model: DurationModel): PlanForecast {
  const blockSeconds = estimateBlockSeconds(planned, model);
  const fits = Math.floor(planned.budgetSeconds / blockSeconds);
  const blocks = Math.max(planned.blocks.min, Math.min(planned.blocks.max, fits));
  const launches = launchesOf(planned, alpha, model, blocks);
  return { plan: planned, cells: cellCount(planned), blocks, launches, blockSeconds, alpha };
}

/**
 * Warns that native is measured alone, or that the budget is too small to decide anything, and names one that
 * suffices, by how long earlier runs took on this host. Says nothing where the budget suffices, where nothing is
 * compared, and for a resumed run.
 */
export function foreseenShortfall(host: Host, { measured, judging }: Request): string[] {
  const { plan: planned, resumed } = measured;
  if (cellCount(planned) === 0 && resumed === undefined) return [NATIVE_ALONE];
  const isCompared = planned.decision !== undefined || judging.baseline.kind !== 'none';
  if (!isCompared || resumed !== undefined) return [];
  const key = hardwareKeyOf(host, parseCpuList(planned.limits.cpus));
  const model = durationModelOf(new RunStore(host.paths.state).recent(), key, planned);
  const short = shortfall(reachOf(planned, planned.decision?.alpha ?? ALPHA, model));
  return short === undefined ? [] : [short];
}

/** How many launches the budget pays for while no cell is decided. @param blocks of all cells. */
function launchesOf(planned: Plan, alpha: number, model: DurationModel, blocks: number): Launches {
  if (!planned.decision) return { fewest: blocks, most: blocks };
  const cells = plannedPairs(planned);
  const groups = planned.contrasts
    .map((own) => cells.filter(({ contrast }) => contrast === own))
    .filter(({ length }) => length > 0);
  return simulateAllocation(
    groups.map(({ length }) => (planned.budgetSeconds * length) / cells.length),
    enoughPairs(cells.length, alpha),
    planned.blocks,
    (places) => estimateBlockSeconds(planned, model, groups.filter((_, at) => places.includes(at)).flat()),
  );
}
