/** Nothing of the user's is removed or replaced: real apt and dpkg, on a host of their own. */
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PackageDriver } from '../../support/package-driver-bundle.js';
import { noWorld, PackageWorld } from '../../support/package-world.js';

const reason = noWorld();
const CLI = 'dist/cli/index.js';
const RUNC = { name: 'runc', version: '1.1.5+ds1-1' };

(reason ? describe.skip : describe)(`packages of the user${reason ? `: skipped, ${reason}` : ''}`, () => {
  let bundle: PackageDriver;
  let world: PackageWorld;
  beforeAll(() => {
    bundle = new PackageDriver();
  });
  afterAll(() => bundle.remove());
  beforeEach(() => {
    world = new PackageWorld();
  });
  afterEach(() => world.remove());

  const driver = (...args: string[]) => world.run([...bundle.argv, ...args]);

  const dockerCe = () => {
    const relations = 'containerd, runc';
    world.userInstalls(
      world.build({
        name: 'containerd.io',
        version: '1.7.27-1',
        fields: { Provides: relations, Conflicts: relations, Replaces: relations },
      }),
      world.build({
        name: 'docker-ce',
        version: '5:28.2.2-1',
        fields: { Depends: 'containerd.io', Conflicts: 'docker.io', Replaces: 'docker.io' },
      }),
    );
  };

  describe('while installing', () => {
    it.each([
      ['a pinned version', 'runc=1.1.5+ds1-1'],
      ['any version', 'runc'],
    ])('are not removed for %s of what conflicts with them', (_, wanted) => {
      dockerCe();
      world.offer(RUNC);
      world.must('apt-get', 'update');
      const before = world.read('var/lib/dpkg/status');
      const { status, stdout } = driver('ensure', wanted);
      expect(stdout).toContain('apt would remove docker-ce 5:28.2.2-1 and containerd.io 1.7.27-1; nothing was changed');
      expect(status).toBe(3);
      expect(world.read('var/lib/dpkg/status')).toBe(before);
    });

    it.each([
      ['upgraded', '0.1.0-1corp', '>= 1'],
      ['downgraded', '9.0-1corp', '= 1.1.5+ds1-1'],
    ])('are not %s', (_, version, bound) => {
      world.userInstalls(world.build({ name: 'runc', version }));
      world.offer(RUNC);
      world.offer({ name: 'docker.io', version: '20.10', fields: { Depends: `runc (${bound})` } });
      const { status, stdout } = driver('ensure', 'docker.io', `runc=${RUNC.version}`);
      expect(stdout).toContain(`apt would replace runc ${version} by 1.1.5+ds1-1; nothing was changed`);
      expect(status).toBe(3);
      expect(world.installed()).toEqual([`runc ${version}`]);
    });

    it('are not removed because apt is set to remove what nothing needs, neither here nor at cleanup', () => {
      world.userInstalls(world.build({ name: 'orphan', version: '1' }));
      world.must('apt-mark', 'auto', 'orphan');
      world.write('/etc/apt/apt.conf.d/50auto', 'APT::Get::AutomaticRemove "true";\nAPT::Get::Assume-Yes "true";\n');
      world.offer(RUNC);
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual(['orphan 1']);
    });

    it.each([
      'Assume-No',
      'Download-Only',
      'Print-URIs',
      'ReInstall',
      'Simulate',
      'Trivial-Only',
      'Download "false"; #',
    ])('are added, and removed at cleanup, though apt is set to leave that undone: %s', (setting) => {
      world.write('/etc/apt/apt.conf.d/50less', `APT::Get::${setting} "true";\n`);
      world.offer(RUNC);
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      expect(world.installed()).toEqual([`runc ${RUNC.version}`]);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual([]);
    });

    it('are not taken for ours where apt ends well and dpkg is set to do nothing, nor for removed', () => {
      const setting = '/etc/apt/apt.conf.d/50nothing';
      const setToDoNothing = () => world.write(setting, 'DPkg::Options:: "--no-act";\n');
      const setBack = () => rmSync(join(world.folder, setting));
      const archive = world.offer(RUNC);
      setToDoNothing();
      const refused = driver('ensure', 'runc');
      expect(refused.stdout).toContain('has not installed runc');
      expect(refused.status).toBe(3);
      setBack();
      world.userInstalls(archive);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual([`runc ${RUNC.version}`]);
      world.must('apt-get', 'purge', '-y', 'runc');

      expect(driver('ensure', 'runc')).toMatchObject({ status: 0, stdout: '' });
      setToDoNothing();
      expect(driver('cleanup').stdout).toMatch(/^problem: .*has not removed runc/);
      setBack();
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual([]);
    });

    it('keep the mark that says whether the user asked for them', () => {
      world.userInstalls(world.build({ name: 'libx', version: '1' }));
      world.must('apt-mark', 'auto', 'libx');
      world.offer(RUNC);
      expect(driver('ensure', 'libx', 'runc')).toMatchObject({ status: 0 });
      expect(world.must('apt-mark', 'showauto').trim()).toBe('libx');
    });

    it('that are held keep the version they have', () => {
      world.userInstalls(world.build({ name: 'runc', version: '0.1.0-1corp' }));
      world.must('apt-mark', 'hold', 'runc');
      world.offer(RUNC);
      world.offer({ name: 'docker.io', version: '20.10', fields: { Depends: 'runc (>= 1)' } });
      const { status, stdout } = driver('ensure', 'docker.io');
      expect(status).toBe(3);
      expect(stdout).toMatch(/apt would replace runc|held \(apt-mark showhold\)/);
      expect(world.installed()).toEqual(['runc 0.1.0-1corp']);
    });
  });

  describe('that they are installing at that time', () => {
    const here = () => join(world.folder, 'here');
    /** The user's apt runs a script of the package until `here` is removed. */
    const userIsInstalling = async (script: 'preinst' | 'postinst', name: string) => {
      const wait = `touch ${here()}; while test -e ${here()}; do sleep 0.05; done`;
      world.offer({ name, version: '1', scripts: { [script]: wait } });
      if (name !== 'runc') world.offer(RUNC);
      world.must('apt-get', 'update');
      const made = new Promise<void>((resolve) => {
        const watcher = watch(world.folder, (_, file) => {
          if (file !== 'here') return;
          watcher.close();
          resolve();
        });
      });
      const apt = world.start(['apt-get', 'install', '-y', name]);
      const ended = once(apt, 'exit');
      apt.stdout?.resume();
      await made;
      return { ended };
    };
    /** Lets the user's apt go on as soon as the command says that it waits for it. */
    const toldOf = async (argv: readonly string[]) => {
      const child = world.start(argv);
      const printed = text(child.stdout ?? process.stdin);
      let told = '';
      for await (const chunk of child.stderr ?? []) {
        told += chunk;
        if (told.includes('waiting for')) rmSync(here(), { force: true });
      }
      return { told, printed: await printed };
    };

    it('are waited for, and stand in nobody’s way', async () => {
      const user = await userIsInstalling('postinst', 'mmdebstrap');
      const { told } = await toldOf([...bundle.argv, 'ensure', 'runc']);
      await user.ended;
      expect(told).toMatch(/waiting for process \d+ \(apt-get\), which holds \/var\/lib\/dpkg\/lock/);
      expect(world.installed()).toEqual(['mmdebstrap 1', `runc ${RUNC.version}`]);
    });

    it('are theirs also where tare wanted the same', async () => {
      const user = await userIsInstalling('preinst', 'runc');
      await toldOf([...bundle.argv, 'ensure', 'runc']);
      await user.ended;
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual(['runc 1']);
    });

    it('are no reason for plan to foresee a refusal', async () => {
      const user = await userIsInstalling('postinst', 'mmdebstrap');
      const child = world.start([process.execPath, CLI, 'plan', '--runtimes', 'runc', '--suites', 'cpu']);
      const printed = text(child.stdout ?? process.stdin);
      for await (const chunk of child.stderr ?? [])
        if (`${chunk}`.includes('waiting for')) rmSync(here(), { force: true });
      await user.ended;
      expect(await printed).not.toContain('apt would configure');
    });
  });

  describe('as the commands report it', () => {
    const tare = (...args: string[]) => world.run([process.execPath, CLI, ...args]);
    const harm = /apt would remove docker-ce 5:28\.2\.2-1 and containerd\.io 1\.7\.27-1/;

    it('is known to plan and doctor, and refused by run before anything is changed', () => {
      dockerCe();
      world.offer(RUNC);
      world.must('apt-get', 'update');
      const before = world.read('var/lib/dpkg/status');
      const asked = ['--runtimes', 'runc@1.1.5'];
      expect(tare('plan', ...asked, '--suites', 'cpu').stdout).toMatch(harm);
      const doctor = tare('doctor', ...asked);
      expect(doctor.stdout).toMatch(harm);
      expect(doctor.status).toBe(3);
      const run = tare('run', ...asked, '--suites', 'cpu', '--blocks', '2..2', '--pairs', '1');
      expect(run.stderr).toMatch(harm);
      expect(run.stderr).toContain('Give a binary by path (runc=');
      expect(run.status).toBe(3);
      expect(world.read('var/lib/dpkg/status')).toBe(before);
    });

    it('is reported by cleanup, which does not say that all is as it was', () => {
      world.offer(RUNC);
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      world.userInstalls(world.build({ name: 'containerd', version: '1.6', fields: { Depends: 'runc' } }));
      const first = tare('cleanup', '--cleanup', 'packages');
      expect(first.stderr).toContain('Package runc stays: containerd needs it.');
      expect(first.stderr).not.toContain('The host is as it was.');
      expect(first.status).toBe(0);
      const second = tare('cleanup', '--cleanup', 'packages');
      expect(second.stderr).toContain('The host is as it was.');
      expect(second.status).toBe(0);
    });
  });

  describe('at cleanup', () => {
    it('keep the packages of Tare that they need, which are named once and belong to the user from then on', () => {
      world.offer({ ...RUNC, fields: { Depends: 'libx' } });
      world.offer({ name: 'libx', version: '1' });
      world.offer({ name: 'crun', version: '1.8' });
      const user = world.build({ name: 'containerd', version: '1.6', fields: { Depends: 'runc' } });
      expect(driver('ensure', 'runc', 'crun')).toMatchObject({ status: 0 });
      world.userInstalls(user);
      const { status, stdout } = driver('cleanup');
      expect(stdout).toBe('Package libx stays: containerd needs it.\nPackage runc stays: containerd needs it.\n');
      expect(status).toBe(0);
      expect(world.installed()).toEqual(['containerd 1.6', 'libx 1', 'runc 1.1.5+ds1-1']);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      world.must('apt-get', 'purge', '-y', '--autoremove', 'containerd');
      expect(world.installed()).toEqual([]);
    });

    it('keep one of two packages of Tare where either satisfies them', () => {
      for (const name of ['runc', 'crun']) world.offer({ name, version: '1' });
      expect(driver('ensure', 'runc', 'crun')).toMatchObject({ status: 0 });
      world.userInstalls(world.build({ name: 'podman', version: '4', fields: { Depends: 'crun | runc' } }));
      const { stdout } = driver('cleanup');
      expect(stdout).toMatch(/^Package (runc|crun) stays: podman needs it\.\n$/);
      expect(world.installed()).toHaveLength(2);
    });

    it('include dependencies that Tare installed and the user has asked for since', () => {
      world.offer({ ...RUNC, fields: { Depends: 'libx' } });
      world.offer({ name: 'libx', version: '1' });
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      world.must('apt-get', 'install', '-y', 'libx');
      expect(driver('cleanup').stdout).toBe(
        'Package libx stays: it was marked as wanted (apt-mark manual) after tare had brought it.\n',
      );
      expect(world.installed()).toEqual(['libx 1']);
    });

    it('are removed where Tare installed them and they only have another version by now', () => {
      world.offer(RUNC);
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      world.offer({ name: 'runc', version: '1.1.6' });
      world.must('apt-get', 'update');
      world.must('apt-get', 'upgrade', '-y');
      expect(world.installed()).toEqual(['runc 1.1.6']);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual([]);
    });

    it('are removed where Tare installed them and they are essential', () => {
      world.offer({ name: 'e2fsprogs', version: '1', fields: { Essential: 'yes' } });
      expect(driver('ensure', 'e2fsprogs')).toMatchObject({ status: 0 });
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual([]);
    });

    it.each(['unpacked', 'half-configured'])('are not finished along the way where they are %s', (state) => {
      world.offer(RUNC);
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      const scripts = { postinst: '[ "$1" != configure ] || { echo called >>/srv/calls; exit 1; }' };
      const archive = world.build({ name: 'corp', version: '1', scripts });
      world.run(['dpkg', state === 'unpacked' ? '--unpack' : '--install', archive]);
      const states = () => world.read('var/lib/dpkg/status').match(/^(?:Package|Status): .*$/gm);
      const left = ['Package: corp', `Status: install ok ${state}`];
      expect(states()?.slice(0, 2)).toEqual(left);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(states()).toEqual(left);
      expect(world.run(['cat', '/srv/calls']).stdout).toBe(state === 'unpacked' ? '' : 'called\n');
    });

    it('take the accounts with them that they have made, and nobody else those of another', () => {
      world.ownAccounts();
      const named = `n=tare-user; groupadd --system "$n-meanwhile"`;
      const scripts = { postinst: `useradd --system tare-maker && groupadd --system tare-users; ${named}` };
      world.offer({ ...RUNC, fields: { Depends: 'libx' } });
      world.offer({ name: 'libx', version: '1', scripts });
      const before = ['passwd', 'group'].map((name) => world.read(`etc/${name}`));
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      expect(world.read('etc/passwd')).toContain('tare-maker:');
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      // The scripts do not name it, so it may be somebody else's.
      world.must('groupdel', 'tare-user-meanwhile');
      expect(['passwd', 'group'].map((name) => world.read(`etc/${name}`))).toEqual(before);
    });

    describe('take those accounts with them', () => {
      const files = () => ['passwd', 'group', 'shadow', 'gshadow'].map((name) => world.read(`etc/${name}`));
      /** The file goes with the last of its records. */
      const journal = () =>
        existsSync(join(world.folder, 'state/journal/installed.jsonl'))
          ? world.read('state/journal/installed.jsonl')
          : '';
      const here = () => join(world.folder, 'here');
      const offerMaker = (then: string) => {
        world.ownAccounts();
        world.offer({ ...RUNC, fields: { Depends: 'libx' } });
        const scripts = { postinst: `useradd --system tare-maker; ${then}; groupadd --system tare-users` };
        world.offer({ name: 'libx', version: '1', scripts });
        world.must('apt-get', 'update');
      };
      /** Starts an installation, and returns when its apt has made one of two accounts and waits. */
      const begin = async () => {
        const begun = join(world.folder, 'begun');
        offerMaker(`[ -e ${begun} ] || { touch ${begun} ${here()}; while test -e ${here()}; do sleep 0.05; done; }`);
        const before = files();
        const made = new Promise<void>((resolve) => {
          const watcher = watch(world.folder, (_, name) => {
            if (name !== 'here') return;
            watcher.close();
            resolve();
          });
        });
        const child = world.start([...bundle.argv, 'ensure', 'runc']);
        const closed = once(child, 'close');
        child.stdout?.resume();
        await made;
        expect(world.read('etc/passwd')).toContain('tare-maker:');
        return { before, child, closed };
      };

      it('at once where apt fails', () => {
        offerMaker('exit 1');
        const before = files();
        expect(driver('ensure', 'runc').status).toBe(3);
        expect(files()).toEqual(before);
        expect(journal().match(/"type":"change"/g)?.length).toBe(journal().match(/"type":"settled"/g)?.length);
      });

      it('at once where Tare is told to stop', async () => {
        const { before, child, closed } = await begin();
        process.kill(child.pid ?? 0, 'SIGINT');
        setTimeout(() => rmSync(here(), { force: true }), 1500);
        await closed;
        expect(files()).toEqual(before);
        expect(world.installed()).toEqual([]);
      });

      it('at cleanup where Tare was killed, and its apt goes on', async () => {
        const { before, child, closed } = await begin();
        process.kill(-(child.pid ?? 0), 'SIGKILL');
        setTimeout(() => rmSync(here(), { force: true }), 1500);
        expect((await world.finished([...bundle.argv, 'cleanup'])).stdout).toBe('');
        await closed;
        expect(files()).toEqual(before);
        expect(world.installed()).toEqual([]);
      });

      it('and none that was made later, once a start has seen which they are', async () => {
        const { before, child, closed } = await begin();
        process.kill(-(child.pid ?? 0), 'SIGKILL');
        rmSync(here());
        await closed;
        while (world.run(['apt-get', 'check']).status !== 0) await delay(100);
        expect(driver('forget')).toMatchObject({ status: 0, stdout: '' });
        // The script of the package has this word in it.
        world.must('groupadd', '--system', 'sleep');
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        world.must('groupdel', 'sleep');
        expect(files()).toEqual(before);
      });
    });

    it('are theirs where they have installed again, after they had removed it, what Tare once brought', () => {
      for (const name of ['runc', 'crun']) world.offer({ name, version: '1' });
      expect(driver('ensure', 'runc', 'crun')).toMatchObject({ status: 0 });
      world.must('apt-get', 'purge', '-y', 'runc');
      expect(driver('forget')).toMatchObject({ status: 0, stdout: '' });
      world.must('apt-get', 'install', '-y', 'runc');
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual(['runc 1']);
    });

    describe('of a root that shares its state with another', () => {
      let other: PackageWorld;
      beforeEach(() => {
        other = new PackageWorld();
        world.offer(RUNC);
        expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      });
      afterEach(() => other.remove());

      const records = () => readdirSync(join(world.folder, 'state/journal'));
      const marks = (host: PackageWorld) =>
        readdirSync(join(host.folder, 'var/lib/dpkg')).filter((name) => name.startsWith('tare-'));
      const inOther = (...args: string[]) =>
        other.run([...bundle.argv, ...args], { TARE_STATE_DIR: join(world.folder, 'state') });

      it('are left alone and told, and what Tare has installed in that one goes', () => {
        other.userInstalls(other.build(RUNC));
        other.offer({ name: 'crun', version: '1' });
        expect(inOther('ensure', 'crun')).toMatchObject({ status: 0 });
        const { stdout } = inOther('cleanup');
        expect(stdout).toMatch(/^problem: \S+\/installed\.jsonl lists what tare installed with another root.*: runc\n/);
        expect(stdout).toMatch(/By hand: run tare cleanup .* there; .*\n.*touch \/var\/lib\/dpkg\/tare-/);
        expect(other.installed()).toEqual([`runc ${RUNC.version}`]);
        expect(marks(other)).toEqual([]);
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(world.installed()).toEqual([]);
        expect([records(), marks(world)]).toEqual([[], []]);
      });

      it('are still on record after a start in that one, where they are not', () => {
        expect(inOther('forget')).toMatchObject({ status: 0, stdout: '' });
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(world.installed()).toEqual([]);
      });

      it('are on record for each root, whichever is cleaned first', () => {
        other.offer({ name: 'crun', version: '1' });
        expect(inOther('ensure', 'crun')).toMatchObject({ status: 0 });
        expect(driver('cleanup').stdout).toMatch(/^problem: \S+\/installed-[0-9a-f]{8}\.jsonl lists .*: crun\n/);
        expect(world.installed()).toEqual([]);
        expect(inOther('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect([other.installed(), marks(other), records()]).toEqual([[], [], []]);
      });

      it('belong to this one where an earlier version has put them on record', () => {
        const path = join(world.folder, 'state/journal/installed.jsonl');
        const lines = readFileSync(path, 'utf8').split('\n');
        writeFileSync(path, lines.filter((line) => !line.includes('"mark"')).join('\n'));
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(world.installed()).toEqual([]);
      });

      it.each(['purges it', 'has no use for the rest of a failed one'])('leave no mark once the user %s', (how) => {
        const scripts = { postinst: 'exit 1' };
        world.offer({ name: 'crun', version: '1', scripts });
        world.must('apt-get', 'purge', '-y', 'runc');
        expect(driver('forget')).toMatchObject({ status: 0, stdout: '' });
        if (how !== 'purges it') expect(driver('ensure', 'crun')).toMatchObject({ status: 3 });
        expect([records(), marks(world)]).toEqual([[], []]);
      });
    });

    describe('where they have removed what Tare brought, and its settings are left', () => {
      const SETTINGS = { lists: { conffiles: '/srv/runc/file' } };
      const isKnown = () =>
        /^Package: runc\nStatus: \S+ \S+ (?!not-installed)/m.test(world.read('var/lib/dpkg/status'));
      beforeEach(() => {
        world.offer({ ...RUNC, ...SETTINGS });
        expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
        world.must('apt-get', 'remove', '-y', 'runc');
        expect(driver('forget')).toMatchObject({ status: 0, stdout: '' });
        expect(isKnown()).toBe(true);
      });

      it.each([
        ['at once', []],
        ['after another run', ['forget']],
      ])('are theirs where they have installed it again: %s', (_, calls) => {
        world.must('apt-get', 'install', '-y', 'runc');
        for (const call of calls) expect(driver(call)).toMatchObject({ status: 0, stdout: '' });
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(world.installed()).toEqual([`runc ${RUNC.version}`]);
      });

      it('include those settings once they have had it again', () => {
        world.must('apt-get', 'install', '-y', 'runc');
        expect(driver('forget')).toMatchObject({ status: 0, stdout: '' });
        world.must('apt-get', 'remove', '-y', 'runc');
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(isKnown()).toBe(true);
      });

      // An interrupted purge of Tare's leaves the same.
      it('do not include the settings where they have not', () => {
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(isKnown()).toBe(false);
      });

      it('do not include what Tare has brought again', () => {
        expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
        expect(driver('forget')).toMatchObject({ status: 0, stdout: '' });
        expect(world.installed()).toEqual([`runc ${RUNC.version}`]);
        expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
        expect(isKnown()).toBe(false);
      });
    });

    it.each(['', 'APT::Get::Purge "true";\n'])('that they had removed before keep their settings: %j', (setting) => {
      world.write('/etc/apt/apt.conf.d/50purge', setting);
      const conffiles = '/srv/containerd/file';
      const archive = world.offer({ name: 'containerd', version: '1', lists: { conffiles } });
      world.offer({ ...RUNC, fields: { Depends: 'containerd' } });
      world.userInstalls(archive);
      world.write('srv/containerd/file', 'mine');
      world.must('dpkg', '--remove', 'containerd');
      expect(driver('ensure', 'runc', 'containerd')).toMatchObject({ status: 0 });
      expect(world.installed()).toHaveLength(2);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.installed()).toEqual([]);
      expect(world.read('srv/containerd/file')).toBe('mine');
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
    });

    it('keep what the purge of a package of Tare would delete, and they may have put there', () => {
      const scripts = { postrm: '[ "$1" != purge ] || rm -rf /srv/data' };
      world.offer({ ...RUNC, scripts });
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      mkdirSync(join(world.folder, 'srv/data/empty'), { recursive: true });
      world.write('srv/data/file', 'mine');
      const { status, stdout } = driver('cleanup');
      expect(stdout).toBe(
        "The settings of package runc stay: to purge it would delete /srv/data, which may hold data that is not tare's.\n",
      );
      expect(status).toBe(0);
      expect(world.read('srv/data/file')).toBe('mine');
      expect(world.installed()).toEqual([]);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
    });

    it('lose what the purge of a package of Tare deletes, where nothing is in it', () => {
      world.offer({ ...RUNC, scripts: { postrm: '[ "$1" != purge ] || rm -rf /srv/runc /srv/data' } });
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      mkdirSync(join(world.folder, 'srv/data/empty'), { recursive: true });
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.read('var/lib/dpkg/status')).not.toContain('runc');
    });

    it('hear of what was removed, where they have asked for that', () => {
      world.offer({ ...RUNC, lists: { triggers: 'activate-noawait seen-by-tare' } });
      const scripts = { postinst: 'if [ "$1" = triggered ]; then echo heard >>/srv/heard; fi' };
      const lists = { triggers: 'interest-noawait seen-by-tare' };
      world.userInstalls(world.build({ name: 'corp', version: '1', scripts, lists }));
      expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
      expect(world.read('srv/heard')).toBe('heard\n');
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.read('srv/heard')).toBe('heard\nheard\n');
      expect(world.installed()).toEqual(['corp 1']);
    });

    it('are removed where Tare installed them and their installation was killed', async () => {
      const here = `${world.folder}/here`;
      const wait = `touch ${here}; while test -e ${here}; do sleep 0.05; done`;
      world.offer({
        ...RUNC,
        fields: { Depends: 'libx' },
        scripts: { preinst: `[ "$1" != install ] || { ${wait}; }` },
      });
      world.offer({ name: 'libx', version: '1' });
      world.must('apt-get', 'update');
      const made = new Promise<void>((resolve) => {
        const watcher = watch(world.folder, (_, name) => {
          if (name !== 'here') return;
          watcher.close();
          resolve();
        });
      });
      const child = world.start([...bundle.argv, 'ensure', 'runc']);
      await made;
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'close');
      rmSync(here);
      expect(driver('cleanup')).toMatchObject({ status: 0, stdout: '' });
      expect(world.read('var/lib/dpkg/status').match(/^Package: .*/gm)).toBeNull();
    });

    const known = () => world.read('var/lib/dpkg/status').match(/^(?:Package|Status): .*/gm) ?? [];

    it.each<[string, readonly string[], string]>([
      ['half-installed', ['--install'], 'exit 0'],
      ['unpacked', ['--unpack'], 'exit 0'],
      ['half-configured', ['--install'], 'exit 1'],
    ])('are removed at the next start where Tare has them %s', (state, how, postinst) => {
      const postrm = state === 'half-installed' ? '[ "$1" != upgrade ] || kill -9 $PPID' : 'exit 0';
      world.offer({ ...RUNC, fields: { Depends: 'libx' }, scripts: { postrm } });
      world.offer({ name: 'libx', version: '1' });
      for (const call of [['restore', 'runs'], ['run']]) {
        expect(driver('ensure', 'runc')).toMatchObject({ status: 0 });
        world.run(['dpkg', ...how, world.build({ name: 'runc', version: '2', scripts: { postinst } })]);
        expect(world.run(['dpkg', '--status', 'runc']).stdout).toMatch(new RegExp(`^Status: .* ${state}$`, 'm'));
        expect(driver(...call)).toMatchObject({ status: 0, stdout: '' });
        expect(known()).toEqual([]);
        world.must('dpkg', '--audit');
      }
    });

    it('are told where Tare has them half installed and cannot remove them, at each end, until it can', () => {
      const scripts = { postinst: 'exit 1', postrm: 'test -e /srv/mended' };
      world.offer({ ...RUNC, scripts });
      world.must('apt-get', 'update');
      const left = /^problem: apt-get purge .* failed with exit code 100(?:\n +\|.*)+\nBy hand: purge runc .*\n$/;
      for (const call of [['run', 'runc'], ['restore', 'runs'], ['run'], ['restore', 'packages']])
        expect(driver(...call).stdout).toMatch(left);
      expect(world.run(['dpkg', '--status', 'runc']).stdout).not.toContain('ok installed');
      world.write('srv/mended', '');
      expect(driver('restore', 'runs')).toMatchObject({ status: 0, stdout: '' });
      expect(known()).toEqual([]);
    });

    it('are not taken for ones that need an older package of Tare where its newer one cannot be removed', () => {
      world.offer({ name: 'crun', version: '1' });
      world.offer({ ...RUNC, scripts: { postrm: 'test -e /srv/mended' } });
      for (const name of ['crun', 'runc']) expect(driver('ensure', name)).toMatchObject({ status: 0 });
      const { stdout } = driver('restore', 'packages');
      expect(stdout).toMatch(/^problem: apt-get purge -y runc .* failed/);
      expect(stdout).toMatch(/\nproblem: crun stays until what was installed after it is removed\.\nBy hand: .*\n$/);
      world.write('srv/mended', '');
      expect(driver('restore', 'packages')).toMatchObject({ status: 0, stdout: '' });
      expect(known()).toEqual([]);
    });

    it('are let alone where Tare installed them wholly, and another is half configured', () => {
      world.offer(RUNC);
      expect(driver('run', 'runc')).toMatchObject({ status: 0, stdout: '' });
      world.run(['dpkg', '--install', world.build({ name: 'corp', version: '1', scripts: { postinst: 'exit 1' } })]);
      expect(driver('restore', 'runs')).toMatchObject({ status: 0, stdout: '' });
      expect(known()).toContain('Status: install ok installed');
    });
  });
});
