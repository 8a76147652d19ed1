/** The disk of the box: a stock Debian, made once for each suite and list of packages. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { makeOnce } from '../../src/host/cache/make-once.js';
import { mustRun } from '../../src/host/commands/command.js';
import type { Host } from '../../src/host/host.js';
import { archive } from '../../src/image/guest/initramfs.js';
import { builtInModules, collectModules, moduleFiles } from '../../src/image/guest/modules.js';
import { readExpanded } from '../../src/image/guest/vmlinux.js';
import { bootstrapCommand, recipeFor, type Sources } from '../../src/image/recipe.js';
import { hostSources } from '../../src/image/sources.js';

export interface BoxImage {
  readonly kernel: string;
  readonly initramfs: string;
  /** The disk is used only with a snapshot on top of it. */
  readonly disk: string;
}

/** A system that boots, the packages that nested KVM and Tare need of it, and those with which apt installs more. */
const PACKAGES = [
  ...['systemd-sysv', 'udev', 'kmod', 'dbus', 'linux-image-cloud-amd64', 'busybox-static', 'lz4'],
  ...['iproute2', 'ca-certificates'],
];
const DISK_BYTES = 12 * 1024 ** 3;
/** The label of the disk of files, by which the init finds it. */
export const FILES_LABEL = 'box-files';
/** The second serial line prints this before the exit code. */
export const END_MARK = '@box end ';

const INIT = `#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t devtmpfs dev /dev
while read -r module; do $b insmod "/modules/$module"; done </modules/order
until [ -b /dev/vda ]; do $b usleep 20000; done
$b mount -t ext4 /dev/vda /root
$b mount --move /dev /root/dev
$b umount /proc
exec $b switch_root /root /sbin/init
`;

/** Addresses that QEMU's user network has by default (QEMU, System Emulation, "Using the user mode network stack"). */
const START = `#!/bin/sh
modprobe kvm-amd || modprobe kvm-intel
for link in /sys/class/net/e*; do
  [ -e "$link" ] || continue
  ip link set "\${link##*/}" up
  ip address add 10.0.2.15/24 dev "\${link##*/}"
  ip route add default via 10.0.2.2
  echo nameserver 10.0.2.3 >/etc/resolv.conf
done
stty -F /dev/ttyS1 raw -echo
mkdir -p /box/files
mount LABEL=${FILES_LABEL} /box/files
/bin/sh /box/files/run </dev/null >/dev/ttyS1 2>&1
printf '\\n${END_MARK}%s\\n' $? >/dev/ttyS1
sync
systemctl poweroff --force
`;

const SERVICE = `[Unit]
Description=Runs what the box was started for
After=multi-user.target
[Service]
Type=oneshot
TimeoutStartSec=infinity
ExecStart=/bin/sh /box/start
[Install]
WantedBy=graphical.target multi-user.target
`;

export interface BoxSystem {
  /** Packages in addition to those that the box itself needs. */
  readonly packages: readonly string[];
  /** Debian's codename, such as `trixie`; this host's own where it is left out. */
  readonly suite?: string;
}

/** Returns the kernel, initramfs and disk of such a system. */
export async function boxImage(host: Host, { packages, suite }: BoxSystem): Promise<BoxImage> {
  const own = recipeFor(host.distribution);
  const recipe = { ...own, suite: suite ?? own.suite, packages: [...PACKAGES, ...packages] };
  const sources = suiteSources(await hostSources(host, own.suite), own.suite, recipe.suite);
  const key = createHash('sha256')
    .update(JSON.stringify([recipe, INIT, START, SERVICE]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(host.paths.cache, 'box', key);
  await makeOnce(
    host,
    folder,
    `a Debian ${recipe.suite} with ${packages.join(' ') || 'nothing besides'}`,
    async (draft) => {
      const root = join(draft, 'root');
      const tarball = join(draft, 'root.tar');
      const { argv, input } = bootstrapCommand(recipe, sources, tarball);
      await mustRun(argv, { input, timeoutSeconds: 1200 });
      mkdirSync(root);
      await mustRun(['tar', '--numeric-owner', '-C', root, '-xf', tarball], { timeoutSeconds: 300 });
      rmSync(tarball);
      await furnish(host, root, draft);
      writeFileSync(join(root, 'etc/apt/sources.list'), `${sources.lines.join('\n')}\n`);
      const disk = join(draft, 'disk.ext4');
      writeFileSync(disk, '');
      truncateSync(disk, DISK_BYTES);
      await mustRun(['mkfs.ext4', '-q', '-F', '-d', root, disk], { timeoutSeconds: 300 });
      rmSync(root, { recursive: true });
    },
  );
  return { kernel: join(folder, 'vmlinuz'), initramfs: join(folder, 'initramfs'), disk: join(folder, 'disk.ext4') };
}

/** Returns the sources of another suite, which is on the same mirrors. */
function suiteSources(sources: Sources, own: string, suite: string): Sources {
  return { ...sources, lines: sources.lines.map((line) => line.replaceAll(` ${own}`, ` ${suite}`)) };
}

async function furnish(host: Host, root: string, draft: string): Promise<void> {
  const release = readdirSync(join(root, 'lib/modules'))[0] ?? '';
  const modules = join(root, 'lib/modules', release);
  const drivers = await collectModules(
    ['virtio_pci', 'virtio_blk', 'ext4'],
    moduleFiles(modules),
    builtInModules(join(modules, 'modules.builtin')),
    // Since Debian 13 the modules are compressed.
    (path) => readExpanded(host, path),
  );
  copyFileSync(join(root, 'boot', `vmlinuz-${release}`), join(draft, 'vmlinuz'));
  writeFileSync(join(draft, 'initramfs'), initramfs(readFileSync(join(root, 'bin/busybox')), drivers));
  mkdirSync(join(root, 'box'));
  writeFileSync(join(root, 'box/start'), START);
  chmodSync(join(root, 'box/start'), 0o755);
  writeFileSync(join(root, 'etc/systemd/system/box.service'), SERVICE);
  await mustRun(['chroot', root, 'systemctl', 'enable', 'box.service']);
  await mustRun(['chroot', root, 'systemctl', 'mask', 'serial-getty@ttyS0.service', 'getty@tty1.service']);
}

function initramfs(busybox: Buffer, drivers: ReadonlyMap<string, Buffer>): Buffer {
  const file = (path: string, content: Uint8Array) => ({ path, kind: 'file' as const, content });
  return archive([
    ...['bin', 'dev', 'proc', 'root', 'modules'].map((path) => ({ path, kind: 'folder' as const })),
    { path: 'dev/console', kind: 'console' },
    file('init', Buffer.from(INIT)),
    file('bin/busybox', busybox),
    file('modules/order', Buffer.from([...drivers.keys()].map((name) => `${name}\n`).join(''))),
    ...[...drivers].map(([name, content]) => file(`modules/${name}`, content)),
  ]);
}
