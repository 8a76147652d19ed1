/** The recipe of the userland. Pure: the same recipe and the same package versions give the same bytes. */
import { HostError } from '../errors.js';
import type { LinuxDistribution } from '../host/host.js';

export interface Recipe {
  readonly name: string;
  readonly suite: string;
  readonly arch: string;
  readonly packages: readonly string[];
  /** Paths that dpkg leaves out; no benchmark reads them. */
  readonly excluded: readonly string[];
  /** SOURCE_DATE_EPOCH: no file is newer, so that dates do not change the digest. */
  readonly epoch: number;
}

/** sysbench, and what the root needs to boot: system containers run it with systemd as process 1. */
const PACKAGES = ['sysbench', 'systemd-sysv', 'dbus', 'iproute2'];
const EXCLUDED = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*'];

/**
 * The recipe is for the host's own distribution, so that its mirrors and keys can be used.
 * @param besides packages that the user wants in it; without them the recipe, and so the digest, is that of every
 * other run.
 * @throws HostError on other systems.
 */
export function recipeFor(distribution: LinuxDistribution, besides: readonly string[] = []): Recipe {
  if (distribution.id !== 'debian' && distribution.id !== 'ubuntu') {
    throw new HostError(
      `A userland can be made on Debian and Ubuntu; this is ${distribution.pretty || 'another system'}.`,
      'Pass --rootfs with a tarball or folder that has sysbench in it.',
    );
  }
  const { codename: suite, arch } = distribution;
  if (suite === '') {
    throw new HostError(
      `A userland is made of the packages of a release, and os-release does not say which one ${distribution.pretty || distribution.id} is.`,
      'Add VERSION_CODENAME to /etc/os-release, or pass --rootfs with a tarball or folder that has sysbench in it.',
    );
  }
  const packages = [...PACKAGES, ...besides.filter((name) => !PACKAGES.includes(name))];
  return {
    name: `mmdebstrap ${suite}: ${packages.join(' ')}`,
    suite,
    arch,
    packages,
    excluded: EXCLUDED,
    epoch: 0,
  };
}

export interface Sources {
  /** One-line apt sources, with the options that the host has for them. */
  readonly lines: readonly string[];
  /** Keyrings to trust, as files or folders. */
  readonly keyrings: readonly string[];
  /**
   * A file with the host's apt options that matter for fetching: proxies, certificates, permission for expired or
   * unsigned sources. Absent where there are none.
   */
  readonly aptOptions?: string;
  /** Files or folders, if they exist, in which the host keeps names and passwords for mirrors. */
  readonly credentials: readonly string[];
}

/** A hook of mmdebstrap for packages in a folder of the host: dpkg looks for them from within the root. */
const LOCAL_MIRRORS = '/usr/share/mmdebstrap/hooks/file-mirror-automount';

/** A password may stand in the address of a mirror, and every user can read the words of a command. */
export interface Bootstrap {
  readonly argv: readonly string[];
  /** The sources, which it reads from its standard input. */
  readonly input: string;
}

/** Returns the command that writes the root to `tarball`. */
export function bootstrapCommand(recipe: Recipe, sources: Sources, tarball: string): Bootstrap {
  return rootCommand(recipe, sources, ['--format=tar'], tarball);
}

/**
 * Returns the command that makes a root, runs shell commands one after another with its folder as `$1`, and removes
 * it.
 */
export function rootedCommand(recipe: Recipe, sources: Sources, commands: readonly string[]): Bootstrap {
  const work = commands.map((command) => `--customize-hook=${command}`);
  return rootCommand(recipe, sources, ['--format=null', ...work], '/dev/null');
}

function rootCommand(recipe: Recipe, sources: Sources, what: readonly string[], target: string): Bootstrap {
  const argv = [
    'mmdebstrap',
    '--mode=root',
    '--variant=minbase',
    `--architectures=${recipe.arch}`,
    `--include=${recipe.packages.join(',')}`,
    ...recipe.excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...sources.keyrings.map((path) => `--keyring=${path}`),
    ...(sources.aptOptions === undefined ? [] : [`--aptopt=${sources.aptOptions}`]),
    ...(sources.lines.some((line) => / (file|copy):/.test(line)) ? [`--hook-dir=${LOCAL_MIRRORS}`] : []),
    ...hooks(sources),
    ...what,
    recipe.suite,
    target,
    '-',
  ];
  return { argv, input: sources.lines.map((line) => `${line}\n`).join('') };
}

/** The host's settings that reach the mirrors are lent to the root while it is made, and are no part of it. */
function hooks({ lines, aptOptions, credentials }: Sources): string[] {
  const lend = credentials.map((path) => `--setup-hook=cp -rLp '${path}' "$1/etc/apt/"`);
  const clear = [
    ...(credentials.length > 0 ? ['rm -rf "$1"/etc/apt/auth.conf "$1"/etc/apt/auth.conf.d/*'] : []),
    ...(aptOptions !== undefined ? ['rm -f "$1"/etc/apt/apt.conf.d/99mmdebstrap'] : []),
    ...(lines.some((line) => line.startsWith('deb ['))
      ? [`sed -i 's,^deb \\[[^]]*\\] ,deb ,' "$1"/etc/apt/sources.list`]
      : []),
    ...(lines.some((line) => /\/\/[^/ ]*@/.test(line)) ? [`sed -i 's,//[^/ ]*@,//,' "$1"/etc/apt/sources.list`] : []),
  ];
  return [...lend, ...clear.map((command) => `--customize-hook=${command}`)];
}
