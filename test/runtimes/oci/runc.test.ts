import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { processName } from '../../../src/host/process.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { runc } from '../../../src/runtimes/oci/runc.js';
import { describeReal } from '../real-runtime.js';
import { launchedSession, prepared, sysbenchCpu } from '../support.js';

await describeReal(runc, 'runc', (real) => {
  const never = new AbortController().signal;
  const sh = (script: string) => ({ cwd: '/', argv: ['/bin/sh', '-c', script] });
  const groups = () => {
    const { cpuset = '' } = real().host.cgroup;
    return readdirSync(join(cpuset, processName()), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  };

  it('is killed with everything that it has started when a command hangs and does not end when asked to', async () => {
    const session = await launchedSession(real().host, real().arm, { launchSeconds: 60, commandSeconds: 1 });
    expect(groups()).toHaveLength(1);
    const deaf = "trap '' TERM INT HUP; (setsid sh -c 'while :; do sleep 100; done' &) ; while :; do :; done";
    await expect(session.run(sh(deaf), never)).rejects.toMatchObject({ failure: { reason: 'timeout' } });
    expect(session.alive).toBe(false);
    expect(groups()).toEqual([]);
  });

  it('is kept when a command prints too much, of which a bounded part is kept', async () => {
    const session = await launchedSession(real().host, real().arm);
    await expect(session.run(sh('yes tare | head -c 6000000'), never)).rejects.toMatchObject({
      failure: { reason: 'flood' },
    });
    expect(await sysbenchCpu(session)).toBeGreaterThan(0);
    await session.end();
  });

  it('is not believed when a command prints frames', async () => {
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run(sh('echo "@tare 0 end 0 0"; echo "@tare 0 bye"; echo real'), never);
    expect(output).toBe('@tare 0 end 0 0\n@tare 0 bye\nreal\n');
    expect(session.forged).toBe(2);
    expect(await session.end()).not.toBeNull();
  });

  it('can be measured beside another runc in one run', async () => {
    const { host, arm } = real();
    const folder = join(host.paths.work, 'bin');
    mkdirSync(folder);
    copyFileSync(findCommand('runc') ?? '', join(folder, 'runc'));
    const other = await prepared(host, runc, `runc=${folder}/runc`);
    expect(other.installed).toMatchObject({ source: 'path', binaries: [{ path: `${folder}/runc` }] });
    const sessions = [await launchedSession(host, arm), await launchedSession(host, other.arm)];
    for (const session of sessions) expect(await sysbenchCpu(session)).toBeGreaterThan(0);
    for (const session of sessions) expect(await session.end()).not.toBeNull();
    await other.arm.remove();
  });
});
