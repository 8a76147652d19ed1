import { describe, expect, it } from '@jest/globals';
import type { ArmSpec } from '../../../src/config/arms.js';
import { knownReleases } from '../../../src/host/download/known-checksums.js';
import type { Facts, Recipe } from '../../../src/runtimes/install/recipe.js';
import { resolve } from '../../../src/runtimes/install/resolve.js';

const FACTS: Facts = {
  distribution: { id: 'debian', version: '12', codename: 'bookworm', pretty: 'Debian 12', arch: 'amd64' },
  found: new Map(),
  installed: new Map(),
  candidates: new Map(),
  offered: [],
  lists: 'current',
  more: new Map(),
};

const PLAIN: Recipe = {
  runtime: 'podman',
  programs: [{ name: 'podman' }],
  packages: [{ name: 'podman' }],
  byPath: 'program',
};
const RELEASED: Recipe = {
  ...PLAIN,
  runtime: 'runc',
  programs: [{ name: 'runc' }],
  packages: [{ name: 'runc' }],
  release: {
    file: (version, arch) => `https://p/${version}/${arch}`,
    checksums: (version) => `https://p/${version}/sums`,
  },
};
const DATED: Recipe = {
  ...RELEASED,
  runtime: 'runsc',
  programs: [{ name: 'runsc' }],
  packages: [{ name: 'runsc' }],
  accepts: (version) => version > '2023',
  release: {
    file: (version) => `https://p/${version}`,
    checksums: (version) => `https://p/${version}/sums`,
    pattern: /^\d{8}$/,
    usual: () => '20240408',
  },
};
const VENDORED: Recipe = {
  ...PLAIN,
  runtime: 'docker',
  programs: [{ name: 'dockerd' }, { name: 'docker' }],
  packages: [
    { name: 'docker.io', with: ['docker-cli'] },
    { name: 'docker-ce', sameVersion: ['docker-ce-cli'], with: ['containerd.io'] },
  ],
  byPath: 'folder',
  byPathHint: 'give its folder',
};
const SYSTEMD: Recipe = { ...PLAIN, runtime: 'nspawn', programs: [{ name: 'systemd-nspawn' }], pinnedTo: 'systemd' };

const arm = ({ runtime }: Recipe, more: Partial<ArmSpec> = {}): ArmSpec => ({
  id: runtime,
  runtime,
  options: {},
  ...more,
});
const offers = (...rows: [string, string][]) => rows.map(([name, version]) => ({ name, version }));

/** What is asked of which recipe on which host, and the source that follows. */
const here: readonly [string, Recipe, Partial<ArmSpec>, Partial<Facts>, object][] = [
  ['a path', PLAIN, { path: '/x/podman' }, { given: '/x/podman' }, { kind: 'path', path: '/x/podman' }],
  ['what PATH has', PLAIN, {}, { found: new Map([['podman', '/bin/podman']]) }, { kind: 'found' }],
  [
    'a package of the version',
    PLAIN,
    { version: '4.3.1' },
    { installed: new Map([['podman', '4.3.1+ds1']]) },
    { kind: 'found' },
  ],
  [
    'another version of the package',
    PLAIN,
    { version: '5.0' },
    { installed: new Map([['podman', '4.3.1+ds1']]) },
    { kind: 'conflict', by: 'host', problem: expect.stringContaining('4.3.1+ds1 is installed, and 5.0 was asked for') },
  ],
  [
    'another version, which stays beside a release',
    RELEASED,
    { version: '1.2.3' },
    { installed: new Map([['runc', '1.1.5']]) },
    { kind: 'release', file: 'https://p/1.2.3/amd64', checksums: 'https://p/1.2.3/sums' },
  ],
  [
    'the same version with a checksum, which is the release',
    RELEASED,
    { version: '0.1.5', checksum: `sha256:${'0'.repeat(64)}` },
    { installed: new Map([['runc', '0.1.5']]) },
    { kind: 'release' },
  ],
];

/** A host that has missed updates of what the package is pinned to. */
const BEHIND = { installed: new Map([['systemd', '252.36']]), offered: offers(['podman', '252.39']) };
const CATCH_UP =
  'They offer: 252.39 (package podman 252.39). Bring systemd to such a version first (apt-get install systemd), or give a binary by path (nspawn=./nspawn), or leave nspawn out.';

