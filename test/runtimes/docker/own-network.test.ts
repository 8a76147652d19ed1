/** `docker{network: default}`: the network that Docker gives its users, made for real beside the peer. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Network } from '../../../src/host/network/network.js';
import { Peer, type Server } from '../../../src/host/network/peer.js';
import { docker } from '../../../src/runtimes/docker/docker.js';
import { NETWORK } from '../../../src/sandbox/network.js';
import { closeTestHost, launchedSession, openTestHost, prepared, running, type TestHost, whyNot } from '../support.js';

const TEXT = 'docker{network: default}';
const PORT = 5998;
/** Answers each connection with the address that it came from. */
const ECHO: Server = {
  argv: [
    process.execPath,
    '-e',
    `require('node:net').createServer((s) => s.end(s.remoteAddress)).listen(${PORT}, '${NETWORK.peer}')`,
  ],
  port: PORT,
};
/** The userland of the tests has no other program that asks. */
const ASK = ['bash', '-c', `exec 3<>/dev/tcp/${NETWORK.peer}/${PORT}; cat <&3`];

/** What the host itself has: its links, addresses and routes. */
const hostNetwork = () =>
  ['link', 'address', 'route'].map((what) => execFileSync('ip', ['-o', what], { encoding: 'utf8' }));

/** Making the userland may be part of it. */
const LONG = 600_000;

const unavailable = await whyNot(docker, TEXT);

(unavailable ? describe.skip : describe)('the network that Docker gives its users', () => {
  let host: TestHost;

  beforeEach(async () => {
    host = await openTestHost();
  });

  afterEach(async () => {
    expect(await closeTestHost(host)).toEqual([]);
  });

  it(
    "is the host's own where that is what a user's Docker has, and stays when sandboxes have none",
    async () => {
      const isThere = existsSync('/sys/class/net/docker0');
      if (!isThere) execFileSync('ip', ['link', 'add', 'docker0', 'type', 'bridge']);
      try {
        const before = hostNetwork();
        const { arm } = await prepared(host, docker, 'docker');
        const session = await launchedSession(host, arm);
        expect(hostNetwork()).toEqual(before);
        expect(await session.end()).not.toBeNull();
        await arm.remove();
        expect(hostNetwork()).toEqual(before);
      } finally {
        if (!isThere) execFileSync('ip', ['link', 'delete', 'docker0']);
      }
    },
    LONG,
  );

  it(
    'reaches the peer by way of docker0, and changes nothing of the host itself',
    async () => {
      const before = hostNetwork();
      const network = await Network.open(host, NETWORK);
      const { namespace } = network;
      const peer = new Peer(host, namespace, '/', { cpus: '0', memoryBytes: 2 ** 29 });
      await peer.ready(ECHO);
      const { arm } = await prepared(host, docker, TEXT, namespace);
      const environment = readFileSync(`/proc/${running('dockerd', host.state)[0]}/environ`, 'utf8').split('\0');
      expect(environment).toContain('DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere');
      const session = await launchedSession(host, arm);
      const { output } = await session.run({ cwd: '/', argv: ASK }, new AbortController().signal);
      expect(output.trim()).toMatch(/^172\.\d+\.\d+\.\d+$/);
      const [file = '', ...args] = namespace.enter;
      const links = execFileSync(file, [...args, 'ip', '-o', 'link'], { encoding: 'utf8' });
      expect(links).toMatch(/: veth\S+ .* master docker0 /);
      expect(hostNetwork()).toEqual(before);
      expect(await session.end()).not.toBeNull();
      await arm.remove();
      await peer.close();
      await network.close();
      expect(hostNetwork()).toEqual(before);
    },
    LONG,
  );
});
