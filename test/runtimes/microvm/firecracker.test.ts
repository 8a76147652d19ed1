import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import { obtainGuest, unsuitability } from '../../../src/image/guest/kernel.js';
import { silentLog } from '../../../src/log.js';
import { checkRecipe, installRecipe } from '../../../src/runtimes/install/install.js';
import {
  firecracker,
  guestRequirements,
  machineConfiguration,
  RECIPE,
} from '../../../src/runtimes/microvm/firecracker.js';
import { firecrackerSnapshots } from '../../../src/runtimes/microvm/firecracker-snapshot.js';
import { jailerBeside, loaderOf, missingForJail } from '../../../src/runtimes/microvm/jail.js';
import { bootOf } from '../../../src/runtimes/microvm/microvm.js';
import { describeReal, type RealArm } from '../real-runtime.js';
import { armOf, closeTestHost, openTestHost } from '../support.js';
import { expectLinked } from './expect-linked.js';

const guest = {
  release: '6.1.192-tare',
  source: 'built',
  kernel: '/k',
  kernelSha256: '0',
  initramfs: '/i',
  config: null,
  modular: false,
};
const request = {
  id: 'tare-1',
  nonce: 'abc',
  volume: '/volumes/1',
  limits: { cpus: '0', cpuCount: 1, memoryBytes: 256 * 1024 ** 2 },
  seconds: 60,
  signal: new AbortController().signal,
};

describe("Firecracker's configuration", () => {
  const files = { kernel: '/k', boot: { initramfs: '/i', parameters: [] }, root: '/r', volume: '/v' };
  const configuration = JSON.stringify(machineConfiguration(files, request));

  it('passes flushes of both disks on to the host', () => {
    expect(configuration.match(/"cache_type":"Writeback"/g)).toHaveLength(2);
  });

  it('lets the initramfs load modules', () => {
    expect(configuration).not.toContain('nomodule');
  });

  it('starts a kernel that mounts its root itself without an initramfs, from the first disk', () => {
    const boot = bootOf({ ...guest, mountsRoot: true });
    const configured = machineConfiguration({ ...files, boot }, request);
    expect(configured['boot-source']).toEqual({
      kernel_image_path: '/k',
      boot_args: expect.stringContaining(' root=/dev/vda rootfstype=ext4 rw init=/tare/init '),
    });
    expect(configured.drives).toMatchObject([{ path_on_host: '/r' }, { path_on_host: '/v' }]);
    expect(bootOf(guest)).toEqual({ initramfs: '/i', parameters: [] });
  });

  it('has a link for a guest that is given one, with an address of its own, and none for others', () => {
    expect(configuration).not.toMatch(/network|tare\.address/);
    const tap = { device: 'link7', enter: ['nsenter'], address: '198.18.1.10/16' };
    const linked = machineConfiguration(files, { ...request, tap });
    expect(linked['network-interfaces']).toEqual([
      { iface_id: 'link', guest_mac: '02:00:c6:12:01:0a', host_dev_name: 'link7' },
    ]);
    expect(linked['boot-source']).toMatchObject({
      boot_args: expect.stringContaining(' tare.address=198.18.1.10/16 '),
    });
  });

  it('gives the machine all of the memory limit', () => {
    expect(machineConfiguration(files, request)['machine-config']).toEqual({
      vcpu_count: 1,
      mem_size_mib: 256,
      smt: false,
    });
  });
});

