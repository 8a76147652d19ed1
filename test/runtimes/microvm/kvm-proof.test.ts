/**
 * The decision of `accel: auto` about a KVM that runs four instructions and no kernel, with scripts in the place of
 * QEMU.
 */
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunContext } from '../../../src/host/run-context.js';
import { kvmProof } from '../../../src/runtimes/microvm/kvm-proof.js';
import { closeTestHost, openTestHost, type TestHost } from '../support.js';

const asRoot = process.getuid?.() === 0;
if (!asRoot) process.stderr.write('skipped: no group is made for a guest here: not root\n');

(asRoot ? describe : describe.skip)('the proof of a guest kernel', () => {
  let host: TestHost;
  let base: string;
  const cache = process.env.TARE_CACHE_DIR;

  beforeAll(async () => {
    base = mkdtempSync('/var/tmp/tare-test-');
    process.env.TARE_CACHE_DIR = join(base, 'cache');
    host = await openTestHost();
  });

  afterAll(async () => {
    expect(await closeTestHost(host)).toEqual([]);
    rmSync(base, { recursive: true });
    process.env.TARE_CACHE_DIR = cache ?? '';
  });

  /** Makes a script that records each call in a file of its own, and then does what `script` says. */
  function standIn(name: string, script: string): { argv: readonly string[]; calls(): number } {
    const path = join(base, name);
    writeFileSync(path, `#!/bin/sh\necho call >>${path}.calls\n${script}\n`);
    chmodSync(path, 0o755);
    return { argv: [path], calls: () => readFileSync(`${path}.calls`, 'utf8').trim().split('\n').length };
  }

  it('holds where the guest says that there is no userland on its two disks', async () => {
    const { argv } = standIn('good', "echo 'tare guest: mounting the root failed'");
    const sizes: number[] = [];
    let onRecord = '';
    const proof = await kvmProof(host, 'good', ({ root, volume }) => {
      sizes.push(statSync(root).size, statSync(volume).size);
      const journal = join(host.state, 'journal');
      onRecord = readdirSync(journal)
        .map((name) => readFileSync(join(journal, name), 'utf8'))
        .join('');
      return argv;
    });
    expect(proof).toBeUndefined();
    expect(sizes.every((size) => size > 0)).toBe(true);
    expect(onRecord).toContain(join(host.paths.work, 'kvm-proof'));
    expect(existsSync(join(host.paths.work, 'kvm-proof'))).toBe(false);
  });

  it('fails with the last lines of one that ends otherwise', async () => {
    const { argv } = standIn('bad', "echo 'KVM internal error. Suberror: 3' >&2; exit 1");
    expect(await kvmProof(host, 'bad', () => argv)).toBe(
      'its guest kernel did not come up (KVM internal error. Suberror: 3)',
    );
  });

  it('fails where all ended well but no guest has printed anything', async () => {
    const { argv } = standIn('mute', 'echo nothing of the kind');
    expect(await kvmProof(host, 'mute', () => argv)).toBe('its guest kernel did not come up (nothing of the kind)');
  });

  it('fails where the guest does not boot in time, and leaves nothing of it', async () => {
    const { argv } = standIn('slow', 'sleep 600 & sleep 600');
    expect(await kvmProof(host, 'slow', () => argv, 1)).toBe('its guest kernel did not come up within 1 s');
  });

  it('is made once', async () => {
    const { argv, calls } = standIn('once', "echo 'tare guest: mounting the root failed'");
    await Promise.all([kvmProof(host, 'once', () => argv), kvmProof(host, 'once', () => argv)]);
    await kvmProof(host, 'once', () => argv);
    expect(calls()).toBe(1);
    expect(JSON.parse(readFileSync(kept(), 'utf8'))).toMatchObject({ subject: 'once', problem: null });
    expect(statSync(kept()).mode & 0o777).toBe(0o600);
  });

  const kept = () => join(base, 'cache/kvm-proof.json');
  /** Asks as a later run does, which knows only what is on the disk. */
  const later = (subject: string, argv: readonly string[]) =>
    kvmProof({ ...host, run: new RunContext() }, subject, () => argv);

  it('is remembered by later runs of this boot, for this kernel', async () => {
    const { argv, calls } = standIn('later', "echo 'tare guest: mounting the root failed'");
    for (const _ of [1, 2]) expect(await later('later', argv)).toBeUndefined();
    expect(calls()).toBe(1);
    await later('another kernel', argv);
    expect(calls()).toBe(2);
    writeFileSync(kept(), JSON.stringify({ ...JSON.parse(readFileSync(kept(), 'utf8')), boot: 'another' }));
    await later('another kernel', argv);
    expect(calls()).toBe(3);
  });

  it('is found out again an hour after it failed', async () => {
    const { argv, calls } = standIn('again', 'exit 1');
    for (const _ of [1, 2]) expect(await later('again', argv)).toContain('exit code 1');
    expect(calls()).toBe(1);
    const before = Date.now() / 1000 - 3_700;
    utimesSync(kept(), before, before);
    await later('again', argv);
    expect(calls()).toBe(2);
  });
});
