/** Finds what a document holds under a name without a search each time, since a document never changes. Pure. */
import type { ArmEnvironment, Launch, Plan, PlannedArm, PlannedBenchmark, RunDocument } from './document.js';
import { groupBy } from './group.js';
import { memoize } from './memoize.js';

/** Where two have the same name, the first counts. */
function byId<One extends { readonly id: string }>(list: readonly One[]): ReadonlyMap<string, One> {
  return new Map(list.toReversed().map((one) => [one.id, one]));
}

const arms = memoize((list: Plan['arms']) => byId(list));
const benchmarks = memoize((list: Plan['benchmarks']) => byId(list));
const environments = memoize(
  (list: RunDocument['environments']) => new Map(list.toReversed().map((one) => [one.arm, one])),
);
const launches = memoize((blocks: RunDocument['blocks']) =>
  groupBy(
    blocks.flatMap((block) => block.launches),
    ({ arm }) => arm,
  ),
);

export const armOf = ({ plan }: Pick<RunDocument, 'plan'>, id: string): PlannedArm | undefined =>
  arms(plan.arms).get(id);

export const benchmarkOf = ({ plan }: Pick<RunDocument, 'plan'>, id: string): PlannedBenchmark | undefined =>
  benchmarks(plan.benchmarks).get(id);

export const environmentOf = (
  { environments: list }: Pick<RunDocument, 'environments'>,
  armId: string,
): ArmEnvironment | undefined => environments(list).get(armId);

/** Returns all launches of an arm, in the order in which they were taken. */
export const launchesOf = ({ blocks }: Pick<RunDocument, 'blocks'>, armId: string): readonly Launch[] =>
  launches(blocks).get(armId) ?? [];
