/** Daemons that a package starts where it is installed and stops where it is removed, also the user's own. */
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import type { HostFacts } from '../../host/host.js';
import { installedVersions } from '../../host/packages/apt.js';

export interface Service {
  /** Of which one brings it, whoever packaged it. */
  readonly packages: readonly string[];
  /** Where it listens, whoever started it: the next one to start takes it away from the one before. */
  readonly socket: string;
  /** By which its package ends it where no service manager runs; absent where it ends none. */
  readonly pidFile?: string;
}

export const DOCKER_SERVICE: Service = {
  packages: ['docker.io', 'docker-ce'],
  socket: '/run/docker.sock',
  pidFile: '/run/docker.pid',
};
export const CONTAINERD_SERVICE: Service = {
  packages: ['containerd', 'containerd.io'],
  socket: '/run/containerd/containerd.sock',
};

/** Sockets of daemons of no package, which installing and removing these packages would disturb. */
export async function servicesInTheWay(
  { systemd }: Pick<HostFacts, 'systemd'>,
  services: readonly Service[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { packages, socket, pidFile } of services) {
    const isDisturbed = systemd || (pidFile !== undefined && existsSync(pidFile));
    if (!isDisturbed || !(await isListening(socket))) continue;
    if ((await installedVersions(packages)).size === 0) found.push(socket);
  }
  return found;
}

/** Also where the daemon is stopped, and takes no more of those that wait. */
function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => socket.destroy());
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN'));
    socket.once('close', (hadError) => resolve(!hadError));
  });
}
