import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { chooseCpus, readCpuTopology } from '../../../src/host/facts/cpu/cpus.js';
import { readFingerprint } from '../../../src/host/facts/fingerprint.js';
import type { Fingerprint } from '../../../src/results/document.js';
import { fingerprintSchema } from '../../../src/results/schema/host.js';
import { plantHost } from './planted-host.js';

/** The names that a schema has for an object and for what is in it, by path. */
function namesOf(schema: z.ZodType, path = ''): string[] {
  if (schema instanceof z.ZodOptional) return namesOf(schema.unwrap() as z.ZodType, path);
  if (!(schema instanceof z.ZodObject)) return [path];
  return Object.entries(schema.shape).flatMap(([key, inner]) => namesOf(inner as z.ZodType, `${path}.${key}`));
}

/** Likewise of a value; what `mitigations` holds is named by the kernel. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || path === '.mitigations') return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, `${path}.${key}`));
}

const image = {
  digest: 'sha256:0',
  recipe: 'mmdebstrap bookworm sysbench',
  sysbench: 'sysbench 1.0.20',
  tarball: '/secret/path',
};

function fingerprintAt(root: string, storagePath = '/var/lib/tare'): Fingerprint {
  const cpus = chooseCpus('auto', readCpuTopology(root));
  return fingerprintSchema.parse(readFingerprint({ cpus, storagePath, image, root }));
}

describe('the fingerprint', () => {
  it('of a microVM says unknown where the host says nothing', () => {
    expect(fingerprintAt(plantHost('firecracker-vm'))).toMatchObject({
      arch: 'x86_64',
      hostname: 'vm',
      cpu: {
        model: 'Intel(R) Xeon(R) Processor',
        stepping: 'GenuineIntel 6-167-1',
        microcode: '0x1',
        online: '0-1',
        measured: '0-1',
        smt: 'off',
        governor: 'unknown',
        turbo: 'unknown',
        maxMhz: null,
      },
      mitigations: { meltdown: 'Not affected', retbleed: 'Vulnerable' },
      kernel: '6.18.44-fc #1 SMP PREEMPT_DYNAMIC @0',
      os: 'Debian GNU/Linux 12 (bookworm)',
      cgroup: 'hybrid',
      memoryBytes: 24684084 * 1024,
      virtualization: 'vm-other',
    });
  });

  it('of an Intel server has its frequency settings and threads', () => {
    expect(fingerprintAt(plantHost('intel-server'))).toMatchObject({
      cpu: {
        model: 'Intel(R) Xeon(R) Silver 4210R CPU @ 2.40GHz',
        measured: '1-3,5-7',
        smt: 'on',
        governor: 'powersave',
        turbo: 'on',
        maxMhz: 3200,
      },
      os: 'Ubuntu 24.04.1 LTS',
      cgroup: 'v2',
      virtualization: 'none',
    });
  });

  it('of an AMD desktop has boost, and SMT switched off', () => {
    expect(fingerprintAt(plantHost('amd-desktop')).cpu).toMatchObject({
      smt: 'off',
      governor: 'performance',
      turbo: 'on',
      maxMhz: 4850.195,
    });
  });

  it('of an arm server names implementer and part', () => {
    expect(fingerprintAt(plantHost('arm-server'))).toMatchObject({
      arch: 'aarch64',
      cpu: { model: 'arm implementer 0x41 part 0xd0c', stepping: 'r3p1', microcode: 'unknown', turbo: 'unknown' },
      virtualization: 'none',
    });
  });

  it('of a laptop with different governors names each, and mixed cgroups', () => {
    const root = plantHost('hybrid-laptop');
    const fingerprint = readFingerprint({ cpus: [0, 1], storagePath: '/', image, root });
    expect(fingerprint).toMatchObject({ cpu: { governor: 'performance,powersave', turbo: 'off' }, cgroup: 'hybrid' });
  });

  it('publishes neither secrets of the command line nor paths of the image', () => {
    const text = JSON.stringify(fingerprintAt(plantHost('firecracker-vm')));
    expect(text).toContain('rdinit=/init');
    expect(text).not.toMatch(/hunter2|--auth|\/secret\/path/);
  });

  it('of this host fits the schema', () => {
    const fingerprint = fingerprintAt('/', tmpdir());
    expect(fingerprint.hardwareKey).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint.bootId).toMatch(/^[0-9a-f-]{36}$/);
    expect(fingerprint.memoryBytes).toBeGreaterThan(0);
    const { arch, hostname, kernel, os, cpu, storage, virtualization } = fingerprint;
    for (const text of [arch, hostname, kernel, os, cpu.model, cpu.online, storage.filesystem, virtualization]) {
      expect(text).not.toBe('');
    }
  });

  it('has no field that the schema does not name, and every one that it names', () => {
    const cpus = chooseCpus('auto', readCpuTopology('/'));
    const container = { name: 'debian:12', digest: 'sha256:1' };
    const whole = { ...image, packages: ['sysbench'], container };
    const written = readFingerprint({ cpus, storagePath: tmpdir(), image: whole, baselineImage: whole });
    expect(pathsOf(written).sort()).toEqual(namesOf(fingerprintSchema).sort());
  });
});
