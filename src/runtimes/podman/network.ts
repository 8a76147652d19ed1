/** The network that podman gives its users, made beside the peer: `podman{network: default}`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../host/host.js';
import type { JournalEntry } from '../../host/undo/journal.js';
import { mountsBelow } from '../../host/undo/undo.js';
import type { Recipe } from '../install/recipe.js';
import type { RuntimeNetwork } from '../runtime.js';
import { IPTABLES } from '../shared/network-tools.js';

/** What podman calls to make the network that it gives its users. It looks for netavark in folders of its own. */
export const NETWORK_TOOLS: readonly Recipe[] = [
  {
    runtime: 'netavark',
    programs: [{ name: 'netavark', places: ['/usr/lib/podman/netavark', '/usr/libexec/podman/netavark'] }],
    packages: [{ name: 'netavark' }],
    byPath: 'refused',
  },
  IPTABLES,
];

/** Returns the settings of podman's own network. A podman that has them fails where there is no netavark. Pure. */
export const networkConfiguration = (folder: string): string => `
[network]
network_backend = "netavark"
network_config_dir = "${folder}/networks"
`;

/**
 * netavark tells firewalld of its bridge where that runs, and firewalld's rules are those of the host, whatever the
 * namespace of podman is. It finds firewalld by the system's bus, of which podman has no other need. Newer versions
 * would call nft, which is a package of its own.
 */
export const FIREWALL = { DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/nowhere', NETAVARK_FW: 'iptables' };

/**
 * Podman takes this lock around every call of netavark, wherever its networks are: it is of the whole host. A podman
 * of the user's may have come to it meanwhile, and without the file it would share its lock with nobody. It has the
 * file open only while it holds the lock or waits for it.
 */
const NETAVARK_LOCK = '/run/lock/netavark.lock';
const REMOVE_UNLESS_OPEN = 'for one in /proc/[0-9]*/fd/*; do [ ! "$one" -ef "$0" ] || exit 0; done; rm -f "$0"';

/** Where podman keeps the networks of its containers. It mounts the folder onto itself, as `ip netns` does. */
const NETWORKS = '/run/netns';
/** Others may have come to keep theirs there. */
const UNMOUNT_IF_EMPTY = '[ -n "$(ls -A "$0" 2>/dev/null)" ] || umount "$0" 2>/dev/null || true';

function recordNetworks(host: Host): void {
  if (!existsSync(NETAVARK_LOCK))
    host.journal.record({ kind: 'command', argv: ['/bin/sh', '-c', REMOVE_UNLESS_OPEN, NETAVARK_LOCK] });
  if (!existsSync(NETWORKS)) host.journal.record({ kind: 'folder', path: NETWORKS });
  if (!mountsBelow(NETWORKS).includes(NETWORKS))
    host.journal.record({ kind: 'command', argv: ['/bin/sh', '-c', UNMOUNT_IF_EMPTY, NETWORKS] });
}

interface Calls {
  /** The words in front of what podman is asked for, with those that enter the namespace. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The folder of its settings. */
  readonly folder: string;
}

/** After a boot there is no such namespace, and no mount of a container. */
const WHERE_IT_IS = 'nsenter --net="$0" -- true 2>/dev/null || exit 0; exec "$@"';

/** Puts on record what removes the containers of a run that was killed, with the mounts below /run/netns. */
export function recordContainers(host: Host, { path }: RuntimeNetwork, { command, env, folder }: Calls): JournalEntry {
  recordNetworks(host);
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const remove = ['env', ...variables, ...command, 'rm', '--all', '--force', '--time', '0'];
  return host.journal.record({
    ...{ kind: 'command', argv: ['/bin/sh', '-c', WHERE_IT_IS, path, ...remove] },
    needs: [join(folder, 'containers.conf')],
  });
}
