/** Keeps the one cgroup that holds the sandboxes that this invocation limits itself. */
import { join } from 'node:path';
import { createParent, withheldControllers } from '../cgroup.js';
import type { Host } from '../host.js';
import { processName } from '../process.js';
import { Slot } from '../run-context.js';

const GROUP = new Slot<string>('group of the run');

/**
 * Returns the name of the group. The first call makes it and records it for undo, after what its root passes on for
 * it: that is taken back once the group is gone.
 */
export function runGroup(host: Host): string {
  return host.run.once(GROUP, () => {
    const name = processName();
    for (const withheld of withheldControllers(host.cgroup)) host.journal.record({ kind: 'controller', ...withheld });
    host.journal.record({ kind: 'cgroup', paths: host.cgroup.hierarchies.map((point) => join(point, name)) });
    createParent(host.cgroup, name);
    return name;
  });
}
