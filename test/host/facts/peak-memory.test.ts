/** With the real kernel: a process in a group of its own that takes memory and gives it back. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createGroup, createParent, readLayout } from '../../../src/host/cgroup.js';
import { watchProcesses } from '../../../src/host/facts/launched-processes.js';
import { peakMemoryOf } from '../../../src/host/facts/peak-memory.js';
import { removeGroup } from '../../../src/host/groups/remove-group.js';

const layout = readLayout();
const isRoot = process.getuid?.() === 0 && layout.memory !== undefined;
const name = `tare-test-peak-${process.pid}`;
const MIB = 1024 ** 2;

let children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  for (const folder of layout.hierarchies.map((point) => join(point, name)))
    if (existsSync(folder)) await removeGroup(folder);
});

/** Fills so many MiB for each line that it is sent, and gives them back. */
async function start(group?: string): Promise<(mib: number) => Promise<void>> {
  const entries = group === undefined ? [] : createGroup(layout, group);
  const script = '$| = 1; while (<STDIN>) { { my $m = "x" x ($_ * 1048576); undef $m; } print "done\\n"; }';
  const child = spawn('perl', ['-e', script], { stdio: ['pipe', 'pipe', 'ignore'] });
  children.push(child);
  for (const entry of entries) writeFileSync(entry, String(child.pid));
  return async (mib) => {
    child.stdin?.write(`${mib}\n`);
    if (child.stdout) await once(child.stdout, 'data');
  };
}

const descriptors = () => readdirSync('/proc/self/fd').length;

(isRoot ? describe : describe.skip)('the most memory that a sandbox takes', () => {
  it('is that between two moments, whatever it took before', async () => {
    createParent(layout, name);
    const look = watchProcesses(layout);
    const fill = await start(`${name}/box`);
    await fill(200);
    const begin = peakMemoryOf(look([]), layout, undefined);
    const before = descriptors();
    const taken: number[] = [];
    for (const mib of [20, 100, 1]) {
      const peak = begin();
      await fill(mib);
      taken.push((peak() ?? Number.NaN) / MIB);
    }
    // A kernel that cannot start the peak again tells none; this one can, or the test says so.
    const [small = 0, large = 0, least = 0] = taken;
    expect(large - small).toBeGreaterThan(60);
    expect(large).toBeLessThan(180);
    expect(least).toBeLessThan(small + 1);
    expect(descriptors()).toBe(before);
  });

  it('has the processes beside its group in it', async () => {
    createParent(layout, name);
    const look = watchProcesses(layout);
    await start(`${name}/box`);
    const monitor = await start();
    const begin = peakMemoryOf(look([]), layout, undefined);
    const idle = begin()() ?? Number.NaN;
    const peak = begin();
    await monitor(100);
    expect((peak() ?? Number.NaN) - idle).toBeGreaterThan(60 * MIB);
  });

  it('has the daemon that serves it', async () => {
    createParent(layout, name);
    const daemon = await start(`${name}/daemon`);
    const look = watchProcesses(layout);
    await start(`${name}/box`);
    const begin = peakMemoryOf(look([]), layout, `${name}/daemon`);
    const idle = begin()() ?? Number.NaN;
    const peak = begin();
    await daemon(100);
    expect((peak() ?? Number.NaN) - idle).toBeGreaterThan(60 * MIB);
  });

  it('is not known where no group counts it', async () => {
    const look = watchProcesses(layout);
    await start();
    const found = look([]);
    expect(peakMemoryOf({ ...found, memoryGroups: [] }, layout, undefined)()()).toBeUndefined();
  });
});
