/** kill -9 at any moment of a run: `cleanup` leaves nothing of it. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { containerd } from '../../src/runtimes/containerd.js';
import { docker } from '../../src/runtimes/docker.js';
import { runc } from '../../src/runtimes/runc.js';
import { whyNot } from '../runtimes/support.js';
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
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(stderr).toContain('that an interrupted run left behind');
      expect(place.traces()).toEqual([]);
      // A second one finds nothing left to do.
      expect((await place.tare('cleanup')).stderr).not.toContain('interrupted');
    },
    FIVE_MINUTES,
  );

  it(
    'while the userland is made leaves none of it',
    async () => {
      const folders = ['cache', 'tmp'].map((name) => join(place.folder, name));
      for (const folder of folders) mkdirSync(folder);
      Object.assign(place.env, { TARE_CACHE_DIR: folders[0], TMPDIR: folders[1] });
      const made = (name: RegExp) => folders.flatMap((folder) => inside(folder, name));
      const run = place.start('run', '--runtimes', 'runc', '--suites', 'cpu', '--baseline', 'none');
      await run.says('making the userland');
      while (made(/mmdebstrap/).length === 0) await setImmediate();
      run.child.kill('SIGKILL');
      await run.finished();
      while (place.traces().some((line) => line.includes('mmdebstrap'))) await setImmediate();
      expect((await place.tare('cleanup')).code).toBe(0);
      expect(made(/mmdebstrap|rootfs/)).toEqual([]);
    },
    FIVE_MINUTES,
  );
});

/** Paths below a folder that match. */
function inside(folder: string, name: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => name.test(path));
}
