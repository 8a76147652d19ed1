import { describe, expect, it } from '@jest/globals';
import { parseSimulation, refusalOf } from '../../../src/host/packages/simulation.js';

/** As apt 2.6.1 printed them. */
const REMOVES = `Reading package lists...
The following packages will be REMOVED:
  containerd.io docker-ce
Remv docker-ce [5:28.2.2-1~debian.12~bookworm]
Remv containerd.io [1.7.27-1] [docker-ce:amd64 ]
Inst libseccomp2:i386 (2.5.4-1+deb12u1 Debian:12.11/stable [i386])
Inst runc (1.1.5+ds1-1+deb12u1 Debian:12.11/stable, Debian-Security:12/stable-security [amd64])
Conf libseccomp2:i386 (2.5.4-1+deb12u1 Debian:12.11/stable [i386])
Conf runc (1.1.5+ds1-1+deb12u1 Debian:12.11/stable [amd64])
`;
const REPLACES = `Inst runc [0.1.0-1corp] (1.1.5+ds1-1+b3 Debian:12.11/stable [amd64]) []
Inst docker.io (20.10.24+dfsg1-1+deb12u1 Debian:12.11/stable [amd64])
Conf runc (1.1.5+ds1-1+b3 Debian:12.11/stable [amd64])
Conf docker.io (20.10.24+dfsg1-1+deb12u1 Debian:12.11/stable [amd64])
`;
const FINISHES = `Inst crun (1.8.1-1 Debian:12.11/stable [amd64])
Conf broken (1.0 local [amd64])
Conf crun (1.8.1-1 Debian:12.11/stable [amd64])
`;
const PURGES = `Purg e2fsprogs [1.47.2-3]
Remv libss2 [1.47.2-3]
`;

describe('what apt would do', () => {
  it('is read in all its parts', () => {
    expect(parseSimulation(REMOVES)).toEqual({
      added: ['libseccomp2:i386', 'runc'],
      removed: [
        { name: 'docker-ce', version: '5:28.2.2-1~debian.12~bookworm' },
        { name: 'containerd.io', version: '1.7.27-1' },
      ],
      replaced: [],
      configured: [],
    });
    expect(parseSimulation(REPLACES)).toMatchObject({
      added: ['docker.io'],
      replaced: [{ name: 'runc', version: '0.1.0-1corp', to: '1.1.5+ds1-1+b3' }],
    });
    expect(parseSimulation(FINISHES)).toMatchObject({ added: ['crun'], configured: ['broken'] });
    expect(parseSimulation(PURGES).removed.map(({ name }) => name)).toEqual(['e2fsprogs', 'libss2']);
  });
});

describe('what is refused', () => {
  const refusal = (simulation: string, ...ours: string[]) =>
    refusalOf(parseSimulation(simulation), new Set(ours), 'give a binary by path (runc=/usr/bin/runc)');

  it('is to remove what was here, with its name and a remedy', () => {
    expect(refusal(REMOVES)).toEqual({
      harm: 'remove docker-ce 5:28.2.2-1~debian.12~bookworm and containerd.io 1.7.27-1',
      remedy: 'Tare changes no package that was here before it. Give a binary by path (runc=/usr/bin/runc).',
    });
  });

  it('is to replace what was here by another version, which the user may do', () => {
    expect(refusal(REPLACES)).toEqual({
      harm: 'replace runc 0.1.0-1corp by 1.1.5+ds1-1+b3',
      remedy:
        'Tare changes no package that was here before it. Change them yourself (apt-get install runc=1.1.5+ds1-1+b3), or give a binary by path (runc=/usr/bin/runc).',
    });
  });

  it('is to finish what others left half installed, but not what Tare did', () => {
    expect(refusal(FINISHES)?.harm).toBe('configure broken');
    expect(refusal(FINISHES, 'broken')).toBeUndefined();
  });

  it('is nothing where apt only adds', () => {
    expect(refusal('Inst runc (1.1.5 Debian:12 [amd64])\nConf runc (1.1.5 Debian:12 [amd64])\n')).toBeUndefined();
  });

  it('includes to replace what an earlier run installed, with cleanup as the remedy', () => {
    expect(refusal(REPLACES, 'runc')?.remedy).toContain('Tare itself brought runc: tare cleanup --cleanup packages');
  });
});
