/**
 * The kernel and the initramfs that microVMs boot: the distribution's, one that Tare builds, or one that the user
 * gives.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { HostError, InputError } from '../../errors.js';
import { guestCache, makeOnce, wasMade } from '../../host/cache/make-once.js';
import { readPlainFile } from '../../host/files/plain-file.js';
import type { Host, HostFacts } from '../../host/host.js';
import { parseJson } from '../../json.js';
import { sha256 } from '../archive.js';
import { buildKernel } from './built-kernel.js';
import { parseKernelConfig, type Requirement, unmetRequirements } from './config.js';
import { GUEST_INIT, guestInitramfs, type Modules, type MoreModules } from './initramfs.js';
import { builtInModules, collectModules, moduleFiles } from './modules.js';
import { kernelMetapackage, unpackGuestPackages } from './packages.js';
import { LARGEST_KERNEL_BYTES, readExpanded, writeVmlinux } from './vmlinux.js';

const recordSchema = z.object({
  /** The release as `uname -r` prints it, or the path that the user gave. */
  release: z.string(),
  /** The packages with their versions, or `path`. */
  source: z.string(),
  kernelSha256: z.string(),
  /** The kernel's configuration as text; null where the kernel does not hold it. */
  config: z.string().nullable(),
  /** True where its drivers may be modules, because the module files are at hand. */
  modular: z.boolean(),
});
type GuestRecord = z.infer<typeof recordSchema>;

export interface Guest extends GuestRecord {
  /** Absolute path; on x86 a bzImage. */
  readonly kernel: string;
  readonly initramfs: string;
  /** Set where it needs no initramfs: it mounts the first disk as its root by itself. */
  readonly mountsRoot?: true;
}

/** Drivers to load, in this order; the modules that these depend on come first. */
const DRIVERS = ['virtio_mmio', 'virtio_blk', 'crc32c_generic', 'ext4'];
/** Loaded where the guest has a link. */
const LINK_DRIVERS = ['virtio_net'];
/** Loaded where the monitor has its devices on PCI. */
const PCI_DRIVERS = ['virtio_pci'];
/** ext4 names it as an algorithm, not as a module; newer kernels have it in their library. */
const OPTIONAL = ['crc32c_generic'];

/**
 * Returns the distribution's kernel, kept until the cache is deleted, or the kernel at `path`.
 * @throws HostError, InputError
 */
export async function obtainGuest(host: Host, path: string | undefined): Promise<Guest> {
  return path ? guestFromPath(host, resolve(path)) : distributionGuest(host);
}

