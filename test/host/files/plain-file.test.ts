import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import { hostFiles } from '../../../src/host/facts/files.js';
import { readBeginning, readPlainFile, readPlainText, readTail } from '../../../src/host/files/plain-file.js';

const folder = mkdtempSync(join(tmpdir(), 'tare-plain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

writeFileSync(at('plain'), 'text');
symlinkSync(at('plain'), at('link'));
symlinkSync('/dev/zero', at('endless'));
execFileSync('mkfifo', [at('pipe')]);
mkdirSync(at('folder'));
writeFileSync(at('huge'), '');
truncateSync(at('huge'), 2 ** 40);

/** Everything that reads a file that is not ours. */
const READERS: Readonly<Record<string, (path: string) => unknown>> = {
  'the whole': readPlainFile,
  'the beginning': (path) => readBeginning(path, 10),
  'the end': (path) => readTail(path, 10),
  'a fact of the host': (path) => hostFiles().read(path),
  'the bytes of a fact': (path) => hostFiles().bytes(path),
};

describe.each(Object.entries(READERS))('%s of a file that is not ours', (_, read) => {
  it.each(['pipe', 'endless'])('is refused where it is no plain file: %s', (name) => {
    expect(() => read(at(name))).toThrow(HostError);
    expect(() => read(at(name))).toThrow(`${at(name)} is no plain file.\n`);
  });

  it('says of a folder what the system says', () => {
    expect(() => read(at('folder'))).toThrow('EISDIR');
  });
});

describe('a file that is not ours', () => {
  it('is read through a link, to its end, whatever size it says', () => {
    expect(readPlainText(at('link'))).toBe('text');
    expect(readPlainText('/proc/self/limits')).toContain('Max open files');
  });

  it('is refused where it is larger than it should be, with the limit', () => {
    expect(() => readPlainFile(at('huge'), 1000)).toThrow(/huge is larger than it should be \(more than 1000 bytes\)/);
    // It says that it has no bytes at all.
    expect(() => readPlainFile('/proc/self/smaps', 1000)).toThrow(/more than 1000 bytes/);
    expect(() => readPlainFile(at('huge'))).toThrow(HostError);
  });

  it('has a beginning and an end, which are the whole of a short one', () => {
    appendFileSync(at('log'), `${'x'.repeat(100_000)}first\nlast\n`);
    expect(readTail(at('log'), 11)).toBe('first\nlast\n');
    expect(readTail(at('plain'))).toBe('text');
    expect(readBeginning(at('plain'), 2).toString()).toBe('te');
    expect(readBeginning(at('plain'), 10).toString()).toBe('text');
    expect(readBeginning(at('huge'), 10)).toEqual(Buffer.alloc(10));
  });
});
