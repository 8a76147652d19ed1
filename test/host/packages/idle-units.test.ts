/** Units of packages that are installed and not started, with programs that stand for systemctl and dpkg-query. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepIdle } from '../../../src/host/packages/idle-units.js';
import { Journal } from '../../../src/host/undo/journal.js';

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
    stand('systemctl', `case $1 in list-unit-files) cat ${folder}/known ;; *) echo "$*" >>${folder}/calls ;; esac`);
    stand('dpkg-query', `cat ${folder}/$2.list`);
    known('ssh.service');
    process.env.PATH = [folder, PATH].join(delimiter);
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const stand = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const known = (...units: readonly string[]) =>
    writeFileSync(join(folder, 'known'), units.map((unit) => `${unit} enabled enabled\n`).join(''));
  const policy = () => join(folder, 'policy-rc.d');
  const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '');
  const bring = () => writeFileSync(join(folder, 'thing.list'), FILES.join('\n'));

  async function keep(install: () => void, systemd = true): Promise<Journal> {
    const journal = new Journal(join(folder, 'state'));
    await keepIdle({ systemd, journal }, ['thing'], async () => install(), policy());
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
    expect(calls()).toBe('disable --now --quiet thing.service thing.socket\n');
    expect(await journal.undoRun()).toEqual([]);
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

  it.each([
    ['without a service manager', () => undefined, false],
    ['with one that does not say which units are there', () => rmSync(join(folder, 'known')), true],
  ])('are left alone %s', async (_, arrange, systemd) => {
    arrange();
    await keep(() => {
      expect(existsSync(policy())).toBe(false);
      bring();
    }, systemd);
    expect(calls()).toBe('');
  });
});
