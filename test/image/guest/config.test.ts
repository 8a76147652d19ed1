import { describe, expect, it } from '@jest/globals';
import {
  DEVICES_BY,
  DISKS_ON,
  GUEST_REQUIREMENTS,
  parseKernelConfig,
  unmetRequirements,
} from '../../../src/image/guest/config.js';

/** The symbols of Debian 12's cloud kernel that are asked for (config-6.1.0-56-cloud-amd64). */
const DEBIAN = `
CONFIG_BLK_DEV_INITRD=y
CONFIG_BINFMT_SCRIPT=y
CONFIG_DEVTMPFS=y
# CONFIG_DEVTMPFS_MOUNT is not set
CONFIG_TMPFS=y
CONFIG_VIRTIO_BLK=m
CONFIG_VIRTIO_MMIO=m
# CONFIG_VIRTIO_MMIO_CMDLINE_DEVICES is not set
CONFIG_EXT4_FS=y
CONFIG_ACPI=y
CONFIG_HZ=250
`;

describe('the configuration of a guest kernel', () => {
  const config = parseKernelConfig(DEBIAN);

  it('is read without the symbols that are not set', () => {
    expect(config.get('HZ')).toBe('250');
    expect(config.has('DEVTMPFS_MOUNT')).toBe(false);
  });

  it('suits a monitor with ACPI when drivers are modules', () => {
    expect(unmetRequirements(config, [...GUEST_REQUIREMENTS, ...DISKS_ON.mmio, ...DEVICES_BY.acpi])).toEqual([]);
  });

  it('does not suit one that names devices on the command line', () => {
    expect(unmetRequirements(config, DEVICES_BY['command-line'])).toEqual([
      'CONFIG_VIRTIO_MMIO_CMDLINE_DEVICES=y is needed because the monitor names its devices on the kernel command line',
      'CONFIG_X86_MPPARSE=y is needed because the monitor describes its CPUs in an MP table',
    ]);
  });

  it('does not accept a module where something must be built in', () => {
    const builtIn = [...GUEST_REQUIREMENTS, ...DISKS_ON.mmio].map((one) => ({ ...one, as: 'built in' as const }));
    expect(unmetRequirements(config, builtIn)).toEqual([
      'CONFIG_VIRTIO_BLK=y is needed to read the disks',
      'CONFIG_VIRTIO_MMIO=y is needed to reach the disks',
    ]);
  });
});
