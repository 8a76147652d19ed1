/** The errors of a monitor without an emulation of its own where KVM does not work. */
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import type { Host, HostFacts } from '../../host/host.js';
import type { Missing } from '../runtime.js';
import { kvmState, kvmStateForRun } from './kvm-probe.js';

export async function missingKvm(host: HostFacts): Promise<Missing[]> {
  const kvm = await kvmState(host);
  return kvm.usable ? [] : [{ what: kvm.problem, remedy: kvm.remedy, installable: false }];
}

/** @throws HostError where KVM does not work, before anything is installed in vain. */
export async function requireKvm(host: Host, { id }: ArmSpec): Promise<void> {
  const kvm = await kvmStateForRun(host);
  if (!kvm.usable) throw new HostError(`${id} needs KVM, and there is ${kvm.problem} here.`, kvm.remedy);
}
