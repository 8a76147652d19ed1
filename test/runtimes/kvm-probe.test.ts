import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { judge, probeKvm } from '../../src/runtimes/shared/kvm-probe.js';

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
