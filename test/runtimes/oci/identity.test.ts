import { describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import { inWords, lacking, nameIn, requireNamesake } from '../../../src/runtimes/oci/identity.js';

describe('nameIn', () => {
  it.each([
    ['runc version 1.1.5+ds1', 'runc'],
    ['crun version 1.8.1', 'crun'],
    ['youki version: 0.7.0', 'youki'],
    ['runsc version 0.0~20240729.0', 'runsc'],
    ['1.2.3', undefined],
    ['$(reboot) version 1', undefined],
    [`${'x'.repeat(41)} version 1`, undefined],
  ])('finds in "%s" the name %s', (line, name) => {
    expect(nameIn(line)).toBe(name);
  });
});

describe('a program that was found by its name', () => {
  const runc = (version: string) => ({ name: 'runc', path: '/usr/bin/crun', version, sha256: 'x' });

  it('is refused where it says that it is another', () => {
    expect(() => requireNamesake(runc('crun version 1.8.1'))).toThrow(HostError);
    expect(() => requireNamesake(runc('crun version 1.8.1'))).toThrow(
      'The runc that is found on this host, /usr/bin/crun, says that it is crun.\nAsk for crun, or let PATH lead to a runc.',
    );
  });

  it.each(['runc version 1.1.5+ds1', '1.1.5', ''])('is taken where it says "%s"', (version) => {
    expect(() => requireNamesake(runc(version))).not.toThrow();
  });
});

describe('lacking', () => {
  const built = (v1: boolean, v2: boolean) => ({ linux: { cgroup: { v1, v2 } } });

  it.each([
    ['v1', built(false, true), 'it was built without cgroups v1, which this host has'],
    ['hybrid', built(false, true), 'it was built without cgroups v1, which this host has'],
    ['v2', built(true, false), 'it was built without cgroups v2, which this host has'],
    ['v2', built(false, true), undefined],
    ['hybrid', built(true, false), undefined],
    ['hybrid', {}, undefined],
  ] as const)('on cgroups %s of %j is %s', (kind, features, fault) => {
    expect(lacking(features, kind)).toBe(fault);
  });
});

describe('inWords', () => {
  it('describes in one sentence what a runtime can do', () => {
    const linux = { cgroup: { v1: true, v2: true }, seccomp: { enabled: false } };
    expect(inWords('runc', { ociVersionMin: '1.0.0', ociVersionMax: '1.2.0', linux })).toBe(
      'runc says of its features: OCI 1.0.0 to 1.2.0, cgroups v1 and v2, without seccomp',
    );
  });

  it('takes null for what is not reported, as youki prints it', () => {
    const features = { ociVersionMin: '1.0.0', ociVersionMax: null, linux: { cgroup: { v1: true }, seccomp: null } };
    expect(inWords('youki', features)).toBe('youki says of its features: OCI 1.0.0, cgroups v1');
  });

  it('adds nothing to features that are empty', () => {
    expect(inWords('mine', {})).toBe('mine says of its features: nothing that is known here');
  });
});
