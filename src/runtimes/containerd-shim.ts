/** The shim below containerd: `containerd{runtime: io.containerd.runsc.v1}`, with any shim that is installed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArmSpec } from '../config/arms.js';
import { HostError } from '../errors.js';
import { runCommand } from '../host/commands/command.js';
import type { Host, HostFacts } from '../host/host.js';
import { sha256 } from '../image/archive.js';
import type { Binary } from '../results/document.js';
import { findBelow, findCommand, mainOf } from './install/binaries.js';
import { gvisorNotes } from './oci/gvisor.js';
import { runsc } from './oci/runsc.js';
import type { Installed, Missing, OptionDefinition } from './runtime.js';

/** The shim that ctr uses by default. */
const OWN = 'io.containerd.runc.v2';
const GVISOR = 'io.containerd.runsc.v1';
/** The last two parts of the name are those of the shim's file (containerd, "core/runtime/v2/README.md"). */
const NAME = /^io\.containerd\.([a-z0-9-]{1,40})\.(v\d{1,3})$/;

export const RUNTIME_OPTION: OptionDefinition = {
  help: `the runtime by containerd's name, of which the shim is on PATH: ${OWN} (default), ${GVISOR}, …`,
  problem: (value) =>
    NAME.test(value)
      ? undefined
      : [`"${value}" is no name of a containerd runtime`, `Write io.containerd.NAME.vN, as ${GVISOR}.`],
};

/** Returns the shim that the user asked for; undefined where it is containerd's own. */
export function wantedShim({ options }: ArmSpec): string | undefined {
  return options.runtime === OWN ? undefined : options.runtime;
}

export const isGvisor = (arm: ArmSpec): boolean => wantedShim(arm) === GVISOR;

/** Returns the name of the shim's file, such as `containerd-shim-runsc-v1`. Pure. */
export function shimFile(runtime: string): string {
  const [, name, version] = NAME.exec(runtime) ?? [];
  return `containerd-shim-${name}-${version}`;
}

const RUNSC: ArmSpec = { id: 'runsc', runtime: 'runsc', options: {} };

/**
 * Returns what the shim needs and the host lacks.
 * @param folder has containerd's own programs, where the user gave it.
 */
export async function checkShim(host: HostFacts, arm: ArmSpec, folder: string | undefined): Promise<Missing[]> {
  const runtime = wantedShim(arm);
  if (!runtime) return [];
  const below = isGvisor(arm) ? await runsc.check(host, RUNSC) : [];
  return [...faultsOf(runtime, folder), ...below];
}

function faultsOf(runtime: string, folder: string | undefined): Missing[] {
  if (!shimPath(runtime, folder)) return [missingShim(runtime)];
  const mayNot = runtime === GVISOR && !hasSysResource(readFileSync('/proc/self/status', 'utf8'));
  return mayNot ? [UNPRIVILEGED] : [];
}

/** Tells whether a process has CAP_SYS_RESOURCE, which is bit 24 (linux/capability.h). Pure. */
export function hasSysResource(status: string): boolean {
  const [, effective = '0'] = /^CapEff:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return ((BigInt(`0x${effective}`) >> 24n) & 1n) === 1n;
}

const UNPRIVILEGED: Missing = {
  what: "gVisor's shim protects itself from the OOM killer, which takes CAP_SYS_RESOURCE, and root lacks it here",
  remedy: 'Inside a container, start that container with --privileged; or use runsc, or docker{runtime: runsc}.',
  installable: false,
};

function shimPath(runtime: string, folder: string | undefined): string | undefined {
  return findBelow(folder, shimFile(runtime)) ?? findCommand(shimFile(runtime));
}

function missingShim(runtime: string): Missing {
  const from = runtime === GVISOR ? ', which gVisor publishes beside runsc,' : '';
  return {
    what: `there is no ${shimFile(runtime)} on PATH`,
    remedy: `${runtime} needs it: put it${from} into a folder of PATH, or leave the option runtime out.`,
    installable: false,
  };
}

/**
 * Adds the shim, and the runtime that it calls, to what was installed.
 * @throws HostError where the shim is not there.
 */
export async function withShim(
  host: Host,
  arm: ArmSpec,
  folder: string | undefined,
  installed: Installed,
): Promise<Installed> {
  const runtime = wantedShim(arm);
  if (!runtime) return installed;
  const [fault] = faultsOf(runtime, folder);
  const path = shimPath(runtime, folder);
  if (fault || !path) throw new HostError(`${arm.id}: ${fault?.what}`, fault?.remedy);
  const shim = await identifyShim(shimFile(runtime), path);
  const own = installed.binaries.filter(({ name }) => name !== 'runc');
  if (!isGvisor(arm)) return { ...installed, binaries: [...own, shim] };
  const below = await runsc.install(host, RUNSC);
  return {
    ...installed,
    nested: mainOf(below),
    binaries: [...own, shim, mainOf(below)],
    source: `${installed.source}; below it: ${below.source}`,
    notes: [...(installed.notes ?? []), ...gvisorNotes(['--network=none'], undefined)],
  };
}

/** Shims have no `--version`; `-v` prints a block of lines, in which the version may be empty. */
async function identifyShim(name: string, path: string): Promise<Binary> {
  const { stdout } = await runCommand([path, '-v']);
  const [, version = 'unknown'] = /^\s*Version:\s*(\S+)/m.exec(stdout) ?? [];
  return { name, path, version: `${name} ${version}`, sha256: await sha256(path) };
}

/** Returns the words of `ctr containers create` for the shim. It takes no root for runc, whose own is used then. */
export function createArguments(arm: ArmSpec, folder: string, nested: Binary | undefined): string[] {
  return wantedShim(arm) ? shimArguments(arm, folder, nested) : [];
}

/**
 * Returns the words of `ctr run` for the shim, and writes a file of settings to `folder` where it needs one. Releases
 * of gVisor before 20240807.0 refuse to start with a network on recent kernels, so those settings ask for none.
 */
export function shimArguments(arm: ArmSpec, folder: string, nested: Binary | undefined): string[] {
  const runtime = wantedShim(arm);
  if (!runtime) return ['--runc-root', join(folder, 'runc')];
  if (!nested) return ['--runtime', runtime];
  const settings = join(folder, 'runsc.toml');
  writeFileSync(settings, gvisorSettings(nested.path, join(folder, 'runsc')));
  return ['--runtime', runtime, '--runtime-config-path', settings];
}

/** Returns the settings as TOML. A JSON string is also a TOML string. Pure. */
export function gvisorSettings(program: string, root: string): string {
  const text = JSON.stringify;
  return `binary_name = ${text(program)}\nroot = ${text(root)}\n[runsc_config]\nnetwork = "none"\n`;
}
