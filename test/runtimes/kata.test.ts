import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SEAL_FILES, sealedFiles } from '../../src/host/cache/seal.js';
import type { Host } from '../../src/host/host.js';
import { describeHost } from '../../src/host/open-host.js';
import { silentLog } from '../../src/log.js';
import { checkRecipe } from '../../src/runtimes/install/install.js';
import { kata, missingSockets } from '../../src/runtimes/kata.js';
import { guestParts, settingsOf } from '../../src/runtimes/kata-settings.js';
import { kataRecipe, obtainTree, withShimFolder } from '../../src/runtimes/kata-tree.js';
import { kvmState } from '../../src/runtimes/microvm/kvm-probe.js';
import { type Loopback, serve, wholeFile } from '../host/download/loopback.js';
import { describeReal } from './real-runtime.js';
import { armOf, closeTestHost, LIMITS, openTestHost, type TestHost } from './support.js';

/** As the project's settings are written: tables, comments and settings that are commented out. */
const PUBLISHED = `# Copyright of others
# This file is auto-generated: the next build overwrites it.
[hypervisor.qemu]
path = "/opt/kata/bin/qemu-system-x86_64"
kernel = "/opt/kata/share/kata-containers/vmlinux.container"
image = "/opt/kata/share/kata-containers/kata-containers.img"
# initrd = "/opt/kata/share/kata-containers/kata-containers-initrd.img"
machine_type = "q35"
# Your distribution recommends: ["/opt/kata/bin/qemu-system-x86_64"]
valid_hypervisor_paths = ["/opt/kata/bin/qemu-system-x86_64"]
kernel_params = ""
firmware = ""
default_vcpus = 1
default_maxvcpus = 0
default_memory = 2048
virtio_fs_daemon = "/opt/kata/libexec/virtiofsd"
valid_virtio_fs_daemon_paths = ["/opt/kata/libexec/virtiofsd"]

[agent.kata]
#enable_debug = true

[runtime]
internetworking_model="tcfilter"
# disable_new_netns = true
disable_new_netns = false
sandbox_cgroup_only=false
experimental=[]
`;

const SHIM = 'containerd-shim-kata-v2';
const says = (text: string) => `#!/bin/sh\necho '${text}'\n`;

