/** Programs that somebody replaces while they are measured. */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ofSamePrograms, SamePrograms } from '../../../src/runtimes/install/same-programs.js';
import type { Console, LaunchRequest, PreparedArm } from '../../../src/runtimes/runtime.js';

const TEXT = '#!/bin/sh\necho one\n';

/** It has something private, which only its own `this` may see. */
class CountingArm implements PreparedArm {
  readonly keeps = ['/tmp'];
  #launches = 0;

  async launch(_request: LaunchRequest): Promise<Console> {
    this.#launches += 1;
    return { calledAt: this.#launches } as Console;
  }

  async remove(): Promise<void> {
    this.#launches = 0;
  }
}

describe('an arm whose program is replaced', () => {
  let folder: string;
  let path: string;
  let arm: PreparedArm;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-same-'));
    path = join(folder, 'runc');
    writeFileSync(path, TEXT);
    const sha256 = createHash('sha256').update(TEXT).digest('hex');
    arm = ofSamePrograms(new CountingArm(), new SamePrograms([{ path, sha256 }]));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const launched = () => arm.launch({} as LaunchRequest);

  it('is launched while its program is the same, whatever became of the file', async () => {
    expect(await launched()).toMatchObject({ calledAt: 1 });
    utimesSync(path, 1, 1);
    expect(await launched()).toMatchObject({ calledAt: 2 });
    copyFileSync(path, join(folder, 'copy'));
    renameSync(join(folder, 'copy'), path);
    expect(await launched()).toMatchObject({ calledAt: 3 });
  });

  it('is not launched with another program in its place, and is again with its own', async () => {
    writeFileSync(path, TEXT.replace('one', 'two'));
    await expect(launched()).rejects.toThrow(`${path} is another program than this run began with: let nothing`);
    writeFileSync(path, TEXT);
    expect(await launched()).toMatchObject({ calledAt: 1 });
  });

  it('is not launched without its program', async () => {
    rmSync(path);
    await expect(launched()).rejects.toThrow(`${path} is gone since this run began: let nothing`);
  });

  it('is the same arm otherwise', async () => {
    expect(arm.keeps).toEqual(['/tmp']);
    expect(arm.steps).toBeUndefined();
    await launched();
    await arm.remove();
    expect(await launched()).toMatchObject({ calledAt: 1 });
  });
});
