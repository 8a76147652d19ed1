/** The OCI runtime below Docker: `docker{runtime: crun}`. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { InputError } from '../../errors.js';
import type { Host, HostFacts } from '../../host/host.js';
import type { Binary } from '../../results/document.js';
import { findCommand, identifyBinary, installedAlone, requireExecutable } from '../install/binaries.js';
import { crun } from '../oci/crun.js';
import { gvisorNotes, isNamedGvisor } from '../oci/gvisor.js';
import { withoutHybridCgroup } from '../oci/hybrid-cgroup.js';
import { nameIn } from '../oci/identity.js';
import { asIdentified } from '../oci/index.js';
import { runsc } from '../oci/runsc.js';
import type { Installed, Missing, Runtime } from '../runtime.js';
import type { DockerDaemon, SelectableRuntime } from './client.js';

/** The runtime that Docker brings with it. */
const OWN = 'runc';
const INSTALLABLE: readonly Runtime[] = [crun, runsc].map(asIdentified);
/** Old releases of gVisor refuse to start with a network on recent kernels. The sandbox has no network in any case. */
const GVISOR_FLAGS = ['--network=none'];

/** Returns the runtime that the user asked for; undefined where it is Docker's own. */
export function wantedRuntime({ options }: ArmSpec): string | undefined {
  return options.runtime === OWN ? undefined : options.runtime;
}

/** Whether the option `runtime` is a path. */
export const isPath = (wanted: string) => wanted.includes('/');
const bare = (runtime: string): ArmSpec => ({ id: runtime, runtime, options: {} });

/**
 * Returns what the runtime needs and the host lacks.
 * @throws InputError for a path or name at which there is no program.
 */
export async function checkNested(host: HostFacts, wanted: string): Promise<Missing[]> {
  if (isPath(wanted)) {
    executable(wanted);
    return [];
  }
  const runtime = INSTALLABLE.find(({ name }) => name === wanted);
  if (runtime) return runtime.check(host, bare(wanted));
  if (!findCommand(wanted)) throw unknownRuntime(wanted);
  return [];
}

function executable(path: string): string {
  return requireExecutable(path, 'the runtime below docker', 'docker{runtime: ./bin/runc}');
}

/**
 * Finds the runtime, and installs it where tare can.
 * @throws InputError for a path or name at which there is no program, HostError where the runtime cannot be had.
 */
export async function installNested(host: Host, wanted: string): Promise<Installed> {
  const runtime = INSTALLABLE.find(({ name }) => name === wanted);
  if (runtime) return runtime.install(host, bare(wanted));
  const path = isPath(wanted) ? executable(wanted) : findCommand(wanted);
  if (!path) throw unknownRuntime(wanted);
  const found = await identifyBinary(basename(wanted), path);
  const told = nameIn(found.version);
  if (told !== undefined) refuseUnderOtherName(wanted, told);
  const binary = { ...found, name: told ?? found.name };
  return installedAlone(binary, isPath(wanted) ? 'path' : `found at ${path}`);
}

/** Refuses a program whose name misleads: the benchmarks that gVisor cannot run are left out by the name. */
function refuseUnderOtherName(wanted: string, told: string): void {
  const isGvisor = told === 'runsc';
  if (isGvisor === isNamedGvisor(wanted)) return;
  throw new InputError(
    `docker{runtime: ${wanted}}: the program says that it is ${told}, and by its name it is ${isGvisor ? 'not' : 'gVisor'}.`,
    `Give it a name that begins with ${told}; a link will do.`,
  );
}

function unknownRuntime(wanted: string): InputError {
  return new InputError(
    `docker{runtime: ${wanted}}: no ${wanted} is on PATH.`,
    `Give its path, or one of runc, ${INSTALLABLE.map(({ name }) => name).join(', ')}.`,
  );
}

/**
 * Makes sure that `docker run --runtime` accepts the runtime, and returns the name that it accepts.
 * @throws HostError where the daemon does not know it and cannot be configured.
 */
export async function registerRuntime(
  daemon: DockerDaemon,
  wanted: string,
  binary: Binary | undefined,
): Promise<string> {
  const name = isPath(wanted) ? `tare-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}` : wanted;
  const teach = binary && (daemon.isOurs || isPath(wanted));
  const runtime: SelectableRuntime = { name, ...(teach && { call: callOf(binary) }) };
  await daemon.offer(runtime);
  return name;
}

function callOf({ path, version }: Binary): [string, ...string[]] {
  const [first = path, ...rest] = isCrun(version) ? [...(withoutHybridCgroup()?.argv ?? []), path] : [path];
  return [first, ...rest, ...(isGvisor(version) ? GVISOR_FLAGS : [])];
}

const isCrun = (version: string) => /^crun\b/.test(version);
const isGvisor = (version: string) => /^runsc\b/.test(version);

/** Returns what a reader of the figures must know of the runtime. */
export function nestedNotes({ version }: Binary): string[] {
  if (isGvisor(version)) return gvisorNotes(GVISOR_FLAGS, undefined);
  const wrapper = isCrun(version) ? withoutHybridCgroup() : undefined;
  return wrapper ? [wrapper.note] : [];
}
