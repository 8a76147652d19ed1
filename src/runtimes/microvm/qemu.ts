/** QEMU's microvm machine, with KVM where it works, else with QEMU's own emulation, which is labelled so. */
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import type { Host } from '../../host/host.js';
import type { Tap } from '../../host/network/network.js';
import { chooseGuest, foreseeGuest, KERNEL_OPTION, mostCpusOf } from '../../image/guest/choice.js';
import {
  DEVICES_BY,
  DISKS_ON,
  GUEST_REQUIREMENTS,
  parseKernelConfig,
  type Requirement,
} from '../../image/guest/config.js';
import type { GuestDisks } from '../../image/guest/disk.js';
import { type Guest, type Needs, vmlinuxOf } from '../../image/guest/kernel.js';
import type { Binary } from '../../results/document.js';
import { mainOf } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Runtime } from '../runtime.js';
import { fromSnapshot, SNAPSHOT_NOTE, SNAPSHOT_OPTION, withoutLink } from '../shared/snapshot.js';
import { emulatedClock } from './clock.js';
import { kvmState, kvmStateForRun } from './kvm-probe.js';
import { kvmProof } from './kvm-proof.js';
import {
  type Boot,
  bootOf,
  guestBinary,
  guestMemoryMib,
  hardwareAddress,
  kernelCommandLine,
  linkParameters,
  type Machine,
  type MachineRequest,
  type Monitor,
  ONE_MACHINE,
  prepareMicrovm,
} from './microvm.js';
import { qemuSnapshots } from './qemu-snapshot.js';

type Accelerator = 'kvm' | 'tcg';

/** The words with which a note of an emulated arm begins; the reason follows. */
export const EMULATED = 'emulated (tcg)';

interface Platform {
  readonly program: string;
  readonly packageName: string;
  readonly machine: string;
  readonly serial: string;
  readonly requirements: readonly Requirement[];
}

const PLATFORMS: Readonly<Record<string, Platform>> = {
  amd64: {
    program: 'qemu-system-x86_64',
    packageName: 'qemu-system-x86',
    // With the 8259 interrupt controller, some boots under emulation hang.
    machine: 'microvm,pic=off',
    serial: 'ttyS0',
    requirements: [
      { symbol: 'SERIAL_8250_CONSOLE', as: 'built in', why: 'for the serial console' },
      ...DEVICES_BY.acpi,
    ],
  },
  arm64: {
    program: 'qemu-system-aarch64',
    packageName: 'qemu-system-arm',
    // There is no microvm machine for arm64; `virt` has the same virtio-mmio devices.
    machine: 'virt',
    serial: 'ttyAMA0',
    requirements: [
      { symbol: 'SERIAL_AMBA_PL011_CONSOLE', as: 'built in', why: 'for the serial console' },
      ...DEVICES_BY['device-tree'],
    ],
  },
};

/**
 * Under emulation a boot takes 2 to 3 s on a quiet host and may hang; with KVM it takes a fraction and should not
 * hang.
 */
const READY_SECONDS: Readonly<Record<Accelerator, readonly number[]>> = { tcg: [20, 40], kvm: [20] };

