/** The words of a call of podman that makes a container. Pure. */
import { SANDBOX } from '../../sandbox/paths.js';
import type { LaunchRequest } from '../runtime.js';
import type { Storage } from './storage.js';

export const IMAGE = 'localhost/tare/userland:latest';

/**
 * Returns `--ulimit` options with the limits of this process, from the text of /proc/self/limits, because native has
 * these too. Podman's own default is higher, and setting it fails where root lacks CAP_SYS_RESOURCE. Podman lowers the
 * number of processes to the kernel's pid_max, so no more can be asked for. Pure.
 */
export function ownLimits(text: string, pidMax: number): string[] {
  const limit = (title: string, name: string, most: number) => {
    const [, soft, hard] = new RegExp(`^${title} +(\\S+) +(\\S+)`, 'm').exec(text) ?? [];
    const bounded = (value: string) => (value === 'unlimited' ? '-1' : String(Math.min(Number(value), most)));
    return soft && hard ? ['--ulimit', `${name}=${bounded(soft)}:${bounded(hard)}`] : [];
  };
  return [...limit('Max open files', 'nofile', Number.POSITIVE_INFINITY), ...limit('Max processes', 'nproc', pidMax)];
}

type Contained = Pick<LaunchRequest, 'id' | 'limits' | 'volume' | 'nonce' | 'link'>;

/**
 * Returns the command line of `podman run` with the limits, the volume and the agent. `--rm` is left out, because with
 * it podman mounts the root as an overlay that is `volatile`: a flush costs nothing there, and writes were four times
 * as fast as native's. Pure.
 */
export const runArguments = (
  group: string,
  ulimits: readonly string[],
  request: Contained & Pick<Storage, 'gives'>,
): string[] => ['run', ...containerArguments(group, ulimits, request)];

/** What `run` and `create` have in common. Pure. */
export function containerArguments(
  group: string,
  ulimits: readonly string[],
  request: Contained & Pick<Storage, 'gives'>,
): string[] {
  const { limits, link, gives } = request;
  const memory = String(limits.memoryBytes);
  return [
    ...named(request),
    ...['--network', link ? `ns:${link.namespace}` : gives, '--cgroup-parent', group, ...ulimits],
    ...['--cpuset-cpus', limits.cpus, '--memory', memory, '--memory-swap', memory],
    ...agentIn(request),
  ];
}

/**
 * Returns the command line of a `podman run` without root. The container has the groups and the network that it is
 * started in: without root podman can neither limit it everywhere nor enter a network namespace of root's. Pure.
 */
export const rootlessArguments = (ulimits: readonly string[], request: Contained): string[] => [
  'run',
  ...named(request),
  ...['--network', request.link ? 'host' : 'none', '--cgroups', 'disabled', ...ulimits],
  ...agentIn(request),
];

const named = ({ id }: Contained): string[] => [
  ...['--interactive', '--name', id, '--hostname', 'tare', '--pull', 'never'],
  ...['--log-driver', 'none'],
];

const agentIn = ({ volume, nonce }: Contained): string[] => [
  ...['--mount', `type=bind,source=${volume},target=${SANDBOX.volume}`],
  ...[IMAGE, '/bin/sh', SANDBOX.agent, nonce],
];
