/**
 * Firecracker from one configuration file a launch; the guest's serial line is the console. It has its API only where
 * its machines are restored from snapshots.
 */
import { chownSync, copyFileSync, existsSync, linkSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import lt from 'semver/functions/lt.js';
import type { ArmSpec } from '../../config/arms.js';
import { HostError, InputError } from '../../errors.js';
import { lastLines } from '../../host/commands/command.js';
import { readBeneath, removeTree } from '../../host/files/beneath.js';
import type { Host, HostFacts } from '../../host/host.js';
import { chooseGuest, foreseeGuest, KERNEL_OPTION } from '../../image/guest/choice.js';
import { DEVICES_BY, DISKS_ON, GUEST_REQUIREMENTS, type Requirement } from '../../image/guest/config.js';
import type { GuestDisks } from '../../image/guest/disk.js';
import { type Needs, vmlinuxOf } from '../../image/guest/kernel.js';
import { binaryNamed, findCommand, identifyBinary, mainOf } from '../install/binaries.js';
import { describeSource, installRecipe, sourceOf } from '../install/install.js';
import type { Conflict, Recipe, Source } from '../install/recipe.js';
import type { Installed, Runtime } from '../runtime.js';
import { fromSnapshot, SNAPSHOT_NOTE, SNAPSHOT_OPTION, withoutLink } from '../shared/snapshot.js';
import { firecrackerSnapshots, type StartWith } from './firecracker-snapshot.js';
import { jailerBeside, missingForJail } from './jail.js';
import {
  type Boot,
  bootOf,
  guestBinary,
  guestMemoryMib,
  hardwareAddress,
  kernelCommandLine,
  linkParameters,
  type Machine,
  type MachineProcess,
  type MachineRequest,
  ONE_MACHINE,
  prepareMicrovm,
} from './microvm.js';
import { missingKvm, requireKvm } from './needs-kvm.js';

/** With KVM a start takes well under a second; nested KVM is slower. */
const READY_SECONDS = [20];

/** This version is used where the user names none and none is on PATH. It starts the kernels of distributions. */
const DEFAULT_VERSION = '1.16.1';
/** The oldest version that has the log options that we pass and reads the configuration that we write. */
const OLDEST = '1.7.0';
/** Every version refuses a machine with more (`MAX_SUPPORTED_VCPUS`). */
const MOST_CPUS = 32;
const RELEASES = 'https://github.com/firecracker-microvm/firecracker/releases/download';
const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

export const RECIPE: Recipe = {
  runtime: 'firecracker',
  programs: [{ name: 'firecracker' }],
  packages: [],
  byPath: 'program',
  release: {
    file: (version, arch) => `${RELEASES}/v${version}/firecracker-v${version}-${machineOf(arch)}.tgz`,
    checksums: (version, arch) => `${RELEASES}/v${version}/firecracker-v${version}-${machineOf(arch)}.tgz.sha256.txt`,
    archive: {
      folder: 'firecracker',
      members: (version, arch) => {
        const suffix = `v${version}-${machineOf(arch)}`;
        const member = (program: string) => `release-${suffix}/${program}-${suffix}`;
        return { firecracker: member('firecracker'), jailer: member('jailer') };
      },
    },
    normalize: releaseVersion,
    usual: () => DEFAULT_VERSION,
  },
  companions: (path) => {
    const jailer = jailerBeside(path);
    return jailer ? [{ name: 'jailer', path: jailer }] : [];
  },
  refuse: refuseOld,
};

/** Returns `1.7.0` for `v1.7.0` or `Firecracker v1.7.0`; undefined where there is no version. Pure. */
function numberOf(text: string): string | undefined {
  return /\d+\.\d+\.\d+/.exec(text)?.[0];
}

function releaseVersion(asked: string): string {
  const version = asked.replace(/^v/, '');
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new InputError(`firecracker@${asked}: that is no version.`, 'Write it as firecracker@1.7.0.');
  refuseOld(version);
  return version;
}

function refuseOld(version: string): void {
  const found = numberOf(version);
  if (found && lt(found, OLDEST))
    throw new InputError(`firecracker ${version} is older than Tare can start.`, `It needs ${OLDEST} or later.`);
}

function machineOf(arch: string): string {
  const name = MACHINES[arch];
  if (name) return name;
  throw new HostError(`firecracker has no release for ${arch}.`, 'It runs on amd64 and arm64.');
}

export const firecracker: Runtime = {
  name: 'firecracker',
  summary: 'Firecracker with KVM, started from a configuration file',
  checksumOf: "the release's .tgz",
  options: {
    jailer: { help: 'on: started by its jailer, as an unprivileged user in a chroot', choices: ['on', 'off'] },
    kernel: KERNEL_OPTION,
    ...SNAPSHOT_OPTION,
  },
  single: ONE_MACHINE,
  mostCpus: () => MOST_CPUS,
  unlinkable: withoutLink,
  async check(host, arm) {
    refuseJailedSnapshot(arm);
    const source = await sourceOf(host, arm, RECIPE);
    const missing = await describeSource(host, source, RECIPE);
    const path = programHere(source);
    const version = await versionToRun(source, path);
    const unmet = await foreseeGuest(host, arm.options.kernel, needsOf(host, version));
    return [...missing, ...missingForJail(arm, path), ...unmet, ...(await missingKvm(host))];
  },
  async install(host, arm) {
    refuseJailedSnapshot(arm);
    await requireKvm(host, arm);
    const installed = await installRecipe(host, arm, RECIPE);
    const [jail] = missingForJail(arm, mainOf(installed).path);
    if (jail) throw new HostError(`${arm.id}: ${jail.what}.`, jail.remedy);
    const { version } = binaryNamed(installed, 'firecracker');
    const { guest, note } = await chooseGuest(host, arm.options.kernel, needsOf(host, version));
    const notes = [note, fromSnapshot(arm) ? SNAPSHOT_NOTE : undefined].filter((one) => one !== undefined);
    const binaries = [...installed.binaries, guestBinary(guest)];
    return { ...installed, binaries, ...(notes.length > 0 && { notes }) };
  },
  async prepare(host, image, arm, installed) {
    const parts = await partsOf(host, arm, installed);
    const jail = arm.options.jailer === 'on';
    return prepareMicrovm(host, image, {
      readySeconds: READY_SECONDS,
      ...(jail && { tapUser: JAIL_USER }),
      arrange: (machine) => (jail ? fillJailFolder(parts, machine) : undefined),
      start: (machine, request) => (jail ? jailed : plain)(parts, machine, request),
      ...(fromSnapshot(arm) && { snapshots: firecrackerSnapshots(startOf(parts), configure(parts)) }),
    });
  },
};

/** @throws InputError for a snapshot in a jail, whose files the jailed user could not write. */
function refuseJailedSnapshot(arm: ArmSpec): void {
  if (!fromSnapshot(arm) || arm.options.jailer !== 'on') return;
  throw new InputError(
    `${arm.id}: tare takes no snapshots of a Firecracker in its jail.`,
    'Leave out jailer, or snapshot.',
  );
}

/** Returns the user's own program, given by path or found on PATH; undefined where a release is to run. */
function programHere(source: Source | Conflict): string | undefined {
  return source.kind === 'path' ? source.path : source.kind === 'found' ? findCommand('firecracker') : undefined;
}

/** Returns the version in the words of `firecracker --version`; an empty text where it is not known yet. */
async function versionToRun(source: Source | Conflict, path: string | undefined): Promise<string> {
  if (source.kind === 'release') return `Firecracker v${source.release.version}`;
  return path ? (await identifyBinary('firecracker', path)).version : '';
}

/** Earlier releases have no ACPI tables on x86. */
const FIRST_WITH_ACPI = '1.8.0';

/** Returns what this version needs of a guest kernel. Pure. */
export function guestRequirements(version: string, arch: string): Requirement[] {
  const console: Requirement = { symbol: 'SERIAL_8250_CONSOLE', as: 'built in', why: 'for the serial console' };
  const old = lt(numberOf(version) ?? FIRST_WITH_ACPI, FIRST_WITH_ACPI);
  const devices = arch === 'arm64' ? 'device-tree' : old ? 'command-line' : 'acpi';
  return [...GUEST_REQUIREMENTS, console, ...DISKS_ON.mmio, ...DEVICES_BY[devices]];
}

const needsOf = (host: HostFacts, monitor: string): Needs => ({
  monitor,
  requirements: guestRequirements(monitor, host.distribution.arch),
});

/** Files that all launches of an arm have in common. */
interface Parts {
  readonly program: string;
  readonly jailer: string | undefined;
  readonly kernel: string;
  readonly boot: Boot;
}

async function partsOf(host: Host, arm: ArmSpec, installed: Installed): Promise<Parts> {
  const { path: program, version } = binaryNamed(installed, 'firecracker');
  const { guest } = await chooseGuest(host, arm.options.kernel, needsOf(host, version));
  return {
    program,
    jailer: installed.binaries.find(({ name }) => name === 'jailer')?.path,
    kernel: await vmlinuxOf(host, guest),
    boot: bootOf(guest),
  };
}

/** Firecracker's own defaults (docs/kernel-policy.md) without `nomodule`, because the initramfs loads modules. */
const BOOT_ARGUMENTS = ['reboot=k', 'pci=off', '8250.nr_uarts=1', 'i8042.noaux', 'i8042.nomux', 'i8042.dumbkbd'];

/**
 * Returns Firecracker's configuration file, with paths as the process sees them. `Writeback` passes a guest's flush on
 * to the host's disk; the default, `Unsafe`, drops it. Pure.
 */
export function machineConfiguration(
  files: { readonly kernel: string; readonly boot: Boot } & GuestDisks,
  { limits, nonce, tap }: MachineRequest,
): Record<string, unknown> {
  const { initramfs, parameters } = files.boot;
  // `is_root_device: false` means that we name the root ourselves. The disk that is listed first is the guest's first
  // disk.
  const drive = (id: string, path: string) => ({
    drive_id: id,
    path_on_host: path,
    is_root_device: false,
    is_read_only: false,
    cache_type: 'Writeback',
  });
  return {
    'boot-source': {
      kernel_image_path: files.kernel,
      ...(initramfs && { initrd_path: initramfs }),
      boot_args: kernelCommandLine('ttyS0', 'reboot', nonce, [
        ...BOOT_ARGUMENTS,
        ...parameters,
        ...linkParameters(tap),
      ]),
    },
    drives: [drive('root', files.root), drive('volume', files.volume)],
    ...(tap && {
      'network-interfaces': [{ iface_id: 'link', guest_mac: hardwareAddress(tap), host_dev_name: tap.device }],
    }),
    'machine-config': { vcpu_count: limits.cpuCount, mem_size_mib: guestMemoryMib(limits), smt: false },
  };
}

const LOG = 'firecracker.log';
const LOG_BYTES = 16 * 1024;

/**
 * Reads the log beneath the folder only, because a process in a jail that the guest has taken over could put anything
 * in its place.
 */
function tailOf(folder: string): string[] {
  return lastLines(readBeneath(folder, LOG, LOG_BYTES, 'end')?.toString('utf8') ?? '', 8);
}

/** The log goes to a file, because on standard output it would be mixed with the guest's lines. */
const LOGGING = ['--level', 'Warning', '--log-path'];

/** Starts the process as root, with the files where they are. */
const startOf =
  ({ program }: Parts): StartWith =>
  ({ folder }, id, own) => {
    const log = join(folder, LOG);
    writeFileSync(log, '');
    return { argv: [program, ...own, '--id', id, ...LOGGING, log], logTail: () => tailOf(folder) };
  };

/** Writes the configuration of a machine. @returns its path. */
const configure =
  (parts: Parts) =>
  ({ folder, disks }: Machine, request: MachineRequest): string => {
    const path = join(folder, 'machine.json');
    writeFileSync(path, JSON.stringify(machineConfiguration({ ...parts, ...disks }, request)));
    return path;
  };

function plain(parts: Parts, machine: Machine, request: MachineRequest): MachineProcess {
  const config = configure(parts)(machine, request);
  return startOf(parts)(machine, request.id, ['--no-api', '--config-file', config]);
}

/** The number of `nobody`, who owns no files. */
const JAIL_USER = 65534;
/** The names in the jail of the files from the arm's folder. */
const JAILED = { kernel: 'kernel', root: 'root.ext4', volume: 'volume.ext4' } as const;
const JAILED_INITRAMFS = 'initramfs';

/** Returns the boot files under their names in the jail. */
const jailedBoot = ({ initramfs, parameters }: Boot): Boot =>
  initramfs ? { initramfs: JAILED_INITRAMFS, parameters } : { parameters };

/** Copies the files of the cache to the disk of the jails, because only there they can be linked to. */
function fillJailFolder({ kernel, boot }: Parts, { folder, disks }: Machine): void {
  copyFileSync(kernel, join(folder, JAILED.kernel));
  if (boot.initramfs) copyFileSync(boot.initramfs, join(folder, JAILED_INITRAMFS));
  for (const path of [disks.root, disks.volume]) chownSync(path, JAIL_USER, JAIL_USER);
}

/**
 * Starts the process in a jail, whose root has everything as hard links, so that what a guest writes to its disks is
 * seen from outside.
 */
function jailed(parts: Parts, { folder }: Machine, request: MachineRequest): MachineProcess {
  const base = join(folder, 'jails');
  // The jailer follows links, and names the folder of the jail after the program that they lead to.
  const program = realpathSync(parts.program);
  const jail = join(base, basename(program), request.id);
  const root = join(jail, 'root');
  const log = join(root, LOG);
  mkdirSync(root, { recursive: true });
  const files = { ...JAILED, boot: jailedBoot(parts.boot) };
  const names = [...Object.values(JAILED), ...(files.boot.initramfs ? [files.boot.initramfs] : [])];
  for (const name of names) linkSync(join(folder, name), join(root, name));
  writeFileSync(join(root, 'machine.json'), JSON.stringify(machineConfiguration(files, request)));
  writeFileSync(log, '');
  chownSync(log, JAIL_USER, JAIL_USER);
  const user = ['--uid', String(JAIL_USER), '--gid', String(JAIL_USER)];
  const where = ['--id', request.id, '--exec-file', program, '--chroot-base-dir', base];
  const inside = ['--no-api', '--config-file', 'machine.json', ...LOGGING, LOG];
  let said: readonly string[] = [];
  return {
    argv: [parts.jailer ?? 'jailer', ...where, ...user, '--', ...inside],
    logTail: () => (existsSync(root) ? tailOf(root) : said),
    clear: async () => {
      said = tailOf(root);
      await removeTree(jail);
    },
  };
}
