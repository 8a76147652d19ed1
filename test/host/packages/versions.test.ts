import { describe, expect, it } from '@jest/globals';
import { isVersion, offerText, parseCandidates, upstreamVersion } from '../../../src/host/packages/versions.js';

const DOCKER = [
  { name: 'docker-ce', version: '5:24.0.5-1~debian.12~bookworm' },
  { name: 'docker-ce', version: '5:24.0.4-1~debian.12~bookworm' },
  { name: 'docker.io', version: '20.10.24+dfsg1-1+deb12u1' },
];

describe('upstreamVersion', () => {
  it.each([
    ['5:24.0.5-1~debian.12~bookworm', '24.0.5'],
    ['24.0.5-0ubuntu1~22.04.1', '24.0.5'],
    ['1.1.5+ds1-1+deb12u1', '1.1.5'],
    ['0.0~20240729.0-4~bpo12+2', '0.0'],
    ['r1234', 'r1234'],
  ])('%s is %s', (version, upstream) => {
    expect(upstreamVersion(version)).toBe(upstream);
  });
});

describe('parseCandidates', () => {
  const stanza = (name: string, candidate: string) =>
    `${name}:\n  Installed: (none)\n  Candidate: ${candidate}\n  Version table:\n     9.0-1~bpo12+1 100\n`;

  it('gives the version that apt would install, which may be older than others that it knows', () => {
    expect(parseCandidates(stanza('qemu', '7.2+dfsg-7') + stanza('runsc', '0.0~20221219'))).toEqual([
      { name: 'qemu', version: '7.2+dfsg-7' },
      { name: 'runsc', version: '0.0~20221219' },
    ]);
  });

  it('leaves out packages without a candidate', () => {
    expect(parseCandidates(stanza('incus', '(none)'))).toEqual([]);
  });
});

describe('isVersion', () => {
  it('takes the upstream version and the full one', () => {
    expect(isVersion('1.1.5+ds1-1', '1.1.5')).toBe(true);
    expect(isVersion('1.1.5+ds1-1', '1.1.5+ds1-1')).toBe(true);
  });

  it('does not accept a version that only begins in the same way', () => {
    expect(isVersion('1.1.15-1', '1.1.1')).toBe(false);
  });
});

describe('offerText', () => {
  it('names a version that two sources offer once', () => {
    expect(offerText([...DOCKER, ...DOCKER]).match(/24\.0\.5 \(/g)).toHaveLength(1);
  });
});
