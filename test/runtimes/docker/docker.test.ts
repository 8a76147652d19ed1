import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustRun, runCommand } from '../../../src/host/commands/command.js';
import type { Host } from '../../../src/host/host.js';
import { describeHost } from '../../../src/host/open-host.js';
import { processName } from '../../../src/host/process.js';
import { obtainImage } from '../../../src/image/image.js';
import { silentLog } from '../../../src/log.js';
import { importImage, runArguments } from '../../../src/runtimes/docker/containers.js';
import { runningDaemon } from '../../../src/runtimes/docker/daemon.js';
import { docker } from '../../../src/runtimes/docker/docker.js';
import { installNested } from '../../../src/runtimes/docker/nested-runtime.js';
import { missingApparmor } from '../../../src/runtimes/install/apparmor.js';
import { findCommand } from '../../../src/runtimes/install/binaries.js';
import { SANDBOX } from '../../../src/sandbox/paths.js';
import { describeReal } from '../real-runtime.js';
import {
  armOf,
  closeTestHost,
  kill,
  LIMITS,
  launchedSession,
  openTestHost,
  prepared,
  running,
  sysbenchCpu,
  type TestHost,
  whyNot,
} from '../support.js';
import { startUsersDaemon, type UsersDaemon } from './users-daemon.js';

const NOTHING = new AbortController().signal;

describe('runArguments', () => {
  const request = { id: 'tare-1', nonce: 'n', volume: '/v', limits: LIMITS };

  it('limits CPUs and memory, swap included', () => {
    expect(runArguments('image', request, { gives: 'none' }).join(' ')).toContain(
      '--cpuset-cpus 0 --memory 268435456 --memory-swap 268435456',
    );
  });

  it('names a runtime only where one was chosen', () => {
    expect(runArguments('image', request, { gives: 'none' })).not.toContain('--runtime');
    expect(runArguments('image', request, { gives: 'none', runtime: 'crun' }).join(' ')).toContain('--runtime crun');
  });
});

describe('docker, before anything is installed', () => {
  const host = describeHost(silentLog);

  it.each([
    ['a folder that is not there', 'docker=/nowhere', '/nowhere does not exist'],
    ['a folder without a dockerd', 'docker=/etc', '/etc/dockerd does not exist'],
  ])('refuses %s', async (_name, text, problem) => {
    await expect(docker.check(host, armOf(docker, text))).rejects.toThrow(problem);
  });

  it('refuses to be rootless, and says what to measure in its place', () => {
    expect(() => armOf(docker, 'docker{rootless: on}')).toThrow(/groups.*\n.*podman\{rootless: on\}/);
  });

  const isHere = existsSync('/usr/sbin/dockerd');
  if (!isHere)
    process.stderr.write('skipped: runtimes below a docker by its path: there is no /usr/sbin/dockerd here\n');

  (isHere ? it : it.skip).each([
    ['a runtime that is not there', 'docker{runtime: /nowhere/runc}=/usr/sbin', '/nowhere/runc does not exist'],
    ['a name that is no runtime', 'docker{runtime: kataa}=/usr/sbin', 'no kataa is on PATH'],
  ])('refuses %s', async (_name, text, problem) => {
    await expect(docker.check(host, armOf(docker, text))).rejects.toThrow(problem);
  });
});

