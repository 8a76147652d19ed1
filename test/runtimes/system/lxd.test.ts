import { expect, it } from '@jest/globals';
import { lxd } from '../../../src/runtimes/system/lxd.js';
import { describeReal } from '../real-runtime.js';
import { launchedSession } from '../support.js';

const never = new AbortController().signal;

await describeReal(lxd, 'lxd', (real) => {
  it('runs a system with unprivileged ids', async () => {
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run({ cwd: '/', argv: ['cat', '/proc/1/comm', '/proc/self/uid_map'] }, never);
    await session.end();
    expect(output).toMatch(/^systemd\n\s*0\s+[1-9]\d+\s+65536\n$/);
  });
});
