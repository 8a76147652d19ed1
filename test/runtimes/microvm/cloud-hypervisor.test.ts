import { describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { checkRecipe } from '../../../src/runtimes/install/install.js';
import { cloudHypervisor, machineArguments, RECIPE } from '../../../src/runtimes/microvm/cloud-hypervisor.js';
import { describeReal, type RealArm } from '../real-runtime.js';
import { armOf } from '../support.js';
import { expectLinked } from './expect-linked.js';

const parts = { kernel: '/cache/vmlinux', boot: { initramfs: '/cache/initramfs', parameters: [] } };
const machine = { disks: { root: '/vm/a,"b"/root.ext4', volume: '/vm/volume.ext4' } };
const request = {
  nonce: 'abc',
  limits: { cpus: '2-3', cpuCount: 2, memoryBytes: 300 * 1024 ** 2 },
};

describe("Cloud Hypervisor's arguments", () => {
  const argv = machineArguments(parts, machine, request);
  const value = (flag: string) => argv[argv.indexOf(flag) + 1];

  it('give the guest the CPUs and all of the memory of the limit', () => {
    expect(value('--cpus')).toBe('boot=2');
    expect(value('--memory')).toBe('size=300M');
  });

  it('name a disk whose path has a comma or quotes', () => {
    expect(value('--disk')).toBe('path="/vm/a,""b""/root.ext4",direct=off,image_type=raw');
  });

  it('make the volume bypass the page cache of the host', () => {
    expect(argv).toContain('path="/vm/volume.ext4",direct=on,image_type=raw');
  });

  it('have the init load the drivers for PCI, and boot a kernel that mounts its root itself without an initramfs', () => {
    expect(value('--cmdline')).toContain(' tare.bus=pci ');
    const alone = machineArguments({ ...parts, boot: { parameters: ['root=/dev/vda'] } }, machine, request);
    expect(alone).not.toContain('--initramfs');
    expect(alone[alone.indexOf('--cmdline') + 1]).toContain(' root=/dev/vda ');
  });

  it('give a guest with a link its device, with an address of its own, and nothing to others', () => {
    expect(argv).not.toContain('--net');
    const tap = { device: 'link7', enter: ['nsenter'], address: '198.18.1.10/16' };
    const linked = machineArguments(parts, machine, { ...request, tap });
    expect(linked[linked.indexOf('--net') + 1]).toBe('tap=link7,mac=02:00:c6:12:01:0a');
    expect(linked[linked.indexOf('--cmdline') + 1]).toContain(' tare.address=198.18.1.10/16 ');
  });
});

describe('a Cloud Hypervisor that is asked for by version', () => {
  const check = (arm: string) => checkRecipe(describeHost(silentLog), armOf(cloudHypervisor, arm), RECIPE);
  const sum = `#sha256:${'0'.repeat(64)}`;

  it('is the static executable of the release, by the checksum that was given', async () => {
    expect(await check(`cloud-hypervisor@53.0${sum}`)).toMatchObject([
      {
        what: 'cloud-hypervisor 53.0',
        remedy: expect.stringContaining('/releases/download/v53.0/cloud-hypervisor-static'),
        installable: true,
      },
    ]);
  });

  it('is refused without a checksum, since its publisher gives none', async () => {
    const [missing] = await check('cloud-hypervisor@53.0');
    expect(missing).toMatchObject({ installable: false });
    expect(missing?.remedy).toContain('cloud-hypervisor@VERSION#sha256:');
  });

  it.each(['51.0', '38.0.1', 'latest'])('is refused where it is %s, with how it is written', async (version) => {
    await expect(check(`cloud-hypervisor@${version}${sum}`)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('is refused where it is a program of an older version', () => {
    expect(() => RECIPE.refuse?.('cloud-hypervisor v50.0.0')).toThrow('older than the Cloud Hypervisor that Tare can');
    expect(() => RECIPE.refuse?.('cloud-hypervisor v53.0.0')).not.toThrow();
    expect(() => RECIPE.refuse?.('cloud-hypervisor v53.0-dirty')).not.toThrow();
  });
});

const binary = process.env.CLOUD_HYPERVISOR_BIN;
const given = (options: string) => `cloud-hypervisor${options}${binary ? `=${binary}` : ''}`;
await describeReal(cloudHypervisor, given(''), linked);
// This is tested only where the kernel was built before, because that takes minutes.
await describeReal(cloudHypervisor, given('{kernel: built}'), linked);
await describeReal(cloudHypervisor, given('{snapshot: on}'));

function linked(real: () => RealArm): void {
  it('has a tap as its link where it is given one, and is reached by it from where the peer is', async () => {
    await expectLinked(real());
  });
}
