/** Programs that are identified under the name by which they are called. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostError, InputError } from '../../../src/errors.js';
import { identifyBinary } from '../../../src/runtimes/install/binaries.js';

/** One file that is several programs, as crun and k3s are. */
const PROGRAM = '#!/bin/sh\necho "called as $(basename "$0")"\n';

describe('a program that is a link', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tare-binaries-')));
    mkdirSync(join(folder, 'usr-bin'));
    symlinkSync('usr-bin', join(folder, 'bin'));
    writeFileSync(join(folder, 'usr-bin/crun'), PROGRAM, { mode: 0o755 });
    symlinkSync('crun', join(folder, 'usr-bin/krun'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is called and recorded by its own name, in a folder of one name', async () => {
    const sha256 = createHash('sha256').update(PROGRAM).digest('hex');
    const krun = { path: join(folder, 'usr-bin/krun'), version: 'called as krun', sha256 };
    expect(await identifyBinary('crun', join(folder, 'usr-bin/krun'))).toMatchObject(krun);
    expect(await identifyBinary('crun', join(folder, 'bin/krun'))).toMatchObject(krun);
    const crun = { path: join(folder, 'usr-bin/crun'), version: 'called as crun', sha256 };
    expect(await identifyBinary('crun', join(folder, 'bin/crun'))).toMatchObject(crun);
  });

  it('has an absolute path, from wherever it was found', async () => {
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect((await identifyBinary('crun', 'bin/krun')).path).toBe(join(folder, 'usr-bin/krun'));
    } finally {
      process.chdir(before);
    }
  });
});

describe('a program that does not tell its version', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tare-binaries-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const failing = (says: string): string => {
    const path = join(folder, 'runc');
    writeFileSync(path, `#!/bin/sh\necho '${says}' >&2\nexit 2\n`, { mode: 0o755 });
    return path;
  };

  it.each([
    'runtime/cgo: pthread_create failed: Resource temporarily unavailable',
    'runtime: failed to create new OS thread (have 5 already; errno=11)',
    '/bin/sh: 1: Cannot fork: Cannot allocate memory',
  ])('is the trouble of a host that has no room: %s', async (says) => {
    const failure = identifyBinary('runc', failing(says));
    await expect(failure).rejects.toThrow(HostError);
    await expect(failure).rejects.toThrow(/no room for another thread[\s\S]*pids\.max/);
  });

  it('is otherwise that of whoever gave it', async () => {
    await expect(identifyBinary('runc', failing('Exec format error'))).rejects.toThrow(InputError);
  });
});
