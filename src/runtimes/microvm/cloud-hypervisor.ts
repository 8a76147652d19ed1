/** Cloud Hypervisor, whose machine has its devices on PCI, and which reads a guest's line from a terminal alone. */
import { join } from 'node:path';
import lt from 'semver/functions/lt.js';
import { HostError, InputError } from '../../errors.js';
import { lastLines } from '../../host/commands/command.js';
import { readBeneath, removeTree } from '../../host/files/beneath.js';
import type { Host, HostFacts } from '../../host/host.js';
import { chooseGuest, foreseeGuest, KERNEL_OPTION, mostCpusOf } from '../../image/guest/choice.js';
import { DEVICES_BY, DISKS_ON, GUEST_REQUIREMENTS } from '../../image/guest/config.js';
import { GUEST_PARAMETERS } from '../../image/guest/initramfs.js';
import { type Guest, type Needs, vmlinuxOf } from '../../image/guest/kernel.js';
import { findCommand, mainOf } from '../install/binaries.js';
import { checkRecipe, installRecipe } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Missing, Runtime } from '../runtime.js';
import { shellWords } from '../shared/call-script.js';
import { fromSnapshot, SNAPSHOT_NOTE, SNAPSHOT_OPTION, withoutLink } from '../shared/snapshot.js';
import { callApi } from './http-api.js';
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
  type Monitor,
  ONE_MACHINE,
  prepareMicrovm,
  type Snapshots,
} from './microvm.js';
import { missingKvm, requireKvm } from './needs-kvm.js';

/** With KVM a start takes well under a second; nested KVM is slower. */
const READY_SECONDS = [20];

/** The first version that can be told what kind of image a disk is (release notes of v51.1). */
const OLDEST = '51.1.0';
const RELEASES = 'https://github.com/cloud-hypervisor/cloud-hypervisor/releases/download';

export const RECIPE: Recipe = {
  runtime: 'cloud-hypervisor',
  programs: [{ name: 'cloud-hypervisor' }],
  packages: [],
  byPath: 'program',
  release: {
    file: (version) => `${RELEASES}/v${version}/cloud-hypervisor-static`,
    byChecksumAlone: true,
    normalize: releaseVersion,
  },
  refuse: refuseOld,
};

function releaseVersion(asked: string): string {
  const version = asked.replace(/^v/, '');
  if (!/^\d+\.\d+$/.test(version))
    throw new InputError(
      `cloud-hypervisor@${asked}: that is no version.`,
      'Write it as cloud-hypervisor@53.0#sha256:….',
    );
  refuseOld(version);
  return version;
}

/** @param version such as `53.0` or `cloud-hypervisor v53.0.0`. */
function refuseOld(version: string): void {
  const [, major, minor, patch = '0'] = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (major !== undefined && lt(`${major}.${minor}.${patch}`, OLDEST))
    throw new InputError(
      `${version} is older than the Cloud Hypervisor that Tare can start.`,
      'It needs 51.1 or later.',
    );
}

/** What it needs of a guest kernel. */
export const NEEDS: Needs = {
  monitor: 'Cloud Hypervisor',
  requirements: [
    ...GUEST_REQUIREMENTS,
    ...DISKS_ON.pci,
    ...DEVICES_BY.acpi,
    { symbol: 'PVH', as: 'built in', why: 'because the monitor starts the kernel by its PVH entry' },
    { symbol: 'SERIAL_8250_CONSOLE', as: 'built in', why: 'for the serial console' },
  ],
};

export const cloudHypervisor: Runtime = {
  name: 'cloud-hypervisor',
  summary: 'Cloud Hypervisor with KVM, devices on PCI',
  checksumOf: 'the static executable of the release',
  options: { kernel: KERNEL_OPTION, ...SNAPSHOT_OPTION },
  single: ONE_MACHINE,
  mostCpus: ({ options }) => mostCpusOf(options.kernel),
  unlinkable: withoutLink,
  async check(host, arm) {
    const untried = untriedOn(host);
    if (untried) return [{ ...untried, installable: false }];
    const missing = [...(await checkRecipe(host, arm, RECIPE)), ...missingTerminal()];
    return [...missing, ...(await foreseeGuest(host, arm.options.kernel, NEEDS)), ...(await missingKvm(host))];
  },
  async install(host, arm) {
    const untried = untriedOn(host);
    if (untried) throw new HostError(`${arm.id}: ${untried.what}.`, untried.remedy);
    const [terminal] = missingTerminal();
    if (terminal) throw new HostError(`${arm.id} needs ${terminal.what}.`, terminal.remedy);
    await requireKvm(host, arm);
    const installed = await installRecipe(host, arm, RECIPE);
    const { guest, note } = await chooseGuest(host, arm.options.kernel, NEEDS);
    const notes = [note, fromSnapshot(arm) ? SNAPSHOT_NOTE : undefined].filter((one) => one !== undefined);
    const binaries = [...installed.binaries, guestBinary(guest)];
    return { ...installed, binaries, ...(notes.length > 0 && { notes }) };
  },
  async prepare(host, image, arm, installed) {
    const { guest } = await chooseGuest(host, arm.options.kernel, NEEDS);
    const parts = await partsOf(host, guest);
    const program = mainOf(installed).path;
    const start: Monitor['start'] = ({ folder, disks }, request) =>
      onTerminal(folder, [program, ...machineArguments(parts, { disks }, request)]);
    return prepareMicrovm(host, image, {
      readySeconds: READY_SECONDS,
      start,
      ...(fromSnapshot(arm) && { snapshots: snapshotsOf(program, parts) }),
    });
  },
};

