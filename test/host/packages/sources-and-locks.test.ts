/** What is wrong with one source or held by another process stops no run: real apt, on a host of its own. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PackageDriver } from '../../support/package-driver-bundle.js';
import { noWorld, PackageWorld } from '../../support/package-world.js';

const reason = noWorld() ?? (spawnSync('perl', ['-e', '1']).status === 0 ? undefined : 'no perl');
/** Holds the lock of a file, as apt does, until its standard input ends. */
const HOLD = `use Fcntl; open(F,">>",$ARGV[0]) or die; my $f=pack("s s l! l! i",F_WRLCK,0,0,0,0); fcntl(F,F_SETLK,$f) or die; $|=1; print "held\\n"; <STDIN>;`;

(reason ? describe.skip : describe)(`apt${reason ? `: skipped, ${reason}` : ''}`, () => {
  let bundle: PackageDriver;
  let world: PackageWorld;
  beforeAll(() => {
    bundle = new PackageDriver();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    world = new PackageWorld();
    world.offer({ name: 'runc', version: '1.1.5' });
  });
  afterEach(() => world.remove());

  it('installs from the other sources where one is broken, which is reported', () => {
    world.write('/etc/apt/sources.list.d/vendor.list', `deb file:${world.folder}/nosuch bookworm main\n`);
    const { status, stderr } = world.run([...bundle.argv, 'ensure', 'runc']);
    expect(stderr).toMatch(/warn: A package source of this host is left out: .*nosuch bookworm Release/);
    expect(status).toBe(0);
    expect(world.installed()).toEqual(['runc 1.1.5']);
  });

  it('names the broken source where the other sources lack what is wanted', () => {
    world.write('/etc/apt/sources.list.d/vendor.list', `deb file:${world.folder}/nosuch bookworm main\n`);
    const { status, stdout } = world.run([...bundle.argv, 'ensure', 'docker-ce']);
    expect(stdout).toMatch(
      /Unable to locate package docker-ce[\s\S]*nosuch bookworm Release[\s\S]*mend it or take it out/,
    );
    expect(status).toBe(3);
  });

  it('names the sources that cannot be read where no other is a mirror for a userland', () => {
    world.write('/etc/apt/sources.list', `deb file:${world.folder}/nosuch bookworm main\n`);
    const { status, stdout } = world.run([...bundle.argv, 'userland']);
    expect(stdout).toMatch(/No apt source .* mirror for bookworm\. Left out: .*nosuch bookworm Release/);
    expect(status).toBe(3);
  });

  it('refreshes its lists once, and again where it could not', () => {
    const steps = (text: string) => text.match(/refreshing package lists/g)?.length;
    expect(steps(world.run([...bundle.argv, 'refresh', 'a', 'b']).stderr)).toBe(1);
    world.write('/etc/apt/sources.list.d/vendor.list', `deb file:${world.folder}/nosuch bookworm main\n`);
    expect(steps(world.run([...bundle.argv, 'refresh', 'a', 'b']).stderr)).toBe(2);
  });

  it.each([
    ['lists', '/var/lib/apt/lists/lock'],
    ['archives', '/var/cache/apt/archives/lock'],
    ['packages', '/var/lib/dpkg/lock-frontend'],
  ])('waits for the lock of the %s, and names its holder', async (_, path) => {
    const holder = world.start(['perl', '-e', HOLD, path]);
    await once(holder.stdout ?? holder, 'data');
    const installing = world.start([...bundle.argv, 'ensure', 'runc']);
    let told = '';
    for await (const chunk of installing.stderr ?? []) {
      told += chunk;
      if (told.includes('waiting for')) holder.stdin?.end();
    }
    expect(told).toContain(`waiting for process ${holder.pid} (perl), which holds ${path}`);
    expect(world.installed()).toEqual(['runc 1.1.5']);
  });
});