describe('gVisor below Docker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tare-below-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Makes a program that says that it is `told`. */
  function program(name: string, told: string): string {
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${told} version 1\n`, { mode: 0o755 });
    return join(folder, name);
  }

  it.each(['runsc', './runsc', './gvisor'])('has neither direct files nor a link: %s', (runtime) => {
    const arm = armOf(docker, `docker{runtime: ${runtime}}`);
    expect(docker.unsupported?.('fileio.volume.seqrd.direct', arm)).toContain('O_DIRECT');
    expect(docker.unlinkable?.(arm)).toContain('no network');
  });

  it('is not what lies in a folder of that name', () => {
    const arm = armOf(docker, 'docker{runtime: ./runsc-work/runc}');
    expect(docker.unsupported?.('fileio.volume.seqrd.direct', arm)).toBeUndefined();
    expect(docker.unlinkable?.(arm)).toBeUndefined();
  });

  it.each([
    ['mine', 'runsc', 'says that it is runsc, and by its name it is not'],
    ['runsc-like', 'runc', 'says that it is runc, and by its name it is gVisor'],
  ])('is refused where its name misleads: %s', async (name, told, problem) => {
    const installing = installNested({} as Host, program(name, told));
    await expect(installing).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(problem) });
  });

  it.each([
    ['gvisor', 'runsc'],
    ['mine', 'crun'],
    ['runsc-wrapper', '1.0,'],
  ])('is taken where it does not: %s', async (name, told) => {
    expect((await installNested({} as Host, program(name, told))).source).toBe('path');
  });
});

describe('what dockerd needs of AppArmor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'apparmor-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['nothing where the kernel has none', undefined, undefined, []],
    ['nothing where it is switched off', 'N', undefined, []],
    ['the program that loads profiles', 'Y', undefined, ['package apparmor']],
    ['no more where that is there', 'Y', '/usr/sbin/apparmor_parser', []],
  ] as const)('is %s', (name, kernel, parser, told) => {
    const enabled = join(folder, name);
    if (kernel) writeFileSync(enabled, `${kernel}\n`);
    expect(missingApparmor(enabled, () => parser).map(({ what }) => what)).toEqual(told);
  });
});

await describeReal(
  docker,
  'docker',
  (real) => {
    it('puts what its daemon would leave in /tmp after a kill into a folder of the run', () => {
      const { host } = real();
      const environment = readFileSync(`/proc/${running('containerd', host.state)[0]}/environ`, 'utf8').split('\0');
      expect(environment).toContainEqual(expect.stringContaining(`TMPDIR=${host.paths.work}`));
    });

    it('has settings of its own, so that a key of a daemon of the user stays', () => {
      const [pid] = running('dockerd', real().host.state);
      const key = `/proc/${pid}/root/etc/docker/only-ours`;
      writeFileSync(key, '');
      expect(existsSync('/etc/docker/only-ours')).toBe(false);
      rmSync(key);
    });

    it('starts a daemon that was killed once more, and counts the launch as failed', async () => {
      const { host, arm } = real();
      const session = await launchedSession(host, arm);
      await kill(running('dockerd', host.state));
      await expect(session.run({ cwd: '/', argv: ['sleep', '50'] }, NOTHING)).rejects.toMatchObject({
        failure: { reason: 'lost' },
      });
      await expect(launchedSession(host, arm)).rejects.toMatchObject({
        failure: { reason: 'launch', tail: expect.arrayContaining([expect.stringContaining('was started again')]) },
      });
      const next = await launchedSession(host, arm);
      expect(await sysbenchCpu(next)).toBeGreaterThan(0);
      await next.end();
    });
  },
  (real) => {
    it('does not start it a third time', async () => {
      const { host, arm } = real();
      await kill(running('dockerd', host.state));
      for (const _ of [1, 2])
        await expect(launchedSession(host, arm)).rejects.toMatchObject({
          failure: { tail: expect.arrayContaining([expect.stringContaining('is not started a third time')]) },
        });
    });
  },
);

await describeReal(docker, 'docker{runtime: crun}');
await describeReal(docker, 'docker{runtime: runsc}');

const unavailable = await whyNot(docker, 'docker');

(unavailable ? describe.skip : describe)('two Dockers in one run', () => {
  let host: TestHost;
  let bundle: string;

  beforeAll(async () => {
    host = await openTestHost();
    bundle = join(host.paths.work, 'bundle');
    mkdirSync(bundle);
    for (const name of ['dockerd', 'docker', 'containerd', 'containerd-shim-runc-v2', 'runc'])
      symlinkSync(findCommand(name) ?? '', join(bundle, name));
  });

  afterAll(async () => {
    expect(await closeTestHost(host)).toEqual([]);
  });

  it('has both alive at once, each from its own daemon', async () => {
    const arms = [await prepared(host, docker, 'docker'), await prepared(host, docker, `docker=${bundle}`)];
    const sessions = [];
    for (const { arm } of arms) sessions.push(await launchedSession(host, arm));
    expect(running(`${bundle}/dockerd`, host.state)).toHaveLength(1);
    expect(running('dockerd', host.state)).toHaveLength(2);
    for (const session of sessions) expect(await sysbenchCpu(session)).toBeGreaterThan(0);
    for (const session of sessions) expect(await session.end()).not.toBeNull();
    for (const { arm } of arms) await arm.remove();
  });
});

(unavailable ? describe.skip : describe)('a Docker on a host that has a containerd', () => {
  /** Stands for such a host: in its namespaces there is a socket of that containerd, and nobody answers. */
  const others = 'mount -t tmpfs none /run/containerd && touch /run/containerd/containerd.sock && exec "$@"';
  const enter = ['unshare', '--mount', '--net', '/bin/sh', '-c', others, 'sh'];

  it('starts a containerd of its own, and leaves that one alone', async () => {
    const host = await openTestHost();
    try {
      const { arm } = await prepared(host, docker, 'docker{network: default}', { enter, path: '/nowhere' });
      const session = await launchedSession(host, arm);
      expect(running('containerd', host.state)).toHaveLength(1);
      expect(await sysbenchCpu(session)).toBeGreaterThan(0);
      expect(await session.end()).not.toBeNull();
      await arm.remove();
    } finally {
      expect(await closeTestHost(host)).toEqual([]);
    }
  });
});

/** For a daemon that has an empty folder where this host has the one whose path follows. */
const WITHOUT_FOLDER = ['unshare', '--mount', '/bin/sh', '-c', 'mount -t tmpfs none "$0" && exec "$@"'];

(unavailable ? describe.skip : describe)('beside a daemon of the user', () => {
  let daemon: UsersDaemon;
  let before: string;

  const listing = async () =>
    [
      await mustRun(['docker', 'ps', '--all', '--no-trunc', '--format', '{{.ID}} {{.Names}} {{.State}}']),
      await mustRun([
        'docker',
        'images',
        '--all',
        '--no-trunc',
        '--format',
        '{{.ID}} {{.Repository}}:{{.Tag}} {{.CreatedAt}}',
      ]),
      await mustRun(['docker', 'volume', 'ls']),
      await mustRun(['docker', 'inspect', '--format', '{{.State.Pid}} {{.State.StartedAt}}', 'theirs']),
    ].join('\n');

  beforeAll(async () => {
    daemon = await startUsersDaemon();
    const busybox = join(daemon.folder, 'root');
    mkdirSync(busybox);
    await mustRun([
      '/bin/sh',
      '-c',
      'cp --parents /bin/sleep $(ldd /bin/sleep | grep -o "/[^ ]*") "$1"',
      'sh',
      busybox,
    ]);
    await mustRun(['/bin/sh', '-c', 'tar -C "$1" -c . | docker import - theirs', 'sh', busybox]);
    await mustRun([
      'docker',
      'run',
      '--detach',
      '--name',
      'theirs',
      '--network',
      'none',
      'theirs',
      '/bin/sleep',
      '10000',
    ]);
    before = await listing();
  });

  afterAll(async () => {
    await runCommand(['docker', 'rm', '--force', 'theirs']);
    await daemon.stop();
  });

  it('is known to see the files of this host', async () => {
    const host = await openTestHost();
    expect(await docker.check(host, armOf(docker, 'docker'))).toEqual([]);
    expect(await closeTestHost(host)).toEqual([]);
  });

  it('measures with it, and leaves its containers, images and volumes as they were', async () => {
    const host = await openTestHost();
    const { arm, installed } = await prepared(host, docker, 'docker');
    expect(installed.source).toMatch(/^running daemon /);
    const session = await launchedSession(host, arm);
    expect(await sysbenchCpu(session)).toBeGreaterThan(0);
    await session.end();
    await (await launchedSession(host, arm)).kill();
    await arm.remove();
    expect(await closeTestHost(host)).toEqual([]);
    expect(await listing()).toBe(before);
  });

  it('has an image of the run alone, which is not removed where somebody has come to use it', async () => {
    const host = await openTestHost();
    const theirs = await runningDaemon(host);
    if (!theirs) throw new Error('the daemon of the user does not answer');
    const image = await obtainImage(host, undefined);
    const { tag, change } = await importImage(host, theirs, image);
    expect(await importImage(host, theirs, image)).toEqual({ tag });
    expect(tag.endsWith(processName())).toBe(true);
    await mustRun(['docker', 'create', '--name', 'taken-up', '--network', 'none', tag, '/bin/sh']);
    await expect(change?.undo()).rejects.toThrow(/is using|being used/);
    await mustRun(['docker', 'rm', 'taken-up']);
    expect(await closeTestHost(host)).toEqual([]);
    expect(await listing()).toBe(before);
  });

  it('cleans up after a killed invocation too', async () => {
    const host = await openTestHost();
    const { arm } = await prepared(host, docker, 'docker');
    await launchedSession(host, arm);
    expect(await closeTestHost(host)).toEqual([]);
    expect(await listing()).toBe(before);
  });

  it.each([
    ['does not replace it', 'docker@1.2.3', 'and 1.2.3 was asked for'],
    ['does not teach it a runtime', 'docker{runtime: crun}', 'does not know the runtime crun'],
    ['does not give it one by path', 'docker{runtime: /usr/sbin/runc}', 'cannot be given /usr/sbin/runc'],
  ])('%s', async (_name, text, problem) => {
    const host = await openTestHost();
    await expect(docker.install(host, armOf(docker, text))).rejects.toThrow(problem);
    expect(await closeTestHost(host)).toEqual([]);
    expect(readFileSync(join(daemon.folder, 'daemon.json'), 'utf8')).toBe('{}');
  });
});

/**
 * Root of its containers is user 100000 of the host, who can enter neither the state folder nor the folders of root.
 */
(unavailable ? describe.skip : describe)('with a daemon of the user that remaps users', () => {
  let subordinate: string;
  let daemon: UsersDaemon | undefined;

  beforeAll(async () => {
    subordinate = mkdtempSync(join(tmpdir(), 'subordinate-'));
    // The host's own files stay as they are, because dockerd sees another one in a mount namespace.
    writeFileSync(join(subordinate, 'ids'), 'nobody:100000:65536\nnogroup:100000:65536\n');
    const instead = 'mount --bind "$1" /etc/subuid && mount --bind "$1" /etc/subgid && shift && exec "$@"';
    const inside = ['unshare', '--mount', '/bin/sh', '-c', instead, 'sh', join(subordinate, 'ids')];
    daemon = await startUsersDaemon(['--userns-remap', 'nobody:nogroup'], inside);
  });

  afterAll(async () => {
    await daemon?.stop();
    rmSync(subordinate, { recursive: true });
  });

  it('lets a sandbox write on the volume, and notes that it remaps users', async () => {
    const host = await openTestHost();
    const { arm, installed } = await prepared(host, docker, 'docker');
    expect(installed.notes?.join()).toContain('remaps users');
    const session = await launchedSession(host, arm);
    const write = `head -c 1M /dev/zero >${SANDBOX.volume}/file && head -n 1 /proc/self/uid_map`;
    const { output } = await session.run({ cwd: SANDBOX.volume, argv: ['/bin/sh', '-c', write] }, NOTHING);
    expect(output).toMatch(/^\s*0\s+100000\s/);
    await session.end();
    await arm.remove();
    expect(await closeTestHost(host)).toEqual([]);
  });
});

(unavailable ? describe.skip : describe)('a daemon of the user in other mounts', () => {
  it('is refused where it sees other files, before anything is launched, and known to doctor and plan', async () => {
    const host = await openTestHost();
    const elsewhere = await startUsersDaemon([], [...WITHOUT_FOLDER, host.state]);
    try {
      const what = expect.stringContaining('sees other files than this process');
      expect(await docker.check(host, armOf(docker, 'docker'))).toMatchObject([{ what, installable: false }]);
      await expect(prepared(host, docker, 'docker')).rejects.toMatchObject({ exitCode: 3, message: what });
      const theirs = await runningDaemon(host);
      if (!theirs) throw new Error('the daemon of the user does not answer');
      // Where its process is not seen, as from a container, only a container of its own tells.
      const imported = importImage(host, theirs, await obtainImage(host, undefined));
      await expect(imported).rejects.toMatchObject({ exitCode: 3, message: what });
      expect(await closeTestHost(host)).toEqual([]);
      expect(await mustRun(['docker', 'ps', '--all', '--quiet'])).toBe('');
      expect(await mustRun(['docker', 'images', '--quiet'])).toBe('');
    } finally {
      await elsewhere.stop();
    }
  });
});
