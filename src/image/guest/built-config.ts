/**
 * The configuration of the guest kernel that Tare builds: what its guests need of each monitor, and nothing else.
 * Pure. It is given to `make allnoconfig`, because the defaults of `tinyconfig` would add sixty symbols.
 */

/** Symbols that are set to `y`. Names that a version of Linux does not know are passed over by its build. */
const COMMON = `
  64BIT SMP EXPERT EMBEDDED PRINTK PRINTK_TIME BUG BASE_FULL IKCONFIG CC_OPTIMIZE_FOR_PERFORMANCE JUMP_LABEL
  FUTEX FUTEX_PI EPOLL SIGNALFD TIMERFD EVENTFD AIO IO_URING ADVISE_SYSCALLS MEMBARRIER RSEQ POSIX_TIMERS SHMEM
  SYSVIPC POSIX_MQUEUE MULTIUSER FILE_LOCKING FHANDLE INOTIFY_USER CROSS_MEMORY_ATTACH SECCOMP SECCOMP_FILTER
  HIGH_RES_TIMERS NO_HZ_IDLE HZ_250 PREEMPT_VOLUNTARY PREEMPT_DYNAMIC SCHED_MC
  BINFMT_ELF BINFMT_SCRIPT COREDUMP
  CGROUPS MEMCG CPUSETS CGROUP_PIDS CGROUP_FREEZER CGROUP_SCHED FAIR_GROUP_SCHED CFS_BANDWIDTH
  SLUB SLUB_CPU_PARTIAL SLAB_MERGE_DEFAULT COMPACTION MIGRATION SPARSEMEM_VMEMMAP VM_EVENT_COUNTERS
  TRANSPARENT_HUGEPAGE TRANSPARENT_HUGEPAGE_ALWAYS LRU_GEN
  BLOCK BLK_DEV MQ_IOSCHED_DEADLINE BLK_DEV_INITRD
  VIRTIO_MENU VIRTIO_MMIO VIRTIO_BLK
  NET INET UNIX NETDEVICES NET_CORE VIRTIO_NET
  TTY UNIX98_PTYS SERIAL_8250 SERIAL_8250_CONSOLE
  EXT4_FS TMPFS TMPFS_XATTR DEVTMPFS DEVTMPFS_MOUNT PROC_FS PROC_SYSCTL SYSFS
  PARAVIRT RANDOM_TRUST_CPU
`;

/** Symbols that Debian and Ubuntu set too and that cost time inside a guest, so that the kernels can be compared. */
const HARDENING = `
  STACKPROTECTOR STACKPROTECTOR_STRONG STRICT_KERNEL_RWX VMAP_STACK RANDOMIZE_KSTACK_OFFSET
  RANDOMIZE_KSTACK_OFFSET_DEFAULT INIT_ON_ALLOC_DEFAULT_ON HARDENED_USERCOPY FORTIFY_SOURCE
  SLAB_FREELIST_RANDOM SLAB_FREELIST_HARDENED SHUFFLE_PAGE_ALLOCATOR
  SCHED_STACK_END_CHECK DEBUG_LIST LIST_HARDENED BUG_ON_DATA_CORRUPTION
`;

/**
 * ACPI finds its devices through PCI even where there is no bus, and the serial line only with 8250_PNP. Cloud
 * Hypervisor has its devices on PCI. The mitigations have both their names, those before Linux 6.9 and those since.
 */
const X86 = `
  KERNEL_GZIP HYPERVISOR_GUEST KVM_GUEST PVH ACPI PCI PCI_MSI PCI_MMCONFIG VIRTIO_PCI
  X86_MPPARSE X86_X2APIC X86_TSC X86_FEATURE_NAMES MTRR X86_PAT
  VIRTIO_MMIO_CMDLINE_DEVICES SERIAL_8250_PNP UNWINDER_ORC
  CPU_MITIGATIONS SPECULATION_MITIGATIONS PAGE_TABLE_ISOLATION RETPOLINE RETHUNK CPU_UNRET_ENTRY CPU_IBPB_ENTRY
  CPU_IBRS_ENTRY CPU_SRSO SLS MITIGATION_PAGE_TABLE_ISOLATION MITIGATION_RETPOLINE MITIGATION_RETHUNK
  MITIGATION_UNRET_ENTRY MITIGATION_IBPB_ENTRY MITIGATION_IBRS_ENTRY MITIGATION_SRSO MITIGATION_SLS MITIGATION_RFDS
  MITIGATION_SPECTRE_BHI MITIGATION_ITS MITIGATION_TSA
`;

const ARM64 = `
  SERIAL_OF_PLATFORM SERIAL_AMBA_PL011 SERIAL_AMBA_PL011_CONSOLE ARM64_4K_PAGES ARM64_VA_BITS_48
  UNMAP_KERNEL_AT_EL0 MITIGATE_SPECTRE_BRANCH_HISTORY RTC_CLASS RTC_DRV_PL031
`;

/** What is built for an architecture, and from which symbols besides. */
export interface BuiltTarget {
  /** Target of `make`, and the path of its result. */
  readonly image: string;
  readonly path: string;
  readonly symbols: string;
}

const TARGETS: Readonly<Record<string, BuiltTarget>> = {
  amd64: { image: 'bzImage', path: 'arch/x86/boot/bzImage', symbols: X86 },
  arm64: { image: 'Image', path: 'arch/arm64/boot/Image', symbols: ARM64 },
};

/** The target for an architecture, by dpkg's name; undefined where there is none. */
export const builtTarget = (arch: string): BuiltTarget | undefined => TARGETS[arch];

/** End of the release's name: `6.1.192-tare`. */
const SUFFIX = '-tare';

/** A guest sees no more CPUs than this, whatever its machine has. */
export const BUILT_CPUS = 64;

/** The text that `KCONFIG_ALLCONFIG` names. */
export function builtConfig({ symbols }: BuiltTarget): string {
  const names = `${COMMON} ${HARDENING} ${symbols}`.split(/\s+/).filter(Boolean);
  return `${names.map((name) => `CONFIG_${name}=y\n`).join('')}CONFIG_NR_CPUS=${BUILT_CPUS}\nCONFIG_LOCALVERSION="${SUFFIX}"\n`;
}
