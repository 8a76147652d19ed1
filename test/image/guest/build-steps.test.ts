import { describe, expect, it } from '@jest/globals';
import {
  buildPackages,
  buildScript,
  buildSeconds,
  compilerWords,
  percentDone,
} from '../../../src/image/guest/build-steps.js';
import { type BuiltTarget, builtConfig, builtTarget } from '../../../src/image/guest/built-config.js';
import { rootCommands } from '../../../src/image/guest/built-kernel.js';
import {
  DEVICES_BY,
  DISKS_ON,
  GUEST_REQUIREMENTS,
  parseKernelConfig,
  unmetRequirements,
} from '../../../src/image/guest/config.js';
import { dependenciesOf } from '../../../src/image/guest/packages.js';
import { bootstrapCommand, recipeFor, rootedCommand } from '../../../src/image/recipe.js';
import { NEEDS as CLOUD_HYPERVISOR } from '../../../src/runtimes/microvm/cloud-hypervisor.js';
import { guestRequirements } from '../../../src/runtimes/microvm/firecracker.js';

const target = (arch: string): BuiltTarget => {
  const found = builtTarget(arch);
  if (!found) throw new Error(`nothing is built on ${arch}`);
  return found;
};
const builtIn = (arch: string) => parseKernelConfig(builtConfig(target(arch)));

describe('the configuration of a kernel of our own making', () => {
  it.each([
    ['QEMU and Firecracker from 1.8 on', 'amd64', [...GUEST_REQUIREMENTS, ...DISKS_ON.mmio, ...DEVICES_BY.acpi]],
    ['Firecracker 1.7', 'amd64', guestRequirements('Firecracker v1.7.0', 'amd64')],
    ['Cloud Hypervisor', 'amd64', CLOUD_HYPERVISOR.requirements],
    ['Firecracker on arm64', 'arm64', guestRequirements('Firecracker v1.7.0', 'arm64')],
  ])('has all that %s needs built in', (_monitor, arch, requirements) => {
    // On arm64 device trees are always built in, without a symbol that could be asked for.
    const config = new Map([...builtIn(arch), ...(arch === 'arm64' ? [['OF', 'y'] as const] : [])]);
    const strict = requirements.map((one) => ({ ...one, as: 'built in' as const }));
    expect(unmetRequirements(config, strict)).toEqual([]);
  });

  it('has the entry by which QEMU starts it without firmware', () => {
    expect(builtIn('amd64').get('PVH')).toBe('y');
  });

  it('loads no modules, and names no symbol twice', () => {
    const lines = builtConfig(target('amd64')).trim().split('\n');
    expect(lines.filter((line) => line.endsWith('=m') || line.startsWith('CONFIG_MODULES'))).toEqual([]);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('does not exist for another architecture', () => {
    expect(builtTarget('riscv64')).toBeUndefined();
  });
});

const made = {
  source: { name: 'linux-source-6.1', version: '6.1.192-3' },
  compiler: { name: 'gcc-12', version: '12.2.0-14+deb12u1' },
};
const sources = { lines: ['deb http://m/ bookworm main'], keyrings: [], credentials: [] };
const debian = { id: 'debian', version: '12', codename: 'bookworm', pretty: 'Debian 12', arch: 'amd64' };

describe('how a kernel of our own making is built', () => {
  it('pins everything that decides its bytes', () => {
    expect(buildPackages(made)).toEqual(
      expect.arrayContaining(['linux-source-6.1=6.1.192-3', 'gcc-12=12.2.0-14+deb12u1', 'flex', 'bison']),
    );
  });

  it('makes the image that its architecture has', () => {
    expect(buildScript(target('amd64'))).toContain('make -j"$(nproc)" bzImage');
    expect(buildScript(target('arm64'))).toContain('cp arch/arm64/boot/Image /tare-kernel/vmlinuz');
  });

  it('happens in a root that is removed, with the host’s own sources', () => {
    const { argv, input } = rootedCommand({ ...recipeFor(debian), packages: buildPackages(made) }, sources, [
      'echo "$1"',
    ]);
    expect(argv).toEqual(expect.arrayContaining(['--format=null', '--customize-hook=echo "$1"', '--mode=root']));
    expect(argv.slice(-3)).toEqual(['bookworm', '/dev/null', '-']);
    expect(input).toBe('deb http://m/ bookworm main\n');
    expect(bootstrapCommand(recipeFor(debian), sources, '/x.tar').argv).toContain('--format=tar');
  });

  it('takes a path with any character in it for one word', () => {
    expect(rootCommands("/a b/it's", '/l')[2]).toBe(`cp -r "$1/tare-kernel" '/a b/it'\\''s'`);
  });

  it('finds the package behind a metapackage', () => {
    const stanza = 'Depends: cpp (= 4:12.2.0-3), gcc-12 (>= 12.2.0-1~)\n';
    expect(dependenciesOf(stanza, /^gcc-\d+$/)).toEqual(['gcc-12']);
    expect(dependenciesOf('Depends: linux-source-6.1 (= 6.1.192-3)\n', /^linux-source-\d/)).toEqual([
      'linux-source-6.1',
    ]);
  });

  it('reports its progress, and never that it is done', () => {
    expect(percentDone('')).toBe(0);
    const log = '  HOSTCC  scripts/kconfig/conf.o\n  CC      init/main.o\nnoise\n  LD      vmlinux.o\n';
    expect(percentDone(log.repeat(100))).toBe(17);
    expect(percentDone(log.repeat(5000))).toBe(99);
  });

  it('is estimated at less time on more CPUs, and never at none', () => {
    expect(buildSeconds(2)).toBeGreaterThan(2 * buildSeconds(64));
    expect(buildSeconds(1000)).toBeGreaterThan(60);
  });

  it('fails with the messages of the compiler', () => {
    const log = [
      '  CC      init/main.o',
      'init/main.c:12:3: error: expected identifier',
      ...Array.from({ length: 30 }, (_, index) => `  CC      mm/${index}.o`),
      'make[1]: *** [scripts/Makefile.build:250: init/main.o] Error 1',
    ].join('\n');
    expect(compilerWords(log)).toEqual([
      'init/main.c:12:3: error: expected identifier',
      'make[1]: *** [scripts/Makefile.build:250: init/main.o] Error 1',
    ]);
    expect(compilerWords('one\n\ntwo\n')).toEqual(['one', 'two']);
  });
});
