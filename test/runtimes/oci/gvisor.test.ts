import { describe, expect, it } from '@jest/globals';
import { gvisorNotes, isNamedGvisor, unsupportedByGvisor } from '../../../src/runtimes/oci/gvisor.js';
import { findBenchmarks } from '../../../src/suites/index.js';

describe('benchmarks that gVisor cannot run honestly', () => {
  it('are exactly those that ask for direct I/O', () => {
    const refused = findBenchmarks(['*']).filter(({ id }) => unsupportedByGvisor(id));
    const direct = findBenchmarks(['fileio.*.direct']);
    expect(refused).toEqual(direct);
    expect(direct.length).toBeGreaterThan(0);
  });
});

describe('gVisor below an engine', () => {
  it.each([
    ['runsc', true],
    ['runsc-kvm', true],
    ['gvisor', true],
    ['/home/me/bin/gvisor', true],
    ['/home/me/my-runsc', true],
    ['io.containerd.runsc.v1', true],
    ['/home/me/runsc-work/runc', false],
    ['io.containerd.runc.v2', false],
    ['crun', false],
    [undefined, false],
  ])('is known by its name: %s', (name, isGvisor) => {
    expect(isNamedGvisor(name)).toBe(isGvisor);
  });
});

describe('notes on gVisor', () => {
  it('say that fsync costs nothing on the root by default', () => {
    expect(gvisorNotes([], undefined).join()).toContain('fsync costs nothing');
  });

  it('do not say so where the root is the host’s own', () => {
    expect(gvisorNotes(['--overlay2=none'], 'none').join()).not.toContain('fsync');
  });

  it('list the flags', () => {
    expect(gvisorNotes(['--network=none', '--platform=kvm'], undefined)[0]).toBe(
      'flags given to runsc: --network=none --platform=kvm',
    );
  });
});
