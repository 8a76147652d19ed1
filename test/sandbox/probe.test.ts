import { describe, expect, it } from '@jest/globals';
import { PROBE_SCRIPT } from '../../src/sandbox/agent.js';
import { NETWORK_PROBE } from '../../src/sandbox/network.js';
import { parseProbe, verifyInside } from '../../src/sandbox/probe.js';

const MIB = 1024 ** 2;
const limits = (mib: number) => ({ cpus: '2-3', cpuCount: 2, memoryBytes: mib * MIB });
const group = (mib: number) => ({ cpus: '2', memoryLimit: String(mib * MIB), memoryTotal: '16000000' });
/** A guest has no group with a limit, so it may use all its memory. */
const guest = (kib: number) => ({ cpus: '2', memoryLimit: '', memoryTotal: String(kib) });

describe('the probe of a sandbox', () => {
  it.each([
    ['the limit of its group', group(256), 256],
    ['all that there is, of Debian 12 in a small guest', guest(222_512), 256],
    ['all that there is, of Ubuntu 22.04 in a small guest', guest(207_204), 256],
    ['all that there is, in a large guest', guest(3_990_000), 4096],
  ])('is accepted with %s', (_, inside, mib) => {
    expect(() => verifyInside('qemu', inside, limits(mib))).not.toThrow();
  });

  it.each([
    ['more memory than the others', group(257), 256, 'may use 257MiB memory, and should be limited to 256MiB'],
    ['much less', group(178), 256, 'may use 178MiB'],
    ['no limit that can be seen', { cpus: '2' }, 256, 'an unknown amount of memory'],
    ['other CPUs', { ...group(256), cpus: '4' }, 256, 'sees 4 CPUs, and should see 2 (2-3)'],
    ['CPUs that it does not tell', { memoryLimit: '1' }, 256, 'an unknown number of CPUs'],
    ['CPUs that it cannot count', { ...group(256), cpus: '' }, 256, 'sees an unknown number of CPUs'],
  ])('is refused with %s', (_, inside, mib, message) => {
    expect(() => verifyInside('qemu', inside, limits(mib))).toThrow(message);
  });
});

describe('what the probe prints', () => {
  const read = (...lines: readonly string[]) => parseProbe(lines.join('\n'), PROBE_SCRIPT);

  it('is read without what the programs that it calls print besides', () => {
    const warning = 'WARNING: ignoring option malloc.conf=abort:true';
    expect(read('kernel=6.1', 'cpus=2', warning, 'x=1', '__proto__=1', 'a b=c', '=')).toEqual({
      kernel: '6.1',
      cpus: '2',
    });
  });

  it('is what it says first of each', () => {
    expect(read('cpus=2', 'memoryLimit=1', 'cpus=4')).toEqual({ cpus: '2', memoryLimit: '1' });
  });

  it('has every key of its script', () => {
    const keys = ['kernel', 'cpus', 'cpuset', 'memoryLimit', 'memoryTotal', 'rootFilesystem', 'volumeFilesystem'];
    const all = [...keys, 'sysbench', 'sysbenchSha256', 'userlandSha256'];
    expect(Object.keys(read(...all.map((key) => `${key}=1`)))).toEqual(all);
    const link = ['Driver', 'Address', 'Mtu', 'Queue', 'Congestion', 'Offloads'].map((what) => `network${what}=1`);
    expect(Object.keys(parseProbe(link.join('\n'), NETWORK_PROBE))).toHaveLength(link.length);
  });
});
