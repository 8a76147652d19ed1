/** What microVM runtimes share: two disks, a guest whose serial line is the console, a cgroup, and an orderly end. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { orCancelled, whileUndoing } from '../../host/cancellation.js';
import { createGroup, groupPaths } from '../../host/cgroup.js';
import { removeGroup } from '../../host/groups/remove-group.js';
import { runGroup } from '../../host/groups/run-group.js';
import type { Host } from '../../host/host.js';
import type { Tap } from '../../host/network/network.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import { copyDisk, type GuestDisks, isUnclean, pristineDisks } from '../../image/guest/disk.js';
import { DISK_PARAMETERS, GUEST_PARAMETERS } from '../../image/guest/initramfs.js';
import type { Guest } from '../../image/guest/kernel.js';
import type { Image } from '../../image/kept-image.js';
import type { Binary, SandboxLimits } from '../../results/document.js';
import { SAY_READY } from '../../sandbox/agent.js';
import { SANDBOX } from '../../sandbox/paths.js';
import type { Console, LaunchRequest, PreparedArm, Snapshot } from '../runtime.js';
import { openProcessConsole } from '../shared/process-console.js';
import { originOf, takeSnapshot } from '../shared/snapshot.js';
import { nudgedInput } from './nudged-input.js';
import type { Patience } from './qmp.js';

/** The machine of one arm, for its monitor to start. */
export interface Machine {
  /** The folder of this arm, on a disk. The monitor's other files go here. */
  readonly folder: string;
  readonly disks: GuestDisks;
}

export interface MachineRequest extends LaunchRequest {
  /** The link of the machine; absent where it is to have none. */
  readonly tap?: Tap;
}

/** The process of a monitor for one launch. */
export interface MachineProcess {
  readonly argv: readonly string[];
  /** Set where a long request may stop half way: see `nudgedInput`. */
  readonly isNudged?: true;
  /** Tells a monitor that was started what to do. @throws Error where it does not. */
  begin?(patience: Patience): Promise<void>;
  /** Returns the last lines of the monitor's own log, where it has one. */
  logTail?(): readonly string[];
  /** Removes the files that only this launch needed. */
  clear?(): Promise<void>;
}

export interface Monitor {
  /** See `PreparedArm.readySeconds`. */
  readonly readySeconds: readonly number[];
  /** Number of the user who opens a machine's tap, where the monitor is not root by then. */
  readonly tapUser?: number;
  /** Called once an arm, when its disks are there. */
  arrange?(machine: Machine): void;
  start(machine: Machine, request: MachineRequest): MachineProcess;
  /** How machines are restored; absent where each is booted. */
  readonly snapshots?: Snapshots;
}

export interface Snapshots {
  /** Boots the machine whose memory is kept. */
  boot(machine: Machine, request: LaunchRequest): MachineProcess;
  /** Keeps its memory in a folder that is there, after which the machine is ended. */
  keep(machine: Machine, folder: string, patience: Patience): Promise<void>;
  /** @param request that of the machine whose memory was kept. */
  restore(machine: Machine, folder: string, request: LaunchRequest): MachineProcess;
}

const MIB = 1024 ** 2;
/** Memory for the monitor itself. The sandbox is limited by the memory of the guest; this only keeps the host safe. */
export const MONITOR_BYTES = 512 * MIB;

/** Returns the memory of the guest's machine. It is the whole limit, and the guest kernel uses a part of it. */
export function guestMemoryMib({ memoryBytes }: SandboxLimits): number {
  return Math.floor(memoryBytes / MIB);
}

/**
 * Returns the kernel's command line. Kernel messages below "critical" are kept off the line that carries our frames,
 * and a panic ends the machine at once, but for Cloud Hypervisor, which starts it again. The self-tests of the
 * kernel's ciphers are left out, because they have nothing to do with the monitor and take a tenth of an emulated
 * boot. Pure.
 */
