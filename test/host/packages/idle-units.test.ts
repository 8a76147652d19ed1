/** Units of packages that are installed and not started, with programs that stand for systemctl and dpkg-query. */
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepIdle } from '../../../src/host/packages/idle-units.js';
import { Journal } from '../../../src/host/undo/journal.js';
import { silentLog } from '../../../src/log.js';

/** What the package brings: two units, a template, and files that are none. */
const FILES = [
  '/lib/systemd/system/thing.service',
  '/usr/lib/systemd/system/thing.socket',
  '/lib/systemd/system/thing@.service',
  '/usr/lib/systemd/user/thing-of-user.service',
  '/usr/share/doc/thing/other.service',
];

describe('units that stay idle', () => {
  const { PATH } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-idle-'));
    mkdirSync(join(folder, 'units'));
    stand('systemctl', `echo "$*" >>${folder}/calls`);
    stand('dpkg-query', `cat ${folder}/$2.list`);
    stand('apt-get', `echo "$*" >>${folder}/waited`);
    known('ssh.service');
    process.env.PATH = [folder, PATH].join(delimiter);
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const stand = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const known = (...units: readonly string[]) => {
    for (const unit of units) writeFileSync(join(folder, 'units', unit), '');
  };
  const policy = () => join(folder, 'policy-rc.d');
  const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '');
  const bring = () => writeFileSync(join(folder, 'thing.list'), FILES.join('\n'));

  const DISABLE = 'disable --now --quiet thing.service thing.socket\n';
  const DONE = { code: 0, stdout: '', stderr: '' };
  const warnings: string[] = [];
  const log = { step: () => undefined, warn: (text: string) => void warnings.push(text) };

  async function keep(install: () => void, { systemd = true, result = DONE, packages = ['thing'] } = {}) {
    const journal = new Journal(join(folder, 'state'));
    const act = async () => {
      install();
      return result;
    };
    const unitFolders = ['units', 'none'].map((name) => join(folder, name));
    await keepIdle({ systemd, journal, log }, packages, act, { policy: policy(), unitFolders });
    return journal;
  }

  it('are forbidden to start while they are installed, and do not start at the next boot', async () => {
    let seen = '';
    const journal = await keep(() => {
      seen = `${readFileSync(policy(), 'utf8')}${(statSync(policy()).mode & 0o777).toString(8)}`;
      bring();
    });
    expect(seen).toBe('#!/bin/sh\nexit 101\n755');
    expect(existsSync(policy())).toBe(false);
    expect(calls()).toBe(DISABLE);
    expect(await journal.undoRun()).toEqual([]);
    expect(calls()).toBe(DISABLE);
  });

  it('are disabled by the next start where Tare is killed while they are installed, once nobody installs', async () => {
    const left = join(folder, 'left');
    await keep(() => {
      bring();
      cpSync(join(folder, 'state'), left, { recursive: true });
    });
    rmSync(join(folder, 'calls'));
    writeFileSync(policy(), '');
    stand('apt-get', `[ ! -e ${folder}/calls ] && [ -e ${policy()} ] && touch ${folder}/waited`);
    expect(await new Journal(left).recover(silentLog)).toEqual([]);
    expect(calls()).toBe(DISABLE);
    expect(['waited', 'policy-rc.d'].map((name) => existsSync(join(folder, name)))).toEqual([true, false]);
  });

  it('are disabled at the end of the run where that failed, which is said', async () => {
    const systemctl = (code: number) => stand('systemctl', `echo "$*" >>${folder}/calls; exit ${code}`);
    systemctl(1);
    const journal = await keep(bring);
    expect(warnings.splice(0)).toEqual([expect.stringMatching(/^Services of thing are not disabled yet.*exit code 1/)]);
    expect(await journal.undoRun()).toEqual([expect.stringContaining('By hand: disable the services that thing')]);
    systemctl(0);
    expect(await journal.undoRun()).toEqual([]);
    expect(calls()).toBe(DISABLE.repeat(3));
  });

  it('are those of somebody else where he holds the lock of apt', async () => {
    const stderr = 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 812 (apt)\n';
    const journal = await keep(bring, { result: { code: 100, stdout: '', stderr } });
    expect(await journal.undoRun()).toEqual([]);
    expect(calls()).toBe('');
  });

  it('start where packages of the user are only configured', async () => {
    await keep(() => expect(existsSync(policy())).toBe(false), { packages: [] });
  });

  it('are only those that were not there before', async () => {
    known('ssh.service', 'thing.service');
    await keep(bring);
    expect(calls()).toBe('disable --now --quiet thing.socket\n');
  });

  it('are none where the package brings none', async () => {
    await keep(() => writeFileSync(join(folder, 'thing.list'), '/usr/bin/thing\n'));
    expect(calls()).toBe('');
  });

  it('are forbidden no longer where the installation fails', async () => {
    const failing = keep(() => {
      bring();
      throw new Error('apt failed');
    });
    await expect(failing).rejects.toThrow('apt failed');
    expect(existsSync(policy())).toBe(false);
    expect(calls()).toBe('');
  });

  it("do what a policy of the user's own says", async () => {
    writeFileSync(policy(), 'theirs');
    await keep(bring);
    expect(readFileSync(policy(), 'utf8')).toBe('theirs');
    expect(calls()).toBe('');
  });

  it('do what a policy of the user says that is a link to nowhere', async () => {
    symlinkSync('nowhere', policy());
    await keep(bring);
    expect(lstatSync(policy()).isSymbolicLink()).toBe(true);
    expect(calls()).toBe('');
  });

  it('are forbidden to start, and disabled, where the service manager of a busy host tells no units in time', async () => {
    stand('systemctl', `case $1 in list-unit-files) exit 1 ;; *) echo "$*" >>${folder}/calls ;; esac`);
    await keep(() => {
      expect(existsSync(policy())).toBe(true);
      bring();
    });
    expect(calls()).toBe(DISABLE);
  });

  it('are left alone without a service manager', async () => {
    await keep(
      () => {
        expect(existsSync(policy())).toBe(false);
        bring();
      },
      { systemd: false },
    );
    expect(calls()).toBe('');
  });
});
