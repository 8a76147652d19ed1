import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { judge, type KvmState, keptOr, probeKvm } from '../../../src/runtimes/microvm/kvm-probe.js';

describe('the KVM probe', () => {
  it('says that there is no device', async () => {
    expect(await probeKvm('/dev/no-kvm')).toMatchObject({ usable: false, problem: 'no /dev/kvm' });
  });

  it('accepts a KVM in which the guest came to its end', () => {
    expect(judge(0, '5', '')).toEqual({ usable: true });
  });

  it('does not accept a guest that ended otherwise', () => {
    expect(judge(0, '17', '')).toMatchObject({ problem: 'a KVM that cannot run a guest (exit reason 17)' });
  });

  it('passes on what the kernel refused', () => {
    expect(judge(255, '', 'KVM_CREATE_VM: Operation not supported\n')).toMatchObject({
      problem: 'a KVM that cannot run a guest (KVM_CREATE_VM: Operation not supported)',
    });
  });

  it('tells a device that may not be opened from one that does not work', () => {
    expect(judge(13, '', 'open: Permission denied\n')).toMatchObject({ problem: 'a /dev/kvm that may not be opened' });
  });

  const here = existsSync('/dev/kvm') && process.getuid?.() === 0 && process.arch === 'x64';
  (here ? it : it.skip)('runs a guest on this machine, or says that none runs', async () => {
    const state = await probeKvm('/dev/kvm');
    expect(String(state.usable || state.problem)).toMatch(
      /^(true|a KVM that cannot (boot a stock kernel|run a guest).*)$/,
    );
  });
});

describe('what a long probe found', () => {
  const unusable: KvmState = { usable: false, problem: 'a KVM that hangs', remedy: 'Use bare metal.' };
  const folder = mkdtempSync(join(tmpdir(), 'tare-kvm-'));
  const device = join(folder, 'device');
  writeFileSync(device, '');
  afterAll(() => rmSync(folder, { recursive: true }));
  const slow = () =>
    jest.fn(async () => {
      await delay(1100);
      return unusable;
    });

  it('is remembered of this device for an hour, and then found out again', async () => {
    const file = join(folder, 'kept.json');
    const probe = slow();
    expect(await keptOr(file, device, probe)).toEqual(unusable);
    expect(await keptOr(file, device, probe)).toEqual(unusable);
    expect(probe).toHaveBeenCalledTimes(1);
    utimesSync(file, new Date(), new Date(Date.now() - 3_700_000));
    await keptOr(file, device, probe);
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('says nothing of a device that was made anew, or where what is kept is damaged', async () => {
    const file = join(folder, 'other.json');
    await keptOr(file, device, slow());
    const again = join(folder, 'again');
    writeFileSync(again, '');
    const probe = jest.fn(async () => ({ usable: true }) as const);
    expect(await keptOr(file, again, probe)).toEqual({ usable: true });
    writeFileSync(file, '{"device"');
    expect(await keptOr(file, device, probe)).toEqual({ usable: true });
    expect(probe).toHaveBeenCalledTimes(2);
  });

  it('is not written down where it was found at once', async () => {
    const file = join(folder, 'quick.json');
    await keptOr(file, device, async () => ({ usable: true }));
    expect(existsSync(file)).toBe(false);
  });
});