export function kernelCommandLine(
  device: string,
  end: 'poweroff' | 'reboot',
  nonce: string,
  more: readonly string[],
): string {
  const parameters = [`console=${device}`, 'quiet', 'loglevel=3', 'panic=-1', 'cryptomgr.notests'];
  return [...parameters, ...more, `${GUEST_PARAMETERS.end}=${end}`, `${GUEST_PARAMETERS.nonce}=${nonce}`].join(' ');
}

/** The parameters by which a guest gives its end of the link an address; none without a link. */
export const linkParameters = (tap: Tap | undefined): string[] =>
  tap === undefined ? [] : [`${GUEST_PARAMETERS.address}=${tap.address}`];

/**
 * A locally administered hardware address. Two machines on one bridge have different ones, as their addresses differ.
 */
export function hardwareAddress({ address }: Tap): string {
  const bytes = (address.split('/')[0] ?? '').split('.').map(Number);
  return [2, 0, ...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

/** How a guest gets to its first process: by an initramfs, or by parameters that name its root disk. */
export interface Boot {
  readonly initramfs?: string;
  readonly parameters: readonly string[];
}

export const bootOf = ({ initramfs, mountsRoot }: Guest): Boot =>
  mountsRoot ? { parameters: DISK_PARAMETERS } : { initramfs, parameters: [] };

/** Returns the guest kernel as it is listed among an arm's binaries. */
export function guestBinary(guest: Guest): Binary {
  const version = `${guest.release} (${guest.source})`;
  return { name: 'guest kernel', path: guest.kernel, version, sha256: guest.kernelSha256 };
}

/** The reason why a microVM has no crowd. */
export const ONE_MACHINE = 'an arm of it has one pair of disks, which a guest has to itself';

/**
 * Returns a folder for one arm. It is not named after the arm, because ids that differ in characters which no path
 * allows would share one.
 */
export const machineFolder = (host: Host): string => join(host.paths.work, `machine-${host.run.nextId('machine')}`);

/** Prepares an arm with disks of its own. */
export async function prepareMicrovm(host: Host, image: Image, monitor: Monitor): Promise<PreparedArm> {
  const pristine = await pristineDisks(host, image);
  const folder = machineFolder(host);
  const change = host.journal.record({ kind: 'path', path: folder });
  mkdirSync(folder, { recursive: true });
  const disks = { root: join(folder, 'root.ext4'), volume: join(folder, 'volume.ext4') };
  await copyDisk(host, pristine.root, disks.root);
  await copyDisk(host, pristine.volume, disks.volume);
  monitor.arrange?.({ folder, disks });
  return new MicrovmArm(host, { folder, disks }, pristine, change, monitor);
}

const PATIENT_SECONDS = 120;

/** Returns a signal that the end of the sandbox aborts too, because its monitor answers nothing any more. */
function whileItLives({ gone, diagnostics }: Console, { signal }: Pick<LaunchRequest, 'signal'>): AbortSignal {
  const ended = new AbortController();
  void gone.then(() => ended.abort(new Error(['the monitor ended', ...diagnostics()].join('\n'))));
  return AbortSignal.any([signal, ended.signal]);
}

/** @throws Error where the monitor does not do what it is told; it has been ended. */
async function begun(process: MachineProcess, console: Console, request: LaunchRequest): Promise<void> {
  try {
    await process.begin?.({ seconds: request.seconds, signal: whileItLives(console, request) });
  } catch (error) {
    await console.kill();
    await whileUndoing(() => orCancelled(console.gone));
    throw error;
  }
}

interface Taken {
  readonly origin: LaunchRequest;
  readonly snapshot: Snapshot;
}

class MicrovmArm implements PreparedArm {
  readonly readySeconds: readonly number[];
  /** Its disks stay as the guest leaves them. */
  readonly keeps = [SANDBOX.root, SANDBOX.volume];
  readonly #group: string;

  constructor(
    readonly host: Host,
    readonly machine: Machine,
    readonly pristine: GuestDisks,
    readonly change: JournalEntry,
    readonly monitor: Monitor,
  ) {
    this.readySeconds = monitor.readySeconds;
    this.#group = runGroup(host);
  }

  async launch(request: LaunchRequest): Promise<Console> {
    const { snapshots } = this.monitor;
    if (snapshots) return this.#restored(request, snapshots);
    const tap = await request.link?.asTap(this.monitor.tapUser);
    const own = { ...request, ...(tap && { tap }) };
    return this.#open(own, this.monitor.start(this.machine, own), () => this.#mendDisks());
  }

  /** Its disks are as the machine left them whose memory it gets, and are only mended after both. */
  async #restored(request: LaunchRequest, snapshots: Snapshots): Promise<Console> {
    const folder = join(this.machine.folder, 'snapshot');
    const { origin, snapshot } = await this.#snapshot(request, snapshots, folder);
    const process = snapshots.restore(this.machine, folder, origin);
    const console = await this.#open(request, process, () => this.#clear(folder));
    await begun(process, console, request);
    console.input.write(SAY_READY);
    // Its command line has the nonce of the one that was booted.
    return { ...console, snapshot, names: async () => [origin.nonce] };
  }

  /** Boots as often as a boot may hang, and is patient the last time: how long that takes is in no figure. */
  async #snapshot(request: LaunchRequest, snapshots: Snapshots, folder: string): Promise<Taken> {
    let failure: unknown;
    for (const seconds of [...this.readySeconds, PATIENT_SECONDS]) {
      const origin = { ...originOf(request), seconds };
      try {
        const booted = await this.#open(origin, snapshots.boot(this.machine, origin), async () => undefined);
        const patience = { seconds: PATIENT_SECONDS, signal: whileItLives(booted, origin) };
        const make = () => snapshots.keep(this.machine, folder, patience);
        return {
          origin,
          snapshot: await takeSnapshot(booted, { origin, wanted: request, folder, make, end: 'by force' }),
        };
      } catch (error) {
        await whileUndoing(() => this.#clear(folder));
        request.signal.throwIfAborted();
        failure = error;
      }
    }
    throw failure;
  }

  async #clear(snapshot: string): Promise<void> {
    rmSync(snapshot, { recursive: true, force: true });
    await this.#mendDisks();
  }

  async #open(request: MachineRequest, process: MachineProcess, clear: () => Promise<void>): Promise<Console> {
    const name = `${this.#group}/${request.id}`;
    // All threads of the monitor, and so all virtual CPUs, are kept on the CPUs of the run.
    const limits = { cpus: request.limits.cpus, memoryBytes: request.limits.memoryBytes + MONITOR_BYTES };
    const entries = createGroup(this.host.cgroup, name, limits);
    const end = async () => {
      for (const path of groupPaths(this.host.cgroup, name)) await removeGroup(path);
    };
    const console = await openProcessConsole({
      poised: request.poised,
      groups: entries,
      argv: [...(request.tap?.enter ?? []), ...process.argv],
      pipeFolder: this.machine.folder,
      end,
      afterExit: async () => {
        await end();
        await process.clear?.();
        await clear();
      },
    });
    const input = process.isNudged ? nudgedInput(console) : console.input;
    return { ...console, input, diagnostics: () => [...(process.logTail?.() ?? []), ...console.diagnostics()] };
  }

  /**
   * Makes the disks of a killed guest again, because it leaves a journal to replay and files that the next guest must
   * not find.
   */
  async #mendDisks(): Promise<void> {
    for (const disk of ['root', 'volume'] as const) {
      const path = this.machine.disks[disk];
      if (existsSync(path) && isUnclean(path)) await copyDisk(this.host, this.pristine[disk], path);
    }
  }

  async remove(): Promise<void> {
    await this.change.undo();
  }
}
