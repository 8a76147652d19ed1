import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createGroup, createParent, readLayout } from '../../src/host/cgroup.js';
import { removeGroup } from '../../src/host/groups/remove-group.js';
import { LaunchWatch } from '../../src/measure/launch-watch.js';

const layout = readLayout();
const isRoot = process.getuid?.() === 0 && layout.cpuacct !== undefined && layout.memory !== undefined;
const name = `tare-test-watch-${process.pid}`;

let child: ChildProcess | undefined;
afterEach(async () => {
  child?.kill('SIGKILL');
  for (const folder of layout.hierarchies.map((point) => join(point, name)))
    if (existsSync(folder)) await removeGroup(folder);
});

/**
 * Starts a process in a group of its own, as a runtime leaves a sandbox. It counts up again for each line that it is
 * sent.
 */
async function start(): Promise<{ count(): Promise<void> }> {
  createParent(layout, name);
  const entries = createGroup(layout, `${name}/box`);
  const script = 'while read go; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo; done';
  child = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
  const { stdin, stdout, pid } = child;
  for (const entry of entries) writeFileSync(entry, String(pid));
  const count = async (): Promise<void> => {
    stdin?.write('go\n');
    if (stdout) await once(stdout, 'data');
  };
  return { count };
}

(isRoot ? describe : describe.skip)('the CPU time of the host for a launch', () => {
  it('is read until the launch is ready, and at any moment after that', async () => {
    const watch = new LaunchWatch(layout, {});
    const sandbox = await start();
    await sandbox.count();
    watch.ready();
    const { figures, meter } = watch.seen([]);
    expect(figures.cpuMs).toBeGreaterThan(1);
    const before = meter() ?? Number.NaN;
    await sandbox.count();
    expect((meter() ?? Number.NaN) - before).toBeGreaterThan(0.001);
  });

  it('is unknown where a daemon serves the launch whose time for it cannot be told from the rest', async () => {
    const watch = new LaunchWatch(layout, { othersDaemon: true });
    await (await start()).count();
    watch.ready();
    const { figures, meter } = watch.seen([]);
    expect(figures.footprint?.processes).toBe(1);
    expect(figures.cpuMs).toBeUndefined();
    expect(meter()).toBeUndefined();
  });
});
