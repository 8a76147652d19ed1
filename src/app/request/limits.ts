/** Names the arm of a limit as a run names it. Pure. */
import { armId } from '../../config/arms.js';
import type { LimitSpec } from '../../config/kinds/limits.js';
import { runtimes } from '../../runtimes/index.js';

const names = runtimes.map(({ name }) => name).filter((name) => name !== 'native');

/** A runtime alone stands for all of its arms, also where it always needs a path. @throws InputError */
export const armOfLimit = (arm: string): string => (names.includes(arm) ? arm : armId(arm, runtimes));

/** @throws InputError for an arm that does not exist. */
export const asNamed = (limit: LimitSpec): LimitSpec => ({ ...limit, arm: armOfLimit(limit.arm) });