/** It has terminals for commands. */
const TERMINAL = 'script';

function missingTerminal(): Missing[] {
  if (findCommand(TERMINAL)) return [];
  return [{ what: `the program ${TERMINAL}`, remedy: 'Install the package bsdutils.', installable: false }];
}

/** Its serial line and its command line are others on arm64. */
function untriedOn({
  distribution: { arch },
}: HostFacts): { readonly what: string; readonly remedy: string } | undefined {
  if (arch === 'amd64') return undefined;
  return { what: `it was never tried on ${arch}`, remedy: 'Measure it on amd64, or leave cloud-hypervisor out.' };
}

const LOG = 'cloud-hypervisor.log';
const LOG_BYTES = 16 * 1024;

/**
 * Starts it on a terminal of `script` (util-linux), whose other end is the standard input and output: it reads a
 * guest's line from a terminal alone, and a socket takes 280 of its bytes, after which it waits for the guest's next
 * one. What it says itself goes to a file.
 */
function onTerminal(folder: string, argv: readonly string[]): MachineProcess {
  const command = `exec ${shellWords(argv)} 2>${shellWords([join(folder, LOG)])}`;
  return {
    isNudged: true,
    argv: ['env', 'SHELL=/bin/sh', TERMINAL, '--quiet', '--return', '--flush', '--command', command, '/dev/null'],
    logTail: () => lastLines(readBeneath(folder, LOG, LOG_BYTES, 'end')?.toString('utf8') ?? '', 8),
  };
}

/** Snapshots by its API, which are restored from the command line (Cloud Hypervisor, docs/snapshot_restore.md). */
function snapshotsOf(program: string, parts: Parts): Snapshots {
  const socketIn = (folder: string) => join(folder, 'api');
  return {
    boot({ folder, disks }, request) {
      const socket = socketIn(folder);
      const argv = [program, ...machineArguments(parts, { disks }, request), '--api-socket', `path=${quoted(socket)}`];
      const clear = async () => {
        for (const path of [socket, `${socket}.lock`]) await removeTree(path);
      };
      return { ...onTerminal(folder, argv), clear };
    },
    keep: ({ folder }, kept, patience) =>
      callApi(
        'Cloud Hypervisor',
        socketIn(folder),
        [
          { method: 'PUT', path: '/api/v1/vm.pause' },
          { method: 'PUT', path: '/api/v1/vm.snapshot', body: { destination_url: `file://${kept}` } },
        ],
        patience,
      ),
    restore: ({ folder }, kept) =>
      onTerminal(folder, [program, '--restore', `source_url=${quoted(`file://${kept}`)},resume=on`]),
  };
}

interface Parts {
  readonly kernel: string;
  readonly boot: Boot;
}

const partsOf = async (host: Host, guest: Guest): Promise<Parts> => ({
  kernel: await vmlinuxOf(host, guest),
  boot: bootOf(guest),
});

/**
 * Returns the command line. The root disk goes through the host's page cache, and the volume bypasses it; both pass a
 * guest's flush on to the host's disk. Pure.
 */
export function machineArguments(
  { kernel, boot }: Parts,
  { disks }: Pick<Machine, 'disks'>,
  { limits, nonce, tap }: Pick<MachineRequest, 'limits' | 'nonce' | 'tap'>,
): string[] {
  const parameters = [`${GUEST_PARAMETERS.bus}=pci`, ...boot.parameters, ...linkParameters(tap)];
  return [
    ...['--cpus', `boot=${limits.cpuCount}`, '--memory', `size=${guestMemoryMib(limits)}M`],
    ...['--kernel', kernel, ...(boot.initramfs ? ['--initramfs', boot.initramfs] : [])],
    ...['--cmdline', kernelCommandLine('ttyS0', 'poweroff', nonce, parameters)],
    // The disk that is listed first is the first disk of the guest.
    ...['--disk', disk(disks.root, 'off'), disk(disks.volume, 'on')],
    ...['--serial', 'tty', '--console', 'off'],
    ...(tap ? ['--net', `tap=${tap.device},mac=${hardwareAddress(tap)}`] : []),
  ];
}

/** Without the kind of its image, writes to the first sector are refused. */
const disk = (path: string, direct: 'on' | 'off'): string => `path=${quoted(path)},direct=${direct},image_type=raw`;

/** It splits options at commas that are not in quotes; two quotes stand for one. */
const quoted = (path: string): string => `"${path.replaceAll('"', '""')}"`;
