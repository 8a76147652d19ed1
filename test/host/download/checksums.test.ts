import { describe, expect, it } from '@jest/globals';
import { digest, parseChecksums } from '../../../src/host/download/checksums.js';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const C = 'c'.repeat(128);

describe('parseChecksums', () => {
  it.each([
    ['text mode', `${B}  runc.arm64\n${A}  runc.amd64\n`],
    ['binary mode', `${B} *runc.arm64\n${A} *runc.amd64\n`],
    ['folders before the names', `${B}  ./out/runc.arm64\n${A}  ./out/runc.amd64\n`],
    ['BSD tags', `SHA256 (runc.arm64) = ${B}\nSHA256 (runc.amd64) = ${A}\n`],
    ['line ends of Windows', `${B}  runc.arm64\r\n${A}  runc.amd64\r\n`],
    ['upper case', `${A.toUpperCase()}  runc.amd64\n`],
    ['a digest alone', `${A}\n`],
    ['a signed text around it', `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${A}  runc.amd64\n`],
  ])('reads %s', (_name, text) => {
    expect(parseChecksums(text, 'runc.amd64')).toEqual({ algorithm: 'sha256', hex: A });
  });

  it('recognises a sha512 by its length', () => {
    expect(parseChecksums(`${C}  runsc\n`, 'runsc')).toEqual({ algorithm: 'sha512', hex: C });
  });

  it.each([
    ['a file that is not listed', `${A}  runc.arm64\n`],
    ['a name that only ends alike', `${A}  not-runc.amd64\n`],
    ['a page that says sorry', '<html>not found</html>\n'],
    ['nothing', ''],
  ])('finds none in %s', (_name, text) => {
    expect(parseChecksums(text, 'runc.amd64')).toBeUndefined();
  });
});

describe('digest', () => {
  it('refuses a text that is no digest', () => {
    expect(() => digest('abc')).toThrow('not a sha256 or sha512: abc');
  });
});
