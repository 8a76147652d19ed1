import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeHost } from '../../src/host/open-host.js';
import { silentLog } from '../../src/log.js';
import { configuration, containerd, runArguments } from '../../src/runtimes/containerd.js';
import { gvisorSettings, hasSysResource, shimFile } from '../../src/runtimes/containerd-shim.js';
import type { LaunchRequest, LifeSteps } from '../../src/runtimes/runtime.js';
import { describeReal } from './real-runtime.js';
import {
  armOf,
  closeTestHost,
  kill,
  LIMITS,
  launchedSession,
  oneLife,
  openTestHost,
  prepared,
  running,
  sysbenchCpu,
  type TestHost,
  whyNot,
} from './support.js';

describe('runArguments', () => {
  it('puts the sandbox below the group that limits it', () => {
    const request = { id: 'tare-1', nonce: 'n', volume: '/v' };
    const words = runArguments('image', '/kept', '/tare-7/ctr-0/tare-1', request, ['--runtime', 'r']).join(' ');
    expect(words).toContain('--fifo-dir /kept/fifo --runtime r --cgroup');
    expect(words).toContain('--cgroup /tare-7/ctr-0/tare-1/sandbox --mount');
  });
});

describe('configuration', () => {
  it('keeps everything below one folder', () => {
    const paths = [...configuration('/run/c').matchAll(/= "(\/[^"]*)"/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThanOrEqual(5);
    expect(paths.filter((path) => !path?.startsWith('/run/c/'))).toEqual([]);
  });
});

describe('the shim below containerd', () => {
  const arm = (options: string) => armOf(containerd, `containerd{${options}}`);

  it.each([
    ['runtime: runsc', 'no name of a containerd runtime'],
    ['runtime: io.containerd.../../x.v1', 'no name of a containerd runtime'],
    ['runtime: io.containerd.runsc', 'no name of a containerd runtime'],
    ['snapshotter: magic', 'cannot be "magic"'],
  ])('refuses %s', (options, message) => {
    expect(() => arm(options)).toThrow(message);
  });

  it('is named after the runtime', () => {
    expect(shimFile('io.containerd.runsc.v1')).toBe('containerd-shim-runsc-v1');
  });

  it('is reported as missing by its name where it is not installed', async () => {
    const wanted = arm('runtime: io.containerd.nothing-of-ours.v7');
    const missing = await containerd.check(describeHost(silentLog), wanted);
    expect(missing.at(-1)).toMatchObject({
      what: 'there is no containerd-shim-nothing-of-ours-v7 on PATH',
      installable: false,
    });
  });

  it.each([
    ['CapEff:\t000001ffffffffff', true],
    ['CapEff:\t0000000001000000', true],
    ['CapEff:\t0000000000ffffff', false],
    ['', false],
  ])('of gVisor needs CAP_SYS_RESOURCE, which "%s" has: %s', (status, has) => {
    expect(hasSysResource(status)).toBe(has);
  });

  it('gets a file of settings that names the runtime below it, and disables the network', () => {
    expect(gvisorSettings('/a "b"/runsc', '/s')).toBe(
      'binary_name = "/a \\"b\\"/runsc"\nroot = "/s"\n[runsc_config]\nnetwork = "none"\n',
    );
  });

  it('runs no benchmark that would mislead about gVisor', () => {
    expect(containerd.unsupported?.('fileio.volume.seqrd.direct', arm('runtime: io.containerd.runsc.v1'))).toMatch(
      /O_DIRECT/,
    );
    expect(containerd.unsupported?.('fileio.volume.seqrd.direct', arm('snapshotter: native'))).toBeUndefined();
  });
});

describe('containerd, before anything is installed', () => {
  it('refuses a folder that lacks it', async () => {
    const arm = armOf(containerd, 'containerd=/usr');
    await expect(containerd.check(describeHost(silentLog), arm)).rejects.toThrow('/usr/containerd does not exist');
  });
});

/** What the daemon of the test holds: containers and tasks. */
function held({ paths }: TestHost): string[] {
  const [folder = ''] = readdirSync(paths.work).filter((name) => name.startsWith('containerd-'));
  const address = ['--address', join(paths.work, folder, 'sock')];
  const namespace = execFileSync('ctr', [...address, 'namespaces', 'ls', '--quiet'], { encoding: 'utf8' }).trim();
  const ctr = [...address, '--namespace', namespace];
  return ['containers', 'tasks'].flatMap((what) =>
    execFileSync('ctr', [...ctr, what, 'ls', '--quiet'], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean),
  );
}

await describeReal(containerd, 'containerd', (real) => {
  it('holds nothing of a launch that is given up while it is made', async () => {
    const { host, arm } = real();
    for (const launchSeconds of [0.001, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15]) {
      await launchedSession(host, arm, { launchSeconds, commandSeconds: 60 }).then(
        (session) => session.kill(),
        (error) => expect(error).toHaveProperty('failure'),
      );
      expect(held(host)).toEqual([]);
    }
  });

  it('has every step of a life apart, within its limits, and holds nothing after it', async () => {
    const { host, arm } = real();
    const steps = ['create', 'first_word', 'exec', 'stop', 'delete'];
    const withExec = async (request: LaunchRequest): Promise<LifeSteps> => {
      const life = await arm.steps?.(request);
      if (!life) throw new Error('containerd has no steps');
      return { ...life, exec: () => life.exec(['/bin/sh', '-c', `[ "$(nproc)" = ${LIMITS.cpuCount} ]`]) };
    };
    const checked = { launch: arm.launch.bind(arm), remove: arm.remove.bind(arm), steps: withExec };
    expect(Object.keys(await oneLife(host, checked))).toEqual(steps);
    expect(held(host)).toEqual([]);
  });

  it('starts a daemon that was killed once more, and counts the launch as failed', async () => {
    const { host, arm } = real();
    await launchedSession(host, arm);
    await kill(running('containerd', host.state));
    await expect(launchedSession(host, arm)).rejects.toMatchObject({
      failure: { reason: 'launch', tail: expect.arrayContaining([expect.stringContaining('was started again')]) },
    });
    const next = await launchedSession(host, arm);
    expect(await sysbenchCpu(next)).toBeGreaterThan(0);
    await next.end();
  });
});

const reason = await whyNot(containerd, 'containerd{snapshotter: native}');

(reason ? it.skip : it)(
  'containerd{snapshotter: native} has a root that is no overlay',
  async () => {
    const host = await openTestHost();
    const { arm } = await prepared(host, containerd, 'containerd{snapshotter: native}');
    // Each start copies the userland.
    const session = await launchedSession(host, arm, { launchSeconds: 400, commandSeconds: 60 });
    const { output } = await session.run({ cwd: '/', argv: ['cat', '/proc/mounts'] }, new AbortController().signal);
    expect(output.split('\n').find((line) => line.split(' ')[1] === '/')).not.toMatch(/^overlay /);
    expect(await session.end()).not.toBeNull();
    await arm.remove();
    expect(await closeTestHost(host)).toEqual([]);
  },
  600_000,
);

await describeReal(containerd, 'containerd{runtime: io.containerd.runsc.v1}', (real) => {
  it('names its shim and the gVisor below it', () => {
    const { binaries, notes } = real().installed;
    expect(binaries.map(({ name }) => name)).toEqual(['containerd', 'ctr', 'containerd-shim-runsc-v1', 'runsc']);
    expect(notes?.[0]).toBe('flags given to runsc: --network=none');
  });
});