/** Makes a tree of the layout of the project's releases, whose programs only tell their version. */
function makeTree(root: string): void {
  const files: Record<string, string> = {
    [`bin/${SHIM}`]: says('Kata Containers containerd shim (Golang): id: "io.containerd.kata.v2", version: 3.32.0'),
    'bin/qemu-system-x86_64': says('QEMU emulator version 10.0.0 (kata-static)'),
    'libexec/virtiofsd': says('virtiofsd 1.13.0'),
    'share/kata-qemu/qemu/bios-microvm.bin': 'firmware',
    'share/kata-containers/vmlinux-6.12.1-150': 'a kernel',
    'share/kata-containers/kata-ubuntu-noble.image': 'an image',
    'share/kata-containers/kata-ubuntu-noble-nvidia-gpu.image': 'of no use here',
    'share/defaults/kata-containers/configuration-qemu.toml': PUBLISHED,
    'runtime-rs/bin/containerd-shim-kata-v2': 'of no use here',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
    chmodSync(join(root, name), 0o755);
  }
  symlinkSync('vmlinux-6.12.1-150', join(root, 'share/kata-containers/vmlinux.container'));
  symlinkSync('kata-ubuntu-noble.image', join(root, 'share/kata-containers/kata-containers.img'));
  symlinkSync('configuration-qemu.toml', join(root, 'share/defaults/kata-containers/configuration.toml'));
  symlinkSync('/etc/passwd', join(root, 'share/elsewhere'));
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-kata-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('settingsOf', () => {
  const settings = settingsOf(PUBLISHED, '/cache/a "b"/kata', { ...LIMITS, cpuCount: 2 });
  const lines = settings.split('\n');

  it('gives the machine the CPUs and all of the memory of the limit, once, in its own table', () => {
    for (const line of ['default_vcpus = 2', 'default_maxvcpus = 2', 'default_memory = 256'])
      expect(lines.filter((one) => one === line)).toHaveLength(1);
    expect(lines.filter((line) => /^default_/.test(line))).toHaveLength(3);
    expect(lines.indexOf('default_memory = 256')).toBeLessThan(lines.indexOf('[agent.kata]'));
  });

  it('keeps all that serves it in its group, and makes no network', () => {
    const runtime = lines.slice(lines.indexOf('[runtime]'));
    expect(runtime).toEqual([
      '[runtime]',
      'sandbox_cgroup_only = true',
      'disable_new_netns = true',
      'internetworking_model = "none"',
      '# disable_new_netns = true',
      'experimental=[]',
      '',
    ]);
  });

  it('names every file of the release where it lies, and leaves comments and all else as published', () => {
    expect(lines.filter((line) => line.includes('/opt/kata') && !line.startsWith('#'))).toEqual([]);
    expect(settings).toContain('valid_virtio_fs_daemon_paths = ["/cache/a \\"b\\"/kata/libexec/virtiofsd"]');
    expect(settings).toContain('# Your distribution recommends: ["/opt/kata/bin/qemu-system-x86_64"]');
    expect(settings).toContain('machine_type = "q35"\n');
  });

  it('leaves the paths of a release where it was made for', () => {
    expect(guestParts(PUBLISHED, '/opt/kata')).toEqual({
      hypervisor: '/opt/kata/bin/qemu-system-x86_64',
      kernel: '/opt/kata/share/kata-containers/vmlinux.container',
      image: '/opt/kata/share/kata-containers/kata-containers.img',
      virtiofsd: '/opt/kata/libexec/virtiofsd',
    });
  });

  it('finds an initrd where there is no image', () => {
    const other = PUBLISHED.replace(/^image = .*$/m, 'image = ""').replace('# initrd', 'initrd');
    expect(guestParts(other, '/a').image).toBe('/a/share/kata-containers/kata-containers-initrd.img');
  });
});

describe('kata that is asked for by version', () => {
  const check = (text: string) => checkRecipe(describeHost(silentLog), armOf(kata, text), kataRecipe());
  const sum = `#sha256:${'0'.repeat(64)}`;

  it.each([
    ['3.2.0', 'kata-static-3.2.0-amd64.tar.xz'],
    ['3.20.0', 'kata-static-3.20.0-amd64.tar.xz'],
    ['3.21.0', 'kata-static-3.21.0-amd64.tar.zst'],
    ['4.0.0', 'kata-static-4.0.0-amd64.tar.zst'],
    ['4.1.0', 'kata-go-static-4.1.0-amd64.tar.zst'],
  ])('is for %s the file %s of its release', (version, file) => {
    expect(kataRecipe().release?.file(version, 'amd64')).toBe(
      `https://github.com/kata-containers/kata-containers/releases/download/${version}/${file}`,
    );
  });

  it('is downloaded by the checksum that was given', async () => {
    expect((await check(`kata@3.32.0${sum}`))[0]).toMatchObject({ what: 'kata 3.32.0', installable: true });
  });

  it('is refused without a checksum, since its publisher gives none', async () => {
    const [missing] = await check('kata@3.32.0');
    expect(missing).toMatchObject({ installable: false });
    expect(missing?.remedy).toContain('kata@VERSION#sha256:');
  });

  it.each(['3.1.3', '2.5.2', '3.32', 'latest'])(
    'is refused where it is %s, with how it is written',
    async (version) => {
      await expect(check(`kata@${version}${sum}`)).rejects.toMatchObject({ exitCode: 2 });
    },
  );

  it('has no release for other machines', () => {
    expect(() => kataRecipe().release?.file('3.32.0', 's390x')).toThrow('has no release for s390x');
  });
});

describe('the hypervisor of kata', () => {
  it.each([
    ['firecracker', 'shares no folder'],
    ['dragonball', 'is no hypervisor that tare starts'],
  ])('cannot be %s, and the message says why', (name, message) => {
    expect(() => armOf(kata, `kata{hypervisor: ${name}}`)).toThrow(message);
  });

  it.each(['qemu', 'clh'])('can be %s', (name) => {
    expect(armOf(kata, `kata{hypervisor: ${name}}`).options).toEqual({ hypervisor: name });
  });
});

describe('kata from a folder', () => {
  it('is found by the tree, by what is above it, and by its shim', () => {
    const above = join(folder, 'unpacked');
    makeTree(join(above, 'opt/kata'));
    for (const path of [above, join(above, 'opt/kata'), join(above, 'opt/kata/bin', SHIM)])
      expect(withShimFolder(armOf(kata, `kata=${path}`)).path).toBe(join(above, 'opt/kata/bin'));
  });

  it.each(['/usr/share', '/nowhere'])('is refused where there is no shim, as in %s', async (path) => {
    const asked = kata.check(describeHost(silentLog), armOf(kata, `kata=${path}`));
    await expect(asked).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(path) });
  });

  it('names what its settings name and it lacks, before anything is started', async () => {
    const root = join(folder, 'part');
    makeTree(root);
    rmSync(join(root, 'libexec/virtiofsd'));
    const missing = await kata.check(describeHost(silentLog), armOf(kata, `kata=${root}`));
    expect(missing[0]).toMatchObject({ what: `there is no ${root}/libexec/virtiofsd`, installable: false });
    const other = await kata.check(describeHost(silentLog), armOf(kata, `kata{hypervisor: clh}=${root}`));
    expect(other[0]?.what).toBe(`there is no ${root}/share/defaults/kata-containers/configuration-clh.toml`);
  });
});

