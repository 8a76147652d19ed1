/** Probes a link of a network namespace of its own. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { NETWORK_PROBE } from '../../src/sandbox/network.js';
import { parseProbe } from '../../src/sandbox/probe.js';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('skipped: no link is probed for real here: not root\n');

const MAKE = 'ip link add eth0 mtu 1400 type veth peer name other && ip address add 192.0.2.7/24 dev eth0';

/** ETHTOOL_STSO, SGSO and SGRO of linux/ethtool.h, by the call that ethtool makes. */
const SWITCH_OFF = [0x1f, 0x24, 0x2c].map(
  (command) =>
    `perl -e 'socket S, 2, 2, 0; $v = pack "L2", ${command}, 0; $r = pack "a16 P x16", "eth0", $v; ioctl S, 0x8946, $r or die'`,
);

/** Returns what the probe says of one end of a veth pair, once these commands were run. */
function probed(...commands: string[]): Record<string, string> {
  return probedWith(MAKE, ...commands);
}

function probedWith(...commands: string[]): Record<string, string> {
  const script = [...commands, NETWORK_PROBE].join('\n');
  return parseProbe(
    execFileSync('unshare', ['--net', '/bin/sh', '-c', script, 'sh', 'eth0'], { encoding: 'utf8' }),
    NETWORK_PROBE,
  );
}

(isRoot ? describe : describe.skip)('what a sandbox says of its link', () => {
  it('is its driver, address and size, and what it leaves to the link', () => {
    const { networkOffloads = '', ...others } = probed();
    expect(others).toMatchObject({ networkDriver: 'veth', networkAddress: '192.0.2.7', networkMtu: '1400' });
    expect(networkOffloads.split(' ')).toEqual(expect.arrayContaining(['tso', 'gso']));
  });

  it('is that it leaves nothing to the link, where that is so', () => {
    expect(probed(...SWITCH_OFF).networkOffloads).toBe('none');
  });

  it('is nothing of that where it cannot be told', () => {
    const { networkOffloads, networkMtu } = probed('perl() { return 127; }');
    expect({ networkOffloads, networkMtu }).toEqual({ networkOffloads: '', networkMtu: '1400' });
  });

  // What ip printed in gVisor 20240729: of the host's network (`network: host`) it knows no MTU.
  const OWN = '2: eth0: <UP,LOWER_UP> mtu 1500';
  const OF_HOST = '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 0 qlen 1000';
  it.each([
    ['netstack', OWN, 'Starting gVisor...', '1500'],
    ['', OF_HOST, 'Starting gVisor...', '0'],
    ['', OWN, 'Linux version 6.18', '1500'],
  ])('is the stack "%s" where no driver is shown: %s, %s', (networkDriver, link, log, networkMtu) => {
    const ip = `ip() { echo '${link} \\    link/ether 26:da:7c:f5:00:5c brd ff:ff:ff:ff:ff:ff'; }`;
    const noSysfs = 'readlink() { return 1; }';
    const dmesg = `dmesg() { echo "[    0.000000] ${log}"; }`;
    expect(probedWith(ip, noSysfs, dmesg)).toMatchObject({ networkDriver, networkMtu });
  });
});
