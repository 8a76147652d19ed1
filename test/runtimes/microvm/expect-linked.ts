import { expect } from '@jest/globals';
import { runCommand } from '../../../src/host/commands/command.js';
import { Network } from '../../../src/host/network/network.js';
import { NETWORK } from '../../../src/sandbox/network.js';
import type { RealArm } from '../real-runtime.js';
import { launchedSession } from '../support.js';

/** Checks the link of a guest from both its ends: no service of it listens, and its kernel says so. */
export async function expectLinked({ host, arm }: RealArm): Promise<void> {
  const network = await Network.open(host, NETWORK);
  try {
    const link = await network.link();
    const session = await launchedSession(host, arm, undefined, { link });
    const device = `/sys/class/net/${NETWORK.device}`;
    const script = `basename "$(readlink ${device}/device/driver)"; cat ${device}/mtu`;
    const command = { cwd: '/', argv: ['/bin/sh', '-c', script] };
    const seen = await session.run(command, new AbortController().signal);
    expect(seen.output).toBe(`virtio_net\n${NETWORK.mtu}\n`);
    const knock = ['bash', '-c', `exec 3<>/dev/tcp/${link.address}/9`];
    expect((await runCommand([...network.namespace.enter, ...knock])).stderr).toContain('Connection refused');
    expect(await session.end()).not.toBeNull();
    await link.close();
    expect((await runCommand([...network.namespace.enter, 'ip', '-o', 'link'])).stdout).not.toMatch(/: link\d/);
  } finally {
    await network.close();
  }
}
