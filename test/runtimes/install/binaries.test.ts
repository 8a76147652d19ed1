/** Programs that are identified under the name by which they are called. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
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
