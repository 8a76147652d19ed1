/**
 * Starts a dockerd of ours. It has its own socket, data and containerd, so that it shares nothing with any other
 * daemon and leaves nothing behind.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HostError } from '../../errors.js';
import { pause } from '../../host/cancellation.js';
import { runGroup } from '../../host/groups/run-group.js';
import type { Host } from '../../host/host.js';
import type { RuntimeNetwork } from '../runtime.js';
import { callable } from '../shared/call-script.js';
import { OwnDaemon } from '../shared/own-daemon.js';
import { type DockerDaemon, selectable, serverVersion } from './client.js';

/** Where a containerd of the host has its socket, and the shims of any have theirs. */
const CONTAINERD = '/run/containerd';
/** Where a dockerd makes a key that a dockerd of the user's would take up later. Ours is told its settings. */
const SETTINGS = '/etc/docker';

/**
 * Folders that any dockerd and its containerd make outside their own. Other daemons may come to use them, so only
 * empty ones are removed.
 */
const FOLDERS = [
  ...[SETTINGS, '/run/docker', '/run/docker/plugins', CONTAINERD],
  ...['/opt/containerd', '/opt/containerd/bin', '/opt/containerd/lib'],
];
const RELOAD_SECONDS = 10;

/**
 * The programs that were identified and are started, and the folder in which dockerd finds the programs that belong to
 * it.
 */
export interface DockerPrograms {
  readonly dockerd: string;
  readonly client: string;
  /** Absent where the programs are those on PATH. */
  readonly folder?: string;
  /** Where it makes its bridge and its firewall; absent where it makes neither. */
  readonly network?: RuntimeNetwork;
}

export async function startDocker(
  host: Host,
  { dockerd, client, folder: bundle, network }: DockerPrograms,
  stopped: () => void,
): Promise<DockerDaemon> {
  host.log.step(`starting a docker daemon${bundle ? ` from ${bundle}` : ''}`);
  const number = host.run.nextId('docker');
  const folder = join(host.paths.work, `docker-${number}`);
  const files = host.journal.record({ kind: 'path', path: folder });
  recordSideEffects(host);
  if (network) recordBridgeFilter(host);
  mkdirSync(folder, { recursive: true });
  mkdirSync(CONTAINERD, { recursive: true, mode: 0o711 });
  mkdirSync(SETTINGS, { recursive: true });
  const runtimes = new Map<string, { path: string }>();
  writeConfiguration(folder, runtimes);
  const cli = [client, '--host', `unix://${folder}/docker.sock`];
  const sandboxes = `docker-${number}`;
  const daemon = await OwnDaemon.start(host, {
    name: 'dockerd',
    argv: [
      ...surroundings(network),
      dockerd,
      ...daemonArguments(folder, `/${runGroup(host)}/${sandboxes}`),
      ...(network ? [] : NO_NETWORK),
    ],
    searchFirst: bundle ? [bundle] : [],
    log: join(folder, 'dockerd.log'),
    group: `dockerd-${number}`,
    sandboxes,
    below: { name: 'containerd', pidFile: join(folder, 'exec', 'containerd', 'containerd.pid') },
    volatile: [join(folder, 'exec'), join(folder, 'dockerd.pid')],
    ready: async () => (await serverVersion(cli)) !== undefined,
  });
  return {
    cli,
    version: (await serverVersion(cli)) ?? '',
    isOurs: true,
    containerRoot: 'root',
    group: daemon.group,
    offer: async ({ name, call }) => {
      if (!call) throw new Error(`no call is given for the runtime ${name}`);
      runtimes.set(name, { path: callable(call, join(folder, 'runtimes', name)) });
      writeConfiguration(folder, runtimes);
      daemon.reload();
      await untilSelectable(cli, name);
    },
    requireAlive: () => daemon.requireAlive(),
    abandonable: () => {
      const { serving } = daemon;
      return () => daemon.giveUp(serving);
    },
    stop: async () => {
      stopped();
      await daemon.stop();
      await files.undo();
    },
  };
}

