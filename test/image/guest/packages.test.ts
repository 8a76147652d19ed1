import { describe, expect, it } from '@jest/globals';
import { kernelDependencies, kernelMetapackage } from '../../../src/image/guest/packages.js';

const distribution = { id: 'debian', version: '12', codename: 'bookworm', pretty: 'Debian 12', arch: 'arm64' };

describe('the packages of the guest kernel', () => {
  it('are named by the metapackage of Debian', () => {
    const stanza = 'Package: linux-image-cloud-amd64\nDepends: linux-image-6.1.0-56-cloud-amd64 (= 6.1.192-2)\n';
    expect(kernelDependencies(stanza)).toEqual(['linux-image-6.1.0-56-cloud-amd64']);
  });

  it('include the modules where Ubuntu has them apart', () => {
    const stanza =
      'Package: linux-image-6.8.0-51-generic\nDepends: kmod, linux-base (>= 4.5ubuntu1~16.04.1), linux-modules-6.8.0-51-generic\n';
    expect(kernelDependencies(stanza)).toEqual(['linux-modules-6.8.0-51-generic']);
  });

  it('are the first of alternatives', () => {
    expect(kernelDependencies('Depends: linux-image-6.8.0-51-generic | linux-image-unsigned-6.8.0-51-generic')).toEqual(
      ['linux-image-6.8.0-51-generic'],
    );
  });

  it('are those for this architecture', () => {
    expect(kernelMetapackage(distribution)).toBe('linux-image-cloud-arm64');
  });

  it('are refused on other systems', () => {
    expect(() => kernelMetapackage({ ...distribution, id: 'fedora', pretty: 'Fedora 41' })).toThrow(
      'A guest kernel can be had from Debian and Ubuntu; this is Fedora 41',
    );
  });
});
