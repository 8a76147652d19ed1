/** Computes digests of files, reads them from publishers' checksum files, and compares them. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface Digest {
  readonly algorithm: 'sha256' | 'sha512';
  /** It is lower case. */
  readonly hex: string;
}

const ALGORITHM_OF_LENGTH: Readonly<Record<number, Digest['algorithm']>> = { 64: 'sha256', 128: 'sha512' };

/** Reads a digest. @throws Error for text that is neither a sha256 nor a sha512 in hex. */
export function digest(hex: string): Digest {
  const algorithm = /^[0-9a-f]+$/i.test(hex) ? ALGORITHM_OF_LENGTH[hex.length] : undefined;
  if (!algorithm) throw new Error(`not a sha256 or sha512: ${hex.slice(0, 140)}`);
  return { algorithm, hex: hex.toLowerCase() };
}

/** Computes the digest of the file at `path`. */
export async function digestOf(path: string, algorithm: Digest['algorithm']): Promise<Digest> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return { algorithm, hex: hash.digest('hex') };
}

/**
 * Finds the digest of `fileName` in what sha256sum, sha512sum (`hex  name`) or `--tag` (`SHA256 (name) = hex`) print.
 * A file that holds nothing but one digest is about the file it lies beside. Undefined where the name is not listed.
 * Pure.
 */
export function parseChecksums(text: string, fileName: string): Digest | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const rows = lines.map((line) => {
    const tagged = /^SHA(?:256|512) \((.+)\) = ([0-9a-f]+)$/i.exec(line);
    const [, hex = '', name = ''] = tagged ? [line, tagged[2], tagged[1]] : (/^(\S+)(?: [ *](.*))?$/.exec(line) ?? []);
    return { hex, name: name.replace(/^.*\//, '') };
  });
  const listed =
    rows.find(({ name }) => name === fileName) ?? (rows.length === 1 && !rows[0]?.name ? rows[0] : undefined);
  return listed && ALGORITHM_OF_LENGTH[listed.hex.length] ? digest(listed.hex) : undefined;
}
