/** The address and the settings of a host's own Docker, as a script in the place of the client reports them. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import type { Image } from '../../../src/image/kept-image.js';
import { silentLog } from '../../../src/log.js';
import { obtainDaemon, refuseRemote, runningDaemon } from '../../../src/runtimes/docker/daemon.js';
import { docker } from '../../../src/runtimes/docker/docker.js';
import { hostSettings, settingNotes } from '../../../src/runtimes/docker/host-settings.js';
import { layersFolder } from '../../../src/runtimes/docker/layers.js';

const PATH = process.env.PATH ?? '';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-docker-'));
  process.env.PATH = [folder, PATH].join(delimiter);
});
afterEach(() => {
  process.env.PATH = PATH;
  delete process.env.DOCKER_HOST;
  delete process.env.DOCKER_CONTEXT;
  rmSync(folder, { recursive: true });
});

/** The runtimes that the daemon knows. */
const RUNTIMES = {
  runc: { path: 'runc' },
  crun: { path: '/usr/bin/crun' },
  runsc: { path: '/usr/bin/runsc' },
  sandboxed: { path: '/usr/local/bin/runsc' },
  shimmed: { runtimeType: 'io.containerd.runsc.v1' },
};

function client(endpoint: string, security: readonly string[], runtime = 'runc'): void {
  const script = `case "$*" in
*context*) echo '${endpoint}' ;;
*version*) echo '{"Server":{"Version":"29.0.0"}}' ;;
*Security*) echo '${JSON.stringify(security)}' ;;
*DefaultRuntime*) echo '"${runtime}"' ;;
*.Runtimes*) echo '${JSON.stringify(RUNTIMES)}' ;;
esac`;
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
}

/** Makes a service manager whose units are files: the content of a file is the state of its unit. */
function serviceManager(units: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'units'));
  for (const [name, state] of Object.entries(units)) writeFileSync(join(folder, 'units', name), state);
  const script = `cd ${join(folder, 'units')} || exit 1
verb=$1; shift; [ "$1" = --quiet ] && shift
case $verb in
cat) test -e "$1" ;;
is-active) grep -q '^active$' "$1" ;;
start) for unit in *; do echo active >"$unit"; done ;;
esac`;
  writeFileSync(join(folder, 'systemctl'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'systemctl'), 0o755);
  client(SOCKET, []);
  const path = join(folder, 'docker');
  const onlyThen = `grep -q '^active$' ${join(folder, 'units/docker.service')} || exit 1`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('\n', () => `\n${onlyThen}\n`),
  );
}

describe('the Docker service of a host that does not run', () => {
  const states = () =>
    Object.fromEntries(
      readdirSync(join(folder, 'units')).map((name) => [
        name,
        readFileSync(join(folder, 'units', name), 'utf8').trim(),
      ]),
    );
  const obtain = () => {
    const host = { ...describeHost(silentLog), systemd: true, mayInstall: false };
    return obtainDaemon(host, { installed: { binaries: [], source: 'PATH' } });
  };

  it('is not started for a run, which has a daemon of its own', async () => {
    const units = { 'docker.service': 'inactive', 'docker.socket': 'inactive', 'containerd.service': 'inactive' };
    serviceManager(units);
    await expect(obtain()).rejects.toThrow('dockerd is not installed.');
    expect(states()).toEqual(units);
  });

  it('is not started by a look or a run, where the service manager listens on its socket', async () => {
    const units = { 'docker.service': 'inactive', 'docker.socket': 'active', 'containerd.service': 'inactive' };
    serviceManager(units);
    // A client that asks starts the service.
    const path = join(folder, 'docker');
    const activate = `case "$*" in *version*|*info*|*ps*) echo active >${join(folder, 'units/docker.service')} ;; esac`;
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('\n', () => `\n${activate}\n`),
    );
    expect(await runningDaemon({ systemd: true })).toBeUndefined();
    await expect(obtain()).rejects.toThrow('dockerd is not installed.');
    expect(states()).toEqual(units);
  });
});

describe('a Docker daemon of ours', () => {
  const network = { enter: ['nowhere'], path: 'nowhere' };

  it.each([{ folder: '/nowhere' }, { network }])(
    'is started without a look at the one that answers: %p',
    async (how) => {
      process.env.DOCKER_HOST = 'tcp://127.0.0.1:1';
      const request = { ...how, installed: { binaries: [], source: 'PATH' } };
      // Nothing is installed here, which is the end of the way that a daemon of ours takes.
      await expect(obtainDaemon(describeHost(silentLog), request)).rejects.toThrow('dockerd is not installed');
      // A look that nobody waits for fails meanwhile, and that fails this test.
      await delay(10);
    },
  );
});

