import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { type AptConfiguration, aptSettings, describeSettings } from '../../../src/host/packages/apt-settings.js';
import { silentLog } from '../../../src/log.js';

const STOCK: AptConfiguration = {
  dump: [
    'APT::Install-Recommends "1";',
    'APT::Install-Suggests "0";',
    'APT::Sandbox::User "_apt";',
    'APT::Default-Release "";',
    'DPkg::Post-Invoke "";',
    'Acquire::AllowWeakRepositories "0";',
  ].join('\n'),
  ...{
    holds: [],
    pinFiles: [],
    credentialFiles: [],
    dpkgFiles: [],
    vendors: [],
    unreachable: [],
    foreignArchitectures: [],
  },
  hasPolicy: false,
};

const found = (more: Partial<AptConfiguration>) =>
  describeSettings({ ...STOCK, ...more }).map(({ what, becomes }) => `${what}: ${becomes}`);

describe('what doctor says of apt', () => {
  it('is nothing for one with its defaults', () => {
    expect(found({})).toEqual([]);
  });

  it('names the settings that mmdebstrap gets too, without their values', () => {
    const dump = 'Acquire::http::Proxy "http://ci:secret@proxy.test";\nAcquire::Retries "5";';
    const lines = found({ dump, credentialFiles: ['/etc/apt/auth.conf.d/corp'], configFile: '/x.conf' });
    expect(lines.map((line) => line.split(': ')[0])).toEqual([
      'APT_CONFIG (/x.conf)',
      'Acquire::http::Proxy',
      'Acquire::Retries',
      '/etc/apt/auth.conf.d/corp',
    ]);
    for (const line of lines) expect(line).toMatch(/lent to mmdebstrap/);
    expect(lines.join()).not.toContain('secret');
  });

  it('names the settings that apply to packages of the host alone', () => {
    const lines = found({
      dump: 'APT::Default-Release "bookworm";\nDPkg::Options:: "--force-confold";',
      ...{ holds: ['runc'], pinFiles: ['/etc/apt/preferences'], dpkgFiles: ['/etc/dpkg/dpkg.cfg.d/slim'] },
      ...{ vendors: ['Docker'], unreachable: ['cdrom://[Debian 12]/'], foreignArchitectures: ['i386'] },
    });
    expect(lines.map((line) => line.replace(/: counts for .*/, ''))).toEqual([
      ...['APT::Default-Release', 'DPkg::Options', '/etc/apt/preferences', 'on hold: runc'],
      ...['package sources of others: Docker', 'discs and folders that are not there: cdrom://[Debian 12]/'],
      ...['other architectures: i386', '/etc/dpkg/dpkg.cfg.d/slim'],
    ]);
    for (const line of lines) expect(line).toMatch(/not taken over into the userland/);
  });

  it('names an index that is not kept', () => {
    expect(found({ dump: 'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";' })).toEqual([
      'Dir::Cache::pkgcache: apt keeps no index, so each call makes one; for its own calls Tare keeps one in its cache',
    ]);
  });

  it('names each list of hooks once, and the settings that are ignored', () => {
    const hooks = 'DPkg::Post-Invoke:: "a";\nDPkg::Post-Invoke:: "b";\nAPT::Update::Pre-Invoke:: "c";';
    const held = 'APT::Get::Simulate "yes";\nAPT::Get::Download "false";\nAPT::Get::Assume-No "0";';
    expect(
      found({ dump: `${hooks}\nAPT::Get::AutomaticRemove "true";\nAPT::Install-Suggests "false";\n${held}` }),
    ).toEqual([
      'DPkg::Post-Invoke: its commands run when packages of the host are installed; not for the userland',
      'APT::Update::Pre-Invoke: its commands run when packages of the host are installed; not for the userland',
      'APT::Get::AutomaticRemove: not followed: apt is only asked to add what a runtime needs',
      'APT::Get::Simulate: not followed: apt is to do what it is asked for',
      'APT::Get::Download: not followed: apt is to do what it is asked for',
    ]);
  });

  (existsSync('/usr/bin/apt-config') ? it : it.skip)('asks the apt of this host', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tare-apt-'));
    const before = process.env.APT_CONFIG;
    try {
      const preferences = join(folder, 'preferences');
      writeFileSync(preferences, 'Package: *\nPin: release a=stable\nPin-Priority: 900\n');
      process.env.APT_CONFIG = join(folder, 'apt.conf');
      const lines = [`Dir::Etc::preferences "${preferences}";`, 'DPkg::Pre-Install-Pkgs { "true"; };'];
      writeFileSync(process.env.APT_CONFIG, `${lines.join('\n')}\n`);
      const settings = await aptSettings(describeHost(silentLog));
      expect(settings.map(({ what }) => what)).toEqual(
        expect.arrayContaining([`APT_CONFIG (${process.env.APT_CONFIG})`, preferences, 'DPkg::Pre-Install-Pkgs']),
      );
    } finally {
      if (before === undefined) delete process.env.APT_CONFIG;
      else process.env.APT_CONFIG = before;
      rmSync(folder, { recursive: true });
    }
  });
});
