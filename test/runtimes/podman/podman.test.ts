import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { ownLimits, runArguments } from '../../../src/runtimes/podman/arguments.js';
import { podman, settingNotes } from '../../../src/runtimes/podman/podman.js';
import { configuration, storageConfiguration } from '../../../src/runtimes/podman/storage.js';
import { describeReal } from '../real-runtime.js';
import { armOf, LIMITS } from '../support.js';

describe('ownLimits', () => {
  const text = (processes: string, files: string) =>
    `Limit                     Soft Limit           Hard Limit           Units     \nMax processes             ${processes} processes \nMax open files            ${files} files     \n`;

  it('gives the limits that this process has', () => {
    expect(ownLimits(text('4096 8192', '1024 20000'), 32768)).toEqual([
      ...['--ulimit', 'nofile=1024:20000'],
      ...['--ulimit', 'nproc=4096:8192'],
    ]);
  });

  it('asks for no more processes than the kernel has numbers for', () => {
    expect(ownLimits(text('96365 96365', '1 1'), 32768)).toContain('nproc=32768:32768');
  });

  it('passes on that there is no limit', () => {
    expect(ownLimits(text('unlimited unlimited', '1 1'), 32768)).toContain('nproc=-1:-1');
  });
});

describe('the configuration of podman', () => {
  it("names the host's own settings: those that do not apply, and the mounts, which do", () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-podman-'));
    try {
      expect(settingNotes([folder])).toEqual([]);
      for (const name of ['storage.conf', 'mounts.conf']) writeFileSync(join(folder, name), '');
      expect(settingNotes([folder, '/nowhere'])).toEqual([
        expect.stringMatching(/takes nothing from \S+storage.conf$/),
        expect.stringMatching(/have the mounts of \S+mounts.conf too$/),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('keeps everything below our two folders', () => {
    const texts = configuration('/kept/p', '/run/tare-p') + storageConfiguration('/kept/p', '/run/tare-p');
    const paths = [...texts.matchAll(/= "(\/[^"]*)"/g)].map(([, path]) => path);
    expect(paths).toHaveLength(4);
    expect(paths.filter((path) => !/^\/(kept\/p|run\/tare-p)\//.test(path ?? ''))).toEqual([]);
  });
});

describe('the runtime below podman', () => {
  const PATH = process.env.PATH ?? '';
  let folder: string;

  /** PATH has a podman and a runc, and no crun. */
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-podman-'));
    const others = readdirSync('/usr/bin').filter((name) => !['podman', 'runc', 'crun'].includes(name));
    for (const name of others) symlinkSync(join('/usr/bin', name), join(folder, name));
    for (const name of ['podman', 'runc']) writeFileSync(join(folder, name), '#!/bin/sh\n', { mode: 0o755 });
    process.env.PATH = folder;
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const missing = async (text: string) =>
    (await podman.check(describeHost(silentLog), armOf(podman, text))).map(({ what }) => what);

  it('is missing where it was asked for and is not here', async () => {
    expect(findCommand('crun')).toBeUndefined();
    expect(await missing('podman{runtime: crun}')).toEqual([expect.stringContaining('crun')]);
  });

  it('is the other one where none was asked for, and nothing is missing', async () => {
    expect(await missing('podman')).toEqual([]);
    expect(await missing('podman{runtime: runc}')).toEqual([]);
  });
});

describe('runArguments', () => {
  it('limits CPUs and memory, swap included, below our group', () => {
    const request = { id: 'tare-1', nonce: 'n', volume: '/v', limits: LIMITS, gives: 'none' as const };
    const words = runArguments('/tare-7/podman-0', ['--ulimit', 'x'], request).join(' ');
    expect(words).toContain('--cgroup-parent /tare-7/podman-0 --ulimit x');
    expect(words).toContain('--cpuset-cpus 0 --memory 268435456 --memory-swap 268435456');
  });
});

await describeReal(podman, 'podman', (real) => {
  it('says which runtime is below it', () => {
    expect(real().installed.binaries.map(({ name }) => name)).toEqual([
      'podman',
      expect.stringMatching(/^(crun|runc)$/),
    ]);
  });

  it("keeps what it learns of blobs in a folder of the run, and not in root's own record", () => {
    const { work } = real().host.paths;
    const storages = readdirSync(work).filter((name) => name.startsWith('podman-'));
    expect(storages.map((name) => readdirSync(join(work, name, 'cache')).length)).toEqual([1]);
  });
});
await describeReal(podman, 'podman{runtime: runc}');
