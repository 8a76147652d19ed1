import { describe, expect, it } from '@jest/globals';
import { gvisorNotes, isNamedGvisor, unsupportedByGvisor } from '../../../src/runtimes/oci/gvisor.js';
import { findBenchmarks } from '../../../src/suites/index.js';

describe('benchmarks that gVisor cannot run, or not honestly', () => {
  it.each<[Readonly<Record<string, string>>, string[]]>([
    [{}, ['network.between.message']],
    [{ network: 'sandbox' }, ['network.between.message']],
    [{ network: 'host' }, ['network.message.*', 'network.between.message']],
  ])('are exactly those of direct I/O, and of sockperf where the network of %j refuses it', (options, bySockperf) => {
    const refused = findBenchmarks(['*']).filter(({ id }) => unsupportedByGvisor(id, options));
    expect(refused).toEqual(findBenchmarks(['fileio.*.direct', ...bySockperf]));
    expect(refused.length).toBeGreaterThan(6);
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
