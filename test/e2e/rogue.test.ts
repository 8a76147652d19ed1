/** Sandboxes that misbehave, from launch to report: each is recorded for what it is, and none stops the others. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { Workplace } from '../support/tare.js';

const TEN_MINUTES = 600_000;
const unavailable = await whyNot(runc, 'runc');

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

/** Makes a runc that runs `prelude` before it starts a sandbox, and returns how the arm is written. */
function rogue(name: string, prelude: string): string {
  const path = join(place.folder, name);
  const script = `for word; do if [ "$word" = run ]; then ${prelude}; fi; done`;
  writeFileSync(path, `#!/bin/sh\n${script}\nexec runc "$@"\n`);
  chmodSync(path, 0o755);
  return `runc=./${name}`;
}

(unavailable ? describe.skip : describe)('rogue sandboxes', () => {
  it(
    'are killed, cut short or not believed, which is recorded; the others are measured',
    async () => {
      const arms = [
        rogue('hangs', 'exec sleep 600'),
        rogue('floods', 'head -c 30000000 /dev/zero | tr "\\0" x'),
        rogue('forges', 'printf "@tare 0 ready\\n@tare 0 begin 0\\n@tare 0 end 0 0\\n"'),
      ];
      const { code, stdout, stderr } = await place.tare(
        ...['run', '--runtimes', `runc,${arms.join(',')}`, '--blocks', '1..1', '--baseline', 'none'],
        ...['--suites', 'cpu,lifecycle', '--trial-time', '20ms', '--pairs', '1', '--memory', '256MiB'],
        ...['--launch-timeout', '15s'],
      );
      expectEnd({ code, stderr }, { code: 4 });
      const { run } = place.newest();
      const launches = run.blocks.flatMap((block) => block.launches);
      const of = (name: string) => launches.find(({ arm }) => arm.endsWith(name));
      expect(of('hangs')?.failure).toMatchObject({ reason: 'launch', message: expect.stringContaining('not ready') });
      for (const name of ['/floods', '/forges', 'runc', 'native']) expect(of(name)?.failure).toBeUndefined();
      expect(of('/forges')?.forgedFrames).toBe(3);
      expect(of('/floods')?.forgedFrames).toBeUndefined();
      const trials = run.blocks.flatMap(({ pairs }) => pairs.flatMap((pair) => pair.trials));
      const measured = trials.filter(({ failure }) => !failure).map(({ arm }) => arm);
      expect(new Set(measured)).toEqual(
        new Set(launches.map(({ arm }) => arm).filter((arm) => !arm.endsWith('/hangs'))),
      );
      expect(stdout).toContain('not ready');
      expect(place.traces()).toEqual([]);
    },
    TEN_MINUTES,
  );
});