export const qemu: Runtime = {
  name: 'qemu',
  summary: "QEMU's microvm machine, with KVM where it works, else emulated (tcg)",
  options: {
    accel: {
      help: 'kvm, tcg, or auto: kvm where a probe has started a guest with it',
      choices: ['auto', 'kvm', 'tcg'],
    },
    kernel: KERNEL_OPTION,
    ...SNAPSHOT_OPTION,
  },
  single: ONE_MACHINE,
  mostCpus: ({ options }) => mostCpusOf(options.kernel),
  unlinkable: withoutLink,
  async check(host, arm) {
    const platform = platformOf(host.distribution.arch);
    const missing = [
      ...(await checkRecipe(host, arm, recipeOf(platform))),
      ...(await foreseeGuest(host, arm.options.kernel, needsOf(platform))),
    ];
    const kvm = arm.options.accel === 'kvm' ? await kvmState(host) : undefined;
    if (!kvm || kvm.usable) return missing;
    return [
      ...missing,
      { what: `${kvm.problem}, and accel: kvm was asked for`, remedy: kvm.remedy, installable: false },
    ];
  },
  async remarks(host, { options }) {
    const kvm = options.accel === undefined || options.accel === 'auto' ? await kvmState(host) : undefined;
    return kvm && !kvm.usable ? [`${EMULATED}, and slow, since there is ${kvm.problem}`] : [];
  },
  async install(host, arm) {
    const platform = platformOf(host.distribution.arch);
    // Where KVM was asked for and there is none, nothing is installed.
    await withKvm(host, arm);
    const programs = await installRecipe(host, arm, recipeOf(platform));
    const { guest, note } = await chooseGuest(host, arm.options.kernel, needsOf(platform));
    const all = [...programs.binaries, guestBinary(guest)];
    const { accelerator, problem } = await acceleratorOf(host, arm, platform, guest, mainOf(programs));
    const emulated = problem && `${EMULATED}, since there is ${problem}: its figures say nothing of QEMU with KVM`;
    if (emulated) host.log.warn(`${arm.id} is ${emulated}.`);
    const notes = [emulated, note, fromSnapshot(arm) ? SNAPSHOT_NOTE : undefined].filter((one) => one !== undefined);
    return {
      ...programs,
      binaries: all,
      source: `${programs.source}; accelerator ${accelerator}`,
      ...(notes.length > 0 && { notes }),
    };
  },
  async prepare(host, image, arm, installed) {
    const platform = platformOf(host.distribution.arch);
    const { guest } = await chooseGuest(host, arm.options.kernel, needsOf(platform));
    const { accelerator } = await acceleratorOf(host, arm, platform, guest, mainOf(installed));
    const kernel = await startableKernel(host, guest);
    const program = mainOf(installed).path;
    const clock = accelerator === 'tcg' && host.distribution.arch === 'amd64' ? await emulatedClock() : [];
    const built = { platform, accelerator, kernel, boot: bootOf(guest), clock };
    const start: Monitor['start'] = (machine, request) => ({
      argv: [program, ...qemuArguments(built, machine, request)],
    });
    return prepareMicrovm(host, image, {
      readySeconds: READY_SECONDS[accelerator],
      start,
      ...(fromSnapshot(arm) && { snapshots: qemuSnapshots(start) }),
    });
  },
};

function platformOf(arch: string): Platform {
  const platform = PLATFORMS[arch];
  if (platform) return platform;
  throw new HostError(`qemu is not supported on ${arch}.`, 'It runs on amd64 and arm64.');
}

const needsOf = ({ requirements }: Platform): Needs => ({
  monitor: 'QEMU',
  requirements: [...GUEST_REQUIREMENTS, ...DISKS_ON.mmio, ...requirements],
});

function recipeOf({ program, packageName }: Platform): Recipe {
  return {
    runtime: 'qemu',
    programs: [{ name: program }],
    packages: [{ name: packageName }],
    backports: true,
    byPath: 'program',
  };
}

interface Choice {
  readonly accelerator: Accelerator;
  /** Why it is not KVM, where the user did not ask for emulation. */
  readonly problem?: string;
}

/**
 * Chooses the accelerator as far as the probe alone can tell.
 * @throws HostError where KVM was asked for and does not work.
 */
async function withKvm(host: Host, { id, options }: ArmSpec): Promise<Choice> {
  const wanted = options.accel ?? 'auto';
  if (wanted === 'tcg') return { accelerator: 'tcg' };
  const kvm = await kvmStateForRun(host);
  if (kvm.usable) return { accelerator: 'kvm' };
  if (wanted === 'auto') return { accelerator: 'tcg', problem: kvm.problem };
  throw new HostError(`${id} needs KVM, and there is ${kvm.problem} here.`, kvm.remedy);
}

