/** What a host's own Docker is led to and configured as: a stand-in for the client says it. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { refuseRemote, runningDaemon } from '../../../src/runtimes/docker/daemon.js';

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

function client(endpoint: string, security: readonly string[]): void {
  const script = `case "$1" in
context) echo '${endpoint}' ;;
version) echo '{"Server":{"Version":"29.0.0"}}' ;;
info) echo '${JSON.stringify(security)}' ;;
esac`;
  writeFileSync(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'docker'), 0o755);
}

describe('a Docker daemon that runs', () => {
  it('is taken as it is on this host', async () => {
    client('unix:///var/run/docker.sock', ['name=seccomp,profile=builtin', 'name=cgroupns']);
    expect(await runningDaemon()).toMatchObject({ version: '29.0.0', containerRoot: 'root' });
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
