import { describe, expect, it } from '@jest/globals';
import { type VirtualizationHints, virtualizationOf } from '../../../src/host/facts/virtualization.js';

const nothing: VirtualizationHints = {
  flag: undefined,
  type: undefined,
  dmi: undefined,
  firmware: undefined,
  treeHypervisor: undefined,
  treeMachine: undefined,
};

describe('virtualization', () => {
  it.each<[string, Partial<VirtualizationHints>, string]>([
    ['an x86 board', { flag: false, dmi: 'Dell Inc. PowerEdge R440' }, 'none'],
    ['an x86 guest that hides its monitor', { flag: true }, 'vm-other'],
    ['QEMU with KVM', { flag: true, dmi: 'QEMU KVM Virtual Machine' }, 'kvm'],
    ['QEMU', { flag: true, dmi: 'QEMU Standard PC (Q35 + ICH9, 2009)' }, 'qemu'],
    ['a desk product named like Microsoft', { flag: false, dmi: 'Microsoft Corporation Surface Pro' }, 'none'],
    ['Hyper-V and Azure', { flag: true, dmi: 'Microsoft Corporation Virtual Machine' }, 'microsoft'],
    ['EC2 on x86', { flag: true, dmi: 'Amazon EC2 m5.large' }, 'amazon'],
    ['EC2 bare metal on x86', { flag: false, dmi: 'Amazon EC2 m5.metal' }, 'none'],
    ['EC2 on arm', { dmi: 'Amazon EC2 c7g.large' }, 'amazon'],
    ['EC2 bare metal on arm', { dmi: 'Amazon EC2 c7g.metal' }, 'none'],
    ['Xen', { flag: true, type: 'xen', dmi: 'Xen HVM domU' }, 'xen'],
    ['an arm server', { dmi: 'GIGABYTE R272', firmware: false }, 'none'],
    ['an arm guest by its firmware', { dmi: 'Acme Cloud', firmware: true }, 'vm-other'],
    ['an arm board', { treeMachine: 'raspberrypi,4-model-b brcm,bcm2711' }, 'none'],
    ['an arm microVM', { treeMachine: 'linux,dummy-virt' }, 'vm-other'],
    ['an arm guest by its device tree', { treeHypervisor: 'linux,kvm' }, 'kvm'],
    ['an arm host whose DMI says no more than a name', { dmi: 'Acme Cloud' }, 'unknown'],
    ['a host that says nothing', {}, 'unknown'],
  ])('of %s', (_, hints, name) => expect(virtualizationOf({ ...nothing, ...hints })).toBe(name));
});
