import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { checkRecipe, installRecipe } from '../../../src/runtimes/install/install.js';
import { lxd, RECIPE } from '../../../src/runtimes/system/lxd.js';
import { describeReal } from '../real-runtime.js';
import { launchedSession } from '../support.js';

const never = new AbortController().signal;

/** A folder stands for /usr/sbin, and a program on PATH for a dpkg-query that knows the package. */
describe("Ubuntu's programs that install the snap of LXD", () => {
  const { PATH } = process.env;
  const arm = { id: 'lxd', runtime: 'lxd', options: {} };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tare-lxd-'));
    for (const name of ['lxd', 'lxc']) stand(name, `touch ${folder}/was-run`);
    stand('dpkg-query', `[ "$1 $2" != "-L lxd-installer" ] || printf '%s\\n' ${folder} ${folder}/lxc ${folder}/lxd`);
    process.env.PATH = [folder, PATH].join(delimiter);
  });
  afterEach(() => {
    process.env.PATH = PATH;
    rmSync(folder, { recursive: true });
  });

  const stand = (name: string, script: string) =>
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const place = (name: string) => ({ name, places: [join(folder, name)] });
  const why = () => `lxd: ${folder}/lxd is of the package lxd-installer, which installs the snap of LXD`;

  it.each([
    ['both of them', ['lxd', 'lxc']],
    ['one of them', ['lxd', 'elsewhere']],
  ] as const)('are refused and never called: %s', async (_, [daemon, client]) => {
    const recipe = { ...RECIPE, programs: [place(daemon), place(client)] as const };
    const refusal = { exitCode: 3, message: expect.stringContaining(why()) };
    await expect(installRecipe(describeHost(silentLog), arm, recipe)).rejects.toMatchObject(refusal);
    expect(await checkRecipe(describeHost(silentLog), arm, recipe)).toEqual([
      { what: expect.stringContaining(why()), remedy: expect.stringContaining('leave lxd out'), installable: false },
    ]);
    expect(existsSync(join(folder, 'was-run'))).toBe(false);
  });

  it('are not taken for packages of LXD', () => {
    expect(['1:0.10', '5.0.2-5+deb12u6'].map((version) => RECIPE.accepts?.(version))).toEqual([false, true]);
  });
});

await describeReal(lxd, 'lxd', (real) => {
  it('runs a system with unprivileged ids', async () => {
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run({ cwd: '/', argv: ['cat', '/proc/1/comm', '/proc/self/uid_map'] }, never);
    await session.end();
    expect(output).toMatch(/^systemd\n\s*0\s+[1-9]\d+\s+65536\n$/);
  });
});
