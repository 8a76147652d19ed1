/** Forecasts what a run of so many blocks can and cannot decide. Pure. */
import type { Plan } from '../results/document.js';
import { minimumHistory } from '../stats/inference/prediction.js';
import { DESIGN, minimumPairs } from '../stats/sequential.js';
import { formatDuration } from '../units.js';
import { LEAST_BLOCKS } from './two-runs/against-history.js';
import { smallestP } from './two-runs/same-boot.js';

/** What a plan can decide. */
export interface PlanForecast {
  readonly plan: Plan;
  readonly cells: number;
  /** Number of blocks of all cells that the budget pays for. */
  readonly blocks: number;
  /** Fewest and most launches of a cell while none is decided; for a run without sides, the number of blocks. */
  readonly launches: { readonly fewest: number; readonly most: number };
  /** Length of one block, in seconds. */
  readonly blockSeconds: number;
  readonly alpha: number;
}

/** Of a plan without another runtime. It is measured all the same: native's own figures are worth knowing, too. */
export const NATIVE_ALONE =
  'Nothing here is compared or judged: native is what others are compared with. Add a runtime, as in --runtimes runc.';

/** Sentences: `60 cells need at least 11 launches of each side to prove a regression; with 20m you get about 26.` */
export function powerSentences(reach: PlanForecast): string[] {
  if (reach.cells === 0) return [NATIVE_ALONE];
  return reach.plan.decision ? ofSides(reach) : ofRuns(reach);
}

/**
 * Returns one sentence where the plan cannot prove a regression in every cell: it gets fewer launches than the test
 * needs. The sentence names the budget that suffices. Undefined where the plan can, and where there is nothing to
 * decide.
 */
export function shortfall(reach: PlanForecast): string | undefined {
  const { plan, cells, launches, blocks, alpha } = reach;
  if (cells === 0) return undefined;
  const needed = plan.decision ? minimumPairs(cells, alpha) : blocksNeededEach(alpha / cells);
  const gotten = plan.decision ? launches.fewest : blocks;
  if (gotten >= needed) return undefined;
  const what = plan.decision ? 'This run' : 'A comparison with a run like this';
  return `${what} cannot prove a regression${isFew(reach, needed) ? '' : ' in every cell'}: ${start(reach, needed)} and ${gets(reach)}. Give it ${needs(reach, needed)}, or fewer benchmarks or runtimes.`;
}

/** True where no cell gets enough launches. */
const isFew = ({ plan, launches, blocks }: PlanForecast, needed: number): boolean =>
  (plan.decision ? launches.most : blocks) < needed;

const looksText = DESIGN.looks.map(({ n, alphaShare }) => (alphaShare === 0 ? `${n} (to pass)` : `${n}`)).join(', ');

function ofSides(reach: PlanForecast): string[] {
  const { plan, cells, launches, alpha } = reach;
  const needed = minimumPairs(cells, alpha);
  const first = DESIGN.looks[0]?.n ?? 0;
  const few = launches.most < needed ? 'That' : 'The fewest';
  return [
    `${start(reach, needed)} of each side to prove a regression; ${gets(reach)}.`,
    launches.fewest < needed
      ? `${few} cannot prove one${launches.fewest < first ? ' nor pass any' : ''}: give it ${needs(reach, needed)}, or fewer benchmarks or runtimes.`
      : `Looks are taken at ${looksText} launches: it reaches the look at ${between(launches, lookBefore)}${launches.fewest < plan.blocks.max ? ', and more as decided cells give their time to the others' : ''}.`,
  ];
}

const lookBefore = (launches: number): number => DESIGN.looks.filter(({ n }) => n <= launches).at(-1)?.n ?? 0;

/** Prints `13`, or `13 to 18`. */
function between({ fewest, most }: PlanForecast['launches'], of: (launches: number) => number): string {
  return of(fewest) === of(most) ? `${of(fewest)}` : `${of(fewest)} to ${of(most)}`;
}

/** The sentences for a comparison with a run of as many blocks. */
function ofRuns(reach: PlanForecast): string[] {
  const { cells, blocks, alpha } = reach;
  const threshold = alpha / cells;
  const needed = blocksNeededEach(threshold);
  const enough = blocks >= Math.max(needed, LEAST_BLOCKS);
  return [
    `${start(reach, needed)} in each of two runs of one boot to prove a regression; ${gets(reach)}, which ${enough ? 'can' : 'cannot'}${enough ? '' : `: give it ${needs(reach, needed)}`}.`,
    `Between boots ${minimumHistory(threshold)} runs are needed, each of at least ${LEAST_BLOCKS} blocks; side by side in one run (baseline-runtimes) needs no history.`,
  ];
}

const start = ({ cells }: PlanForecast, needed: number) =>
  `${cells === 1 ? '1 cell needs' : `${cells} cells need`} at least ${needed} launches`;

/** True where the budget would pay for more blocks than were asked for. */
const isCapped = ({ plan, blockSeconds }: PlanForecast) => plan.budgetSeconds / blockSeconds > plan.blocks.max;

/** True where the fewest blocks that were asked for take longer than the budget: they are taken nevertheless. */
const isForced = ({ plan, blockSeconds }: PlanForecast) => plan.blocks.min * blockSeconds > plan.budgetSeconds;

function gets(reach: PlanForecast): string {
  const { plan, blockSeconds } = reach;
  const budget = formatDuration(plan.budgetSeconds);
  if (isCapped(reach)) return `at most ${plan.blocks.max} are asked for`;
  if (!isForced(reach)) return `with ${budget} you get about ${between(reach.launches, (launches) => launches)}`;
  return `the ${plan.blocks.min} asked for at least go before the budget of ${budget} and take about ${formatDuration(Math.ceil(plan.blocks.min * blockSeconds))}`;
}

const needs = (reach: PlanForecast, blocks: number) =>
  isCapped(reach)
    ? `--blocks ${reach.plan.blocks.min}..${blocks}`
    : `at least ${formatDuration(Math.ceil(blocks * reach.blockSeconds))}`;

/** Blocks that each of two equal runs needs. */
function blocksNeededEach(threshold: number): number {
  let each = 1;
  while (smallestP(each, each) > threshold) each++;
  return each;
}
