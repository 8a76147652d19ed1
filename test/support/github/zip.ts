/** Makes zip files by hand, for artifacts that existed before and for hostile ones. */
import { deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** The name is written as it is, even with `../`. */
  readonly name: string;
  readonly content: string | Buffer;
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The CRC-32 of zip. Not every Node 20 has zlib.crc32. */
function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) crc = (table[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Writes fields of two and of four bytes, little-endian. */
function fields(...values: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    values.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

const DEFLATED = 8;
/** The first of January 1980, at which zip's calendar starts. */
const MIDNIGHT = [
  [2, 0],
  [2, 33],
] as const;

interface Packed {
  readonly name: Buffer;
  readonly data: Buffer;
  /** The part that the local header and the directory share. */
  readonly common: Buffer;
}

function pack({ name, content }: ZipEntry): Packed {
  const plain = Buffer.from(content);
  const data = deflateRawSync(plain);
  const bytes = Buffer.from(name);
  const sizes = [
    [4, crc32(plain)],
    [4, data.length],
    [4, plain.length],
    [2, bytes.length],
    [2, 0],
  ] as const;
  return { name: bytes, data, common: fields([2, 20], [2, 0], [2, DEFLATED], ...MIDNIGHT, ...sizes) };
}

/** Returns a zip file of these entries. A record gives names and contents. */
export function zipOf(files: readonly ZipEntry[] | Readonly<Record<string, string | Buffer>>): Buffer {
  const entries = Array.isArray(files)
    ? (files as readonly ZipEntry[])
    : Object.entries(files).map(([name, content]) => ({ name, content }));
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, common } of entries.map(pack)) {
    const local = Buffer.concat([fields([4, 0x04034b50]), common, name, data]);
    directory.push(fields([4, 0x02014b50], [2, 20]), common, fields([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), name);
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const count = entries.length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listing.length], [4, offset], [2, 0]);
  return Buffer.concat([...locals, listing, end]);
}
