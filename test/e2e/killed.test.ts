/** A run is killed with SIGKILL at various moments, and `cleanup` leaves nothing of it. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { containerd } from '../../src/runtimes/containerd.js';
import { docker } from '../../src/runtimes/docker/docker.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';

const FIVE_MINUTES = 300_000;
const reasons = [await whyNot(runc, 'runc'), await whyNot(docker, 'docker'), await whyNot(containerd, 'containerd')];
const unavailable = reasons.some((reason) => reason !== undefined);

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

(unavailable ? describe.skip : describe)('a run that is killed', () => {
  it.each([
    ['while a daemon starts', 'starting a docker daemon'],
    ['while the userland is imported', 'importing the userland into docker'],
    ['while sandboxes are checked', 'checking every runtime from inside'],
    ['in a block', 'block 1 of'],
  ])(
    '%s leaves nothing after cleanup',
    async (_when, moment) => {
      const run = place.start(
        ...['run', '--runtimes', 'containerd,docker,runc', '--blocks', '3..3', '--baseline', 'none'],
        ...['--suites', 'cpu,fileio.volume.seqrd', '--trial-time', '20ms', '--pairs', '1', '--memory', '256MiB'],
      );
      await run.says(moment);
      run.child.kill('SIGKILL');
      await run.finished();
      expect(place.traces()).not.toEqual([]);
      const { code, stderr } = await place.tare('cleanup');
      expectEnd({ code, stderr }, { code: 0 });
      expect(stderr).toContain('that an interrupted run left behind');
      expect(place.traces()).toEqual([]);
      // A second cleanup finds nothing left to do.
      expect((await place.tare('cleanup')).stderr).not.toContain('interrupted');
    },
    FIVE_MINUTES,
  );

  it.each(['scale.storm.4xcpu', 'scale.density.32'])(
    'while many sandboxes of %s are alive leaves nothing after cleanup',
    async (benchmark) => {
      const run = place.start(
        ...['run', '--runtimes', 'docker,runc', '--blocks', '3..3', '--baseline', 'none'],
        ...['--suites', benchmark, '--memory', '256MiB'],
      );
      await run.says('block 1 of');
      const alive = () => inside(join(place.folder, 'state', 'work')).flatMap((path) => inside(join(path, 'volumes')));
      while (alive().length < 6 && run.child.exitCode === null) await pause(5);
      run.child.kill('SIGKILL');
      await run.finished();
      expect(alive().length).toBeGreaterThanOrEqual(6);
      expect(place.traces()).not.toEqual([]);
      expect(await place.tare('cleanup')).toMatchObject({ code: 0 });
      expect(place.traces()).toEqual([]);
    },
    FIVE_MINUTES,
  );

  it(
    'while the userland is made, leaves nothing of it',
    async () => {
      const [cache, tmp] = ['cache', 'tmp'].map((name) => join(place.folder, name)) as [string, string];
      mkdirSync(tmp);
      Object.assign(place.env, { TARE_CACHE_DIR: cache, TMPDIR: tmp });
      const made = () => [...inside(tmp), ...inside(join(cache, 'userland')).flatMap(inside)];
      const isInstalling = () => made().some((path) => existsSync(join(path, 'usr/bin/dpkg')));
      const run = place.start('run', '--runtimes', 'runc', '--suites', 'cpu', '--baseline', 'none');
      await run.says('making the userland');
      while (!isInstalling()) await pause(5);
      run.child.kill('SIGKILL');
      await run.finished();
      const { code, stderr } = await place.tare('cleanup');
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('left from') });
      expect([...place.traces(), ...made()]).toEqual([]);
    },
    FIVE_MINUTES,
  );
});

/** Returns the paths of what is in a folder; none where there is no such folder. */
function inside(folder: string): string[] {
  const isFolder = existsSync(folder) && statSync(folder).isDirectory();
  return isFolder ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
