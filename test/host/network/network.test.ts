/** With the real kernel: namespaces, a bridge, veth pairs, servers. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HostError } from '../../../src/errors.js';
import { type Addressing, Network } from '../../../src/host/network/network.js';
import { Peer, type Server } from '../../../src/host/network/peer.js';
import { mountsBelow } from '../../../src/host/undo/undo.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { NETWORK } from '../../../src/sandbox/network.js';
import { closeTestHost, kill, openTestHost, running, type TestHost } from '../../runtimes/support.js';
import { WORK_FOLDER } from '../../support/work-folder.js';

const HOSTILE = join(import.meta.dirname, 'in-hostile-host.ts');

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('skipped: no network is made for real here: not root\n');

const hasFirewall = findCommand('iptables') !== undefined;
if (!hasFirewall)
  process.stderr.write('skipped: no firewall drops packets here: there is no iptables (apt: iptables)\n');

const PORT = 5999;
/** By which the servers of this test are known. */
const MARK = `server of ${process.pid}`;
/** Answers each connection with the address that it came from. */
const ECHO: Server = {
  argv: [
    process.execPath,
    '-e',
    `/* ${MARK} */ require('node:net').createServer((s) => s.end(s.remoteAddress)).listen(${PORT}, '${NETWORK.peer}')`,
  ],
  port: PORT,
};

const ASK = `require('node:net').connect(${PORT}, '${NETWORK.peer}').pipe(process.stdout)`;

const servers = () => running('node', MARK);

function answerTo(enter: readonly string[]): string {
  const [file = '', ...args] = enter;
  return execFileSync(file, [...args, process.execPath, '-e', ASK], { encoding: 'utf8', timeout: 60_000 });
}

/** What the host itself has: its links, addresses and routes. */
const hostNetwork = () =>
  ['link', 'address', 'route'].map((what) => execFileSync('ip', ['-o', what], { encoding: 'utf8' }));

