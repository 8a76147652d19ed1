/** The network of a run, as a sandbox sees it: one link to a peer on the host, with static addresses. Pure. */
import type { Addressing } from '../host/network/network.js';

/**
 * The range is the one that RFC 2544 sets aside for benchmarks; it is used in namespaces of ours alone, so nothing of
 * the host can have it already.
 */
export const NETWORK: Addressing = {
  peer: '198.18.0.1',
  prefix: 16,
  device: 'eth0',
  mtu: 1500,
  sandbox: (serial) => {
    // Every sandbox of a run has another one, so that the peer never sends to a link that is gone.
    const number = 256 + (serial % 60_000);
    return `198.18.${Math.floor(number / 256)}.${number % 256}`;
  },
};

/**
 * One line for sh, which prints what the link is as lines that `parseProbe` reads. Its argument is the name of the
 * device. A kernel of the sandbox's own may show no driver.
 */
export const NETWORK_PROBE = [
  'link=$(ip -d -o link show "$1")',
  `word() { printf '%s' "$link" | sed -n "s/.* $1 \\([^ ]*\\).*/\\1/p"; }`,
  `kind=$(printf '%s' "$link" | grep -o -w -e veth -e macvlan -e ipvlan -e tun | head -n 1)`,
  'driver=$(readlink "/sys/class/net/$1/device/driver")',
  '[ -n "$kind" ] || kind=$(basename "$driver")',
  'echo "networkDriver=$kind"',
  'echo "networkMtu=$(word mtu)"',
  'echo "networkQueue=$(word qdisc)"',
  'echo "networkCongestion=$(cat /proc/sys/net/ipv4/tcp_congestion_control 2>/dev/null)"',
].join('; ');
