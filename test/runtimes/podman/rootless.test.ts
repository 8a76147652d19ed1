import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { unsupportedBy } from '../../../src/app/request/plan.js';
import { parseLayout } from '../../../src/host/cgroup.js';
import { Network } from '../../../src/host/network/network.js';
import { Peer } from '../../../src/host/network/peer.js';
import { rootlessArguments } from '../../../src/runtimes/podman/arguments.js';
import { podman } from '../../../src/runtimes/podman/podman.js';
import { checkRootless } from '../../../src/runtimes/podman/rootless/needs.js';
import { faultOf } from '../../../src/runtimes/podman/rootless/proof.js';
import { runtimeCall } from '../../../src/runtimes/podman/rootless/runtime-call.js';
import { NETWORK } from '../../../src/sandbox/network.js';
import { knownBenchmarks } from '../../../src/suites/index.js';
import { expectEnd } from '../../support/expect-end.js';
import { Workplace } from '../../support/tare.js';
import { describeReal } from '../real-runtime.js';
import { armOf, closeTestHost, LIMITS, launchedSession, openTestHost, prepared, whyNot } from '../support.js';

const ARM = 'podman{rootless: on}';
const arm = armOf(podman, ARM);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-rootless-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a file of a host that is a folder. */
function file(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

describe('what a podman without root needs', () => {
  const found = (name: string) => `/usr/bin/${name}`;
  const missing = (find: (name: string) => string | undefined = found) => checkRootless(arm, folder, find);

  it('is nothing where the host has all, or where it is not asked for', () => {
    file('proc/sys/user/max_user_namespaces', '96365\n');
    file('proc/sys/kernel/unprivileged_userns_clone', '1\n');
    file('etc/nsswitch.conf', 'passwd: files\nsubid: files\n');
    expect(missing()).toEqual([]);
    expect(checkRootless(armOf(podman, 'podman'), folder, () => undefined)).toEqual([]);
  });

  it('are the programs that give ids, which can be installed', () => {
    expect(missing((name) => (name === 'newgidmap' ? undefined : found(name)))).toEqual([
      expect.objectContaining({ what: 'package uidmap', installable: true }),
    ]);
  });

  it.each(['user/max_user_namespaces', 'kernel/unprivileged_userns_clone'])('are user namespaces: %s', (name) => {
    file(`proc/sys/${name}`, '0\n');
    const setting = name.replace('/', '.');
    expect(missing()).toEqual([
      expect.objectContaining({ remedy: expect.stringContaining(`sysctl -w ${setting}=`), installable: false }),
    ]);
  });

  it('are ranges that the files of the host give', () => {
    file('etc/nsswitch.conf', 'subid: sss\n');
    expect(missing()).toEqual([expect.objectContaining({ what: expect.stringContaining('sss'), installable: false })]);
  });

  it('is no network of its own', () => {
    const both = armOf(podman, 'podman{network: default, rootless: on}');
    expect(() => checkRootless(both)).toThrow('Leave out network');
  });
});

describe('the steps of a rootless life', () => {
  it('are not measured, and all else is that is measured of podman', () => {
    const benchmarks = knownBenchmarks([]);
    const reason = (text: string, id: string) => unsupportedBy(armOf(podman, text), id, benchmarks);
    const left = benchmarks.map(({ id }) => id).filter((id) => reason(ARM, id) !== reason('podman', id));
    expect(left).toEqual(['lifecycle.phases']);
    expect(reason(ARM, 'lifecycle.phases')).toContain('groups');
  });
});

describe('the command line of a rootless sandbox', () => {
  it('leaves the groups as they are, and takes the network it is started in for a link', () => {
    const request = { id: 'tare-1', nonce: 'n', volume: '/v', limits: LIMITS };
    expect(rootlessArguments([], request).join(' ')).toContain('--network none --cgroups disabled');
  });
});

describe('the call of the runtime below', () => {
  /** Calls it, as a process of this test's own groups, which are none of a sandbox. */
  const called = (knowsNoGroups: boolean, ...words: string[]) => {
    const script = join(folder, 'runtime');
    const parts = { argv: ['echo', '--root', "it's"], groups: ['/nowhere'], variables: { NAME: 'a b' } };
    writeFileSync(script, runtimeCall({ ...parts, knowsNoGroups }));
    chmodSync(script, 0o755);
    return spawnSync(script, words, { encoding: 'utf8' });
  };

  it('is what podman asks for, without the flag that runc does not know', () => {
    expect(called(false, '--log', 'a b', '--cgroup-manager', 'disabled', 'kill', 'id').stdout).toBe(
      "--root it's --log a b kill id\n",
    );
    expect(called(false, '--cgroup-manager=disabled', 'start', 'id').stdout).toBe("--root it's start id\n");
    expect(called(true, '--cgroup-manager', 'disabled', 'start', 'id').stdout).toBe(
      "--root it's --cgroup-manager disabled start id\n",
    );
  });

  it('makes no container that would have no limits', () => {
    const { status, stdout, stderr } = called(true, 'create', 'id');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('would have no limits');
  });
});

describe('the proof', () => {
  const point = (name: string, type: string) => `1 1 0:1 / /sys/fs/cgroup/${name} rw - ${type} x rw,${name}\n`;
  const layout = parseLayout(['cpuset', 'memory', 'cpu'].map((name) => point(name, 'cgroup')).join(''), []);
  const user = { name: 'u', uid: 995, gid: 993, ids: { first: 100_000, count: 65_536 } };
  const expected = { layout, group: 'tare-1/podman-0/tare-1-proof-0', cpus: '0', user };
  const of = (names: readonly string[], path = `/${expected.group}/box`) =>
    names.map((name, at) => `${at}:${name}:${path}\n`).join('');
  const status = 'Uid:\t995\t995\t995\t995\nCpus_allowed_list:\t0\n';

  it('finds nothing wrong with a container in all of its groups', () => {
    expect(faultOf({ cgroup: of(['cpuset', 'memory', 'cpu']), status }, expected)).toBeUndefined();
  });

  it('finds a container that is elsewhere, by one hierarchy', () => {
    const cgroup = of(['cpuset', 'cpu']) + of(['memory'], `/${expected.group}/engine`);
    expect(faultOf({ cgroup, status }, expected)).toMatch(/in 2 of the 3 groups/);
  });

  it('finds a container on other CPUs, and one of another user', () => {
    const cgroup = of(['cpuset', 'memory', 'cpu']);
    expect(faultOf({ cgroup, status: status.replace('list:\t0', 'list:\t0-1') }, expected)).toContain('CPUs 0-1');
    expect(faultOf({ cgroup, status: status.replace('995\n', '0\n') }, expected)).toContain('user 0');
  });
});

/** The accounts of this host, and the files that their programs keep. */
/** Other tests make users of their own at the same time. */
const OF_OTHER_TESTS = /^tare-test-.*\n/gm;
const accounts = () => [
  readdirSync('/etc').filter((name) => /^(passwd|group|shadow|gshadow|subuid|subgid)-?$/.test(name)),
  ...['passwd', 'group', 'subuid', 'subgid'].map((name) =>
    readFileSync(join('/etc', name), 'utf8').replace(OF_OTHER_TESTS, ''),
  ),
];
const here = accounts();

/** Returns the processes of a user that have not ended; process 1 of this host reaps when it likes. */
const processesOf = (uid: string | undefined): string[] =>
  execFileSync('ps', ['-eo', 'uid,stat,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => new RegExp(`^\\s*${uid}\\s+[^Z]`).test(line));

await describeReal(podman, ARM, (real) => {
  it('says so in its notes', () => {
    expect(real().installed.notes).toEqual(expect.arrayContaining([expect.stringMatching(/^rootless: /)]));
  });

  it('is a user of the host, and root of its own ids inside', async () => {
    const session = await launchedSession(real().host, real().arm);
    const argv = ['/bin/sh', '-c', 'id -u; cat /proc/self/uid_map; touch /tare/volume/x && stat -c %u /tare/volume/x'];
    const { output } = await session.run({ cwd: '/', argv }, new AbortController().signal);
    const [inside, ...rest] = output.split('\n').map((line) => line.trim().split(/\s+/));
    expect(inside).toEqual(['0']);
    const user = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`tare-${process.pid}`));
    expect(rest.slice(0, 2)).toEqual([
      ['0', user?.split(':')[2], '1'],
      ['1', expect.any(String), '65536'],
    ]);
    expect(rest[2]).toEqual(['0']);
    await session.end();
  });

  it('has the link that every runtime gets', async () => {
    const { host, arm: ready } = real();
    const network = await Network.open(host, NETWORK);
    const peer = new Peer(host, network.namespace, '/', { cpus: '0', memoryBytes: 2 ** 29 });
    try {
      await peer.ready(ECHO);
      const link = await network.link();
      const session = await launchedSession(host, ready, undefined, { link });
      const { output } = await session.run({ cwd: '/', argv: ASK }, new AbortController().signal);
      expect(output.trim()).toBe(link.address);
      expect(await session.end()).not.toBeNull();
      await link.close();
    } finally {
      await peer.close();
      await network.close();
    }
  });
});
await describeReal(podman, 'podman{rootless: on, runtime: runc}');

const PORT = 5998;
/** Answers each connection with the address that it came from. */
const ECHO = {
  argv: [
    process.execPath,
    '-e',
    `require('node:net').createServer((s) => s.end(s.remoteAddress)).listen(${PORT}, '${NETWORK.peer}')`,
  ],
  port: PORT,
};
const ASK = ['bash', '-c', `exec 3<>/dev/tcp/${NETWORK.peer}/${PORT}; cat <&3`];

((await whyNot(podman, ARM)) ? describe.skip : describe)('the user of a run', () => {
  it('is gone with its ids', () => expect(accounts()).toEqual(here));

  it('is gone where it could not be given ids, which is said with the remedy', async () => {
    const PATH = process.env.PATH ?? '';
    const refusing = join(folder, 'newuidmap');
    writeFileSync(refusing, '#!/bin/sh\necho "newuidmap: write to uid_map failed" >&2\nexit 1\n', { mode: 0o755 });
    chmodSync(folder, 0o755);
    process.env.PATH = `${folder}:${PATH}`;
    const host = await openTestHost();
    try {
      const error = await prepared(host, podman, ARM).catch((refusal: unknown) => refusal);
      expect(error).toMatchObject({ exitCode: 3, message: expect.stringMatching(/user namespace.*\nMount/s) });
    } finally {
      process.env.PATH = PATH;
      expect(await closeTestHost(host)).toEqual([]);
    }
    expect(accounts()).toEqual(here);
  }, 300_000);

  it.each([
    ['while its userland is imported', 'importing the userland into a podman without root'],
    ['in a block', 'block 1 of'],
  ])(
    'is gone with all that is its after cleanup where the run was killed %s',
    async (_when, moment) => {
      const place = new Workplace();
      try {
        const run = place.start(
          ...['run', '--runtimes', ARM, '--blocks', '9..9', '--baseline', 'none'],
          ...['--suites', 'cpu', '--trial-time', '20ms', '--pairs', '1', '--memory', '256MiB'],
        );
        await run.says(moment);
        const user = readFileSync('/etc/passwd', 'utf8').match(
          new RegExp(`^tare-${run.child.pid}-\\w+-u0:x:(\\d+)`, 'm'),
        );
        run.child.kill('SIGKILL');
        await run.finished();
        expect(user).not.toBeNull();
        expect(accounts()).not.toEqual(here);
        const { code, stderr } = await place.tare('cleanup');
        expectEnd({ code, stderr }, { code: 0 });
        expect(accounts()).toEqual(here);
        expect(place.traces()).toEqual([]);
        expect(processesOf(user?.[1])).toEqual([]);
        expect(readdirSync('/run').filter((name) => name.startsWith(`tare-${run.child.pid}-`))).toEqual([]);
        expect(existsSync(join(place.folder, 'state', 'work'))).toBe(false);
      } finally {
        place.remove();
      }
    },
    300_000,
  );
});