function recordSideEffects(host: Host): void {
  for (const path of FOLDERS) if (!existsSync(path)) host.journal.record({ kind: 'folder', path });
}

/** A dockerd that makes a firewall loads it. From then on what the host's bridges pass on goes through the rules. */
const BRIDGE_FILTER = 'br_netfilter';
/** Others who use it, and load it only where it is not there. */
const USERS_OF_IT = ['dockerd', 'kubelet', 'k3s', 'k3s-server', 'crio', 'libvirtd', 'rke2'];
const UNLOAD = `
grep -q "^$1 " /proc/modules || exit 0
for comm in /proc/[0-9]*/comm; do
  read -r name 2>/dev/null <"$comm" || continue
  for user in ${USERS_OF_IT.join(' ')}; do [ "$name" = "$user" ] && exit 0; done
done
exec modprobe -r "$1"
`;

/** It is unloaded again, unless it was there before or somebody else has come to use it. */
function recordBridgeFilter(host: Host): void {
  if (existsSync(`/sys/module/${BRIDGE_FILTER}`)) return;
  host.journal.record({ kind: 'command', argv: ['/bin/sh', '-c', UNLOAD, 'sh', BRIDGE_FILTER] });
}

function writeConfiguration(folder: string, runtimes: ReadonlyMap<string, { path: string }>): void {
  writeFileSync(join(folder, 'daemon.json'), JSON.stringify({ runtimes: Object.fromEntries(runtimes) }));
}

function daemonArguments(folder: string, cgroupParent: string): string[] {
  return [
    ...['--host', `unix://${folder}/docker.sock`],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'dockerd.pid'), '--config-file', join(folder, 'daemon.json')],
    // Where systemd runs and cgroups are v2, dockerd expects slices of systemd instead of a path by default.
    ...['--exec-opt', 'native.cgroupdriver=cgroupfs', '--cgroup-parent', cgroupParent],
  ];
}

/**
 * dockerd tells firewalld of its bridge where that runs, and firewalld's rules are those of the host, whatever the
 * namespace of dockerd is. It finds firewalld by the system's bus, of which it has no other need.
 */
const NO_FIREWALLD = ['env', 'DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere'];

/**
 * A dockerd that is told to make no bridge removes the docker0 of its network namespace, which would be the host's and
 * that of whatever runs on the user's Docker, and sets net.ipv4.ip_forward there.
 */
const APART = ['unshare', '--net', '--'];

/** In it, dockerd makes no bridge and no firewall, for sandboxes that have no network. */
const NO_NETWORK = ['--bridge', 'none', '--iptables=false', '--ip6tables=false'];

/**
 * A dockerd that finds the socket of a containerd of the host uses that one and starts none (`systemContainerdRunning`
 * in moby's cmd/dockerd/daemon.go, from 29 on in daemon/command). Its sandboxes would be those of another program than
 * the one that is recorded, and would stay after a kill. So it is in a mount namespace of its own, where the folder is
 * empty, as is that of the settings. What the host mounts later reaches it there too, and what it mounts ends with it.
 */
const WITHOUT_HOSTS_OWN = [
  ...['unshare', '--mount', '--propagation', 'slave', '--', '/bin/sh', '-c'],
  [`mount -t tmpfs -o mode=0711 tare ${CONTAINERD}`, `mount -t tmpfs -o mode=0755 tare ${SETTINGS}`, 'exec "$@"'].join(
    ' && ',
  ),
  'sh',
];

/** Returns the words in front of the call of dockerd. */
const surroundings = (network: RuntimeNetwork | undefined): string[] => [
  ...(network ? network.enter : APART),
  ...WITHOUT_HOSTS_OWN,
  ...NO_FIREWALLD,
];

async function untilSelectable(cli: readonly string[], name: string): Promise<void> {
  const deadline = performance.now() + RELOAD_SECONDS * 1000;
  while (!(await selectable(cli)).includes(name)) {
    if (performance.now() > deadline)
      throw new HostError(
        `dockerd does not take up the runtime ${name}.`,
        'Give it another name: this one may be reserved.',
      );
    await pause(20);
  }
}
