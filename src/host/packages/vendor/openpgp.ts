/** Reads as much of OpenPGP as is needed to know whose key a file holds. Pure. */
import { createHash } from 'node:crypto';

export interface PublicKeys {
  /** These are the packets without their armor. */
  readonly bytes: Uint8Array;
  /** These belong to every primary key, in upper case hex. */
  readonly fingerprints: readonly string[];
}

const ARMOR =
  /-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n(?:[^\r\n]+\r?\n)*\r?\n([A-Za-z0-9+/=\s]+?)(?:\r?\n=[A-Za-z0-9+/]{4})?\r?\n-----END PGP PUBLIC KEY BLOCK-----/g;
/** RFC 9580, 5, defines the packet types. */
const PUBLIC_KEY = 6;

/** Reads one armored block. @throws Error for a text that is not exactly one block of well-formed packets. */
export function readPublicKeys(armored: string): PublicKeys {
  const blocks = [...armored.matchAll(ARMOR)];
  if (blocks.length !== 1) throw new Error(`it holds ${blocks.length} OpenPGP key blocks, not one`);
  const bytes = Buffer.from(blocks[0]?.[1] ?? '', 'base64');
  const keys = packets(bytes).filter(({ tag }) => tag === PUBLIC_KEY);
  return { bytes, fingerprints: keys.map(({ body }) => fingerprint(body)) };
}

/** RFC 9580, 5.5.4.2, defines it for a version 4 key: SHA-1 of 0x99, two bytes of length, and the packet's body. */
function fingerprint(body: Buffer): string {
  if (body[0] !== 4) throw new Error(`its key is of version ${body[0]}, and only version 4 is known`);
  const head = Buffer.from([0x99, body.length >> 8, body.length & 0xff]);
  return createHash('sha1').update(head).update(body).digest('hex').toUpperCase();
}

interface Packet {
  readonly tag: number;
  readonly body: Buffer;
}

function packets(bytes: Buffer): Packet[] {
  const found: Packet[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { tag, start, length } = header(bytes, at);
    if (start + length > bytes.length) throw new Error('its last packet is cut short');
    found.push({ tag, body: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

/** Reads a header of either format of RFC 9580, 4.2. Keys have no packets of partial or indeterminate length. */
function header(bytes: Buffer, at: number): { tag: number; start: number; length: number } {
  const first = bytes.readUInt8(at);
  if ((first & 0x80) === 0) throw new Error('it is no OpenPGP data');
  if ((first & 0x40) === 0) {
    const size = [1, 2, 4][first & 3];
    if (size === undefined) throw new Error('a packet has no length');
    return { tag: (first >> 2) & 0xf, start: at + 1 + size, length: bytes.readUIntBE(at + 1, size) };
  }
  const tag = first & 0x3f;
  const octet = bytes.readUInt8(at + 1);
  if (octet < 192) return { tag, start: at + 2, length: octet };
  if (octet < 224) return { tag, start: at + 3, length: ((octet - 192) << 8) + bytes.readUInt8(at + 2) + 192 };
  if (octet < 255) throw new Error('a packet has a partial length');
  return { tag, start: at + 6, length: bytes.readUInt32BE(at + 2) };
}