const keyOf = (parts: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** Returns the kernel where it was made before; makes nothing. @throws HostError, InputError */
export async function cachedGuest(host: HostFacts, path: string | undefined): Promise<Guest | undefined> {
  const folder = path ? givenFolder(host, await digestOf(resolve(path))) : distributionFolder(host);
  return (await wasMade(folder)) ? readGuest(folder) : undefined;
}

function distributionFolder(host: HostFacts): string {
  const { arch, codename } = host.distribution;
  const metapackage = kernelMetapackage(host.distribution);
  return guestCache(
    host,
    `kernel-${keyOf([metapackage, codename, arch, GUEST_INIT, ...DRIVERS, ...LINK_DRIVERS, ...PCI_DRIVERS])}`,
  );
}

const givenFolder = (host: HostFacts, digest: string) => guestCache(host, `kernel-${keyOf([digest, GUEST_INIT])}`);

async function distributionGuest(host: Host): Promise<Guest> {
  const folder = distributionFolder(host);
  const what = `the guest kernel from ${kernelMetapackage(host.distribution)}`;
  await makeOnce(host, folder, what, (draft) => build(host, draft));
  return readGuest(folder);
}

async function build(host: Host, draft: string): Promise<void> {
  const packages = await unpackGuestPackages(host, draft);
  const boot = readdirSync(join(draft, 'boot'));
  const release = boot.find((name) => name.startsWith('vmlinuz-'))?.slice('vmlinuz-'.length);
  if (!release)
    throw new HostError(`No kernel was found in ${packages.join(', ')}.`, 'Report this, with the packages.');
  const { modules, ...more } = await driversOf(host, draft, release);
  // Since Debian 13, busybox is below /usr.
  const busybox = ['bin/busybox', 'usr/bin/busybox'].map((path) => join(draft, path)).find(existsSync);
  if (!busybox) throw new HostError('The package busybox-static holds no busybox.', 'Report this.');
  copyFileSync(busybox, join(draft, 'busybox'));
  writeFileSync(join(draft, 'initramfs'), guestInitramfs(readFileSync(join(draft, 'busybox')), modules, more));
  const config = readFileSync(join(draft, 'boot', `config-${release}`), 'utf8');
  copyFileSync(join(draft, 'boot', `vmlinuz-${release}`), join(draft, 'vmlinuz'));
  const kept = ['vmlinuz', 'busybox', 'initramfs'];
  for (const name of readdirSync(draft)) if (!kept.includes(name)) rmSync(join(draft, name), { recursive: true });
  await writeRecord(draft, { release, source: packages.join(', '), config, modular: true });
}

/** A kernel for guests may be without a network or PCI, which is then missed by guests that have these alone. */
async function driversOf(
  host: Host,
  root: string,
  release: string,
): Promise<{ readonly modules: Modules } & Required<MoreModules>> {
  const folder = ['lib/modules', 'usr/lib/modules'].map((path) => join(root, path, release)).find(existsSync);
  if (!folder) throw new HostError(`The packages of kernel ${release} hold no modules.`, 'Report this.');
  const files = moduleFiles(folder);
  const builtIn = builtInModules(join(folder, 'modules.builtin'));
  const collect = (names: readonly string[]) =>
    collectModules(names, files, builtIn, (path) => readExpanded(host, path));
  const modules = await collect(DRIVERS.filter((name) => !OPTIONAL.includes(name) || files.has(name)));
  /** What is loaded already cannot be loaded again. */
  const besides = async (names: readonly string[], loaded: readonly Modules[]): Promise<Modules> => {
    const more = await collect(names.filter((name) => files.has(name)));
    return new Map([...more].filter(([name]) => !loaded.some((one) => one.has(name))));
  };
  const pci = await besides(PCI_DRIVERS, [modules]);
  return { modules, pci, network: await besides(LINK_DRIVERS, [modules, pci]) };
}

/** Returns the digest of the file. @throws InputError for what is no kernel: a device would be read for ever. */
function digestOf(path: string): Promise<string> {
  const refuse = (why: string) => new InputError(`The guest kernel ${path} ${why}.`, 'Give the path of a kernel.');
  const given = statSync(path, { throwIfNoEntry: false });
  if (!given) throw refuse('does not exist');
  if (!given.isFile()) throw refuse('is not a file');
  if (given.size > LARGEST_KERNEL_BYTES) throw refuse(`is too large to be one (${given.size} bytes)`);
  return sha256(path);
}

async function guestFromPath(host: Host, path: string): Promise<Guest> {
  const folder = givenFolder(host, await digestOf(path));
  return guestAround(host, folder, path, async (draft) => {
    await writeVmlinux(host, path, join(draft, 'vmlinux'));
    const config = embeddedConfig(readPlainFile(join(draft, 'vmlinux'), LARGEST_KERNEL_BYTES));
    rmSync(join(draft, 'vmlinux'));
    return { release: path, source: 'path', config };
  });
}

/** Returns the kernel that Tare builds, with an initramfs. @throws HostError where it cannot be built. */
export async function builtGuest(host: Host): Promise<Guest> {
  const { kernel, ...described } = await buildKernel(host);
  const folder = guestCache(host, `kernel-${keyOf([await sha256(kernel), described.source, GUEST_INIT])}`);
  const guest = await guestAround(host, folder, kernel, async () => described);
  // On arm64 it was never tried which disk is the first.
  return host.distribution.arch === 'amd64' ? { ...guest, mountsRoot: true } : guest;
}

type Described = Pick<GuestRecord, 'release' | 'source' | 'config'>;

/** The static busybox that came with the distribution's kernel. */
export async function guestBusybox(host: Host): Promise<string> {
  return join(dirname((await distributionGuest(host)).kernel), 'busybox');
}

/** Makes a guest from a kernel that has its drivers built in, with an initramfs for it. */
async function guestAround(
  host: Host,
  folder: string,
  kernel: string,
  describe: (draft: string) => Promise<Described>,
): Promise<Guest> {
  const busybox = await guestBusybox(host);
  await makeOnce(host, folder, `the initramfs for ${kernel}`, async (draft) => {
    copyFileSync(kernel, join(draft, 'vmlinuz'));
    writeFileSync(join(draft, 'initramfs'), guestInitramfs(readFileSync(busybox), new Map()));
    await writeRecord(draft, { ...(await describe(draft)), modular: false });
  });
  return readGuest(folder);
}

/** It is far more than the configuration of any kernel. */
const LARGEST_CONFIG_BYTES = 16 * 1024 ** 2;

/**
 * Extracts the configuration that CONFIG_IKCONFIG puts into a kernel, between two marks. It returns null where there
 * is none, or where the text between the marks cannot be unpacked. Pure.
 */
export function embeddedConfig(kernel: Buffer): string | null {
  const from = kernel.indexOf('IKCFG_ST');
  const to = kernel.indexOf('IKCFG_ED', from);
  if (from < 0 || to < 0) return null;
  const packed = kernel.subarray(from + 'IKCFG_ST'.length, to);
  try {
    return gunzipSync(packed, { maxOutputLength: LARGEST_CONFIG_BYTES }).toString('utf8');
  } catch {
    // What uses the kernel tells that it could not be checked.
    return null;
  }
}

async function writeRecord(folder: string, described: Omit<GuestRecord, 'kernelSha256'>): Promise<void> {
  const record: GuestRecord = { ...described, kernelSha256: await sha256(join(folder, 'vmlinuz')) };
  writeFileSync(join(folder, 'guest.json'), JSON.stringify(record, null, 2));
}

function readGuest(folder: string): Guest {
  const path = join(folder, 'guest.json');
  const record = recordSchema.safeParse(parseJson(readFileSync(path, 'utf8'), path));
  if (!record.success) throw new HostError(`${path} is of another version of tare.`, `Delete ${folder}.`);
  return { ...record.data, kernel: join(folder, 'vmlinuz'), initramfs: join(folder, 'initramfs') };
}

/** Returns the kernel without its boot loader part, made when it is first asked for. */
export async function vmlinuxOf(host: Host, guest: Guest): Promise<string> {
  const folder = guestCache(host, `vmlinux-${guest.kernelSha256.slice(0, 16)}`);
  await makeOnce(host, folder, 'the ELF form of the guest kernel', (draft) =>
    writeVmlinux(host, guest.kernel, join(draft, 'vmlinux')),
  );
  return join(folder, 'vmlinux');
}

/** The monitor that will start the kernel, and what it needs of it. */
export interface Needs {
  readonly monitor: string;
  readonly requirements: readonly Requirement[];
}

/** @throws HostError that says what the kernel lacks, and which monitor needs it. */
export function refuseUnsuitable(host: Pick<Host, 'log'>, guest: Guest, needs: Needs): void {
  if (guest.config === null)
    host.log.warn(`The guest kernel ${guest.release} does not hold its configuration, so it could not be checked.`);
  const fault = unsuitability(guest, needs);
  if (fault) throw new HostError(fault.message, fault.remedy);
}

/**
 * Returns what this kernel lacks for the monitor; undefined where it suits, or does not hold its configuration. Pure.
 */
export function unsuitability(
  guest: Guest,
  { monitor, requirements }: Needs,
): { readonly message: string; readonly remedy: string } | undefined {
  if (guest.config === null) return undefined;
  const strict = requirements.map((one) => (guest.modular ? one : { ...one, as: 'built in' as const }));
  const unmet = unmetRequirements(parseKernelConfig(guest.config), strict);
  if (unmet.length === 0) return undefined;
  return {
    message: `The guest kernel ${guest.release} cannot be started by ${monitor}: ${unmet.join('; ')}.`,
    remedy: 'Give another monitor version, or a kernel that has it: the option kernel takes the path of one.',
  };
}