describe('what kata needs beside KVM', () => {
  const missing = (hypervisor: 'qemu' | 'clh', hasDevice: boolean, hasLog: boolean) =>
    missingSockets(hypervisor, { hasDevice, hasLog }).map(({ what }) => what);

  it('is a socket of the kernel for QEMU, which Cloud Hypervisor makes itself', () => {
    expect(missing('qemu', false, true)).toEqual(['no /dev/vhost-vsock']);
    expect(missing('qemu', true, true)).toEqual([]);
    expect(missing('clh', false, true)).toEqual([]);
  });

  it('is a system log, without which its shim ends at once', () => {
    expect(missing('clh', false, false)).toEqual([expect.stringContaining('/dev/log')]);
    expect(missing('qemu', false, false)).toHaveLength(2);
  });
});

describe('what kata cannot measure', () => {
  it('is a device past the page cache, since virtiofsd drops O_DIRECT', () => {
    const arm = armOf(kata, 'kata');
    expect(kata.unsupported?.('fileio.volume.seqrd.direct', arm)).toMatch(/O_DIRECT/);
    expect(kata.unsupported?.('fileio.volume.seqrd', arm)).toBeUndefined();
  });
});

const isRoot = process.getuid?.() === 0;

(isRoot ? describe : describe.skip)('a tree of kata', () => {
  it('tells a guest kernel by the name that a link of a fixed name leads to', async () => {
    const root = join(folder, 'linked');
    makeTree(root);
    const host = await openTestHost();
    const { binaries } = await obtainTree(host, armOf(kata, `kata=${root}`), 'qemu');
    expect(binaries.slice(-2).map(({ version }) => version)).toEqual(['vmlinux-6.12.1-150', 'kata-ubuntu-noble.image']);
    expect(await closeTestHost(host)).toEqual([]);
  });
});

