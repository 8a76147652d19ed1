import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import { InputError } from '../../../src/errors.js';
import { describeHost } from '../../../src/host/open-host.js';
import { DEVICES_BY, DISKS_ON } from '../../../src/image/guest/config.js';
import { cachedGuest, embeddedConfig, type Guest, refuseUnsuitable } from '../../../src/image/guest/kernel.js';
import { silentLog } from '../../../src/log.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-kernel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const huge = join(folder, 'huge');
writeFileSync(huge, '');
truncateSync(huge, 4 * 1024 ** 3);

const guest: Guest = {
  release: '6.1.0-56-cloud-amd64',
  source: 'linux-image-6.1.0-56-cloud-amd64 6.1.192-2',
  kernel: '/vmlinuz',
  kernelSha256: '0',
  initramfs: '/initramfs',
  config: 'CONFIG_ACPI=y\nCONFIG_VIRTIO_MMIO=m\n',
  modular: true,
};
const DRIVER = {
  monitor: 'QEMU',
  requirements: DISKS_ON.mmio,
};

describe('a guest kernel', () => {
  it('is refused with what it lacks and who needs it', () => {
    const needs = { monitor: 'Firecracker v1.7.0', requirements: DEVICES_BY['command-line'] };
    const check = () => refuseUnsuitable(describeHost(silentLog), guest, needs);
    expect(check).toThrow(
      'The guest kernel 6.1.0-56-cloud-amd64 cannot be started by Firecracker v1.7.0: CONFIG_VIRTIO_MMIO_CMDLINE_DEVICES=y is needed',
    );
  });

  it('is refused with each option that it lacks by its name, and the remedy', () => {
    const needs = { monitor: 'Cloud Hypervisor', requirements: [...DISKS_ON.pci, ...DEVICES_BY['command-line']] };
    const symbols = ['PCI', 'PCI_MSI', 'VIRTIO_PCI', 'VIRTIO_MMIO_CMDLINE_DEVICES', 'X86_MPPARSE'];
    const check = () => refuseUnsuitable(describeHost(silentLog), guest, needs);
    for (const symbol of symbols) expect(check).toThrow(new RegExp(`CONFIG_${symbol}=y (?:or =m )?is needed `));
    expect(check).toThrow(/\nGive another monitor version, or a kernel that has it: the option kernel/);
  });

  it('is accepted with drivers as modules where we have the modules', () => {
    expect(() => refuseUnsuitable(describeHost(silentLog), guest, DRIVER)).not.toThrow();
  });

  it('is refused with drivers as modules where it came alone', () => {
    const alone = { ...guest, modular: false };
    expect(() => refuseUnsuitable(describeHost(silentLog), alone, DRIVER)).toThrow('CONFIG_VIRTIO_MMIO=y');
  });

  it('is not checked, which is said, where it contains no configuration', () => {
    const said: string[] = [];
    const host = { ...describeHost(silentLog), log: { ...silentLog, warn: (text: string) => said.push(text) } };
    refuseUnsuitable(host, { ...guest, config: null }, DRIVER);
    expect(said).toEqual([expect.stringContaining('could not be checked')]);
  });

  it('may contain its configuration', () => {
    const packed = gzipSync('CONFIG_ACPI=y\n');
    const kernel = Buffer.concat([Buffer.from('code IKCFG_ST'), packed, Buffer.from('IKCFG_ED code')]);
    expect(embeddedConfig(kernel)).toBe('CONFIG_ACPI=y\n');
    expect(embeddedConfig(Buffer.from('code'))).toBeNull();
  });

  it('holds none that is known where what stands at its place cannot be unpacked, or has no end', () => {
    const around = (packed: Buffer) => Buffer.concat([Buffer.from('IKCFG_ST'), packed, Buffer.from('IKCFG_ED')]);
    expect(embeddedConfig(around(Buffer.from('no gzip')))).toBeNull();
    expect(embeddedConfig(around(gzipSync(Buffer.alloc(20 * 1024 ** 2))))).toBeNull();
  });

  it.each([
    ['/dev/zero', 'is not a file'],
    ['/dev', 'is not a file'],
    ['/nonexistent/kernel', 'does not exist'],
    [huge, 'is too large to be one (4294967296 bytes)'],
  ])('is not read from %s', async (path, why) => {
    await expect(cachedGuest(describeHost(silentLog), path)).rejects.toMatchObject({
      name: InputError.name,
      message: `The guest kernel ${path} ${why}.\nGive the path of a kernel.`,
    });
  });
});