const elsewhere: readonly [string, Recipe, Partial<ArmSpec>, Partial<Facts>, object][] = [
  [
    "apt's own candidate, by its bare name",
    PLAIN,
    {},
    { candidates: new Map([['podman', '4']]), offered: offers(['podman', '4']) },
    { kind: 'package', what: 'package podman', pins: ['podman'] },
  ],
  [
    'the version asked for, pinned',
    PLAIN,
    { version: '3' },
    { candidates: new Map([['podman', '4']]), offered: offers(['podman', '4'], ['podman', '3-1']) },
    { kind: 'package', what: 'package podman 3', pins: ['podman=3-1'] },
  ],
  [
    'a version that nobody offers',
    PLAIN,
    { version: '25.0.0' },
    { offered: offers(['podman', '5:24.0.5-1~debian.12'], ['podman', '24.0.4']) },
    {
      kind: 'conflict',
      by: 'request',
      problem: expect.stringMatching(/^podman 25\.0\.0 is not offered/),
      remedy: expect.stringMatching(/^They offer: 24\.0\.5 \(package podman 5:24\.0\.5-1~debian\.12\), 24\.0\.4 /),
    },
  ],
  [
    'a package that nobody offers',
    PLAIN,
    { version: '1' },
    {},
    { remedy: expect.stringContaining('They offer no podman at all') },
  ],
  [
    'a version, with lists that may be old',
    PLAIN,
    { version: '25' },
    { lists: 'old' },
    { kind: 'more', steps: ['lists'] },
  ],
  [
    'any version, with lists that were never fetched',
    PLAIN,
    {},
    { lists: 'empty' },
    { kind: 'more', steps: ['lists'] },
  ],
  [
    'anything, without apt',
    PLAIN,
    {},
    { lists: 'none' },
    { kind: 'conflict', by: 'host', problem: expect.stringContaining('no apt') },
  ],
  [
    'a release, once the lists have been fetched anew',
    RELEASED,
    { version: '1.2.3' },
    { lists: 'old' },
    { kind: 'more', steps: ['lists'], otherwise: expect.objectContaining({ kind: 'release' }) },
  ],
  ['a release, where the lists are known', RELEASED, { version: '1.2.3' }, {}, { kind: 'release' }],
  [
    'a release that only its mirror would vouch for',
    RELEASED,
    { version: '9.9.9' },
    { mirror: 'https://m' },
    { kind: 'release', refusal: { problem: expect.stringContaining('the mirror itself') } },
  ],
  [
    'a release that is known, from a mirror',
    RELEASED,
    { version: knownReleases('runc', 'amd64').at(-1)?.version ?? '' },
    { mirror: 'https://m' },
    { kind: 'release' },
  ],
  [
    'a version that looks like a release, whatever is offered or installed',
    DATED,
    { version: '20240101' },
    { installed: new Map([['runsc', '2024']]), offered: offers(['runsc', '20240101']) },
    { kind: 'release' },
  ],
  ['a version of a package alone', DATED, { version: '2024-1' }, {}, { kind: 'conflict', by: 'request' }],
  [
    'the newest known release, where no package will do',
    DATED,
    {},
    { candidates: new Map([['runsc', '2022']]), offered: offers(['runsc', '2022']) },
    { kind: 'release', release: { runtime: 'runsc', version: '20240408' } },
  ],
  [
    'a package that will do, before a release',
    DATED,
    {},
    { candidates: new Map([['runsc', '2022']]), offered: offers(['runsc', '2024'], ['runsc', '2022']) },
    { kind: 'package', pins: ['runsc=2024'] },
  ],
  [
    'backports, before a release',
    DATED,
    {},
    { more: new Map([['backports', 'bookworm-backports']] as const) },
    { kind: 'more', steps: ['backports'], places: ['bookworm-backports'], otherwise: expect.anything() },
  ],
  [
    "the distribution's package with its client",
    VENDORED,
    {},
    {
      candidates: new Map([
        ['docker.io', '26'],
        ['docker-cli', '26'],
      ]),
      offered: offers(['docker.io', '26']),
    },
    { pins: ['docker.io', 'docker-cli'] },
  ],
  [
    "the vendor's package with what belongs to it",
    VENDORED,
    { version: '28.2' },
    {
      candidates: new Map([
        ['docker-ce', '29'],
        ['containerd.io', '2'],
      ]),
      offered: offers(['docker-ce', '29'], ['docker-ce', '28.2'], ['docker-ce-cli', '28.2'], ['containerd.io', '2']),
    },
    { pins: ['docker-ce=28.2', 'docker-ce-cli=28.2', 'containerd.io'] },
  ],
  [
    'the repository of the vendor, after the lists',
    VENDORED,
    { version: '28.2' },
    { lists: 'old', more: new Map([['vendor', 'https://v']] as const) },
    { kind: 'more', steps: ['lists', 'vendor'], places: ["this host's package sources", 'https://v'] },
  ],
  [
    'a package whose daemon would take the place of another',
    VENDORED,
    {},
    { inTheWay: '/run/docker.sock', candidates: new Map([['docker.io', '26']]) },
    { kind: 'conflict', refused: true, what: 'package docker.io', problem: 'docker is not installed' },
  ],
  [
    'a package at the version of another',
    SYSTEMD,
    {},
    { installed: new Map([['systemd', '252']]), offered: offers(['podman', '253'], ['podman', '252']) },
    { kind: 'package', pins: ['podman=252'] },
  ],
  [
    'a package at another version than the one it is pinned to',
    SYSTEMD,
    { version: '253' },
    { installed: new Map([['systemd', '252']]), offered: offers(['podman', '253'], ['podman', '252']) },
    { kind: 'conflict', by: 'host', remedy: 'Ask for nspawn or nspawn@252.' },
  ],
  [
    'a package at the version of another, in the words of its upstream',
    SYSTEMD,
    { version: '252.39' },
    { installed: new Map([['systemd', '252.39-1~deb12u1']]), offered: offers(['podman', '252.39-1~deb12u1']) },
    { kind: 'package', pins: ['podman=252.39-1~deb12u1'] },
  ],
  ...[{}, { version: '252.36' }].map((asked): (typeof elsewhere)[number] => [
    `a package at the version of another that is behind what is offered, asked for as ${JSON.stringify(asked)}`,
    SYSTEMD,
    asked,
    BEHIND,
    {
      kind: 'conflict',
      by: 'host',
      problem:
        "nspawn: systemd 252.36 is installed here, and this host's package sources offer no podman of that version",
      remedy: CATCH_UP,
    },
  ]),
  [
    'the version that is offered, where the package that it is pinned to is behind',
    SYSTEMD,
    { version: '252.39' },
    BEHIND,
    { kind: 'conflict', by: 'host', remedy: CATCH_UP },
  ],
  [
    'a package at the version of another, of which no source knows any',
    SYSTEMD,
    {},
    { installed: new Map([['systemd', '252.36']]) },
    { kind: 'conflict', by: 'host', remedy: expect.stringMatching(/^Run apt-get update, or give a binary by path/) },
  ],
];

