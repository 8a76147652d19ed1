/** The bridge that Incus and LXD give their users, made beside the peer: `incus{network: default}`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileBeneath, linkBeneath } from '../../host/files/beneath.js';
import { findCommand } from '../install/binaries.js';
import type { Recipe } from '../install/recipe.js';
import type { RuntimeNetwork } from '../runtime.js';
import { IPTABLES } from '../shared/network-tools.js';

/** It gives addresses to the instances. Without it the daemon refuses to make the bridge. */
const DNSMASQ: Recipe = {
  runtime: 'dnsmasq',
  programs: [{ name: 'dnsmasq' }],
  packages: [{ name: 'dnsmasq-base' }],
  accounts: { users: ['dnsmasq'], groups: [] },
  byPath: 'refused',
};

/** Returns what the daemon calls for it. It takes nft for its firewall where that is there, else iptables. */
export const networkTools = (): readonly Recipe[] => (findCommand('nft') ? [DNSMASQ] : [DNSMASQ, IPTABLES]);

/**
 * The daemon looks for links in /sys, which shows those of the namespace in which it was mounted: these two folders
 * are those of the daemon's own, in a mount namespace of the daemon. That gets what is mounted outside later on. The
 * arguments are an empty folder and the command.
 */
const OWN_LINKS = `
folder=$1; shift
mount -t sysfs -o nosuid,nodev,noexec sysfs "$folder" &&
for links in class/net devices/virtual/net; do mount --bind "$folder/$links" "/sys/$links" || exit; done &&
exec "$@"
`;

/** Returns the words in front of the daemon's own. @param folder one of the daemon's, in which a folder is made. */
export function besideThePeer({ enter }: RuntimeNetwork, folder: string): string[] {
  const links = join(folder, 'sys');
  mkdirSync(links);
  const alone = ['unshare', '--mount', '--propagation', 'slave'];
  return [...enter, ...alone, '/bin/sh', '-c', OWN_LINKS, 'sh', links];
}

/** Returns the first settings of the daemon for a bridge with the settings that it gives its users. Pure. */
export const bridgeSettings = (bridge: string): string => `networks:\n- {name: ${bridge}, type: bridge}\n`;

/** Returns the device of an instance on that bridge, for a profile. Pure. */
export const bridgedDevice = (device: string, bridge: string): string =>
  `${device}: {type: nic, name: ${device}, network: ${bridge}}`;

const NETWORKD = 'systemd-networkd.service';

/** What the images that users start from have for their device. */
const byDhcp = (device: string): string =>
  `[Match]\nName=${device}\n\n[Network]\nDHCP=true\n\n[DHCPv4]\nClientIdentifier=mac\n`;

/** Where it can write to /sys, it waits for udev to tell of the device, and the userland has no udev. */
const WITHOUT_UDEV = '[Service]\nReadOnlyPaths=/sys\n';

/** Lets the system of an instance ask for its address when it starts. */
export function askForAddress(root: string, device: string): void {
  fileBeneath(root, `etc/systemd/network/${device}.network`, byDhcp(device));
  fileBeneath(root, `etc/systemd/system/${NETWORKD}.d/without-udev.conf`, WITHOUT_UDEV);
  linkBeneath(root, `etc/systemd/system/multi-user.target.wants/${NETWORKD}`, `/lib/systemd/system/${NETWORKD}`);
}
