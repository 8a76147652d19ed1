/** Units of packages that are installed and not started, with a program that stands for systemctl. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keepIdle } from '../../../src/host/packages/idle-units.js';
import { Journal } from '../../../src/host/undo/journal.js';

const UNITS = ['docker.service', 'containerd.service'];

describe('units that stay idle', () => {
  const { PATH } = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-idle-'));
    const script = `case $1 in cat) test -e ${folder}/$2 ;; *) echo "$*" >>${folder}/calls ;; esac`;
    writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    process.env.PATH = [folder, PATH].join(delimiter);
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const policy = () => join(folder, 'policy-rc.d');
  const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8') : '');
  const bring = (unit: string) => writeFileSync(join(folder, unit), '');

  async function keep(install: () => void, systemd = true): Promise<Journal> {
    const journal = new Journal(join(folder, 'state'));
    await keepIdle({ systemd, journal }, UNITS, async () => install(), policy());
    return journal;
  }

  it('are forbidden to start while they are installed, and do not start at the next boot', async () => {
    let seen = '';
    const journal = await keep(() => {
      seen = `${readFileSync(policy(), 'utf8')}${(statSync(policy()).mode & 0o777).toString(8)}`;
      for (const unit of UNITS) bring(unit);
    });
    expect(seen).toBe('#!/bin/sh\nexit 101\n755');
    expect(existsSync(policy())).toBe(false);
    expect(calls()).toBe('disable --quiet docker.service containerd.service\n');
    expect(await journal.undoRun()).toEqual([]);
  });

  it('are only those that were not there before', async () => {
    bring('containerd.service');
    await keep(() => bring('docker.service'));
    expect(calls()).toBe('disable --quiet docker.service\n');
  });

  it('are forbidden no longer where the installation fails', async () => {
    const failing = keep(() => {
      throw new Error('apt failed');
    });
    await expect(failing).rejects.toThrow('apt failed');
    expect(existsSync(policy())).toBe(false);
    expect(calls()).toBe('');
  });

  it("do what a policy of the user's own says", async () => {
    writeFileSync(policy(), 'theirs');
    await keep(() => UNITS.forEach(bring));
    expect(readFileSync(policy(), 'utf8')).toBe('theirs');
    expect(calls()).toBe('');
  });

  it('are nothing to care for without a service manager', async () => {
    await keep(() => expect(existsSync(policy())).toBe(false), false);
    expect(calls()).toBe('');
  });
});
