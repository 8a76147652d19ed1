import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { capabilityTrouble, hasCapability, isRootWithoutOverride } from '../../src/host/capabilities.js';

const ALL = 'CapEff:\t000001ffffffffff';
const of = (uid: number, effective: string) => `Uid:\t${uid}\t${uid}\t${uid}\t${uid}\nCapEff:\t${effective}\n`;

describe('the capabilities of this process', () => {
  it.each([
    [ALL, true],
    ['CapEff:\t0000000001000000', true],
    ['CapEff:\t0000000000ffffff', false],
    ['', false],
  ])('have CAP_SYS_RESOURCE by "%s": %s', (status, has) => {
    expect(hasCapability('CAP_SYS_RESOURCE', status)).toBe(has);
  });

  it('are enough for root with all, and are not asked of a user, who becomes root', () => {
    expect(capabilityTrouble(of(0, '000001ffffffffff'))).toBeUndefined();
    expect(capabilityTrouble(of(1000, '0000000000000000'))).toBeUndefined();
  });

  it('are told where root lacks what every sandbox takes, with the remedy', () => {
    const { message = '' } = capabilityTrouble(of(0, '000001ffffdfffff')) ?? {};
    expect(message).toMatch(/lacks CAP_SYS_ADMIN \(mounts and namespaces\)\.\n.*--privileged/);
    expect(capabilityTrouble(of(0, '00000000a80425fb'))?.message).toContain('CAP_SYS_ADMIN');
    expect(capabilityTrouble(of(0, '0000000000000000'))?.message).toContain(' and CAP_SYS_CHROOT');
  });

  it('stop root at the modes of files only without CAP_DAC_OVERRIDE', () => {
    expect([of(0, '000001fffffffffd'), of(0, '2'), of(1000, '0')].map((one) => isRootWithoutOverride(one))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are read as the kernel writes them', () => {
    const lines = spawnSync('setpriv', ['--bounding-set=-sys_admin', 'cat', '/proc/self/status'], { encoding: 'utf8' });
    if (lines.status !== 0) return;
    expect(capabilityTrouble(lines.stdout)?.message).toContain('it lacks CAP_SYS_ADMIN (mounts and namespaces).');
  });
});
