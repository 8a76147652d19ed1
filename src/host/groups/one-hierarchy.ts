/** Names a group that only holds processes together, without a limit: one hierarchy is enough for that. */
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CgroupLayout } from '../cgroup.js';
import { errorCode } from '../errno.js';

/**
 * Returns the absolute folder of the group; undefined where none can be made here. A new group of the v1 hierarchy
 * cpuset would have no CPU, so that one is not taken. A hierarchy of v2 comes first.
 */
export function groupOfOneHierarchy({ hierarchies, pids, memory }: CgroupLayout, name: string): string | undefined {
  const v2 = hierarchies.find((point) => existsSync(join(point, 'cgroup.procs')) && isV2(point));
  const point = [v2, pids, memory].find((one) => one !== undefined && isWritable(one));
  return point && join(point, name);
}

const isV2 = (point: string): boolean => existsSync(join(point, 'cgroup.controllers'));

function isWritable(point: string): boolean {
  try {
    accessSync(point, constants.W_OK);
    return true;
  } catch (error) {
    if (['EROFS', 'EACCES', 'ENOENT'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}
