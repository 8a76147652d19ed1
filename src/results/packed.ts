/**
 * Reads the text of a document in every form in which it is kept: plain, gzipped, and in the zip file of an artifact.
 */
import { gunzipSync } from 'node:zlib';
import { InputError } from '../errors.js';
import { LARGEST_DOCUMENT_BYTES, LARGEST_PACKED_BYTES } from './limits.js';
import { zipEntries } from './zip.js';

/**
 * The run document has such a name among the files of an artifact; it is uncompressed in older artifacts and in those
 * of others.
 */
const DOCUMENT = /^run(?:-[\w-]+)?\.json(?:\.gz)?$/;

/** It lies beside the document, where an alarm had a second look. */
export const CONFIRMATION = 'confirmation.json.gz';

const GZIP = Buffer.from([0x1f, 0x8b]);
/** These begin a file in a zip file, and its end, which is all that an empty one has. */
const ZIP = [Buffer.from('PK\u0003\u0004'), Buffer.from('PK\u0005\u0006')];

const CUT_SHORT = 'It was cut short or changed on its way: get it again, or measure again.';

const BYTE_ORDER_MARK = Buffer.from('\ufeff');

/**
 * Returns the text in UTF-8. The content decides the form, not the name. @throws InputError for what is damaged, too
 * large or no document.
 */
export function documentText(bytes: Buffer, path: string): Buffer {
  if (isZip(bytes)) return textInZip(bytes, path);
  return isGzip(bytes) ? unpacked(bytes, path) : textOf(bytes);
}

/** Returns the text of the run of both sides in an artifact; undefined where there is none. @throws InputError */
export function confirmationText(bytes: Buffer, path: string): Buffer | undefined {
  if (!isZip(bytes)) return undefined;
  const packed = readEntry(bytes, path, (name) => name === CONFIRMATION);
  return packed && unpacked(packed, path);
}

const startsWith = (bytes: Buffer, start: Buffer): boolean => bytes.subarray(0, start.length).equals(start);

const isZip = (bytes: Buffer): boolean => ZIP.some((start) => startsWith(bytes, start));

const isGzip = (bytes: Buffer): boolean => startsWith(bytes, GZIP);

/** Removes the byte order mark that some editors write first. */
function textOf(bytes: Buffer): Buffer {
  return startsWith(bytes, BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
}

function unpacked(bytes: Buffer, path: string): Buffer {
  if (bytes.length > LARGEST_PACKED_BYTES) {
    throw new InputError(`${path} is too large to hold a document of tare (${bytes.length} bytes).`);
  }
  try {
    return textOf(gunzipSync(bytes, { maxOutputLength: LARGEST_DOCUMENT_BYTES }));
  } catch (error) {
    throw new InputError(`${path} cannot be unpacked: ${error instanceof Error ? error.message : error}`, CUT_SHORT);
  }
}

function textInZip(zip: Buffer, path: string): Buffer {
  const file = readEntry(zip, path, (name) => DOCUMENT.test(name));
  if (file === undefined) throw new InputError(`${path}: there is no run document in it.`, CUT_SHORT);
  return isGzip(file) ? unpacked(file, path) : textOf(file);
}

function readEntry(zip: Buffer, path: string, isWanted: (name: string) => boolean): Buffer | undefined {
  try {
    return zipEntries(zip)
      .find(({ name }) => isWanted(name))
      ?.read(LARGEST_DOCUMENT_BYTES);
  } catch (error) {
    throw new InputError(`${path}: ${error instanceof Error ? error.message : error}`, CUT_SHORT);
  }
}