describe('the source of a runtime', () => {
  it.each(here)('is found on this host: %s', (_, recipe, asked, facts, expected) => {
    expect(resolve({ ...FACTS, ...facts }, arm(recipe, asked), recipe)).toMatchObject(expected);
  });

  it.each(elsewhere)('is found elsewhere: %s', (_, recipe, asked, facts, expected) => {
    expect(resolve({ ...FACTS, ...facts }, arm(recipe, asked), recipe)).toMatchObject(expected);
  });

  it('is never a package that replaces one of another version', () => {
    for (const recipe of [PLAIN, RELEASED, DATED, VENDORED]) {
      const [{ name = '' } = {}] = recipe.packages;
      const installed = new Map([[name, '1']]);
      const source = resolve(
        { ...FACTS, installed, offered: offers([name, '2']) },
        arm(recipe, { version: '2' }),
        recipe,
      );
      expect(['release', 'conflict']).toContain(source.kind);
    }
  });

  it('is refused for a checksum that differs from the known one', () => {
    const [known] = knownReleases('runc', 'amd64');
    const asked = { version: known?.version ?? '', checksum: `sha256:${'0'.repeat(64)}` };
    expect(() => resolve(FACTS, arm(RELEASED, asked), RELEASED)).toThrow('The checksum of runc');
  });
});
