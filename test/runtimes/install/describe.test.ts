import { describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { describeSource } from '../../../src/runtimes/install/install.js';
import type { Recipe, Source } from '../../../src/runtimes/install/recipe.js';

const log = { step: () => undefined, warn: () => undefined };
const RELEASE = {
  file: (version: string) => `https://p/${version}`,
  checksums: (version: string) => `https://p/${version}/sums`,
};
const RECIPE: Recipe = {
  runtime: 'thing',
  programs: [{ name: 'thing' }],
  packages: [{ name: 'thing' }],
  byPath: 'program',
  release: RELEASE,
};
const release = {
  kind: 'release',
  release: { runtime: 'thing', version: '9.9.9', checksum: `sha256:${'a'.repeat(64)}` },
  file: RELEASE.file('9.9.9'),
  checksums: RELEASE.checksums('9.9.9'),
  offer: '',
} as const;
const more = (steps: ['lists'] | ['backports'], places: string[]): Source => ({
  kind: 'more',
  what: 'package thing',
  steps,
  places,
  otherwise: release,
});

describe('what a check says of a source', () => {
  const host = describeHost(log);
  const said = async (source: Source) => (await describeSource(host, source, RECIPE))[0];

  it('names the place that is tried first, where a release is only the last choice', async () => {
    const remedy = 'tare installs it from bookworm-backports';
    expect(await said(more(['backports'], ['bookworm-backports']))).toMatchObject({ what: 'package thing', remedy });
  });

  it('names the release, where only the lists may be old', async () => {
    const remedy = 'tare downloads https://p/9.9.9, with the checksum that was given';
    expect(await said(more(['lists'], ['the lists']))).toEqual({ what: 'thing 9.9.9', remedy, installable: true });
  });

  it('says why a release may not be downloaded', async () => {
    const refusal = { problem: 'nobody vouches for it', remedy: 'Give a checksum.' };
    const missing = { what: 'thing 9.9.9: nobody vouches for it', remedy: 'Give a checksum.', installable: false };
    expect(await said({ ...release, refusal })).toEqual(missing);
  });
});
