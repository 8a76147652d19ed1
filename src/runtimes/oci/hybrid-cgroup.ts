/** Hosts with cgroup v1 and v2 side by side, and the runtimes that refuse them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseMounts } from '../../host/facts/mounts.js';

/** The wrapper that every call of a runtime needs on this host, and the reason. */
export interface CommandWrapper {
  readonly argv: readonly string[];
  /** One sentence for the record. */
  readonly note: string;
}

/** Returns where cgroup2 is mounted with a controller beside v1 hierarchies; undefined where it is not. */
export function hybridMount(): string | undefined {
  const mounts = parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  const unified = mounts.find(({ filesystem }) => filesystem === 'cgroup2')?.point;
  if (!unified || !mounts.some(({ filesystem }) => filesystem === 'cgroup')) return undefined;
  return readFileSync(join(unified, 'cgroup.controllers'), 'utf8').trim() === '' ? undefined : unified;
}

/**
 * Returns a wrapper without the cgroup2 mount; undefined where none is needed. crun (libcrun's `cgroups in hybrid mode
 * not supported, drop all controllers from cgroupv2`) refuses a host where cgroup2 has a controller beside v1
 * hierarchies. In a mount namespace without the cgroup2 mount it sees plain v1, which has the limits anyway.
 */
export function withoutHybridCgroup(): CommandWrapper | undefined {
  const unified = hybridMount();
  if (unified === undefined) return undefined;
  const enter = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', 'umount "$0" && exec "$@"'];
  return {
    argv: [...enter, unified],
    note: `it runs in a mount namespace without ${unified}, since it refuses hybrid cgroups`,
  };
}
