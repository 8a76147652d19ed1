/**
 * Opens a network of Tare on the host that it finds itself on, asks a server of the peer over a link and closes all
 * of it. It prints the answer. Its arguments are the port, a script that serves there and one that asks.
 */
import { execFileSync } from 'node:child_process';
import { Network } from '../../../src/host/network/network.js';
import { Peer } from '../../../src/host/network/peer.js';
import { openHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { NETWORK } from '../../../src/sandbox/network.js';

const [port, serve = '', ask = ''] = process.argv.slice(2);
const host = await openHost({ mayInstall: false, log: silentLog, purpose: 'a test' });
try {
  const network = await Network.open(host, NETWORK);
  const peer = new Peer(host, network.namespace, '/', { cpus: '0', memoryBytes: 2 ** 29 });
  await peer.ready({ argv: [process.execPath, '-e', serve], port: Number(port) });
  const [file = '', ...args] = (await network.link()).enter;
  process.stdout.write(execFileSync(file, [...args, process.execPath, '-e', ask], { timeout: 60_000 }));
} finally {
  const left = await host.close();
  if (left.length > 0) process.stdout.write(` left: ${left.join(', ')}`);
}