(isRoot ? describe : describe.skip)('the network of a run', () => {
  let host: TestHost;
  const warnings: string[] = [];

  beforeEach(async () => {
    warnings.length = 0;
    const opened = await openTestHost();
    host = { ...opened, log: { ...opened.log, warn: (text) => warnings.push(text) } };
  });

  afterEach(async () => {
    expect(await closeTestHost(host)).toEqual([]);
  });

  const peerIn = (network: Network) => new Peer(host, network.namespace, '/', { cpus: '0', memoryBytes: 2 ** 29 });

  it('connects a link to the peer, and changes nothing of the host itself', async () => {
    const before = hostNetwork();
    const hadFolder = existsSync('/run/netns');
    const network = await Network.open(host, NETWORK);
    await peerIn(network).ready(ECHO);
    const link = await network.link();
    expect(answerTo(link.enter)).toBe('198.18.1.1');
    expect(hostNetwork()).toEqual(before);
    expect(existsSync('/run/netns')).toBe(hadFolder);
    await link.close();
    await network.close();
    expect(mountsBelow(host.paths.work)).toEqual([]);
  });

  it('gives every link an address of its own, and no route around the bridge', async () => {
    const network = await Network.open(host, NETWORK);
    await peerIn(network).ready(ECHO);
    const links = [await network.link(), await network.link()];
    expect(links.map(({ enter }) => answerTo(enter))).toEqual(['198.18.1.1', '198.18.1.2']);
    const [file = '', ...args] = links[0]?.enter ?? [];
    expect(
      execFileSync(file, [...args, 'ip', '-o', 'route'], { encoding: 'utf8' })
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('moves a link into the namespace of a process, with its address', async () => {
    const network = await Network.open(host, NETWORK);
    await peerIn(network).ready(ECHO);
    const link = await network.link();
    const holder = spawn('unshare', ['--net', '/bin/sh', '-c', 'echo there; exec sleep 1000']);
    await once(holder.stdout, 'data');
    const enter = ['nsenter', `--net=/proc/${holder.pid}/ns/net`, '--'];
    await link.moveTo(Number(holder.pid));
    expect(answerTo(enter)).toBe('198.18.1.1');
    await link.close();
    expect(execFileSync('nsenter', [...enter.slice(1), 'ip', '-o', 'link'], { encoding: 'utf8' })).not.toContain(
      NETWORK.device,
    );
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  });

  it('closes a link twice, and one whose namespace has gone', async () => {
    const network = await Network.open(host, NETWORK);
    const link = await network.link();
    execFileSync('umount', [link.namespace]);
    await link.close();
    await link.close();
  });

  it('gives a machine a tap on the bridge, again where it is started again, and takes it back', async () => {
    const network = await Network.open(host, NETWORK);
    const onBridge = () =>
      execFileSync(
        'nsenter',
        [`--net=${network.namespace.path}`, 'ip', '-d', '-o', 'link', 'show', 'master', 'tare0'],
        {
          encoding: 'utf8',
        },
      );
    const link = await network.link();
    expect(onBridge()).toMatch(/ veth /);
    for (const _ of ['started', 'started again']) {
      expect(await link.asTap()).toMatchObject({ address: `${link.address}/16` });
      expect(onBridge()).toMatch(/mtu 1500 .* tun type tap /);
      expect(onBridge()).not.toContain(' user ');
    }
    await link.asTap(65534);
    expect(onBridge()).toMatch(/ tun type tap .* user (?:nobody|65534) /);
    await link.close();
    expect(onBridge()).toBe('');
  });

  it('is refused with a message where the kernel makes no such bridge, and leaves nothing there', async () => {
    const error = await Network.open(host, { ...NETWORK, mtu: 1 }).catch((fault) => fault);
    expect(error).toBeInstanceOf(HostError);
    expect(error.message).toMatch(/^This host can have no bridge with veth links in a network namespace: \S.*/);
    expect(error.remedy).toContain('CONFIG_BRIDGE');
    expect(mountsBelow(host.paths.work)).toEqual([]);
    expect(existsSync(join(host.paths.work, 'network-peer'))).toBe(false);
  });

  it('is refused where a link cannot be made, though the bridge could', async () => {
    const addressing: Addressing = { ...NETWORK, device: 'longer-than-a-name-may-be' };
    await expect(Network.open(host, addressing)).rejects.toThrow(HostError);
    expect(mountsBelow(host.paths.work)).toEqual([]);
  });

  const FIREWALL = ['INPUT', 'FORWARD', 'OUTPUT'].map((chain) => `iptables -P ${chain} DROP`);
  const TAKEN = [
    'ip link add taken type veth peer name other',
    `ip address add ${NETWORK.peer}/${NETWORK.prefix} dev taken`,
    'ip link set taken up',
    'ip link set other up',
  ];
  /** Without IPv6 the kernel has no such folder, and knows no addrgenmode. */
  const NO_IPV6 = [
    'mount -t tmpfs tmpfs /proc/sys/net',
    'ip=$(readlink -f "$(command -v ip)")',
    'cp "$ip" /proc/sys/net/ip',
    "cat >/proc/sys/net/refusing <<'EOF'",
    '#!/bin/sh',
    '[ "$1" = -batch ] || exec /proc/sys/net/ip "$@"',
    'lines=$(cat)',
    'case $lines in *addrgenmode*) echo "RTNETLINK answers: Address family not supported by protocol" >&2; exit 1;; esac',
    'printf "%s\\n" "$lines" | /proc/sys/net/ip "$@"',
    'EOF',
    'chmod +x /proc/sys/net/refusing',
    'mount --bind /proc/sys/net/refusing "$ip"',
  ];
  // The surroundings are a host's network and mounts of their own, so nothing of this host is changed.
  it.each([
    ...(hasFirewall ? [['a firewall that drops all packets', FIREWALL] as const] : []),
    ['the subnet taken', TAKEN] as const,
    ['IPv6 switched off', NO_IPV6] as const,
  ])(
    'works on a host with %s, of which it changes nothing',
    (_, surroundings) => {
      const state = mkdtempSync(join(WORK_FOLDER, 'tare-test-'));
      const rules = hasFirewall ? '; iptables-save | sed "/^#/d"' : '';
      const look = `ip -o link; ip -4 -o address; ip -o route${rules}`;
      const script = [
        ...surroundings,
        `before=$(${look})`,
        '"$@"',
        `[ "$(${look})" = "$before" ] && echo " unchanged"`,
      ];
      const inside = [process.execPath, '--import', 'tsx', HOSTILE, String(PORT), ECHO.argv[2] ?? '', ASK];
      try {
        const told = execFileSync(
          'unshare',
          ['--net', '--mount', '/bin/sh', '-e', '-c', script.join('\n'), 'sh', ...inside],
          {
            encoding: 'utf8',
            env: { ...process.env, NODE_OPTIONS: '', TARE_STATE_DIR: state },
            timeout: 120_000,
          },
        );
        expect(told).toBe('198.18.1.1 unchanged\n');
        expect(servers()).toEqual([]);
        expect(mountsBelow(state)).toEqual([]);
      } finally {
        rmSync(state, { recursive: true });
      }
    },
    120_000,
  );

  describe('its peer', () => {
    it('is replaced after a trial in which it accepted connections and answered none', async () => {
      const network = await Network.open(host, NETWORK);
      const peer = peerIn(network);
      await peer.ready(ECHO);
      const [hung] = servers();
      process.kill(Number(hung), 'SIGSTOP');
      const { enter } = await network.link();
      const [file = '', ...args] = enter;
      const asked = () => execFileSync(file, [...args, process.execPath, '-e', ASK], { timeout: 1000 });
      expect(asked).toThrow('ETIMEDOUT');
      peer.doubt(ECHO);
      await peer.ready(ECHO);
      expect(servers()).not.toContain(hung);
      expect(answerTo(enter)).toBe('198.18.1.1');
    });

    it('is started again where it has ended, which is reported', async () => {
      const network = await Network.open(host, NETWORK);
      const peer = peerIn(network);
      await peer.ready(ECHO);
      await kill(servers());
      await peer.ready(ECHO);
      expect(answerTo((await network.link()).enter)).toBe('198.18.1.1');
      expect(warnings).toEqual([expect.stringMatching(/^The network's peer \(.*\) has ended: it is started again\.$/)]);
    });

    it('is replaced after a trial that failed, and otherwise kept', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      await peer.ready(ECHO);
      const first = servers();
      await peer.ready(ECHO);
      expect(servers()).toEqual(first);
      peer.doubt(ECHO);
      await peer.ready(ECHO);
      expect(servers()).toHaveLength(1);
      expect(servers()).not.toEqual(first);
    });

    it('is started a limited number of times where something ends it in each trial, and then no more', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      const trial = async () => {
        await peer.ready(ECHO);
        await kill(servers());
      };
      for (let taken = 0; taken < 11; taken += 1) await trial();
      expect(warnings).toHaveLength(10);
      await expect(trial()).rejects.toThrow(/is not started again\.$/m);
      await expect(trial()).rejects.toThrow(/is not started again\.$/m);
    });

    it('is started again for whoever else asks, however often the clients of one runtime end it', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      for (let pair = 0; pair < 12; pair += 1) {
        await peer.ready(ECHO);
        await kill(servers());
        await peer.ready(ECHO);
      }
      await peer.ready(ECHO);
      expect(servers()).toHaveLength(1);
    });

    it('is replaced after each trial that failed, however many there are, and says nothing of it', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      for (let trial = 0; trial < 12; trial += 1) {
        await peer.ready(ECHO);
        peer.doubt(ECHO);
      }
      await peer.ready(ECHO);
      const last = servers();
      await peer.ready(ECHO);
      expect(servers()).toEqual(last);
      expect(warnings).toEqual([]);
    });

    it('is in doubt no more once it has been started anew', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      peer.doubt(ECHO);
      await peer.ready(ECHO);
      const first = servers();
      await peer.ready(ECHO);
      expect(servers()).toEqual(first);
    });

    it('is refused with its last lines where it ends at once', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      const broken: Server = { argv: ['/bin/sh', '-c', 'echo no such thing >&2; exit 3'], port: PORT };
      const error = await peer.ready(broken).catch((fault) => fault);
      expect(error).toBeInstanceOf(HostError);
      expect(error.message).toMatch(/ended at once\.$/m);
      expect(error.remedy).toContain('no such thing');
      expect(servers()).toEqual([]);
    });

    it('is ready once a server of UDP has its port', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      const late = `setTimeout(() => require('node:dgram').createSocket('udp4').bind(${PORT}, '${NETWORK.peer}'), 200)`;
      await peer.ready({ argv: [process.execPath, '-e', `/* ${MARK} */ ${late}`], port: PORT, transport: 'udp' });
      const [pid] = servers();
      const port = PORT.toString(16).toUpperCase();
      expect(readFileSync(`/proc/${pid}/net/udp`, 'utf8')).toContain(`010012C6:${port} `);
    });

    it('is not ready before it has closed the connection of the trial before', async () => {
      const network = await Network.open(host, NETWORK);
      const peer = peerIn(network);
      const slow = `require('node:net').createServer({ allowHalfOpen: true }, (s) => {
        s.write(s.remoteAddress);
        s.on('end', () => setTimeout(() => s.end(), 300)).resume();
      }).listen(${PORT}, '${NETWORK.peer}')`;
      const server: Server = { argv: [process.execPath, '-e', `/* ${MARK} */ ${slow}`], port: PORT };
      await peer.ready(server);
      const [pid] = servers();
      const open = () =>
        readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
          .split('\n')
          .filter((line) => / 0[18] /.test(line));
      const leave = `require('node:net').connect(${PORT}, '${NETWORK.peer}').on('data', () => process.exit())`;
      const [file = '', ...args] = (await network.link()).enter;
      execFileSync(file, [...args, process.execPath, '-e', leave], { timeout: 60_000 });
      await peer.ready(server);
      expect(open()).toEqual([]);
      expect(warnings).toEqual([]);
    });

    it('runs a program beside its servers, and leaves nothing of one that takes too long', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      await peer.ready(ECHO);
      expect(await peer.run([process.execPath, '-e', ASK], 60)).toMatchObject({ code: 0, stdout: NETWORK.peer });
      const hanging = [process.execPath, '-e', `/* ${MARK} */ setInterval(() => {}, 1000)`];
      await expect(peer.run(hanging, 0.5)).rejects.toThrow(/took longer than 0.5 s/);
      expect(servers()).toHaveLength(1);
    });

    it('runs only on the CPUs that it is given', async () => {
      const peer = peerIn(await Network.open(host, NETWORK));
      await peer.ready(ECHO);
      const [pid] = servers();
      expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Cpus_allowed_list:\s*0$/m);
    });
  });
});
