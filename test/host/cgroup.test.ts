import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createGroup, createParent, groupPaths, parseLayout, readLayout, removeGroup } from '../../src/host/cgroup.js';

const v2 = '30 25 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n';
const v1 = ['cpuset', 'memory', 'cpu,cpuacct']
  .map((name, i) => `4${i} 30 0:3${i} / /sys/fs/cgroup/${name} rw - cgroup cgroup rw,${name}\n`)
  .join('');
const unified = '50 30 0:40 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n';

describe('parseLayout', () => {
  it('finds both controllers in one hierarchy on v2', () => {
    expect(parseLayout(v2, ['cpuset', 'cpu', 'memory'])).toMatchObject({
      kind: 'v2',
      cpuset: '/sys/fs/cgroup',
      memory: '/sys/fs/cgroup',
    });
  });

  it('finds each controller in its own hierarchy on v1', () => {
    expect(parseLayout(v1, [])).toMatchObject({
      kind: 'v1',
      cpuset: '/sys/fs/cgroup/cpuset',
      memory: '/sys/fs/cgroup/memory',
    });
  });

  it('gives native its share of the CPU beside the others, on v1 and v2', () => {
    expect(groupPaths(parseLayout(v1, []), 'x')).toContain('/sys/fs/cgroup/cpu,cpuacct/x');
    expect(groupPaths(parseLayout(v2, ['cpuset', 'cpu', 'memory']), 'x')).toEqual(['/sys/fs/cgroup/x']);
  });

  it('prefers the v1 hierarchies of a hybrid host, where the controllers are', () => {
    expect(parseLayout(v1 + unified, ['hugetlb'])).toMatchObject({ kind: 'hybrid', memory: '/sys/fs/cgroup/memory' });
    expect(parseLayout(v1 + unified, []).hierarchies).toContain('/sys/fs/cgroup/unified');
  });

  it('says so when there is none', () => {
    expect(parseLayout('22 27 0:21 / /proc rw - proc proc rw\n', []).kind).toBe('none');
  });
});

describe('groupPaths', () => {
  it('names the controller that is missing', () => {
    expect(() => groupPaths(parseLayout(v1.split('\n')[0] ?? '', []), 'x')).toThrow('memory is not mounted');
  });
});

describe('a group', () => {
  const layout = readLayout();
  const possible = process.getuid?.() === 0 && layout.cpuset && layout.memory;
  if (!possible)
    process.stderr.write(
      'skipped: cgroups are not made for real here: not root, or no cpuset and memory controllers\n',
    );

  (possible ? it : it.skip)('limits what enters it, and goes with everything in it', async () => {
    const parent = `tare-test-${process.pid}`;
    createParent(layout, parent);
    const entries = createGroup(layout, `${parent}/inner`, { cpus: '0', memoryBytes: 64 * 1024 ** 2 });
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    for (const entry of entries) writeFileSync(entry, String(child.pid));
    expect(readFileSync(`/proc/${child.pid}/status`, 'utf8')).toMatch(/^Cpus_allowed_list:\t0$/m);
    if (layout.cpu)
      expect(readFileSync(`/proc/${child.pid}/cgroup`, 'utf8')).toMatch(
        new RegExp(`cpu[^:]*:/${parent}/inner$|^0::/${parent}/inner$`, 'm'),
      );
    for (const path of groupPaths(layout, parent)) await removeGroup(path);
    expect((await ended)[1]).toBe('SIGKILL');
    expect(groupPaths(layout, parent).some((path) => existsSync(path))).toBe(false);
  });
});
