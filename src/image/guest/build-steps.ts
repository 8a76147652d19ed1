/** How Tare builds a guest kernel: the script, how far a build has come, how long it will take. Pure. */
import { lastLines } from '../../host/commands/command.js';
import type { PackageVersion } from '../../host/packages/simulation.js';
import type { BuiltTarget } from './built-config.js';

/** Everything beside the configuration that decides the kernel's bytes. */
export interface Ingredients {
  /** The package that has the source, such as linux-source-6.1. */
  readonly source: PackageVersion;
  readonly compiler: PackageVersion;
}

/** Tools that Linux needs to be built (Documentation/process/changes.rst), as packages of Debian and Ubuntu. */
const TOOLS = ['libc6-dev', 'make', 'flex', 'bison', 'libelf-dev', 'bc', 'xz-utils', 'bzip2'];

/** Packages of the root that the kernel is built in. */
export function buildPackages({ source, compiler }: Ingredients): string[] {
  return ['gcc', `${compiler.name}=${compiler.version}`, `${source.name}=${source.version}`, ...TOOLS];
}

/** Files of the build, at the top of the root that it runs in; `out` is a folder. */
export const BUILD_FILES = { script: 'tare-build', config: 'tare-config', out: 'tare-kernel' } as const;

/**
 * Builder, place and date are the same everywhere, and so are the bytes (Linux,
 * Documentation/kbuild/reproducible-builds.rst).
 */
const REPRODUCIBLE = {
  KBUILD_BUILD_TIMESTAMP: '1970-01-01 00:00:00 UTC',
  KBUILD_BUILD_USER: 'tare',
  KBUILD_BUILD_HOST: 'tare',
  KBUILD_BUILD_VERSION: '1',
};

export function buildScript({ image, path }: BuiltTarget): string {
  const { config, out } = BUILD_FILES;
  return `set -e
mkdir /${out} /tare-source
tar -xf /usr/src/linux-source-*.tar.* -C /tare-source --strip-components=1
cd /tare-source
export ${Object.entries(REPRODUCIBLE)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ')}
make KCONFIG_ALLCONFIG=/${config} allnoconfig
make -j"$(nproc)" ${image}
cp ${path} /${out}/vmlinuz
cp .config /${out}/config
cp include/config/kernel.release /${out}/release
`;
}

/** Lines that make prints for Linux 6.1 with this configuration on amd64; other versions differ by some per cent. */
const STEPS = 1680;

/** The percentage that is done, 0 to 99, by what make has printed so far. */
export function percentDone(log: string): number {
  const steps = log.match(/^ {2}[A-Z][A-Z0-9-]+ /gm)?.length ?? 0;
  return Math.min(99, Math.floor((100 * steps) / STEPS));
}

/** Measured on one host: CPU time of the compiler, and the time for a slow mirror and for unpacking. */
const CPU_SECONDS = 400;
const OTHER_SECONDS = 150;

/** Seconds that a build may take on this host, guessed from one host. */
export const buildSeconds = (cpus: number): number => CPU_SECONDS / cpus + OTHER_SECONDS;

/** The compiler's errors in a log, else its last lines. */
export function compilerWords(log: string): string[] {
  const errors = log.split('\n').filter((line) => /\berror: |\bError \d+$|: fatal error|No space left/.test(line));
  return lastLines(errors.length > 0 ? errors.join('\n') : log, 8);
}