describe('a Docker daemon that runs', () => {
  it('is used as it is on this host', async () => {
    client('unix:///var/run/docker.sock', ['name=seccomp,profile=builtin', 'name=cgroupns']);
    expect(await runningDaemon(host)).toMatchObject({ version: '29.0.0', containerRoot: 'root' });
  });

  it('is the one that DOCKER_HOST names', async () => {
    client(SOCKET, []);
    process.env.DOCKER_HOST = 'unix:///run/user/1000/docker.sock';
    const cli = [join(folder, 'docker'), '--host', 'unix:///run/user/1000/docker.sock'];
    expect(await runningDaemon(host)).toMatchObject({ cli });
  });

  it('is the one that the context in DOCKER_CONTEXT leads to, which the client has to know', async () => {
    client(SOCKET, []);
    const path = join(folder, 'docker');
    const known = '[ "$DOCKER_CONTEXT" = mine ] && echo unix:///mine.sock';
    const context = `case "$*" in *context*) [ -z "$DOCKER_CONTEXT" ] || { ${known}; exit; } ;; esac`;
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace('\n', () => `\n${context}\n`),
    );
    process.env.DOCKER_CONTEXT = 'mine';
    expect(await runningDaemon(host)).toMatchObject({ cli: [path, '--host', 'unix:///mine.sock'] });
    process.env.DOCKER_CONTEXT = 'none';
    await expect(runningDaemon(host)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('DOCKER_CONTEXT is none'),
    });
  });

  it('is found behind a wrapper that prints a line of its own before each answer', async () => {
    client(SOCKET, ['name=userns'], 'crun');
    const path = join(folder, 'docker');
    writeFileSync(path, readFileSync(path, 'utf8').replace('\n', '\necho "WARNING: this client is old"\n'));
    const found = { version: '29.0.0', containerRoot: 'remapped', defaultRuntime: 'crun' };
    expect(await runningDaemon(host)).toMatchObject(found);
  });

  it('is recognized where it remaps users', async () => {
    client('unix:///var/run/docker.sock', ['name=seccomp,profile=builtin', 'name=userns']);
    expect(await runningDaemon(host)).toMatchObject({ containerRoot: 'remapped' });
  });

  it('is refused where it is rootless', async () => {
    client('unix:///run/user/1000/docker.sock', ['name=rootless']);
    await expect(runningDaemon(host)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('rootless'),
    });
  });

  it.each(['ssh://builder', 'tcp://10.0.0.2:2376', 'npipe:////./pipe/docker'])('is refused at %s', async (address) => {
    client(address, []);
    await expect(runningDaemon(host)).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(address) });
    client('unix:///var/run/docker.sock', []);
    process.env.DOCKER_HOST = address;
    await expect(runningDaemon(host)).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(address) });
    expect(() => refuseRemote('', 'nothing leads to')).not.toThrow();
  });
});

/** Lets the daemon tell this of itself. */
function tells(info: object): string {
  client(SOCKET, []);
  const path = join(folder, 'docker');
  const answer = `case "$*" in *'info --format {{json .}}') echo '${JSON.stringify(info)}'; exit ;; esac`;
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace('\n', () => `\n${answer}\n`),
  );
  return path;
}

