/** Keeps the one cgroup that holds the sandboxes that this invocation limits itself. */
import { existsSync } from 'node:fs';
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
    const name = unusedName(host, processName());
    for (const withheld of withheldControllers(host.cgroup)) host.journal.record({ kind: 'controller', ...withheld });
    host.journal.record({ kind: 'cgroup', paths: host.cgroup.hierarchies.map((point) => join(point, name)) });
    createParent(host.cgroup, name);
    return name;
  });
}

/** A group that is there already is not this run's: undoing would end what is in it. */
function unusedName({ cgroup }: Host, usual: string): string {
  const isTaken = (name: string) => cgroup.hierarchies.some((point) => existsSync(join(point, name)));
  let name = usual;
  for (let more = 2; isTaken(name); more += 1) name = `${usual}-r${more}`;
  return name;
}
