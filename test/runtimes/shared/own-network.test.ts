/**
 * `network: default`: the network that a runtime gives its users, made for real beside the peer. What podman and
 * netavark make of it is the whole host's, so that what needs it is one after the other in this file.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Network } from '../../../src/host/network/network.js';
import { Peer, type Server } from '../../../src/host/network/peer.js';
import { docker } from '../../../src/runtimes/docker/docker.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { podman } from '../../../src/runtimes/podman/podman.js';
import type { Runtime } from '../../../src/runtimes/runtime.js';
import { incus } from '../../../src/runtimes/system/incus.js';
import { lxd } from '../../../src/runtimes/system/lxd.js';
import { NETWORK } from '../../../src/sandbox/network.js';
import { expectEnd } from '../../support/expect-end.js';
import { Workplace } from '../../support/tare.js';
import { closeTestHost, launchedSession, openTestHost, prepared, running, type TestHost, whyNot } from '../support.js';

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

const linesOf = (file: string, ...args: string[]) => execFileSync(file, args, { encoding: 'utf8' });
/** What counts and dates itself is left out. */
const rulesOf = (tables: string) => tables.replaceAll(/^#.*$| ?\[\d+:\d+\]/gm, '');

/** What the host itself has: its links, addresses, routes and rules. */
const hostNetwork = () => [
  ...['link', 'address', 'route'].map((what) => linesOf('ip', '-o', what)),
  ...(findCommand('iptables-save') ? [rulesOf(linesOf('iptables-save'))] : []),
];

/** Making the userland may be part of it. */
const LONG = 600_000;

const noDocker = await whyNot(docker, 'docker');

(noDocker ? describe.skip : describe)('a Docker without a network', () => {
  it(
    "leaves the host's docker0, which is that of the user's Docker",
    async () => {
      const host = await openTestHost();
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
        expect(await closeTestHost(host)).toEqual([]);
      }
    },
    LONG,
  );
});

interface OwnNetwork {
  readonly runtime: Runtime;
  readonly bridge: string;
  readonly address: RegExp;
}

const NETWORKS: readonly OwnNetwork[] = [
  { runtime: docker, bridge: 'docker0', address: /^172\.\d+\.\d+\.\d+$/ },
  { runtime: podman, bridge: 'podman0', address: /^10\.88\.\d+\.\d+$/ },
  { runtime: incus, bridge: 'incusbr0', address: /^10\.\d+\.\d+\.\d+$/ },
  { runtime: lxd, bridge: 'lxdbr0', address: /^10\.\d+\.\d+\.\d+$/ },
];

/** What podman, netavark and a daemon of Incus would leave for the whole host. */
const shared = () => ['/run/netns', '/run/lock', '/etc/containers', '/run/containers'].map(namesIn);
const oursBelowRun = () => readdirSync('/run').filter((name) => name.startsWith(`tare-${process.pid}-`));
const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder).sort() : 'no folder');

for (const { runtime, bridge, address } of NETWORKS) {
  const text = `${runtime.name}{network: default}`;
  const unavailable = await whyNot(runtime, text);

  (unavailable ? describe.skip : describe)(`the network that ${runtime.name} gives its users`, () => {
    let host: TestHost;
    let before: readonly unknown[];

    beforeEach(async () => {
      before = [hostNetwork(), shared()];
      host = await openTestHost();
    });

    afterEach(async () => {
      expect(await closeTestHost(host)).toEqual([]);
      expect([hostNetwork(), shared(), oursBelowRun()]).toEqual([...before, []]);
    });

    it(
      `reaches the peer by way of ${bridge}, and changes nothing of the host itself`,
      async () => {
        const network = await Network.open(host, NETWORK);
        const { namespace } = network;
        const peer = new Peer(host, namespace, '/', { cpus: '0', memoryBytes: 2 ** 29 });
        await peer.ready(ECHO);
        const { arm } = await prepared(host, runtime, text, namespace);
        if (runtime === docker) expect(environmentOf('dockerd', host)).toContain(NO_BUS);
        const session = await launchedSession(host, arm);
        const { output } = await session.run({ cwd: '/', argv: ASK }, new AbortController().signal);
        expect(output.trim()).toMatch(address);
        const [file = '', ...args] = namespace.enter;
        const links = execFileSync(file, [...args, 'ip', '-o', 'link'], { encoding: 'utf8' });
        expect(links).toMatch(new RegExp(`: veth\\S+ .* master ${bridge} `));
        expect(hostNetwork()).toEqual(before[0]);
        expect(await session.end()).not.toBeNull();
        await arm.remove();
        await peer.close();
        await network.close();
      },
      LONG,
    );
  });
}

/** Where podman and `ip netns` mount network namespaces. */
const NAMESPACES = '/run/netns';

((await whyNot(podman, 'podman{network: default}')) ? it.skip : it)(
  'a run that is killed while a sandbox has the network of podman leaves no namespace and no mount after cleanup',
  async () => {
    const place = new Workplace();
    const namespaces = () => (existsSync(NAMESPACES) ? readdirSync(NAMESPACES) : []);
    const kept = () => [
      existsSync(NAMESPACES),
      readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${NAMESPACES} `),
    ];
    const before = [...kept(), ...namespaces()];
    try {
      const run = place.start(
        ...['run', '--runtimes', 'podman{network: default}', '--blocks', '9..9', '--baseline', 'none'],
        ...['--suites', 'network.startup', '--memory', '256MiB'],
      );
      await run.says('block 1 of');
      while (namespaces().length === 0 && run.child.exitCode === null) await pause(5);
      run.child.kill('SIGKILL');
      await run.finished();
      expect(namespaces()).not.toEqual([]);
      const { code, stderr } = await place.tare('cleanup');
      expectEnd({ code, stderr }, { code: 0 });
      expect([...kept(), ...namespaces()]).toEqual(before);
      expect(place.traces()).toEqual([]);
    } finally {
      place.remove();
    }
  },
  LONG,
);

const NO_BUS = 'DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere';

function environmentOf(program: string, { state }: TestHost): string[] {
  return readFileSync(`/proc/${running(program, state)[0]}/environ`, 'utf8').split('\0');
}
