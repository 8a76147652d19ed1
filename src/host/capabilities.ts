/** Tells which of root's capabilities this process has. In a container, or under setpriv, root may lack some. */
import { readFileSync } from 'node:fs';
import { HostError } from '../errors.js';

/** These are numbers of bits (linux/capability.h). */
const BITS = { CAP_DAC_OVERRIDE: 1, CAP_SYS_CHROOT: 18, CAP_SYS_ADMIN: 21, CAP_SYS_RESOURCE: 24 } as const;
export type Capability = keyof typeof BITS;

const ownStatus = (): string => readFileSync('/proc/self/status', 'utf8');

/** @param status the text of /proc/PID/status; this process's own where absent. */
export function hasCapability(name: Capability, status = ownStatus()): boolean {
  const [, effective = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return ((BigInt(`0x${effective}`) >> BigInt(BITS[name])) & 1n) === 1n;
}

/** No sandbox can be made without these, not even the control; each has what it is needed for. */
const NEEDED: readonly (readonly [Capability, string])[] = [
  ['CAP_SYS_ADMIN', 'mounts and namespaces'],
  ['CAP_SYS_CHROOT', 'native, the control'],
];

/**
 * Says what root lacks here, where no sandbox can be made without it; undefined where root lacks none of that. A user
 * who is not root has none, and is asked for root elsewhere.
 */
export function capabilityTrouble(status = ownStatus()): HostError | undefined {
  if (!/^Uid:\s+\d+\s+0\s/m.test(status)) return undefined;
  const lacking = NEEDED.filter(([name]) => !hasCapability(name, status));
  if (lacking.length === 0) return undefined;
  const names = lacking.map(([name, use]) => `${name} (${use})`).join(' and ');
  return new HostError(
    `Root may not do here what every measurement needs: it lacks ${names}.`,
    'Inside a container, start that container with --privileged --cgroupns=host; elsewhere start tare without what took it away (setpriv, CapabilityBoundingSet=).',
  );
}

/** Whether root is stopped by owners and modes of files, as no other root is. */
export function isRootWithoutOverride(status = ownStatus()): boolean {
  return /^Uid:\s+\d+\s+0\s/m.test(status) && !hasCapability('CAP_DAC_OVERRIDE', status);
}
