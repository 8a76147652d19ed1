/** What a host's own Docker is led to and configured as: a stand-in for the client says it. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeHost } from '../../../src/host/open-host.js';
import { silentLog } from '../../../src/log.js';
import { refuseRemote, runningDaemon } from '../../../src/runtimes/docker/daemon.js';
import { docker } from '../../../src/runtimes/docker/docker.js';
import { hostSettings, settingNotes } from '../../../src/runtimes/docker/host-settings.js';

const PATH = process.env.PATH ?? '';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-docker-'));
  process.env.PATH = [folder, PATH].join(delimiter);
});
afterEach(() => {
  process.env.PATH = PATH;
  delete process.env.DOCKER_HOST;
  rmSync(folder, { recursive: true });
});

function client(endpoint: string, security: readonly string[], runtime = 'runc'): void {
  const script = `case "$*" in
context*) echo '${endpoint}' ;;
version*) echo '{"Server":{"Version":"29.0.0"}}' ;;
*Security*) echo '${JSON.stringify(security)}' ;;
*DefaultRuntime*) echo '"${runtime}"' ;;
esac`;
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
}

describe('a Docker daemon that runs', () => {
  it('is taken as it is on this host', async () => {
    client('unix:///var/run/docker.sock', ['name=seccomp,profile=builtin', 'name=cgroupns']);
    expect(await runningDaemon()).toMatchObject({ version: '29.0.0', containerRoot: 'root' });
  });

  it('is found behind a wrapper that prints a line of its own before each answer', async () => {
    client(SOCKET, ['name=userns'], 'crun');
    const path = join(folder, 'docker');
    writeFileSync(path, readFileSync(path, 'utf8').replace('\n', '\necho "WARNING: this client is old"\n'));
    const found = { version: '29.0.0', containerRoot: 'remapped', defaultRuntime: 'crun' };
    expect(await runningDaemon()).toMatchObject(found);
  });

  it('is known to remap users', async () => {
    client('unix:///var/run/docker.sock', ['name=seccomp,profile=builtin', 'name=userns']);
    expect(await runningDaemon()).toMatchObject({ containerRoot: 'remapped' });
  });

  it('is refused where it is rootless', async () => {
    client('unix:///run/user/1000/docker.sock', ['name=rootless']);
    await expect(runningDaemon()).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining('rootless') });
  });

  it.each(['ssh://builder', 'tcp://10.0.0.2:2376', 'npipe:////./pipe/docker'])('is refused at %s', async (address) => {
    client(address, []);
    await expect(runningDaemon()).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(address) });
    client('unix:///var/run/docker.sock', []);
    process.env.DOCKER_HOST = address;
    await expect(runningDaemon()).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining(address) });
    expect(() => refuseRemote('', 'nothing leads to')).not.toThrow();
  });
});

const SOCKET = 'unix:///var/run/docker.sock';
const arm = (options: Readonly<Record<string, string>> = {}) => ({ id: 'docker', runtime: 'docker', options });
const host = describeHost(silentLog);

describe('what the host has Docker configured with', () => {
  it('names a default runtime that is not runc, unless another was asked for', async () => {
    client(SOCKET, [], 'crun');
    expect(await docker.remarks?.(host, arm())).toContainEqual(expect.stringContaining('default runtime is crun'));
    expect((await docker.remarks?.(host, arm({ runtime: 'runc' })))?.join()).not.toContain('crun');
    client(SOCKET, [], 'runc');
    expect((await docker.remarks?.(host, arm()))?.join()).not.toContain('default runtime is');
  });

  it('names the settings that show in figures, of its own daemon as of ours', () => {
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

  it.each(['{', '[]', '"x"'])('says so where it cannot be read: %s', (text) => {
    writeFileSync(join(folder, 'daemon.json'), text);
    expect(hostSettings(join(folder, 'daemon.json'))).toMatch(/daemon.json is no JSON object$/);
  });
});
