/** The real apt carries out a recipe, on a host of its own. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PackageDriver } from '../../support/package-driver-bundle.js';
import { noWorld, PackageWorld } from '../../support/package-world.js';

const reason = noWorld();

(reason ? describe.skip : describe)(`a packaged runtime${reason ? `: skipped, ${reason}` : ''}`, () => {
  let bundle: PackageDriver;
  let world: PackageWorld;
  beforeAll(() => {
    bundle = new PackageDriver();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    world = new PackageWorld();
    // Every host that has fetched its lists is offered dpkg.
    world.offer({ name: 'dpkg', version: '1' });
  });
  afterEach(() => world.remove());

  const offer = (version: string) => {
    world.offer({ name: 'thing', version, program: `echo thing ${version}` });
    world.offer({ name: 'thing-client', version });
  };
  const install = (...version: string[]) => {
    const { status, stdout, stderr } = world.run([...bundle.argv, 'install', ...version]);
    return { status, stderr, ...(status === 0 ? JSON.parse(stdout) : { message: stdout }) };
  };

  it('is installed from lists that were never fetched, with the packages that belong to it', () => {
    offer('1.2-1');
    const { missing, installed, stderr } = install();
    expect(missing).toEqual([
      { what: 'package thing', remedy: "tare installs it from this host's package sources", installable: true },
    ]);
    expect(stderr.match(/refreshing package lists/g)).toHaveLength(1);
    expect(installed).toMatchObject({ main: { version: 'thing 1.2-1' }, source: 'distro package thing 1.2-1' });
    expect(world.installed()).toEqual(['thing 1.2-1', 'thing-client 1.2-1']);
    expect(install('1.2')).toMatchObject({ missing: [], installed: { main: { version: 'thing 1.2-1' } } });
  });

  it('is installed at the version asked for, which old lists do not contain yet', () => {
    // apt reads the lists of a source that is reached by `file:` in place, so they are never old.
    world.write('/etc/apt/sources.list', `deb [trusted=yes] copy:${world.repository} ./\n`);
    offer('1.2-1');
    world.must('apt-get', 'update');
    offer('1.3-1');
    const { missing, installed } = install('1.3');
    expect(missing).toMatchObject([{ what: "thing 1.3 is not offered by this host's package sources" }]);
    expect(installed).toMatchObject({ main: { version: 'thing 1.3-1' } });
    expect(world.installed()).toEqual(['thing 1.3-1', 'thing-client 1.3-1']);
  });

  it('is refused with the versions that are offered, where nobody offers the one asked for', () => {
    offer('1.2-1');
    const { status, message } = install('9');
    expect(status).toBe(2);
    expect(message).toContain('They offer: 1.2 (package thing 1.2-1).');
  });

  it('is not confused with another program in its place, where the package has none', () => {
    const postinst = `printf '#!/bin/sh\\necho another\\n' >/srv/thing/run; chmod 755 /srv/thing/run`;
    world.offer({ name: 'thing', version: '1.2-1', scripts: { postinst } });
    expect(install()).toMatchObject({ installed: { source: 'found at /srv/thing/run' } });
    expect(install('1.2')).toMatchObject({ status: 3, message: expect.stringContaining('thing is not on PATH') });
  });

  it('stays as it is where another version is installed', () => {
    offer('1.2-1');
    expect(install()).toMatchObject({ status: 0 });
    offer('1.3-1');
    expect(install('1.3')).toMatchObject({ status: 3, message: expect.stringContaining('1.3 was asked for') });
    expect(world.installed()).toEqual(['thing 1.2-1', 'thing-client 1.2-1']);
  });

  describe('that makes accounts', () => {
    const GROUP = 'tare-thing';
    const postinst = `getent group ${GROUP} >/dev/null || groupadd --system ${GROUP}`;
    const cleanup = () => world.run([...bundle.argv, 'cleanup']);
    const isThere = () => world.run(['getent', 'group', GROUP]).status === 0;
    const thing = { name: 'thing', version: '1.2-1', program: 'echo thing 1.2-1' };

    beforeEach(() => {
      world.ownAccounts();
      world.offer({ name: 'thing-client', version: '1.2-1' });
    });

    it('loses them with its packages', () => {
      world.offer({ ...thing, scripts: { postinst } });
      expect(install()).toMatchObject({ status: 0 });
      expect(isThere()).toBe(true);
      expect(cleanup()).toMatchObject({ status: 0, stdout: '' });
      expect(isThere()).toBe(false);
    });

    it('keeps them where a package of the user needs it, for good', () => {
      world.offer({ ...thing, scripts: { postinst } });
      expect(install()).toMatchObject({ status: 0 });
      world.userInstalls(world.build({ name: 'needer', version: '1', fields: { Depends: 'thing' } }));
      const { stdout } = cleanup();
      expect(stdout).toContain('Package thing stays: needer needs it.\n');
      expect(stdout).toContain('Group tare-thing stays: thing is still installed.\n');
      expect(cleanup()).toMatchObject({ status: 0, stdout: '' });
      expect(isThere()).toBe(true);
    });

    it('keeps them on record as long as its packages are', () => {
      const prerm = 'test ! -e /srv/in-the-way';
      world.offer({ ...thing, scripts: { postinst, prerm } });
      expect(install()).toMatchObject({ status: 0 });
      world.write('/srv/in-the-way', '');
      expect(cleanup().stdout).toContain('problem: ');
      expect(isThere()).toBe(true);
      rmSync(join(world.folder, 'srv/in-the-way'));
      expect(cleanup()).toMatchObject({ status: 0, stdout: '' });
      expect(isThere()).toBe(false);
    });

    it('has none on record where its installation failed, so that those which the user makes then are his', () => {
      world.offer({ ...thing, scripts: { postinst: 'test -e /srv/the-user-has-mended-it' } });
      expect(install()).toMatchObject({ status: 3 });
      world.userInstalls(world.build({ ...thing, scripts: { postinst } }));
      expect(cleanup()).toMatchObject({ status: 0, stdout: '' });
      expect(isThere()).toBe(true);
      world.must('dpkg', '--purge', 'thing');
      expect(cleanup()).toMatchObject({ status: 0, stdout: '' });
      expect(isThere()).toBe(true);
    });
  });
});