describe('the layers of a Docker daemon that runs', () => {
  const status = [['driver-type', 'io.containerd.snapshotter.v1']];
  const ofContainerd = { DockerRootDir: '/data', Driver: 'overlayfs', DriverStatus: status };
  const snapshots = 'io.containerd.snapshotter.v1.overlayfs';

  it.each<[string, object, string | undefined]>([
    ['the root of Docker', { DockerRootDir: '/data', Driver: 'overlay2', DriverStatus: [] }, '/data/overlay2'],
    ['the root of the system containerd', ofContainerd, `/var/lib/containerd/${snapshots}`],
    [
      "the root of Docker's own containerd",
      { ...ofContainerd, Containerd: { Address: '/var/run/docker/containerd/containerd.sock' } },
      `/data/containerd/daemon/${snapshots}`,
    ],
    ['an unknown place, where another program answers', { host: {}, store: { graphDriverName: 'overlay' } }, undefined],
  ])('lie below %s', async (_, info, path) => {
    expect(await layersFolder([tells(info)], join(folder, 'none.toml'))).toBe(path);
  });

  it('lie where the settings of the system containerd put them', async () => {
    const settings = join(folder, 'config.toml');
    writeFileSync(settings, 'version = 2\nroot = "/mnt/containerd"\n[debug]\nroot = "/not/this"\n');
    const info = { ...ofContainerd, Containerd: { Address: '/run/containerd/containerd.sock' } };
    expect(await layersFolder([tells(info)], settings)).toBe(`/mnt/containerd/${snapshots}`);
    writeFileSync(settings, 'version = 2\n[debug]\n  root = "/not/this"\n');
    expect(await layersFolder([tells(info)], settings)).toBe(`/var/lib/containerd/${snapshots}`);
  });

  it('are told by an arm of it', async () => {
    tells({ DockerRootDir: '/data', Driver: 'overlay2' });
    const installed = { binaries: [], source: 'running daemon' };
    const prepared = await docker.prepare(host as Host, { digest: 'sha256:0' } as Image, arm(), installed);
    expect(prepared.rootsBelow).toBe('/data/overlay2');
  });
});

const SOCKET = 'unix:///var/run/docker.sock';
const arm = (options: Readonly<Record<string, string>> = {}) => ({ id: 'docker', runtime: 'docker', options });
const host = describeHost(silentLog);
/** A host whose journal keeps nothing. */
const noting = { ...host, journal: { record: () => undefined } } as unknown as Host;

describe("the host's configuration of Docker", () => {
  it('names a default runtime that is not runc, unless another was asked for', async () => {
    client(SOCKET, [], 'crun');
    expect(await docker.remarks?.(host, arm())).toContainEqual(expect.stringContaining('default runtime is crun'));
    expect((await docker.remarks?.(host, arm({ runtime: 'runc' })))?.join()).not.toContain('crun');
    client(SOCKET, [], 'runc');
    expect((await docker.remarks?.(host, arm()))?.join()).not.toContain('default runtime is');
  });

  it.each([
    ['as its default', 'runsc', arm(), 'Write docker{runtime: runsc}.'],
    ['as its default, under another name', 'sandboxed', arm(), 'write docker{runtime: runsc}.'],
    ['under another name', 'runc', arm({ runtime: 'sandboxed' }), 'write docker{runtime: runsc}.'],
    ['by its shim', 'runc', arm({ runtime: 'shimmed' }), 'write docker{runtime: runsc}.'],
  ])('is not measured as another runtime where it has gVisor %s', async (_name, usual, wanted, remedy) => {
    client(SOCKET, [], usual);
    const [fault] = await docker.check(host, wanted);
    expect(fault).toMatchObject({ installable: false, what: expect.stringContaining('is gVisor') });
    expect(fault?.remedy).toContain(remedy);
    await expect(docker.install(noting, wanted)).rejects.toMatchObject({ exitCode: 3 });
  });

  it.each([
    ['crun', arm()],
    ['runsc', arm({ runtime: 'runc' })],
    ['runc', arm({ runtime: 'runsc' })],
  ])('lacks nothing with the default runtime %s and the arm %j', async (usual, wanted) => {
    client(SOCKET, [], usual);
    expect(await docker.check(host, wanted)).toEqual([]);
  });

  it('names the settings that change figures, for its own daemon as for ours', () => {
    const path = join(folder, 'daemon.json');
    expect(hostSettings(path)).toBe('');
    const ulimits = { nofile: { Name: 'nofile', Hard: 1024, Soft: 1024 } };
    const settings = { 'live-restore': true, 'default-ulimits': ulimits, 'cgroup-parent': 'x.slice', debug: true };
    writeFileSync(path, JSON.stringify(settings, null, 2));
    const text = `default-ulimits ${JSON.stringify(ulimits)}, cgroup-parent "x.slice", live-restore true`;
    expect(hostSettings(path)).toBe(text);
    expect(settingNotes('ours', text)[0]).toMatch(/takes nothing from \/etc\/docker\/daemon.json: default-ulimits/);
    expect(settingNotes("the user's", text)[0]).toMatch(/with what \/etc\/docker\/daemon.json says: default-ulimits/);
  });

  it.each(['{', '[]', '"x"'])('reports that it cannot be read: %s', (text) => {
    writeFileSync(join(folder, 'daemon.json'), text);
    expect(hostSettings(join(folder, 'daemon.json'))).toMatch(/daemon.json is no JSON object$/);
  });
});
