/** Checks a kernel's configuration against what each virtual machine monitor gives its guest. Pure. */

/** Values by symbol without `CONFIG_`: `y`, `m`, a number or a text. A symbol that is not set is absent. */
export type KernelConfig = ReadonlyMap<string, string>;

/** Reads a `.config` or `/boot/config-*` file. */
export function parseKernelConfig(text: string): KernelConfig {
  return new Map(Array.from(text.matchAll(/^CONFIG_(\w+)=(.*)$/gm), ([, name = '', value = '']) => [name, value]));
}

export interface Requirement {
  readonly symbol: string;
  /** `module` where it may also be a module, which the initramfs loads. */
  readonly as: 'built in' | 'module';
  /** The end of the sentence "it is needed …". */
  readonly why: string;
}

/** What every guest of ours needs: an initramfs, two virtio disks, ext4. */
export const GUEST_REQUIREMENTS: readonly Requirement[] = [
  { symbol: 'BLK_DEV_INITRD', as: 'built in', why: 'to start from the initramfs' },
  { symbol: 'BINFMT_SCRIPT', as: 'built in', why: 'to start the init script' },
  { symbol: 'DEVTMPFS', as: 'built in', why: 'for the names of the disks' },
  { symbol: 'TMPFS', as: 'built in', why: 'for /tmp' },
  { symbol: 'VIRTIO_BLK', as: 'module', why: 'to read the disks' },
  { symbol: 'EXT4_FS', as: 'module', why: 'to mount the disks' },
];

const ON_PCI = 'to reach the disks, which are on PCI';

/** Where a monitor puts the disks. */
export const DISKS_ON: Readonly<Record<'mmio' | 'pci', readonly Requirement[]>> = {
  mmio: [{ symbol: 'VIRTIO_MMIO', as: 'module', why: 'to reach the disks' }],
  pci: [
    ...['PCI', 'PCI_MSI'].map((symbol): Requirement => ({ symbol, as: 'built in', why: ON_PCI })),
    { symbol: 'VIRTIO_PCI', as: 'module', why: ON_PCI },
  ],
};

/** How a monitor tells its guest which devices exist. */
export const DEVICES_BY: Readonly<Record<'acpi' | 'command-line' | 'device-tree', readonly Requirement[]>> = {
  acpi: [{ symbol: 'ACPI', as: 'built in', why: 'because the monitor describes its devices in ACPI tables' }],
  'command-line': [
    {
      symbol: 'VIRTIO_MMIO_CMDLINE_DEVICES',
      as: 'built in',
      why: 'because the monitor names its devices on the kernel command line',
    },
    { symbol: 'X86_MPPARSE', as: 'built in', why: 'because the monitor describes its CPUs in an MP table' },
  ],
  'device-tree': [{ symbol: 'OF', as: 'built in', why: 'because the monitor describes its devices in a device tree' }],
};

/** One sentence for each requirement that is not met; empty where the kernel suits. */
export function unmetRequirements(config: KernelConfig, requirements: readonly Requirement[]): string[] {
  return requirements.filter((requirement) => !isMet(config, requirement)).map(sentence);
}

function isMet(config: KernelConfig, { symbol, as }: Requirement): boolean {
  const value = config.get(symbol);
  return value === 'y' || (as === 'module' && value === 'm');
}

function sentence({ symbol, as, why }: Requirement): string {
  const form = as === 'module' ? `CONFIG_${symbol}=y or =m` : `CONFIG_${symbol}=y`;
  return `${form} is needed ${why}`;
}
