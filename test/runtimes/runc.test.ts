import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/runc.js';
import { findCommand } from '../../src/runtimes/shared/binaries.js';
import { describeReal } from './real-runtime.js';
import { launchedSession, prepared, sysbenchCpu } from './support.js';

await describeReal(runc, 'runc', (real) => {
  it('stands beside another runc in one run', async () => {
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