/**
 * Chooses the accelerator. Where the user left it open, KVM is used only once this guest kernel has booted with it.
 */
async function acceleratorOf(
  host: Host,
  arm: ArmSpec,
  platform: Platform,
  guest: Guest,
  program: Binary,
): Promise<Choice> {
  const choice = await withKvm(host, arm);
  if (choice.accelerator === 'tcg' || arm.options.accel === 'kvm') return choice;
  const kernel = await startableKernel(host, guest);
  // The disks are empty, so the guest cannot be booted from them.
  const boot = { initramfs: guest.initramfs, parameters: [] };
  const built = { platform, accelerator: choice.accelerator, kernel, boot, clock: [] };
  const argvFor = (disks: GuestDisks) => [program.path, ...qemuArguments(built, { disks }, TRIAL)];
  const problem = await kvmProof(host, `${program.sha256} ${guest.kernelSha256}`, argvFor);
  return problem ? { accelerator: 'tcg', problem: `a KVM that does not serve: ${problem}` } : choice;
}

const TRIAL = { limits: { cpus: '0', cpuCount: 1, memoryBytes: 256 * 1024 ** 2 }, nonce: 'trial' };

/**
 * Returns the form of the kernel that boots fastest. Where the kernel has the PVH entry of x86, QEMU starts the ELF
 * itself, without firmware and without a kernel that unpacks itself (under emulation this saves 0.7 s of 4.2 s).
 */
async function startableKernel(host: Host, guest: Guest): Promise<string> {
  const hasPvh = guest.config !== null && parseKernelConfig(guest.config).get('PVH') === 'y';
  return hasPvh ? vmlinuxOf(host, guest) : guest.kernel;
}

interface Built {
  readonly platform: Platform;
  readonly accelerator: Accelerator;
  readonly kernel: string;
  readonly boot: Boot;
  /** Kernel parameters for the guest's clock. */
  readonly clock: readonly string[];
}

/**
 * Returns the command line. The root disk has QEMU's default cache mode and the volume bypasses the host's page cache;
 * both pass a guest's flush on to the host's disk. Pure.
 */
export function qemuArguments(
  { platform, accelerator, kernel, boot, clock }: Built,
  { disks }: Pick<Machine, 'disks'>,
  { limits, nonce, tap }: Pick<MachineRequest, 'limits' | 'nonce' | 'tap'>,
): string[] {
  const parameters = [...clock, ...boot.parameters, ...linkParameters(tap)];
  return [
    ...['-machine', platform.machine, '-accel', accelerator, '-cpu', accelerator === 'kvm' ? 'host' : 'max'],
    ...['-smp', String(limits.cpuCount), '-m', `${guestMemoryMib(limits)}M`],
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-monitor', 'none'],
    ...['-chardev', 'stdio,id=serial,signal=off', '-serial', 'chardev:serial'],
    ...['-kernel', kernel, ...(boot.initramfs ? ['-initrd', boot.initramfs] : [])],
    ...['-append', kernelCommandLine(platform.serial, 'poweroff', nonce, parameters)],
    // The disk that is listed first is the first disk of the guest.
    ...disk('root', disks.root, 'writeback'),
    ...disk('volume', disks.volume, 'none'),
    ...(tap ? networkDevice(tap) : []),
  ];
}

function networkDevice(tap: Tap): string[] {
  const backend = `tap,id=link,ifname=${tap.device},script=no,downscript=no`;
  return ['-netdev', backend, '-device', `virtio-net-device,netdev=link,mac=${hardwareAddress(tap)}`];
}

function disk(id: string, path: string, cache: 'writeback' | 'none'): string[] {
  // QEMU splits options at commas, and two commas stand for one.
  const file = path.replaceAll(',', ',,');
  return [
    '-drive',
    `id=${id},file=${file},format=raw,if=none,cache=${cache}`,
    '-device',
    `virtio-blk-device,drive=${id}`,
  ];
}
