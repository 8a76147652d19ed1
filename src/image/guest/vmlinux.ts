/** Extracts the ELF kernel from a bzImage, for monitors that have no boot loader. */
import { writeFileSync } from 'node:fs';
import { HostError } from '../../errors.js';
import { readBeginning, readPlainFile } from '../../host/files/plain-file.js';
import { mustRunGrouped } from '../../host/groups/grouped-command.js';
import type { Host } from '../../host/host.js';
import { ensurePackages } from '../../host/packages/apt.js';

/** A kernel with all that a debugger wants has half of it. */
export const LARGEST_KERNEL_BYTES = 1024 ** 3;

export interface Compression {
  readonly name: string;
  /** The first bytes of a stream. */
  readonly magic: readonly number[];
  readonly argv: readonly string[];
  readonly packageName: string;
  /**
   * True where the kernel's build appends the uncompressed size, 4 bytes that the tool does not expect
   * (scripts/Makefile.lib).
   */
  readonly sizeAppended: boolean;
}

const COMPRESSIONS: readonly Compression[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], argv: ['gzip', '-dc'], packageName: 'gzip', sizeAppended: false },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a], argv: ['xz', '-dc'], packageName: 'xz-utils', sizeAppended: true },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], argv: ['zstd', '-dcq'], packageName: 'zstd', sizeAppended: true },
  { name: 'lz4', magic: [0x02, 0x21, 0x4c, 0x18], argv: ['lz4', '-dc'], packageName: 'lz4', sizeAppended: true },
];

/** Finds the compression by the first bytes; undefined for none, or for one that is not known. */
export function compressionOf(bytes: Uint8Array): Compression | undefined {
  return COMPRESSIONS.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
}

const isElf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 4)).equals(Buffer.from('\x7fELF', 'latin1'));

/**
 * Returns the compressed kernel in a bzImage (Linux, Documentation/arch/x86/boot.rst: `setup_sects` at 0x1f1, `HdrS`
 * at 0x202, `payload_offset` and `payload_length` at 0x248, counted from the protected-mode code). Undefined where
 * the file is no bzImage.
 */
export function bzImagePayload(image: Buffer): Buffer | undefined {
  if (image.length < 0x250 || image.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  const sectors = image.readUInt8(0x1f1) || 4;
  const from = (sectors + 1) * 512 + image.readUInt32LE(0x248);
  const length = image.readUInt32LE(0x24c);
  return length > 0 && from + length <= image.length ? image.subarray(from, from + length) : undefined;
}

/**
 * Writes to `path` the kernel in the form that starts without a boot loader: ELF on x86, the flat Image on arm64.
 * @throws HostError for a file that holds none.
 */
export async function writeVmlinux(host: Host, kernel: string, path: string): Promise<void> {
  const bytes = readPlainFile(kernel, LARGEST_KERNEL_BYTES);
  const payload = bzImagePayload(bytes) ?? bytes;
  const compression = compressionOf(payload);
  if (compression) await decompress(host, compression, payload, path);
  else writeFileSync(path, payload);
  if (!isBootable(readBeginning(path, 64)))
    throw new HostError(
      `No kernel that starts without a boot loader was found in ${kernel}.`,
      'Give an ELF vmlinux (x86) or an uncompressed Image (arm64), or a bzImage that holds gzip, xz, zstd or lz4.',
    );
}

/** arm64: `ARM\x64` at 56 (Linux, Documentation/arch/arm64/booting.rst). */
function isBootable(bytes: Buffer): boolean {
  return isElf(bytes) || bytes.toString('latin1', 56, 60) === 'ARMd';
}

async function decompress(host: Host, compression: Compression, payload: Buffer, path: string): Promise<void> {
  const part = `${path}.${compression.name}`;
  writeFileSync(part, compression.sizeAppended ? payload.subarray(0, -4) : payload);
  await expand(host, compression, part, path);
}

/** Decompresses the file `from` to `to`. */
async function expand(host: Host, { argv, packageName }: Compression, from: string, to: string): Promise<void> {
  await ensurePackages(host, [packageName]);
  await mustRunGrouped(host, ['/bin/sh', '-c', 'out=$1; shift; exec "$@" >"$out"', 'sh', to, ...argv, from]);
}

/** Reads a file, decompressed where its first bytes say that it is compressed. */
export async function readExpanded(host: Host, path: string): Promise<Buffer> {
  const bytes = readPlainFile(path);
  const compression = compressionOf(bytes);
  if (!compression) return bytes;
  await expand(host, compression, path, `${path}.expanded`);
  return readPlainFile(`${path}.expanded`);
}
