/**
 * The first process of a guest, in an initramfs or on its root disk: has the disks mounted, runs the agent, ends the
 * machine. Pure.
 */

/** Names of the parameters on the kernel command line that the init reads. */
export const GUEST_PARAMETERS = {
  /** The agent's nonce. */
  nonce: 'tare.nonce',
  /** How the machine of this monitor is ended: `poweroff` or `reboot`. */
  end: 'tare.end',
  /** The address of its link, with the bits of the subnet; absent where it has none. */
  address: 'tare.address',
  /** `pci` where its devices are there, as in Cloud Hypervisor; absent where they are on MMIO. */
  bus: 'tare.bus',
} as const;

/** Prefix of the guest's messages where it cannot go on. */
export const GUEST_SAYS = 'tare guest: ';

/** ext4 labels by which the init tells the disks apart: monitors differ in the order they show them. */
export const DISK_LABELS = { root: 'tare-root', volume: 'tare-volume' } as const;

/**
 * Offset of the label in an ext4 file system: superblock at 1024, `s_volume_name` at 0x78 (Linux,
 * Documentation/filesystems/ext4).
 */
const EXT4_LABEL_AT = 1024 + 0x78;

/** Told once: why it cannot go on. */
const FAIL = `fail() { $b echo "${GUEST_SAYS}$* failed"; $b $end -f; }
`;

const WORDS = `end=poweroff address= bus=
for word in $($b cat /proc/cmdline); do
  case $word in
    ${GUEST_PARAMETERS.nonce}=*) nonce=\${word#*=} ;;
    ${GUEST_PARAMETERS.end}=*) end=\${word#*=} ;;
    ${GUEST_PARAMETERS.address}=*) address=\${word#*=} ;;
    ${GUEST_PARAMETERS.bus}=*) bus=\${word#*=} ;;
  esac
done
`;

const CLOCK = `clock=$($b cat /sys/devices/system/clocksource/clocksource0/current_clocksource)
case $clock in *jiffies) fail "finding a clock better than $clock" ;; esac
`;

/** Without an address of IPv6, as in every other sandbox. */
const LINK = `if [ -n "$address" ]; then
  mode=/proc/sys/net/ipv6/conf/eth0/addr_gen_mode
  [ ! -e $mode ] || $b echo 1 >$mode
  $b ip link set lo up && $b ip address add "$address" dev eth0 && $b ip link set eth0 up || fail 'setting up the link'
fi
`;

const DISKS = `tries=0
until [ -b /dev/vdb ]; do
  tries=$((tries + 1))
  [ $tries -le 100 ] || fail 'finding the two disks'
  $b usleep 20000
done
disk() {
  for disk in /dev/vda /dev/vdb; do
    [ "$($b dd if=$disk bs=1 skip=${EXT4_LABEL_AT} count=\${#1} 2>/dev/null)" = "$1" ] && echo $disk
  done
}
`;

/**
 * The first process of the guest.
 * - It runs the agent in the mounted root and outlives it, so that the disks are left clean and the machine ends
 *   whatever the userland does.
 * - It refuses to start without a real clock, since a guest that loses ticks measures wrong times.
 * - It makes the serial line raw: no echo, no limit of the line length, no changed line ends. Cloud Hypervisor makes a
 *   CR of an LF that it reads alone, so there a CR that comes in is an LF again.
 * - It reads the labels of the disks itself, since the busybox of Ubuntu 22.04 has no `findfs`.
 */
export const GUEST_INIT = `#!/bin/busybox sh
b=/bin/busybox
end=reboot
${FAIL}$b mount -t proc proc /proc && $b mount -t sysfs sys /sys && $b mount -t devtmpfs dev /dev || fail 'mounting /dev'
${WORDS}load() { while read -r module; do $b insmod "/modules/$module" || fail "loading $module"; done <"/modules/$1"; }
load order
[ -z "$bus" ] || load "$bus"
[ -z "$address" ] || load network
${CLOCK}${LINK}${DISKS}$b mount -t ext4 "$(disk ${DISK_LABELS.root})" /root || fail 'mounting the root'
$b mount -t ext4 "$(disk ${DISK_LABELS.volume})" /root/tare/volume || fail 'mounting the volume'
for name in proc sys dev; do $b mount --move /$name /root/$name || fail "moving /$name"; done
$b mount -t tmpfs tmp /root/tmp
$b stty raw -echo \${bus:+icrnl} </root/dev/console
$b chroot /root /bin/sh /tare/agent "$nonce"
$b umount /root/tare/volume
$b mount -o remount,ro /root
exec $b $end -n -f
`;

