/**
 * Daemons that a package starts when it is installed and stops when it is removed, even if the daemon is the user's
 * own.
 */
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import type { HostFacts } from '../../host/host.js';
import { installedVersions } from '../../host/packages/apt.js';

export interface Service {
  /** Packages each of which brings the daemon, whoever packaged it. */
  readonly packages: readonly string[];
  /**
   * The socket on which the daemon listens, whoever started it. The next daemon to start takes the socket away from the
   * one before.
   */
  readonly socket: string;
  /**
   * The file by which the package stops the daemon where no service manager runs; absent where the package does not
   * stop it.
   */
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

/**
 * Returns the sockets of daemons that belong to no package, and that installing and removing these packages would
 * disturb.
 */
export async function servicesInTheWay(
  { systemd }: Pick<HostFacts, 'systemd'>,
  services: readonly Service[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { packages, socket, pidFile } of services) {
    const isDisturbed = systemd || (pidFile !== undefined && existsSync(pidFile));
    // Where the package is there, it is none of this; and to connect could start a daemon that does not run.
    if (!isDisturbed || (await installedVersions(packages)).size > 0) continue;
    if (await isListening(socket)) found.push(socket);
  }
  return found;
}

/** Tells whether a daemon listens. It also does where it is stopped and its queue of connections is full. */
function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => socket.destroy());
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN'));
    socket.once('close', (hadError) => resolve(!hadError));
  });
}
