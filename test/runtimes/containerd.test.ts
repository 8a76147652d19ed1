import { describe, expect, it } from '@jest/globals';
import { describeHost } from '../../src/host/open-host.js';
import { silentLog } from '../../src/log.js';
import { configuration, containerd, runArguments } from '../../src/runtimes/containerd.js';
import { describeReal } from './real-runtime.js';
import { armOf, kill, LIMITS, launchedSession, running, sysbenchCpu } from './support.js';

describe('runArguments', () => {
  it('puts the sandbox below the group that limits it', () => {
    const request = { id: 'tare-1', nonce: 'n', volume: '/v', limits: LIMITS };
    const words = runArguments('image', '/kept', '/tare-7/ctr-0/tare-1', request).join(' ');
    expect(words).toContain('--cgroup /tare-7/ctr-0/tare-1/sandbox --memory-limit 268435456');
  });
});

describe('configuration', () => {
  it('keeps everything below one folder', () => {
    const paths = [...configuration('/run/c').matchAll(/= "(\/[^"]*)"/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThanOrEqual(5);
    expect(paths.filter((path) => !path?.startsWith('/run/c/'))).toEqual([]);
  });
});

describe('containerd, before anything is installed', () => {
  it('refuses a folder that has none', async () => {
    const arm = armOf(containerd, 'containerd=/usr');
    await expect(containerd.check(describeHost(silentLog), arm)).rejects.toThrow('/usr/containerd does not exist');
  });
});

await describeReal(containerd, 'containerd', (real) => {
  it('starts a daemon that was killed once more, and counts the launch as failed', async () => {
    const { host, arm } = real();
    await launchedSession(host, arm);
    await kill(running('containerd', host.state));
    await expect(launchedSession(host, arm)).rejects.toMatchObject({
      failure: { reason: 'launch', tail: expect.arrayContaining([expect.stringContaining('was started again')]) },
    });
    const next = await launchedSession(host, arm);
    expect(await sysbenchCpu(next)).toBeGreaterThan(0);
    await next.end();
  });
});
