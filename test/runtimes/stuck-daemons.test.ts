/**
 * A daemon of ours really hangs: it or one of its shims is stopped, as a debugger does. That costs one launch; then
 * another daemon is started, once, and nothing of the first is left.
 */
import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { processName } from '../../src/host/process.js';
import { containerd } from '../../src/runtimes/containerd.js';
import { docker } from '../../src/runtimes/docker/docker.js';
import type { Runtime } from '../../src/runtimes/runtime.js';
import {
  closeTestHost,
  kill,
  launchedSession,
  openTestHost,
  prepared,
  running,
  sysbenchCpu,
  type TestHost,
  textOf,
  whyNot,
} from './support.js';

let host: TestHost;
afterEach(async () => {
  expect(await closeTestHost(host)).toEqual([]);
});

/** The command lines of shims name no folder of ours, but shims are in a group of ours. */
function shims(): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const [program = ''] = textOf(`/proc/${pid}/cmdline`).split('\0');
    const group = new RegExp(`/${processName()}\\b`);
    return /containerd-shim[^/]*$/.test(program) && group.test(textOf(`/proc/${pid}/cgroup`));
  });
}

function freeze(pids: readonly number[]): void {
  if (pids.length === 0) throw new Error('there is no process to stop');
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
}

const MINUTES = 240_000;
const NOTHING = new AbortController().signal;

interface Victim {
  readonly runtime: Runtime;
  readonly victim: string;
  readonly pids: () => number[];
}

const VICTIMS: readonly Victim[] = [
  { runtime: docker, victim: 'dockerd', pids: () => running('dockerd', host.state) },
  { runtime: docker, victim: 'a shim', pids: shims },
  { runtime: containerd, victim: 'containerd', pids: () => running('/containerd', host.state) },
];

const lacking = (await whyNot(docker, 'docker')) ?? (await whyNot(containerd, 'containerd'));

(lacking ? describe.skip : describe)('a daemon of ours', () => {
  it.each(VICTIMS)(
    'that hangs since $victim does, of $runtime.name, is replaced where a sandbox cannot be ended',
    async ({ runtime, pids }) => {
      host = await openTestHost();
      const { arm } = await prepared(host, runtime, runtime.name);
      const stuck = await launchedSession(host, arm);
      freeze(pids());
      await stuck.kill();
      expect(stuck.trouble.join('\n')).toContain(runtime.name === 'docker' ? ' rm ' : ' tasks ');
      const next = await launchedSession(host, arm);
      expect(await sysbenchCpu(next)).toBeGreaterThan(0);
      expect(await next.end()).not.toBeNull();
      await arm.remove();
    },
    MINUTES,
  );

  it(
    'is started again where the containerd below it was killed',
    async () => {
      host = await openTestHost();
      const { arm } = await prepared(host, docker, 'docker');
      const first = await launchedSession(host, arm);
      await first.end();
      await kill(running('containerd', host.state));
      await expect(launchedSession(host, arm)).rejects.toMatchObject({
        failure: { reason: 'launch', tail: expect.arrayContaining([expect.stringContaining('was started again')]) },
      });
      const next = await launchedSession(host, arm);
      const { output } = await next.run({ cwd: '/', argv: ['echo', 'served'] }, NOTHING);
      expect(output).toContain('served');
      await next.end();
      await arm.remove();
    },
    MINUTES,
  );
});
