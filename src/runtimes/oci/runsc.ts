/**
 * gVisor on an OCI bundle, without a daemon. Its user-space kernel stands between the sandbox and the host's kernel.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import { HostError, InputError } from '../../errors.js';
import { CommandError, runCommand } from '../../host/commands/command.js';
import { knownReleases } from '../../host/download/known-checksums.js';
import { hasBackports } from '../../host/packages/backports.js';
import type { Binary } from '../../results/document.js';
import { findCommand, mainOf } from '../install/binaries.js';
import { describeSource, installRecipe, sourceOf } from '../install/install.js';
import type { Recipe } from '../install/recipe.js';
import type { Missing, Runtime } from '../runtime.js';
import { fromSnapshot, SNAPSHOT_NOTE, SNAPSHOT_OPTION, withoutLink } from '../shared/snapshot.js';
import { ARGS_OPTION, argsOf } from './args.js';
import { type Linked, ociRuntime } from './bundle.js';
import { gvisorNotes, unsupportedByGvisor } from './gvisor.js';

const BUCKET = 'https://storage.googleapis.com/gvisor/releases/release';
const MACHINES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/**
 * Accepts packages with systrap, today's platform, which came in April 2023. Debian 12's own 20221219 has only ptrace
 * and kvm.
 */
function accepts(packageVersion: string): boolean {
  return Number(/(\d{8})/.exec(packageVersion)?.[1] ?? 0) >= 20_230_501;
}

const RECIPE: Recipe = {
  runtime: 'runsc',
  programs: [{ name: 'runsc' }],
  packages: [{ name: 'runsc' }],
  accepts,
  backports: true,
  byPath: 'program',
  release: {
    file: (version, arch) => `${BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc`,
    checksums: (version, arch) => `${BUCKET}/${version}/${MACHINES[arch] ?? arch}/runsc.sha512`,
    // `20240408.0`, or the latest release of a day: `20240408`. Any other form is the version of a package.
    pattern: /^\d{8}(\.\d+)?$/,
    // Where the distribution has no acceptable package, as Ubuntu has not, this is the newest release whose checksum is
    // known.
    usual: (distribution) =>
      hasBackports(distribution) ? undefined : knownReleases('runsc', distribution.arch).at(-1)?.version,
  },
};

export const runsc: Runtime = {
  ...ociRuntime({
    summary: 'gVisor: a kernel in user space, on a bundle, without a daemon',
    recipe: RECIPE,
    options: {
      platform: {
        help: 'how system calls are caught; runsc decides where left out',
        choices: ['systrap', 'ptrace', 'kvm'],
      },
      overlay2: { help: 'where changes to files go: none, root:self, root:memory, all:memory, root:dir=/PATH' },
      directfs: { help: 'whether the sandbox opens files itself', choices: ['true', 'false'] },
      network: {
        help: 'the network stack (default none, and sandbox where the suite network gives it a link)',
        choices: ['none', 'host', 'sandbox'],
      },
      ...SNAPSHOT_OPTION,
    },
    globalArgs: (arm) => flagsOf(arm),
    linked: linkedCall,
    // `delete --force` waits 5 s for a sandbox whose parent lives, and then fails.
    kill: (command, id) => [...command, 'kill', id, 'KILL'],
  }),
  unlinkable(arm) {
    const isOff = arm.options.network === 'none';
    return withoutLink(arm) ?? (isOff ? 'it was asked for without a network: network: none' : undefined);
  },
  async check(host, arm) {
    refuseSnapshotOfHostNetwork(arm);
    const source = await sourceOf(host, arm, RECIPE);
    const binary = source.kind === 'found' ? findCommand('runsc') : source.kind === 'path' ? source.path : undefined;
    return [...(await describeSource(host, source, RECIPE)), ...(await platformMissing(arm, binary))];
  },
  async install(host, arm) {
    refuseSnapshotOfHostNetwork(arm);
    const installed = await installRecipe(host, arm, RECIPE);
    const [fault] = await platformMissing(arm, mainOf(installed).path);
    if (fault) throw new HostError(`${arm.id}: ${fault.what}.`, fault.remedy);
    const notes = gvisorNotes([...notedFlags(arm), ...argsOf(arm)], arm.options.overlay2);
    return { ...installed, notes: [...notes, ...(fromSnapshot(arm) ? [SNAPSHOT_NOTE] : [])] };
  },
  unsupported: (benchmarkId, { options }) => unsupportedByGvisor(benchmarkId, options),
};

/** @throws InputError where a checkpoint is asked for that every release refuses: of sockets of the host's kernel. */
function refuseSnapshotOfHostNetwork(arm: ArmSpec): void {
  if (!fromSnapshot(arm) || arm.options.network !== 'host') return;
  throw new InputError(
    `${arm.id}: gVisor takes no snapshot of a sandbox that has the network stack of the host.`,
    'Leave out network, or snapshot.',
  );
}

/** The options that are no flags of runsc. */
const NO_FLAGS = { ...ARGS_OPTION, ...SNAPSHOT_OPTION };

/**
 * Returns the flags. Releases before 20240807.0 take every network namespace of a recent kernel for the host's own and
 * refuse to start with a network, so the flags ask for none unless the user does.
 */
function flagsOf({ options }: ArmSpec, network = 'none'): string[] {
  const own = Object.entries({ network, ...options }).filter(([name]) => !Object.hasOwn(NO_FLAGS, name));
  return own.map(([name, value]) => `--${name}=${value}`);
}

/** Returns the flags as the notes state them, because only a launch decides whether a sandbox has a link. */
function notedFlags(arm: ArmSpec): string[] {
  const [network = '', ...others] = flagsOf(arm);
  return arm.options.network ? [network, ...others] : [`${network} (sandbox over a link to the host)`, ...others];
}

/**
 * The date of the first release that starts with a network, compared with that of a release or of the distribution's
 * package.
 */
const FIRST_WITH_NETWORK = 20_240_807;
/**
 * Older releases read the sysctls below /proc/sys/net to tell the host's network namespace from others, and recent
 * kernels show these in every one. Where the sysctls are hidden, the release takes the namespace for another one.
 */
const HIDE_SYSCTLS = 'mount -t tmpfs none /proc/sys/net && exec "$@"';

/** Uses gVisor's own network stack, unless the user asks for another. */
function linkedCall(arm: ArmSpec, { version }: Binary): Linked {
  const day = Number(/(\d{8})/.exec(version)?.[1] ?? 0);
  const hidden = ['unshare', '--mount', '--propagation', 'private', '/bin/sh', '-c', HIDE_SYSCTLS, 'sh'];
  return { within: day < FIRST_WITH_NETWORK ? hidden : [], globalArgs: flagsOf(arm, 'sandbox') };
}

const PROBE_SECONDS = 10;

/** Starts a sandbox with KVM, because /dev/kvm may exist on a host that still cannot run a guest. */
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
    // `runsc do` keeps its bundle in a temporary folder, which stays there when it is killed.
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
