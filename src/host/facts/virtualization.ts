/** Finds out whether this host is itself a virtual machine. */
import type { HostFiles } from './files.js';
import { parseCpuinfo } from './proc.js';

export interface VirtualizationHints {
  /** It is the `hypervisor` flag of /proc/cpuinfo, on x86 only. */
  readonly flag: boolean | undefined;
  /** It is the text of /sys/hypervisor/type: `xen`. */
  readonly type: string | undefined;
  /** It is the DMI system vendor and product. */
  readonly dmi: string | undefined;
  /** It is the firmware's own statement: SMBIOS type 0, "SMBIOS table describes a virtual machine". */
  readonly firmware: boolean | undefined;
  /** These come from the device tree: `hypervisor/compatible`, and the machine's own `compatible`. */
  readonly treeHypervisor: string | undefined;
  readonly treeMachine: string | undefined;
}

/** The names are those that systemd-detect-virt prints, and the DMI strings are from its source (src/basic/virt.c). */
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/\.metal/, 'none'],
  [/Amazon EC2/, 'amazon'],
  [/Google Compute Engine/, 'google'],
  [/VMware|VMW/, 'vmware'],
  [/VirtualBox|innotek/, 'oracle'],
  [/Microsoft.*Virtual Machine/, 'microsoft'],
  [/Parallels/, 'parallels'],
  [/BHYVE/, 'bhyve'],
  [/Apple Virtualization/, 'apple'],
  [/Xen/, 'xen'],
  [/KVM|OpenStack|Alibaba Cloud ECS|DigitalOcean|Hetzner vServer/, 'kvm'],
  [/QEMU/, 'qemu'],
];

/**
 * Returns the hypervisor's name, `none` on bare metal, `vm-other` where the hypervisor does not give its name, and
 * `unknown` where nothing says. Pure.
 */
export function virtualizationOf(hints: VirtualizationHints): string {
  const named = PRODUCTS.find(([pattern]) => hints.dmi !== undefined && pattern.test(hints.dmi))?.[1];
  if (hints.type) return hints.type;
  if (hints.flag === false) return 'none';
  const virtual = named === undefined || named === 'none' ? 'vm-other' : named;
  if (hints.flag === true || hints.firmware === true) return virtual;
  return named ?? ofDeviceTree(hints) ?? (hints.firmware === false ? 'none' : 'unknown');
}

/** Every monitor that hands its guest a device tree calls the machine `linux,dummy-virt` or adds a hypervisor node. */
function ofDeviceTree({ treeHypervisor, treeMachine }: VirtualizationHints): string | undefined {
  if (treeHypervisor) return /kvm/.test(treeHypervisor) ? 'kvm' : /xen/.test(treeHypervisor) ? 'xen' : 'vm-other';
  if (treeMachine === undefined) return undefined;
  return treeMachine.includes('dummy-virt') ? 'vm-other' : 'none';
}

/** SMBIOS 3.7, 7.1.2.2, defines bit 4 of the second extension byte, at offset 13h of the BIOS information. */
function describesVirtualMachine(bios: Uint8Array | undefined): boolean | undefined {
  const extension = bios?.[0x13];
  return extension === undefined ? undefined : (extension & 0x10) !== 0;
}

export function readVirtualization(files: HostFiles): string {
  const flags = parseCpuinfo(files.must('/proc/cpuinfo'))[0]?.flags;
  const dmi = ['sys_vendor', 'product_name'].flatMap((name) => files.read(`/sys/class/dmi/id/${name}`) ?? []);
  return virtualizationOf({
    flag: flags?.split(' ').includes('hypervisor'),
    type: files.read('/sys/hypervisor/type'),
    dmi: dmi.join(' ') || undefined,
    firmware: describesVirtualMachine(files.bytes('/sys/firmware/dmi/entries/0-0/raw')),
    treeHypervisor: files.read('/proc/device-tree/hypervisor/compatible'),
    treeMachine: files.read('/proc/device-tree/compatible'),
  });
}
