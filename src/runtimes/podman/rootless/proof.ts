/** Proves from outside that a rootless container stays in the groups with the limits, before anything is measured. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../../../config/arms.js';
import { HostError } from '../../../errors.js';
import { type CgroupLayout, groupPaths } from '../../../host/cgroup.js';
import { runCommand } from '../../../host/commands/command.js';
import { parseCpuList } from '../../../host/facts/cpu/cpus.js';
import { parseFields } from '../../../host/facts/proc.js';
import type { Host } from '../../../host/host.js';
import { processName } from '../../../host/process.js';
import { volumesFolder } from '../../../host/volumes-folder.js';
import type { LaunchRequest, PreparedArm } from '../../runtime.js';
import type { RunUser } from '../../shared/run-user.js';
import { BOX } from './runtime-call.js';

/** It is enough for any shell. */
const MEMORY_BYTES = 256 * 1024 ** 2;
const SECONDS = 60;

/** An arm whose containers are looked at. */
export interface Provable extends Pick<PreparedArm, 'launch'> {
  readonly user: RunUser;
  /** The words of a call that asks podman about its containers. */
  readonly asking: { readonly words: readonly string[]; readonly env: Readonly<Record<string, string>> };
  /** The group of a sandbox, with all that serves it alone. */
  groupOf(request: Pick<LaunchRequest, 'id'>): string;
}

/**
 * Starts one sandbox, looks at its first process, and ends it. Whether the limits are those that were asked for is
 * looked at from inside at every launch, as for every arm.
 * @throws HostError where the container is elsewhere.
 */
export async function proveGroups(host: Host, arm: ArmSpec, prepared: Provable): Promise<void> {
  const request = trial(host);
  mkdirSync(request.volume);
  const console = await prepared.launch(request);
  try {
    await Promise.race([once(console.output, 'data', { signal: request.signal }), console.gone]);
    const { words, env } = prepared.asking;
    const asked = [...words, 'inspect', '--format', '{{.State.Pid}}', request.id];
    const pid = (await runCommand(asked, { env, cwd: '/' })).stdout.trim();
    if (!/^[1-9]\d*$/.test(pid)) {
      const said = console.diagnostics().at(-1) ?? 'podman said nothing';
      throw new HostError(`${arm.id}: the sandbox that was to prove its limits did not start: ${said}`, REMEDY);
    }
    const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
    const expected = { layout: host.cgroup, group: prepared.groupOf(request), cpus: request.limits.cpus };
    const fault = faultOf({ cgroup: read('cgroup'), status: read('status') }, { ...expected, user: prepared.user });
    if (fault) throw new HostError(`${arm.id} is not measured, for it would be unfair: ${fault}.`, REMEDY);
  } finally {
    await console.kill();
    await console.gone;
    rmSync(request.volume, { recursive: true, force: true });
  }
}

const REMEDY = 'Measure podman without rootless on this host.';

function trial(host: Host): LaunchRequest {
  const id = `${processName()}-proof-${host.run.nextId('proof')}`;
  const [cpu = 0] = parseCpuList(parseFields(readFileSync('/proc/self/status', 'utf8')).Cpus_allowed_list ?? '');
  return {
    ...{ id, nonce: randomBytes(12).toString('hex'), volume: join(volumesFolder(host), id) },
    limits: { cpus: String(cpu), cpuCount: 1, memoryBytes: MEMORY_BYTES },
    ...{ seconds: SECONDS, signal: AbortSignal.timeout(SECONDS * 1000) },
  };
}

interface Expected {
  readonly layout: CgroupLayout;
  readonly group: string;
  readonly cpus: string;
  readonly user: RunUser;
}

/**
 * Returns what is wrong with the first process of a container, from the texts of its files in /proc; undefined where
 * nothing is. Pure but for the existence of hierarchies.
 */
export function faultOf(
  { cgroup, status }: { readonly cgroup: string; readonly status: string },
  { layout, group, cpus, user }: Expected,
): string | undefined {
  const box = `/${group}/${BOX}`;
  const inBox = cgroup.split('\n').filter((line) => line.endsWith(box)).length;
  const needed = groupPaths(layout, group).length;
  if (inBox < needed) return `its container is in ${inBox} of the ${needed} groups ${box} that limit it`;
  const { Cpus_allowed_list: allowed, Uid: uids = '' } = parseFields(status);
  if (allowed !== cpus) return `its container may run on the CPUs ${allowed}, and not on ${cpus} alone`;
  const strange = uids
    .trim()
    .split(/\s+/)
    .find((uid) => uid !== String(user.uid));
  return strange === undefined ? undefined : `its container runs as user ${strange}, and not as ${user.uid}`;
}
