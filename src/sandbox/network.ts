/** The network of a run as a sandbox sees it: one link to a peer on the host, with static addresses. Pure. */
import type { Addressing } from '../host/network/network.js';

/**
 * RFC 2544 reserves this range for benchmarks. It is used only in namespaces that Tare makes, so the host's own use
 * of it does not conflict.
 */
export const NETWORK: Addressing = {
  peer: '198.18.0.1',
  prefix: 16,
  device: 'eth0',
  mtu: 1500,
  sandbox: (serial) => {
    // Each sandbox of a run has another address, so that the peer never sends to a link that is gone.
    const number = 256 + (serial % 60_000);
    return `198.18.${Math.floor(number / 256)}.${number % 256}`;
  },
};

/**
 * What a link does in place of the kernel: it cuts large segments of TCP (`tso`) or of any protocol (`gso`), and
 * joins small ones (`gro`). Only a call that ethtool makes tells it (ETHTOOL_GTSO, GGSO and GGRO by SIOCETHTOOL),
 * and perl, which every Debian has, can make it. It prints nothing where that is not to be had, and `none` where all
 * are off.
 */
const OFFLOADS = [
  'socket S, 2, 2, 0 or exit',
  'for (["tso", 0x1e], ["gso", 0x23], ["gro", 0x2b]) { $v = pack "L2", $_->[1], 0',
  '$r = pack "a16 P x16", $ARGV[0], $v',
  'ioctl S, 0x8946, $r or next',
  '$known = 1',
  'push @on, $_->[0] if (unpack "L2", $v)[1] }',
  'print "@on" || "none" if $known',
].join('; ');

/**
 * A line for sh that prints facts of the link for `parseProbe`. Its argument is the name of the device. A sandbox
 * with its own kernel may show no driver; gVisor's stack has none, and is named in its place.
 */
export const NETWORK_PROBE = [
  'link=$(ip -d -o link show "$1")',
  `word() { printf '%s' "$link" | sed -n "s/.* $1 \\([^ ]*\\).*/\\1/p"; }`,
  `kind=$(printf '%s' "$link" | grep -o -w -e veth -e macvlan -e ipvlan -e tun | head -n 1)`,
  'driver=$(readlink "/sys/class/net/$1/device/driver")',
  '[ -n "$kind" ] || kind=$(basename "$driver")',
  // gVisor shows the MTU of its own stack only, not that of the host's network.
  '[ -n "$kind" ] || [ "$(word mtu)" = 0 ] || ! dmesg 2>/dev/null | grep -q "Starting gVisor" || kind=netstack',
  'echo "networkDriver=$kind"',
  `echo "networkAddress=$(ip -4 -o address show "$1" | sed -n 's/.* inet \\([0-9.]*\\).*/\\1/p' | head -n 1)"`,
  'echo "networkMtu=$(word mtu)"',
  'echo "networkQueue=$(word qdisc)"',
  'echo "networkCongestion=$(cat /proc/sys/net/ipv4/tcp_congestion_control 2>/dev/null)"',
  `echo "networkOffloads=$(perl -e '${OFFLOADS}' "$1" 2>/dev/null)"`,
].join('; ');
