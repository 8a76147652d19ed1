/** gVisor on an OCI bundle, without a daemon: its user-space kernel between the sandbox and the host's. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError } from '../../errors.js';
import { CommandError, runCommand } from '../../host/command.js';
import { knownReleases } from '../../host/download/known-checksums.js';
import type { Host, HostFacts, LinuxDistribution } from '../../host/host.js';
import { availableVersions, type PackageVersion } from '../../host/packages/apt.js';
import { hasBackports } from '../../host/packages/backports.js';
import { findCommand, mainOf } from '../install/binaries.js';
import { checkPackaged, installPackaged, type PackagedRuntime } from '../install/packaged-program.js';
import { checkRelease, installRelease, type ReleaseSource } from '../install/release-binary.js';
import type { Installed, Missing, Runtime } from '../runtime.js';
import { EXECUTABLE, ociRuntime } from './bundle.js';
import { gvisorNotes, unsupportedByGvisor } from './gvisor.js';

const BUCKET = 'https://storage.googleapis.com/gvisor/releases/release';
const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

const release: ReleaseSource = {
  file: (version, arch) => `${BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc`,
  checksums: (version, arch) => `${BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc.sha512`,
};

/** `20240408.0`, or the latest of a day: `20240408`. Anything else is a package version. */
const RELEASE = /^\d{8}(\.\d+)?$/;

/** systrap, the platform of today, came in April 2023: Debian 12's own 20221219 has only ptrace and kvm. */
function accepts(packageVersion: string): boolean {
  return Number(/(\d{8})/.exec(packageVersion)?.[1] ?? 0) >= 20_230_501;
}

const packaged: PackagedRuntime = {
  programs: [{ name: 'runsc', places: ['runsc'] }],
  packages: ['runsc'],
  accepts,
  byPath: 'supported',
};

export const runsc: Runtime = {
  ...ociRuntime({
    name: 'runsc',
    summary: 'gVisor: a kernel in user space, on a bundle, without a daemon',
    packageName: 'runsc',
    options: {
      platform: {
        help: 'how system calls are caught; runsc decides where left out',
        choices: ['systrap', 'ptrace', 'kvm'],
      },
      overlay2: { help: 'where changes to files go: none, root:self, root:memory, all:memory, root:dir=/PATH' },
      directfs: { help: 'whether the sandbox opens files itself', choices: ['true', 'false'] },
      network: { help: 'the network stack (default none)', choices: ['none', 'host'] },
    },
    globalArgs: flagsOf,
    // `delete --force` waits 5 s for a sandbox whose parent lives, and then fails.
    kill: (command, id) => [...command, 'kill', id, 'KILL'],
  }),
  checksumOf: EXECUTABLE,
  async check(host, arm) {
    const wanted = await versioned(host, arm);
    const missing = isRelease(wanted)
      ? checkRelease(host, wanted, release)
      : await checkPackaged(host, wanted, packaged);
    const binary = arm.path ?? (missing.length === 0 ? findCommand('runsc') : undefined);
    return [...missing, ...(await platformMissing(arm, binary))];
  },
  async install(host, arm) {
    const installed = await obtain(host, await versioned(host, arm));
    const [fault] = await platformMissing(arm, mainOf(installed).path);
    if (fault) throw new HostError(`${arm.id}: ${fault.what}`, fault.remedy);
    return { ...installed, notes: gvisorNotes(flagsOf(arm), arm.options.overlay2) };
  },
  unsupported: unsupportedByGvisor,
};

/** With the release to take where the user names none and no package will do. */
async function versioned(host: HostFacts, arm: ArmSpec): Promise<ArmSpec> {
  if (arm.version || arm.path || findCommand('runsc')) return arm;
  const version = releaseInstead(host.distribution, await availableVersions(packaged.packages));
  return version ? { ...arm, version } : arm;
}

/** Pure: the newest release whose checksum is known, where the distribution has no package that will do, as Ubuntu. */
export function releaseInstead(
  distribution: LinuxDistribution,
  offered: readonly PackageVersion[],
): string | undefined {
  if (hasBackports(distribution) || offered.some(({ version }) => accepts(version))) return undefined;
  return knownReleases('runsc', distribution.arch).at(-1)?.version;
}

function isRelease(arm: ArmSpec): arm is ArmSpec & { version: string } {
  return arm.version !== undefined && RELEASE.test(arm.version);
}

async function obtain(host: Host, arm: ArmSpec): Promise<Installed> {
  if (!isRelease(arm)) return installPackaged(host, arm, packaged);
  return installRelease(host, arm, release, 'A build of the distribution is asked for by its full package version.');
}

/**
 * Releases before 20240807.0 take every network namespace of a recent kernel for the host's own and refuse to start
 * with a network, so there is none unless it is asked for.
 */
function flagsOf({ options }: ArmSpec): string[] {
  return Object.entries({ network: 'none', ...options }).map(([name, value]) => `--${name}=${value}`);
}

const PROBE_SECONDS = 10;

/** /dev/kvm may be there and still not run a guest, so one is really started. */
async function platformMissing({ options }: ArmSpec, binary: string | undefined): Promise<Missing[]> {
  if (options.platform !== 'kvm') return [];
  if (!existsSync('/dev/kvm'))
    return [{ what: 'no /dev/kvm', remedy: 'Switch virtualization on, or use platform: systrap.', installable: false }];
  const problem = binary && (await kvmProblem(binary));
  return problem
    ? [{ what: `KVM runs no gVisor here: ${problem}`, remedy: 'Use platform: systrap.', installable: false }]
    : [];
}

async function kvmProblem(binary: string): Promise<string | undefined> {
  const state = mkdtempSync(join(tmpdir(), 'tare-kvm-'));
  const flags = [`--root=${state}`, '--network=none', '--ignore-cgroups', '--platform=kvm'];
  try {
    // `runsc do` keeps its bundle in a temporary folder, which stays where it is killed.
    const result = await runCommand([binary, ...flags, 'do', '/bin/true'], {
      timeoutSeconds: PROBE_SECONDS,
      env: { TMPDIR: state },
    });
    return result.code === 0
      ? undefined
      : `runsc ended with exit code ${result.code} (${result.stderr.trim().split('\n').at(-1)})`;
  } catch (error) {
    if (error instanceof CommandError) return `runsc hung for ${PROBE_SECONDS} s`;
    throw error;
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