(isRoot ? describe : describe.skip)('a release of kata over a mirror', () => {
  let server: Loopback;
  let host: TestHost;
  let willing: Host;
  let archive: Buffer;

  beforeAll(async () => {
    makeTree(join(folder, 'release/opt/kata'));
    archive = execFileSync('tar', ['-C', join(folder, 'release'), '-cJf', '-', '.'], { maxBuffer: 2 ** 24 });
    server = await serve(wholeFile(archive));
    host = await openTestHost();
    const cache = join(folder, 'cache');
    willing = { ...host, mayInstall: true, mirror: server.url, paths: { ...host.paths, cache } };
  });

  afterAll(async () => {
    await server.close();
    expect(await closeTestHost(host)).toEqual([]);
  });

  const arm = (hex: string) => armOf(kata, `kata@3.20.0#sha256:${hex}`);
  const digest = () => createHash('sha256').update(archive).digest('hex');

  it('is not unpacked where its checksum is another one', async () => {
    await expect(obtainTree(willing, arm('0'.repeat(64)), 'qemu')).rejects.toThrow('is not the file it should be');
    expect(existsSync(join(folder, 'cache/kata/v3.20.0-amd64-0000000000000000'))).toBe(false);
  });

  it('is unpacked into the cache, and told by the digest of all that starts and serves a machine', async () => {
    const tree = await obtainTree(willing, arm(digest()), 'qemu');
    expect(server.asked.at(-1)).toBe(
      '/github.com/kata-containers/kata-containers/releases/download/3.20.0/kata-static-3.20.0-amd64.tar.xz',
    );
    expect(tree.source).toContain('release 3.20.0 of the publisher');
    expect(tree.shim.path).toBe(join(folder, `cache/kata/v3.20.0-amd64-${digest().slice(0, 16)}/kata/bin/${SHIM}`));
    expect(tree.binaries.map(({ name, version }) => [name, version])).toEqual([
      [SHIM, expect.stringContaining('3.32.0')],
      ['qemu-system-x86_64', 'QEMU emulator version 10.0.0 (kata-static)'],
      ['virtiofsd', 'virtiofsd 1.13.0'],
      ['guest kernel', 'vmlinux-6.12.1-150'],
      ['guest image', 'kata-ubuntu-noble.image'],
    ]);
    for (const { sha256 } of tree.binaries) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps files alone in the cache: no link leads out of it, and what is of no use is left out', async () => {
    const { shim } = await obtainTree(willing, arm(digest()), 'qemu');
    const root = dirname(dirname(shim.path));
    const entries = readdirSync(root, { recursive: true, withFileTypes: true });
    expect(entries.filter((one) => !one.isFile() && !one.isDirectory())).toEqual([]);
    expect(readFileSync(join(root, 'share/kata-containers/vmlinux.container'), 'utf8')).toBe('a kernel');
    for (const name of ['runtime-rs', 'share/elsewhere', 'share/kata-containers/kata-ubuntu-noble-nvidia-gpu.image'])
      expect(existsSync(join(root, name))).toBe(false);
    expect(server.asked).toHaveLength(2);
  });

  it('has all of its files in its seal, by which the cache is checked and emptied', async () => {
    const { shim } = await obtainTree(willing, arm(digest()), 'qemu');
    const cached = dirname(dirname(dirname(shim.path)));
    const files = readdirSync(cached, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => relative(cached, join(one.parentPath, one.name)));
    expect(files.filter((name) => !SEAL_FILES.includes(name)).sort()).toEqual(sealedFiles(cached)?.sort());
  });
});

const kvm = await kvmState(describeHost(silentLog));
if (kvm.usable) process.stderr.write('skipped: KVM works here, so kata without KVM is not tried\n');

(kvm.usable || !isRoot ? describe.skip : describe)('kata without KVM', () => {
  it('is refused with exit code 3 and the remedy, before anything is downloaded', async () => {
    const server = await serve(wholeFile('nothing'));
    const host = await openTestHost();
    const arm = armOf(kata, `kata@3.32.0#sha256:${'0'.repeat(64)}`);
    const installed = kata.install({ ...host, mayInstall: true, mirror: server.url }, arm);
    await expect(installed).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('needs KVM') });
    expect(server.asked).toEqual([]);
    await server.close();
    expect(await closeTestHost(host)).toEqual([]);
  });

  it('is told so by check, which plan and doctor show', async () => {
    const missing = await kata.check(describeHost(silentLog), armOf(kata, 'kata'));
    expect(missing.at(-1)).toMatchObject({ installable: false, what: expect.stringMatching(/kvm/i) });
  });
});

const given = process.env.KATA_ROOT;
for (const options of ['', '{hypervisor: clh}'])
  await describeReal(kata, `kata${options}${given ? `=${given}` : ''}`, (real) => {
    it('names the shim and all that it starts', () => {
      const names = real().installed.binaries.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['containerd', 'ctr', SHIM, 'guest kernel', 'guest image']));
    });
  });