/** What a root disk holds for a kernel that mounts it itself: see `DISK_INIT`. */
export const ON_ROOT = { init: '/tare/init', busybox: '/tare/busybox' } as const;

/** The same without an initramfs: the kernel has its drivers built in, and has mounted the root and /dev. */
export const DISK_INIT = `#!${ON_ROOT.busybox} sh
b=${ON_ROOT.busybox}
end=reboot
${FAIL}$b mount -t proc proc /proc && $b mount -t sysfs sys /sys || fail 'mounting /proc'
${WORDS}${CLOCK}${LINK}${DISKS}$b mount -t ext4 "$(disk ${DISK_LABELS.volume})" /tare/volume || fail 'mounting the volume'
$b mount -t tmpfs tmp /tmp
$b stty raw -echo \${bus:+icrnl} </dev/console
/bin/sh /tare/agent "$nonce"
$b umount /tare/volume
$b mount -o remount,ro /
exec $b $end -n -f
`;

/** Kernel parameters for that: the root is the first disk of the machine. */
export const DISK_PARAMETERS: readonly string[] = ['root=/dev/vda', 'rootfstype=ext4', 'rw', `init=${ON_ROOT.init}`];

export interface ArchiveEntry {
  /** Path relative to the root; parents come first. */
  readonly path: string;
  readonly kind: 'folder' | 'file' | 'console';
  readonly content?: Uint8Array;
}

const MODES = { folder: 0o040755, file: 0o100755, console: 0o020600 } as const;
/** Linux device number of /dev/console. */
const CONSOLE_DEVICE = [5, 1] as const;

/**
 * A cpio archive in the "newc" form (Linux, Documentation/driver-api/early-userspace/buffer-format.rst): same input,
 * same bytes.
 */
export function archive(entries: readonly ArchiveEntry[]): Buffer {
  const records = entries.map((entry, index) => record(entry, index + 1));
  return Buffer.concat([...records, record({ path: 'TRAILER!!!', kind: 'file' }, 0)]);
}

function record({ path, kind, content = new Uint8Array() }: ArchiveEntry, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const [major, minor] = kind === 'console' ? CONSOLE_DEVICE : [0, 0];
  // inode, mode, uid, gid, links, time, size, device, device of a special file, length of the name, checksum
  const fields = [inode, MODES[kind], 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length, 0];
  const head = Buffer.from(`070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`);
  return Buffer.concat([padded(Buffer.concat([head, name])), padded(content)]);
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** The modules of a guest by file name, in the order in which they are loaded. */
export type Modules = ReadonlyMap<string, Uint8Array>;

/** What is loaded besides: where the guest has a link, and where its devices are on PCI. */
export type MoreModules = Readonly<Partial<Record<'network' | 'pci', Modules>>>;

export function guestInitramfs(busybox: Uint8Array, modules: Modules, more: MoreModules = {}): Buffer {
  const { network = new Map(), pci = new Map() } = more;
  const folders = ['bin', 'dev', 'proc', 'sys', 'root', 'modules'];
  const list = (name: string, listed: Modules) => ({
    path: `modules/${name}`,
    kind: 'file' as const,
    content: Buffer.from([...listed.keys()].map((one) => `${one}\n`).join('')),
  });
  return archive([
    ...folders.map((path) => ({ path, kind: 'folder' as const })),
    { path: 'dev/console', kind: 'console' },
    { path: 'init', kind: 'file', content: Buffer.from(GUEST_INIT) },
    { path: 'bin/busybox', kind: 'file', content: busybox },
    list('order', modules),
    list('network', network),
    list('pci', pci),
    ...[...modules, ...network, ...pci].map(([name, content]) => ({
      path: `modules/${name}`,
      kind: 'file' as const,
      content,
    })),
  ]);
}
