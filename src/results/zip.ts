/** Reads zip files from outside, into memory, within limits. The format is PKWARE's APPNOTE 6.3. */
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** It is as the file says, and never used as a path. */
  readonly name: string;
  /** Returns the content. @throws where it is larger than `maxBytes`. */
  read(maxBytes: number): Buffer;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record and the longest comment after it have this many bytes. */
const LONGEST_END = 22 + 0xffff;
const STORED = 0;
const DEFLATED = 8;
/** An artifact of Tare's has a handful. */
const MOST_ENTRIES = 1_000;

/** Returns the entries of a zip file. @throws for what is no zip file, or has a form that Tare's never have. */
export function zipEntries(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end < zip.length - LONGEST_END || zip.readUInt32LE(end) !== END) throw new Error('it is no zip file');
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new Error(`it has ${count} files, and should have one`);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = count; left > 0; left--) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error('its directory is damaged');
    entries.push(entryAt(zip, at));
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(zip: Buffer, at: number): ZipEntry {
  const method = zip.readUInt16LE(at + 10);
  const [packed, plain] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
  const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28));
  const local = zip.readUInt32LE(at + 42);
  return {
    name,
    read: (maxBytes) => {
      if (plain > maxBytes) throw new Error(`${name} has ${plain} bytes, more than ${maxBytes}`);
      if (zip.readUInt32LE(local) !== LOCAL) throw new Error('its directory is damaged');
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(start, start + packed);
      if (method === STORED) return data;
      if (method !== DEFLATED) throw new Error(`${name} is packed by an unknown method`);
      return inflateRawSync(data, { maxOutputLength: maxBytes });
    },
  };
}
