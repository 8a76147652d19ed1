import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { identify, processName } from '../../../src/host/process.js';
import { limitSettings } from '../../../src/runtimes/system/container.js';
import { incus } from '../../../src/runtimes/system/incus.js';
import { SANDBOX } from '../../../src/sandbox/paths.js';
import { describeReal } from '../real-runtime.js';
import { kill, LIMITS, launchedSession, oneLife, sysbenchCpu, textOf } from '../support.js';

describe('the limits of a system container', () => {
  it('pin a single CPU, where its number alone would be a count', () => {
    expect(limitSettings({ ...LIMITS, cpus: '3' })).toContain('limits.cpu=3-3');
  });

  it('take a list of CPUs as it is', () => {
    expect(limitSettings({ ...LIMITS, cpus: '0-1,4' })).toContain('limits.cpu=0-1,4');
  });

  it('allow no swap', () => {
    expect(limitSettings(LIMITS)).toEqual(
      expect.arrayContaining([`limits.memory=${LIMITS.memoryBytes}B`, 'limits.memory.swap=false']),
    );
  });
});

const shared = () => ['/run/lxc/lock/run', '/var/lib/incus/unix.socket'].map((path) => existsSync(path));
const before = shared();
const never = new AbortController().signal;
const shell = (line: string) => ({ cwd: '/', argv: ['/bin/sh', '-c', line] });

await describeReal(incus, 'incus', (real) => {
  it('has systemd as its first process, and it is running', async () => {
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run(shell('cat /proc/1/comm; systemctl is-system-running'), never);
    await session.end();
    expect(output).toBe('systemd\nrunning\n');
  });

  it('may write to its volume', async () => {
    const session = await launchedSession(real().host, real().arm);
    const { output } = await session.run(shell(`echo kept >${SANDBOX.volume}/a && cat ${SANDBOX.volume}/a`), never);
    await session.end();
    expect(output).toBe('kept\n');
  });

  it('finds no files of the sandbox before it', async () => {
    const first = await launchedSession(real().host, real().arm);
    await first.run(shell(`touch ${SANDBOX.root}/left`), never);
    await first.kill();
    const next = await launchedSession(real().host, real().arm);
    const { output } = await next.run(shell(`ls ${SANDBOX.root}`), never);
    await next.end();
    expect(output).toBe('');
  });

  it('has every step of a life apart, and holds no other instance after one that is given up while it is made', async () => {
    const { host, arm } = real();
    const [one, ...others] = instances();
    expect(others).toEqual([]);
    for (const seconds of [0.02, 0.1, 0.4, 1.5]) {
      await oneLife(host, arm, { seconds }).catch((error) => expect(error).toHaveProperty('failure'));
      expect(instances()).toEqual([one]);
    }
    const steps = ['create', 'start', 'first_word', 'exec', 'stop', 'delete'];
    expect(Object.keys(await oneLife(host, arm))).toEqual(steps);
    expect(instances()).toEqual([one]);
  });

  it('fails one launch when its daemon is killed, and goes on with a new one', async () => {
    const { host, arm } = real();
    const session = await launchedSession(host, arm);
    await kill(daemons());
    await session.end();
    await expect(launchedSession(host, arm)).rejects.toThrow('could not be started');
    const next = await launchedSession(host, arm);
    expect(await sysbenchCpu(next)).toBeGreaterThan(0);
    expect(await next.end()).not.toBeNull();
  });
});

/** Returns the names of what the daemon of this test holds. */
function instances(): string[] {
  const [folder = ''] = readdirSync('/run').filter((name) => name.startsWith(`${processName()}-incus`));
  const place = join('/run', folder);
  const env = { ...process.env, INCUS_DIR: join(place, 'state'), INCUS_CONF: join(place, 'client'), HOME: place };
  const listed = execFileSync('incus', ['list', '--format', 'csv', '--columns', 'n'], { env, encoding: 'utf8' });
  return listed.split('\n').filter(Boolean);
}

/** Returns the incusd of this test, which is in a group of its run. */
function daemons(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const words = identify(pid) ? textOf(`/proc/${pid}/cmdline`).split('\0') : [];
    const ours = words.length === 2 && words[0]?.endsWith('/incusd');
    return ours && textOf(`/proc/${pid}/cgroup`).includes(`${processName()}-incus`);
  });
}

it('leaves nothing more below /run, and no daemon in the default folder of Incus', () => {
  const ours = readdirSync('/run').filter((name) => name.startsWith(processName()));
  expect([ours, shared()]).toEqual([[], before]);
});