describe('a Firecracker with snapshots', () => {
  it('boots with its API, keeps the memory of a machine that stands still, and is told to load it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'firecracker-api-'));
    const heard: unknown[] = [];
    const server = createServer(async (asked, answered) => {
      heard.push([asked.method, asked.url, JSON.parse(await text(asked))]);
      answered.writeHead(204).end();
    }).listen(join(folder, 'api'));
    try {
      const snapshots = firecrackerSnapshots(
        (_machine, id, own) => ({ argv: ['firecracker', ...own, '--id', id] }),
        () => '/vm/machine.json',
      );
      const machine = { folder, disks: { root: '/r', volume: '/v' } };
      const api = ['--api-sock', join(folder, 'api')];
      const booted = snapshots.boot(machine, request).argv;
      expect(booted).toEqual(['firecracker', ...api, '--config-file', '/vm/machine.json', '--id', 'tare-1']);
      await snapshots.keep(machine, '/kept', request);
      const restored = snapshots.restore(machine, '/kept', request);
      expect(restored.argv).toEqual(['firecracker', ...api, '--id', 'tare-1']);
      await restored.begin?.(request);
      const files = { snapshot_path: '/kept/state', mem_file_path: '/kept/memory' };
      const memory = { backend_type: 'File', backend_path: '/kept/memory' };
      expect(heard).toEqual([
        ['PATCH', '/vm', { state: 'Paused' }],
        ['PUT', '/snapshot/create', { snapshot_type: 'Full', ...files }],
        ['PUT', '/snapshot/load', { snapshot_path: '/kept/state', mem_backend: memory, resume_vm: true }],
      ]);
      await restored.clear?.();
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('has no part in the benchmarks of a network, and cannot be jailed', async () => {
    const arm = (text: string) => armOf(firecracker, text);
    expect(firecracker.unlinkable?.(arm('firecracker'))).toBeUndefined();
    expect(firecracker.unlinkable?.(arm('firecracker{snapshot: on}'))).toContain('leave out snapshot');
    const jailed = arm('firecracker{snapshot: on, jailer: on}');
    await expect(firecracker.check(describeHost(silentLog), jailed)).rejects.toMatchObject({
      exitCode: 2,
      remedy: 'Leave out jailer, or snapshot.',
    });
  });
});

describe('the kernel that Firecracker needs', () => {
  const symbols = (version: string, arch: string) => guestRequirements(version, arch).map(({ symbol }) => symbol);

  it('reads devices from its command line and CPUs from an MP table, up to 1.7', () => {
    expect(symbols('Firecracker v1.7.0', 'amd64')).toContain('VIRTIO_MMIO_CMDLINE_DEVICES');
    expect(symbols('Firecracker v1.7.0', 'amd64')).toContain('X86_MPPARSE');
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'is checked by doctor too, and is to be built where it cannot serve',
    async () => {
      const opened = await openTestHost();
      const guest = await obtainGuest(opened, undefined);
      // No kernel was built there. The disks are left out, because they are sparse and would be copied in full.
      const folder = mkdtempSync(join(tmpdir(), 'firecracker-kernel-'));
      cpSync(join(opened.paths.cache, 'guest'), join(folder, 'guest'), {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !basename(path).startsWith('disks-'),
      });
      const host = { ...opened, paths: { ...opened.paths, cache: folder } };
      const requirements = guestRequirements('Firecracker v1.7.0', host.distribution.arch);
      const fault = unsuitability(guest, { monitor: 'Firecracker v1.7.0', requirements });
      if (host.distribution.id === 'debian') expect(fault?.message).toContain('CONFIG_VIRTIO_MMIO_CMDLINE_DEVICES=y');
      const told = (await firecracker.check(host, armOf(firecracker, 'firecracker@1.7.0'))).filter(({ what }) =>
        what.includes('guest kernel'),
      );
      const why = expect.stringMatching(/^tare builds it once .* about \d+m on .*CONFIG_/);
      expect(told).toEqual(fault ? [{ what: 'a guest kernel of our own making', remedy: why, installable: true }] : []);
      rmSync(folder, { recursive: true });
      expect(await closeTestHost(opened)).toEqual([]);
    },
  );

  it('reads ACPI tables from 1.8 on', () => {
    expect(symbols('Firecracker v1.8.0', 'amd64')).toContain('ACPI');
    expect(symbols('Firecracker v1.16.1', 'amd64')).not.toContain('VIRTIO_MMIO_CMDLINE_DEVICES');
  });

  it('reads a device tree on arm64', () => {
    expect(symbols('Firecracker v1.7.0', 'arm64')).toContain('OF');
  });
});

describe("Firecracker's jail", () => {
  let folder: string;
  const dynamic = readFileSync('/bin/true');
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'jail-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Returns what keeps this build, in a folder of its own, out of the jail. */
  const told = (name: string, build: Buffer, programs = ['firecracker', 'jailer'], option = 'on') => {
    const path = join(folder, name);
    mkdirSync(path);
    for (const program of programs) writeFileSync(join(path, program), build, { mode: 0o755 });
    const arm = armOf(firecracker, `firecracker{jailer: ${option}}=${path}/firecracker`);
    return missingForJail(arm, arm.path).map(({ what }) => what);
  };

  it('takes a static build, and no other, because the jail has no libraries', () => {
    expect(told('static', withoutLoader(dynamic))).toEqual([]);
    const what = `${folder}/dynamic/firecracker is not static: the jailer cannot start it in its chroot, where there is no`;
    expect(told('dynamic', dynamic)).toEqual([expect.stringMatching(`^${what} /lib`)]);
  });

  it('needs a jailer', () => {
    expect(told('alone', withoutLoader(dynamic), ['firecracker'])).toEqual([
      'no jailer is beside firecracker or on PATH',
    ]);
  });

  it('takes the jailer beside what the program is a link to, where none is beside the link', () => {
    const [bin, release] = [join(folder, 'bin'), join(folder, 'release')];
    for (const path of [bin, release]) mkdirSync(path);
    for (const program of ['firecracker', 'jailer']) writeFileSync(join(release, `${program}-v1.7.0-x86_64`), '');
    symlinkSync(join(release, 'firecracker-v1.7.0-x86_64'), join(bin, 'firecracker'));
    expect(jailerBeside(join(bin, 'firecracker'))).toBe(join(release, 'jailer-v1.7.0-x86_64'));
    writeFileSync(join(bin, 'jailer'), '');
    expect(jailerBeside(join(bin, 'firecracker'))).toBe(join(bin, 'jailer'));
  });

  it('does not concern an arm without one', () => {
    expect(told('off', dynamic, ['firecracker'], 'off')).toEqual([]);
  });

  it('accepts a file that is no executable', () => {
    expect(loaderOf(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
    for (const bytes of [10, 64, 100]) expect(loaderOf(dynamic.subarray(0, bytes))).toBeUndefined();
  });
});

/**
 * Returns the same file without its request for a dynamic loader: the type of the program header, PT_INTERP, becomes
 * PT_NULL.
 */
function withoutLoader(executable: Buffer): Buffer {
  const changed = Buffer.from(executable);
  const first = Number(changed.readBigUInt64LE(32));
  const headers = Array.from({ length: changed.readUInt16LE(56) }, (_, index) => first + index * 56);
  for (const header of headers) if (changed.readUInt32LE(header) === 3) changed.writeUInt32LE(0, header);
  return changed;
}

/** A publisher on loopback, which is used as `mirror`. */
describe('a release of Firecracker', () => {
  let folder: string;
  let server: Server;
  let host: Host;
  const served = new Map<string, Buffer>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firecracker-'));
    server = createServer(({ url }, response) => {
      const body = served.get(url ?? '');
      response.writeHead(body ? 200 : 404).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // The journal is there too, because otherwise it would be that of a host that has been closed.
    process.env.TARE_STATE_DIR = join(folder, 'state');
    const described = describeHost(silentLog);
    host = {
      ...described,
      distribution: { ...described.distribution, arch: 'amd64' },
      mayInstall: true,
      mirror: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      paths: { ...described.paths, cache: join(folder, 'cache') },
    };
  });
  afterAll(async () => {
    server.close();
    // Unpacking has made the group of the run.
    expect(await host.journal.undoRun()).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  /** Returns how it is asked for with its checksum, because a mirror is not trusted without one. */
  const publish = (version: string): string => {
    const name = `release-v${version}-x86_64`;
    mkdirSync(join(folder, name));
    for (const program of ['firecracker', 'jailer'])
      writeFileSync(join(folder, name, `${program}-v${version}-x86_64`), `#!/bin/sh\necho ${program} v${version}\n`, {
        mode: 0o755,
      });
    execFileSync('tar', ['-C', folder, '-czf', join(folder, 'release.tgz'), name]);
    const tarball = readFileSync(join(folder, 'release.tgz'));
    const file = `firecracker-v${version}-x86_64.tgz`;
    const url = `/github.com/firecracker-microvm/firecracker/releases/download/v${version}/${file}`;
    served.set(url, tarball);
    return `firecracker@${version}#sha256:${createHash('sha256').update(tarball).digest('hex')}`;
  };
  const install = (text: string) => installRecipe(host, armOf(firecracker, text), RECIPE);

  it('is installed with its jailer at the version asked for', async () => {
    const pinned = publish('1.7.0').replace('@', '@v');
    const arm = armOf(firecracker, pinned);
    expect(await checkRecipe(host, arm, RECIPE)).toMatchObject([{ what: 'firecracker 1.7.0', installable: true }]);
    const { binaries, source } = await install(pinned);
    expect(binaries.map(({ name, version }) => [name, version])).toEqual([
      ['firecracker', 'firecracker v1.7.0'],
      ['jailer', 'jailer v1.7.0'],
    ]);
    expect(source).toMatch(
      /^release 1\.7\.0 of the publisher \(https:.*\/firecracker-v1\.7\.0-x86_64\.tgz\), checked against the checksum that was given$/,
    );
    expect(await checkRecipe(host, arm, RECIPE)).toEqual([]);
  });

  it('says in every run where nothing but its own server vouches for it', async () => {
    const [, hex] = publish('1.10.0').split('sha256:');
    const name = 'firecracker-v1.10.0-x86_64.tgz';
    const { mirror, ...direct } = host;
    const file = () => `${mirror}/github.com/firecracker-microvm/firecracker/releases/download/v1.10.0/${name}`;
    const recipe = { ...RECIPE, release: { ...RECIPE.release, file, checksums: () => `${mirror}/sums` } };
    served.set('/sums', Buffer.from(`${hex}  ${name}\n`));
    for (const mayInstall of [true, false]) {
      const warn = jest.fn();
      const on = { ...direct, mayInstall, log: { ...silentLog, warn } };
      const { source } = await installRecipe(on, armOf(firecracker, 'firecracker@1.10.0'), recipe);
      expect(source).toContain(`${file()}), checked against the checksum that its own server gives`);
      expect(warn.mock.calls).toEqual([
        [expect.stringMatching(/^firecracker 1\.10\.0 is checked against nothing but/)],
      ]);
    }
  });

  it('is not kept when its checksum is wrong', async () => {
    publish('1.8.0');
    const wrong = `firecracker@1.8.0#sha256:${'0'.repeat(64)}`;
    await expect(install(wrong)).rejects.toThrow(/expected sha256 0{64}\n +actual +sha256 [0-9a-f]{64}/);
    expect(readdirSync(join(host.paths.cache, 'firecracker')).filter((name) => name.startsWith('v1.8.0'))).toEqual([]);
  });

  it('is not taken from a mirror that alone would vouch for it', async () => {
    publish('1.9.0');
    await expect(install('firecracker@1.9.0')).rejects.toMatchObject({ exitCode: 2 });
    expect(await checkRecipe(host, armOf(firecracker, 'firecracker@1.9.0'), RECIPE)).toMatchObject([
      { what: expect.stringContaining('the mirror itself'), installable: false },
    ]);
  });

  it('must have been published', async () => {
    await expect(install(`firecracker@1.99.0#sha256:${'0'.repeat(64)}`)).rejects.toThrow('the server answers 404');
  });

  it('must be one that can be started', async () => {
    await expect(install('firecracker@1.6.0')).rejects.toThrow('firecracker 1.6.0 is older than Tare can start');
  });

  it('is not downloaded against the will of the user', async () => {
    const unwilling = { ...host, mayInstall: false };
    const arm = armOf(firecracker, `firecracker@1.9.0#sha256:${'0'.repeat(64)}`);
    await expect(installRecipe(unwilling, arm, RECIPE)).rejects.toThrow(/1\.9\.0.*\.tgz is needed/);
  });
});

const binary = process.env.FIRECRACKER_BIN;
await describeReal(firecracker, binary ? `firecracker=${binary}` : 'firecracker', linked);
await describeReal(firecracker, `firecracker{jailer: on}${binary ? `=${binary}` : ''}`, linked);

await describeReal(firecracker, `firecracker{snapshot: on}${binary ? `=${binary}` : ''}`);

function linked(real: () => RealArm): void {
  it('has a tap as its link where it is given one, and is reached by it from where the peer is', async () => {
    await expectLinked(real());
  });
}
