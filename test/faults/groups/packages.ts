/** Packages of the user that conflict with ours, or need ours: real apt and dpkg over the host's own. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import which from 'which';
import { noWorld, PackageWorld } from '../../support/package-world.js';
import type { Fault, Group, Provoked } from '../fault.js';
import { CLI, type World } from '../world.js';
import { programMissing } from './programs.js';

/** The folder of the program in the package runc of these tests. */
const PROGRAMS = '/srv/bin';

/** Runs `act` on a host with the packages that it is about. What became of the packages is among the findings. */
async function onPackages(act: (packages: PackageWorld) => Promise<Provoked>): Promise<Provoked> {
  const packages = new PackageWorld();
  try {
    return await act(packages);
  } finally {
    packages.remove();
  }
}

async function tare(packages: PackageWorld, world: World, args: readonly string[]): Promise<Provoked> {
  const env = { ...world.env, PATH: `${PROGRAMS}:${process.env.PATH}` };
  const { status, stdout, stderr } = await packages.finished([process.execPath, CLI, ...args], env);
  return { code: status, stdout, stderr };
}

const run = (world: World, runtime: string) => world.arguments(runtime, '--install', 'auto');

/** Checks that the user's own packages are what they were. */
function untouched(packages: PackageWorld, before: readonly string[]): void {
  const now = packages.installed();
  if (now.join() !== before.join()) throw new Error(`installed were ${before.join(', ')}, now ${now.join(', ')}`);
}

function installDockerCe(packages: PackageWorld): void {
  const relations = 'containerd, runc';
  packages.userInstalls(
    packages.build({
      name: 'containerd.io',
      version: '1.7.27-1',
      fields: { Provides: relations, Conflicts: relations, Replaces: relations },
    }),
    packages.build({
      name: 'docker-ce',
      version: '5:28.2.2-1',
      fields: { Depends: 'containerd.io', Conflicts: 'docker.io', Replaces: 'docker.io' },
    }),
  );
}

/** Offers a package with the runc of this machine. */
function offerRunc(packages: PackageWorld): void {
  const program = join(packages.folder, 'runc');
  copyFileSync(which.sync('runc'), program);
  packages.offer({
    name: 'runc',
    version: '1.1.5+ds1-1',
    scripts: {
      postinst: `mkdir -p ${PROGRAMS} && ln -sf ${program} ${PROGRAMS}/runc`,
      prerm: `rm -f ${PROGRAMS}/runc`,
    },
  });
}

const refuses =
  (...words: readonly string[]) =>
  ({ code, stderr }: Provoked) => [
    ...(code === 3 ? [] : [`it ended with ${code}: ${stderr.slice(-300)}`]),
    ...words.filter((word) => !stderr.includes(word)).map((word) => `it does not say "${word}"`),
  ];

const removed: Fault = {
  name: 'packages of the user that conflict with what is asked for',
  done: 'docker-ce and containerd.io are installed, and runc@1.1.5 is asked for',
  provoke: (world) =>
    onPackages(async (packages) => {
      installDockerCe(packages);
      offerRunc(packages);
      packages.must('apt-get', 'update');
      const before = packages.installed();
      const ended = await tare(packages, world, run(world, 'runc@1.1.5'));
      untouched(packages, before);
      return ended;
    }),
  expect: refuses('apt would remove docker-ce 5:28.2.2-1 and containerd.io 1.7.27-1'),
};

const replaced: Fault = {
  name: 'a package of the user of which ours wants another version',
  done: "the user's own runc is installed, and docker, which needs a later one, is asked for",
  provoke: (world) =>
    onPackages(async (packages) => {
      packages.hide('dockerd', 'docker', 'containerd', 'runc');
      packages.userInstalls(packages.build({ name: 'runc', version: '0.1.0-1corp' }));
      offerRunc(packages);
      packages.offer({ name: 'docker.io', version: '20.10', fields: { Depends: 'runc (>= 1)' } });
      packages.must('apt-get', 'update');
      const before = packages.installed();
      const ended = await tare(packages, world, run(world, 'docker'));
      untouched(packages, before);
      return ended;
    }),
  expect: refuses('apt would replace runc 0.1.0-1corp by 1.1.5+ds1-1'),
};

const needed: Fault = {
  name: 'a package of the user that needs what we brought',
  done: 'a run installs runc, the user containerd on top of it, and then comes cleanup --cleanup packages',
  provoke: (world) =>
    onPackages(async (packages) => {
      packages.hide('runc');
      offerRunc(packages);
      packages.must('apt-get', 'update');
      const measured = await tare(packages, world, run(world, 'runc'));
      if (measured.code !== 0) throw new Error(`the run ended with ${measured.code}: ${measured.stderr}`);
      packages.userInstalls(packages.build({ name: 'containerd', version: '1.6', fields: { Depends: 'runc' } }));
      const before = packages.installed();
      const first = await tare(packages, world, ['cleanup', '--cleanup', 'packages']);
      untouched(packages, before);
      return first;
    }),
  expect: ({ code, stderr }) => [
    ...(code === 0 ? [] : [`it ended with ${code}`]),
    ...(stderr.includes('Package runc stays: containerd needs it.') ? [] : ['it does not say what stays, and why']),
    ...(stderr.includes('The host is as it was') ? ['it says that the host is as it was'] : []),
  ],
};

export const packages: Group = {
  name: 'packages',
  whyNot: () => noWorld() ?? programMissing(['runc']),
  async faults() {
    return [removed, replaced, needed];
  },
};
