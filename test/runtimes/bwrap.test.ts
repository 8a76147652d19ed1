import { describe, expect, it } from '@jest/globals';
import { bwrap, bwrapArguments } from '../../src/runtimes/bwrap.js';
import { describeReal } from './real-runtime.js';
import { launchedSession } from './support.js';

describe('the arguments of bwrap', () => {
  const words = bwrapArguments('/root', [{ from: '/sys/fs/cgroup/tare-1/a', to: '/sys/fs/cgroup' }], {
    volume: '/vol',
    nonce: 'n',
  }).join(' ');

  it('show the sandbox no group but its own', () => {
    expect(words).toContain('--ro-bind /sys/fs/cgroup/tare-1/a /sys/fs/cgroup');
  });

  it('end with the volume, the agent and its nonce', () => {
    expect(words).toMatch(/--bind \/vol \/tare\/volume \/bin\/sh \/tare\/agent n$/);
  });
});

await describeReal(bwrap, 'bwrap', (real) => {
  it('give it processes, a host name and a network of its own', async () => {
    const session = await launchedSession(real().host, real().arm);
    const inside = {
      cwd: '/',
      argv: ['/bin/sh', '-c', 'cat /proc/1/comm; uname -n; grep -c : /proc/net/dev'],
    };
    const { output } = await session.run(inside, new AbortController().signal);
    await session.end();
    expect(output).toBe('bwrap\ntare\n1\n');
  });
});
