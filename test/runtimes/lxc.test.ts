import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { configuration, hookNotes, lxc } from '../../src/runtimes/lxc.js';
import { describeReal } from './real-runtime.js';
import { LIMITS } from './support.js';

const request = {
  id: 'a',
  nonce: 'n',
  volume: '/vol/with blank',
  limits: LIMITS,
  seconds: 60,
  signal: new AbortController().signal,
};

describe('the configuration of an LXC container', () => {
  it('pins CPUs and limits memory on both versions of cgroup', () => {
    const text = configuration('/root', 'tare-1/a', request, false);
    expect(text).toContain('lxc.cgroup.cpuset.cpus = 0\n');
    expect(text).toContain('lxc.cgroup2.cpuset.cpus = 0\n');
    expect(text).toContain(`lxc.cgroup.memory.limit_in_bytes = ${LIMITS.memoryBytes}\n`);
    expect(text).toContain(`lxc.cgroup2.memory.max = ${LIMITS.memoryBytes}\n`);
    expect(text).not.toContain('swap');
  });

  it('allows no swap where the kernel counts it', () => {
    const text = configuration('/root', 'tare-1/a', request, true);
    expect(text).toContain(`lxc.cgroup.memory.memsw.limit_in_bytes = ${LIMITS.memoryBytes}\n`);
    expect(text).toContain('lxc.cgroup2.memory.swap.max = 0\n');
  });

  it('mounts the volume, even with blanks in its path', () => {
    const text = configuration('/root', 'tare-1/a', request, false);
    expect(text).toContain('lxc.mount.entry = /vol/with\\040blank tare/volume none bind 0 0\n');
  });
});

describe('the hooks of LXC', () => {
  it('are named where a package has added some, because they take time', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-lxc-'));
    try {
      expect(hookNotes(join(folder, 'none'))).toEqual([]);
      writeFileSync(join(folder, 'README'), 'lxc.hook.start = /no');
      expect(hookNotes(folder)).toEqual([]);
      writeFileSync(
        join(folder, '00-lxcfs.conf'),
        'lxc.hook.mount = /a\n#lxc.hook.clone = /c\nlxc.hook.post-stop = /b',
      );
      expect(hookNotes(folder).join()).toMatch(/^with each sandbox LXC runs \/a \(mount\), \/b \(post-stop\), as for/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

await describeReal(lxc, 'lxc');
