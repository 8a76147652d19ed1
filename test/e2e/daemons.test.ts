/**
 * A daemon dies while a run is measured: one launch is lost, the daemon is started again once, and the run goes on.
 */
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { identify } from '../../src/host/process.js';
import { containerd } from '../../src/runtimes/containerd.js';
import { docker } from '../../src/runtimes/docker/docker.js';
import { incus } from '../../src/runtimes/system/incus.js';
import { kill, textOf, whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';

const TEN_MINUTES = 600_000;
const SHORT = ['--suites', 'cpu,lifecycle', '--trial-time', '20ms', '--pairs', '1', '--memory', '256MiB'];

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

/** Returns the daemons that the run of this process has started, which are in groups below its own. */
function daemonsOf(run: number | undefined, program: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    if (!identify(pid)) return false;
    const [name = ''] = textOf(`/proc/${pid}/cmdline`).split('\0');
    const group = new RegExp(`/tare-${run}-\\w+/[^/]*(docker|containerd|daemon)[^/]*$`, 'm');
    return name.endsWith(program) && group.test(textOf(`/proc/${pid}/cgroup`));
  });
}

const DAEMONS = await Promise.all(
  [
    { runtime: docker, program: '/dockerd' },
    { runtime: containerd, program: '/containerd' },
    { runtime: incus, program: '/incusd' },
  ].map(async (daemon) => ({ ...daemon, reason: await whyNot(daemon.runtime, daemon.runtime.name) })),
);

describe.each(DAEMONS)('a run with $runtime.name', ({ runtime: { name }, program, reason }) => {
  (reason ? it.skip : it)(
    'goes on after its daemon was killed in the middle of a block',
    async () => {
      const run = place.start('run', '--runtimes', name, '--blocks', '4..4', '--baseline', 'none', ...SHORT);
      await run.says('block 2');
      await kill(daemonsOf(run.child.pid, program));
      const { code, stdout, stderr } = await run.finished();
      // One failed launch of four is more than a fifth, so the run is incomplete.
      expectEnd({ code, stderr }, { code: 4 });
      expect(stderr).toContain('has ended during the run; it is started again, once');
      expect(stdout).toContain('cpu.prime');
      const { blocks, stopped } = place.newest().run;
      expect(stopped?.reason).toBe('blocks');
      // One more launch fails where the daemon was killed while it was launching.
      const failures = blocks.flatMap(({ launches }) => launches.flatMap(({ failure }) => failure ?? []));
      expect(failures.map(({ reason }) => reason)).toEqual(failures.map(() => 'launch'));
      const restarted = failures.filter(({ tail }) => tail.join('\n').includes('was started again, so this launch'));
      expect([restarted.length, failures.length <= 2]).toEqual([1, true]);
      expect(blocks.at(-1)?.launches.map(({ failure }) => failure)).toEqual([undefined, undefined]);
      const last = blocks.at(-1)?.pairs.flatMap(({ trials }) => trials) ?? [];
      expect(last.map(({ failure }) => failure)).toEqual(last.map(() => undefined));
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );
});
