import { describe, expect, it } from '@jest/globals';
import {
  mustMemoryBytes,
  parseContainer,
  parseCpuinfo,
  parseCpuTimes,
  parsePressure,
  parseProcessTimes,
  publicCommandLine,
} from '../../../src/host/facts/proc.js';

const ID = '4f2a9c0d1e2b3a4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4';

describe('readers of /proc', () => {
  it('leave the board after the last processor of /proc/cpuinfo out', () => {
    expect(parseCpuinfo('processor\t: 0\nBogoMIPS\t: 50\n\nHardware\t: BCM2835\nModel\t: Pi 4\n')).toEqual([
      { processor: '0', BogoMIPS: '50' },
    ]);
  });

  it('count guest time once', () => {
    const stat =
      'cpu  100 10 20 800 30 4 6 30 90 9\ncpu0 50 5 10 400 15 2 3 15 45 4\ncpu1 50 5 10 400 15 2 3 15 45 5\n';
    expect(parseCpuTimes(stat)).toEqual({ busy: 140, iowait: 30, steal: 30, total: 1000, cpus: 2 });
  });

  it('accept a kernel without steal time', () => {
    expect(parseCpuTimes('cpu  1 2 3 4 5 6 7\ncpu0 1 2 3 4 5 6 7')).toMatchObject({ steal: 0, total: 28 });
  });

  it('read process names with brackets and blanks', () => {
    const stat = '812 (Web (Content) x) R 7 1 1 0 -1 4194560 9 9 9 9 5000 100 9 9 20 0 1 0 900 0 0';
    const times = { ticks: 5100, endedTicks: 18, startTime: '900' };
    const expected = { pid: 812, name: 'Web (Content) x', parent: 7, isKernel: false, ...times };
    expect(parseProcessTimes(stat)).toEqual(expected);
  });

  it('read pressure, and find when there is none', () => {
    expect(parsePressure('some avg10=1.56 avg60=0.86 avg300=1.05 total=1\nfull avg10=0.00 total=0')).toBe(1.56);
    expect(parsePressure('')).toBeUndefined();
  });

  it('refuse a /proc/meminfo without the amount', () => {
    expect(() => mustMemoryBytes('MemTotal: 10 kB', 'MemAvailable')).toThrow(
      '/proc/meminfo does not give MemAvailable',
    );
  });

  it.each([
    [`0::/system.slice/docker-${ID}.scope`, 'docker 4f2a9c0d1e2b'],
    [`12:memory:/docker/${ID}\n0::/`, 'docker 4f2a9c0d1e2b'],
    [`0::/machine.slice/libpod-${ID}.scope/container`, 'libpod 4f2a9c0d1e2b'],
    [`0::/kubepods/besteffort/pod1a-2b/${ID}`, 'container 4f2a9c0d1e2b'],
    ['0::/lxc.payload.web/init.scope', 'lxc web'],
    ['0::/machine.slice/machine-deb.scope/payload', 'machine deb'],
    ['0::/system.slice/docker.service', undefined],
    ['0::/init.scope', undefined],
  ])('find the container of %j', (cgroup, container) => expect(parseContainer(cgroup)).toBe(container));

  it.each([
    ['root=/dev/vda ro quiet', 'root=/dev/vda ro quiet'],
    ['quiet iommu.passthrough=1 keymap=de', 'quiet iommu.passthrough=1 keymap=de'],
    ['auth_token=abc x.password="a b" ro', 'auth_token=*** x.password=*** ro'],
    ['ro init=/init -- --addr 1.2.3.4', 'ro init=/init'],
  ])('remove secrets from the command line %j', (line, published) => expect(publicCommandLine(line)).toBe(published));
});
