import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readFingerprint } from '../../../src/host/facts/fingerprint.js';
import { type Hardware, hardwareKey, installedGiB } from '../../../src/host/facts/hardware-key.js';
import { plantHost } from './planted-host.js';

const hardware: Hardware = {
  arch: 'x86_64',
  cpuModel: 'Intel(R) Xeon(R) Silver 4210R CPU @ 2.40GHz',
  cpuStepping: 'GenuineIntel 6-85-7',
  cpusOnline: 20,
  smt: 'on',
  memoryGiB: 64,
  virtualization: 'none',
  storageModel: 'PM1725b',
};

describe('the hardware key', () => {
  it('is the same as in earlier versions of tare', () => {
    expect(hardwareKey(hardware)).toBe('490b06dd6aeb906178b250cfd1c844c03294cc94a36b8358ba2bbf1eb2844eb4');
  });

  it.each<Partial<Hardware>>([
    { arch: 'aarch64' },
    { cpuModel: 'other' },
    { cpuStepping: 'GenuineIntel 6-85-6' },
    { cpusOnline: 10 },
    { smt: 'off' },
    { memoryGiB: 32 },
    { virtualization: 'kvm' },
    { storageModel: 'other' },
  ])('changes with %j', (change) => expect(hardwareKey({ ...hardware, ...change })).not.toBe(hardwareKey(hardware)));

  it('does not change by a reboot, another kernel, new microcode or another governor', () => {
    const root = plantHost('intel-server');
    const key = () =>
      readFingerprint({ cpus: [1], storagePath: '/', image: { digest: '', recipe: '', sysbench: '' }, root })
        .hardwareKey;
    const before = key();
    const edit = (path: string, from: string | RegExp, to: string) =>
      writeFileSync(join(root, path), readFileSync(join(root, path), 'utf8').replaceAll(from, to));
    edit('proc/sys/kernel/random/boot_id', '0b6f', 'ffff');
    edit('proc/sys/kernel/osrelease', '6.8.0-48', '6.8.0-49');
    edit('proc/cpuinfo', '0x5003707', '0x5003801');
    edit('proc/meminfo', /MemTotal: +\d+/g, 'MemTotal: 65329112');
    edit('sys/devices/system/cpu/cpu1/cpufreq/scaling_governor', 'powersave', 'performance');
    appendFileSync(join(root, 'proc/cmdline'), ' mitigations=off');
    expect(key()).toBe(before);
  });
});

describe('installed memory', () => {
  it.each([
    [1.9, 2],
    [3.8, 4],
    [7.58, 8],
    [15.4, 16],
    [23.54, 24],
    [30.6, 32],
    [31.4, 32],
    [62.4, 64],
    [62.6, 64],
    [94.1, 96],
    [125.7, 128],
    [188.5, 192],
    [377.6, 384],
    [755.3, 768],
  ])('of %d GiB in MemTotal is %d GiB', (seen, installed) => expect(installedGiB(seen * 2 ** 30)).toBe(installed));
});
