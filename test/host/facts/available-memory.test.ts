/** What may still be taken of the memory is bound by the groups that we are in, and not by the host alone. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readLayout } from '../../../src/host/cgroup.js';
import { memoryForChildren, memoryForSandboxes } from '../../../src/host/facts/available-memory.js';
import { hostFiles } from '../../../src/host/facts/files.js';
import { removeGroup } from '../../../src/host/groups/remove-group.js';

const MIB = 1024 ** 2;
const KINDS = ['v1', 'v2', 'v1 beside an empty v2'] as const;
type Kind = (typeof KINDS)[number];

/** The groups of a planted host by their path, `/` for that at the mount point. */
type Groups = Readonly<Record<string, { readonly limit?: number; readonly used: number; readonly inactive?: number }>>;

let root: string | undefined;
afterEach(() => {
  if (root) rmSync(root, { recursive: true, force: true });
  root = undefined;
});

function plant(kind: Kind, own: string, groups: Groups) {
  const top = mkdtempSync(join(tmpdir(), 'tare-memory-'));
  root = top;
  const isV2 = kind === 'v2';
  const point = isV2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';
  const put = (path: string, text: string | number) => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), `${text}\n`);
  };
  put('/proc/meminfo', `MemTotal: ${8 << 20} kB\nMemAvailable: ${6 << 20} kB`);
  const v2 = '31 30 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw';
  const mount = isV2
    ? `30 25 0:27 / ${point} rw - cgroup2 cgroup2 rw`
    : `30 25 0:27 / ${point} rw - cgroup m rw,memory`;
  put('/proc/self/mountinfo', kind === 'v1 beside an empty v2' ? `${mount}\n${v2}` : mount);
  put('/proc/self/cgroup', isV2 ? `0::${own}` : `9:cpu,cpuacct:/other\n4:memory:${own}\n0::/third`);
  for (const [path, { limit, used, inactive = 0 }] of Object.entries(groups)) {
    const at = (name: string) => join(point, path, name);
    put(at(isV2 ? 'memory.max' : 'memory.limit_in_bytes'), limit ?? (isV2 ? 'max' : '9223372036854771712'));
    put(at(isV2 ? 'memory.current' : 'memory.usage_in_bytes'), used);
    put(at('memory.stat'), isV2 ? `inactive_file ${inactive}` : `inactive_file 7\ntotal_inactive_file ${inactive}`);
  }
  return hostFiles(top);
}

describe.each(KINDS)('control groups of %s', (kind) => {
  it("leave the host's memory to all, without a limit", () => {
    const files = plant(kind, '/a', { '/a': { used: 5 } });
    expect(memoryForChildren('self', files)).toBe(6 * 1024 * MIB);
    expect(memoryForSandboxes(files)).toBe(6 * 1024 * MIB);
  });

  it('bind children by the strictest group above them, less what is used and cannot be dropped', () => {
    const groups = {
      '/a': { limit: 1024 * MIB, used: 300 * MIB, inactive: 100 * MIB },
      '/a/b:c': { limit: 2048 * MIB, used: 10 * MIB },
    };
    expect(memoryForChildren('self', plant(kind, '/a/b:c', groups))).toBe(824 * MIB);
  });

  it('bind sandboxes by the group at the mount point alone, as in a container', () => {
    const files = plant(kind, '/', { '/': { limit: 512 * MIB, used: 12 * MIB }, '/runner': { limit: MIB, used: 0 } });
    expect(memoryForSandboxes(files)).toBe(500 * MIB);
    expect(memoryForChildren('self', files)).toBe(500 * MIB);
  });

  it('whose path a container does not show bind by what it shows', () => {
    const files = plant(kind, '/docker/1f', { '/': { limit: 512 * MIB, used: 12 * MIB } });
    expect(memoryForChildren('self', files)).toBe(500 * MIB);
  });

  it('that are over their limit leave nothing', () => {
    expect(memoryForChildren('self', plant(kind, '/a', { '/a': { limit: MIB, used: 2 * MIB } }))).toBe(0);
  });
});

const { kind: layout, memory: point } = readLayout();
const limitFile = layout === 'v2' ? 'memory.max' : 'memory.limit_in_bytes';

/** Says why no group with a limit can be made here. */
function whyNoGroup(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root can make one';
  if (point === undefined) return 'no hierarchy limits memory';
  const passedOn = layout === 'v2' ? readFileSync(join(point, 'cgroup.subtree_control'), 'utf8') : 'memory';
  return passedOn.includes('memory') ? undefined : `${point} passes on no limit of memory`;
}

const noGroup = whyNoGroup();
if (noGroup) process.stderr.write(`skipped: no group with a limit: ${noGroup}\n`);

(noGroup ? it.skip : it)('a process in a real group with a limit is bound by it', async () => {
  const group = join(point ?? '', `tare-test-memory-${randomBytes(4).toString('hex')}`);
  mkdirSync(group);
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  try {
    writeFileSync(join(group, limitFile), String(64 * MIB));
    writeFileSync(join(group, 'cgroup.procs'), String(child.pid));
    const left = memoryForChildren(child.pid);
    expect(left).toBeLessThanOrEqual(64 * MIB);
    expect(left).toBeGreaterThan(32 * MIB);
  } finally {
    child.kill('SIGKILL');
    await removeGroup(group);
  }
});
