import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { runCommand } from '../../../src/host/commands/command.js';
import {
  fastest,
  judge,
  type KvmState,
  probeKvm,
  remember,
  rememberedOr,
} from '../../../src/runtimes/microvm/kvm-probe.js';

describe('the KVM probe', () => {
  it('reports that there is no device', async () => {
    expect(await probeKvm('/dev/no-kvm')).toMatchObject({ usable: false, problem: 'no /dev/kvm' });
  });

  it('accepts a KVM in which the guest came to its end', () => {
    expect(judge(0, '5 20', '')).toEqual({ usable: true });
  });

  it('does not accept a guest that ended otherwise', () => {
    expect(judge(0, '17 0', '')).toMatchObject({ problem: 'a KVM that cannot run a guest (exit reason 17)' });
  });

  it('does not accept one that is much too slow, however often it is tried', async () => {
    let tries = 0;
    const slow = async () => {
      tries += 1;
      return { code: 0, stdout: '5 8400', stderr: '' };
    };
    expect(await fastest(slow)).toMatchObject({ usable: false, problem: expect.stringContaining('took 8400 ms') });
    expect(tries).toBe(3);
  });

  it('does not accept one that the kernel ended for the processor time it took, and does not try it again', async () => {
    let tries = 0;
    const endless = () => {
      tries += 1;
      return runCommand(['/bin/sh', '-c', 'ulimit -S -t 1; /bin/sh -c "while :; do :; done"; exit $?']);
    };
    expect(await fastest(endless)).toMatchObject({
      usable: false,
      hung: true,
      problem: expect.stringContaining('did not end within 2 s of processor time'),
    });
    expect(tries).toBe(1);
  });

  it('accepts one that was only disturbed', async () => {
    const outcomes = ['5 900', '5 30'];
    expect(await fastest(async () => ({ code: 0, stdout: outcomes.shift() ?? '', stderr: '' }))).toEqual({
      usable: true,
    });
  });

  it('reports what the kernel refused', () => {
    expect(judge(255, '', 'KVM_CREATE_VM: Operation not supported\n')).toMatchObject({
      problem: 'a KVM that cannot run a guest (KVM_CREATE_VM: Operation not supported)',
    });
  });

  it('distinguishes a device that may not be opened from one that does not work', () => {
    expect(judge(13, '', 'open: Permission denied\n')).toMatchObject({ problem: 'a /dev/kvm that may not be opened' });
  });

  const here = existsSync('/dev/kvm') && process.getuid?.() === 0 && process.arch === 'x64';
  (here ? it : it.skip)('runs a guest on this machine, or reports that none runs', async () => {
    const state = await probeKvm('/dev/kvm');
    expect(String(state.usable || state.problem)).toMatch(
      /^(true|a KVM that cannot (boot a stock kernel|run a guest).*)$/,
    );
  });
});

describe('the result of a probe', () => {
  const hung: KvmState = { usable: false, problem: 'a KVM that hangs', remedy: 'Use bare metal.', hung: true };
  const folder = mkdtempSync(join(tmpdir(), 'tare-kvm-'));
  const device = join(folder, 'device');
  writeFileSync(device, '');
  afterAll(() => rmSync(folder, { recursive: true }));
  const finds = (state: KvmState) => jest.fn(async () => state);

  it('is remembered for this device for an hour where a guest hung, and then found out again', async () => {
    const file = join(folder, 'kept.json');
    remember(file, device, hung);
    const probe = finds({ usable: true });
    expect(await rememberedOr(file, device, probe)).toEqual(hung);
    expect(probe).not.toHaveBeenCalled();
    utimesSync(file, new Date(), new Date(Date.now() - 3_700_000));
    expect(await rememberedOr(file, device, probe)).toEqual({ usable: true });
  });

  it('is found out again for a device that was made anew, and where what is kept is damaged', async () => {
    const file = join(folder, 'other.json');
    remember(file, device, hung);
    const again = join(folder, 'again');
    writeFileSync(again, '');
    expect(await rememberedOr(file, again, finds({ usable: true }))).toEqual({ usable: true });
    writeFileSync(file, '{"device"');
    expect(await rememberedOr(file, device, finds({ usable: true }))).toEqual({ usable: true });
  });

  it('is written through no link', async () => {
    const theirs = join(folder, 'theirs');
    writeFileSync(theirs, 'of a user');
    const file = join(folder, 'link.json');
    symlinkSync(theirs, file);
    remember(file, device, hung);
    expect(readFileSync(theirs, 'utf8')).toBe('of a user');
    expect(await rememberedOr(file, device, finds({ usable: true }))).toEqual(hung);
  });

  it.each<[string, KvmState]>([
    ['a KVM that works', { usable: true }],
    ['one that was refused at once', { usable: false, problem: 'no /dev/kvm', remedy: 'Use bare metal.' }],
  ])('is not recorded for %s', (_, state) => {
    const file = join(folder, 'quick.json');
    remember(file, device, state);
    expect(existsSync(file)).toBe(false);
  });

  it('is not recorded by a mere check', async () => {
    const cache = join(folder, 'cache');
    await rememberedOr(join(cache, 'kvm-probe.json'), device, finds(hung));
    expect(existsSync(cache)).toBe(false);
  });
});
