/** What the userland is made of. Pure: the same recipe and the same package versions give the same bytes. */

import { HostError } from '../errors.js';
import type { Distribution } from '../host/host.js';

export interface Recipe {
  readonly name: string;
  readonly suite: string;
  readonly arch: string;
  readonly packages: readonly string[];
  /** Paths dpkg leaves out: nothing a benchmark reads. */
  readonly excluded: readonly string[];
  /** SOURCE_DATE_EPOCH: file times are clamped to it, so that they do not change the digest. */
  readonly epoch: number;
}

/** sysbench, and what makes the root a system that can boot: system containers run it with systemd as process 1. */
const PACKAGES = ['sysbench', 'systemd-sysv', 'dbus', 'iproute2'];
const EXCLUDED = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*'];

/** The host's own distribution, so that its mirrors and keys serve. @throws HostError on other systems. */
export function recipeFor(distribution: Distribution): Recipe {
  if (distribution.id !== 'debian' && distribution.id !== 'ubuntu') {
    throw new HostError(
      `a userland can be made on Debian and Ubuntu; this is ${distribution.pretty || 'another system'}`,
      'Pass --rootfs with a tarball or folder that has sysbench in it.',
    );
  }
  const { codename: suite, arch } = distribution;
  return {
    name: `mmdebstrap ${suite}: ${PACKAGES.join(' ')}`,
    suite,
    arch,
    packages: PACKAGES,
    excluded: EXCLUDED,
    epoch: 0,
  };
}

export interface Sources {
  /** One-line apt sources. */
  readonly lines: readonly string[];
  /** Keyrings to trust, as files or folders. */
  readonly keyrings: readonly string[];
  /** apt options of the host that matter for fetching: proxies. */
  readonly aptOptions: readonly string[];
}

/** The argv that writes the root to `tarball`. */
export function bootstrapCommand(recipe: Recipe, sources: Sources, tarball: string): string[] {
  return [
    'mmdebstrap',
    '--mode=root',
    '--variant=minbase',
    '--format=tar',
    `--architectures=${recipe.arch}`,
    `--include=${recipe.packages.join(',')}`,
    ...recipe.excluded.map((path) => `--dpkgopt=path-exclude=${path}`),
    ...sources.keyrings.map((path) => `--keyring=${path}`),
    ...sources.aptOptions.map((option) => `--aptopt=${option}`),
    recipe.suite,
    tarball,
    ...sources.lines,
  ];
}
