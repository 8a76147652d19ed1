/** The one cgroup below which this invocation puts the sandboxes it limits itself. */
import { join } from 'node:path';
import { createParent } from '../cgroup.js';
import type { Host } from '../host.js';
import { processName } from '../process.js';
import { Slot } from '../run-context.js';

const GROUP = new Slot<string>('group of the run');

/** Name of the group; made, and recorded for undo, the first time it is asked for. */
export function runGroup(host: Host): string {
  return host.run.once(GROUP, () => {
    const name = processName();
    host.journal.record({ kind: 'cgroup', paths: host.cgroup.hierarchies.map((point) => join(point, name)) });
    createParent(host.cgroup, name);
    return name;
  });
}
