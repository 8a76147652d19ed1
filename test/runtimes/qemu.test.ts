import { describe, expect, it } from '@jest/globals';
import type { Guest } from '../../src/image/guest-kernel.js';
import { qemu, qemuArguments } from '../../src/runtimes/qemu.js';
import { tscKhz } from '../../src/runtimes/shared/microvm-clock.js';
import { describeReal } from './real-runtime.js';
import { launchedSession } from './support.js';

const guest: Guest = {
  release: '6.1.0',
  source: 'path',
  kernel: '/cache/vmlinuz',
  kernelSha256: '0',
  initramfs: '/cache/initramfs',
  config: null,
  modular: true,
};
const platform = { program: 'qemu', packageName: 'p', machine: 'microvm,pic=off', serial: 'ttyS0', requirements: [] };
const machine = { folder: '/work', disks: { root: '/work/a,b/root.ext4', volume: '/work/volume.ext4' } };
const request = {
  id: 'tare-1',
  nonce: 'abc',
  volume: '/volumes/1',
  limits: { cpus: '2-3', cpuCount: 2, memoryBytes: 300 * 1024 ** 2 },
  signal: new AbortController().signal,
};

describe("QEMU's arguments", () => {
  const argv = qemuArguments({ platform, accelerator: 'tcg', guest, clock: ['tsc=reliable'] }, machine, request);
  const value = (flag: string) => argv[argv.indexOf(flag) + 1];

  it('give the guest the CPUs and all of the memory of the limit', () => {
    expect(value('-smp')).toBe('2');
    expect(value('-m')).toBe('300M');
  });

  it('name the accelerator', () => {
    expect(value('-accel')).toBe('tcg');
  });

  it('tell the guest its nonce, its end and its clock', () => {
    expect(value('-append')).toBe(
      'console=ttyS0 quiet loglevel=3 panic=-1 tsc=reliable tare.end=poweroff tare.nonce=abc',
    );
  });

  it('keep a comma in a path from being read as an option', () => {
    expect(argv).toContain('id=root,file=/work/a,,b/root.ext4,format=raw,if=none,cache=writeback');
  });

  it('take the volume past the page cache of the host, and never drop a flush', () => {
    expect(argv).toContain('id=volume,file=/work/volume.ext4,format=raw,if=none,cache=none');
    expect(argv.join(' ')).not.toContain('unsafe');
  });
});

describe('the frequency of the time stamp counter', () => {
  it('is the refined figure where the kernel has one', () => {
    const log = [
      '[    0.000000] tsc: Detected 3800.000 MHz processor',
      '[    1.200000] tsc: Refined TSC clocksource calibration: 3799.912 MHz',
    ].join('\n');
    expect(tscKhz(log)).toBe(3_799_912);
  });

  it("is the counter's own where it differs from the processor's", () => {
    const log = '[ 0.0] tsc: Detected 3600.000 MHz processor\n[ 0.0] tsc: Detected 3500.123 MHz TSC\n';
    expect(tscKhz(log)).toBe(3_500_123);
  });

  it('is unknown where the log no longer has the beginning', () => {
    expect(tscKhz('[ 9000.0] eth0: link up')).toBeUndefined();
  });
});

await describeReal(qemu, 'qemu{accel: tcg}', (real) => {
  it('meets a clean root after a sandbox that was killed', async () => {
    const never = new AbortController().signal;
    const touch = { cwd: '/', argv: ['/bin/sh', '-c', 'echo left >/var/tmp/tare/file; sync'] };
    const list = { cwd: '/var/tmp/tare', argv: ['ls'] };
    const first = await launchedSession(real().host, real().arm);
    await first.run(touch, never);
    await first.kill();
    const second = await launchedSession(real().host, real().arm);
    expect((await second.run(list, never)).output).toBe('');
    await second.end();
  });

  it('passes long requests and every byte of an answer over its serial line', async () => {
    const never = new AbortController().signal;
    const text = 'x'.repeat(6000);
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run({ cwd: '/', argv: ['printf', '%s\\n\\tend\\n', text] }, never);
    expect(output).toBe(`${text}\n\tend\n`);
    await session.end();
  });

  it('says that it is emulated', () => {
    expect(real().installed.source).toMatch(/; accelerator tcg$/);
  });
});
