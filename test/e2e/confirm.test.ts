/**
 * An alarm across two runs is checked by an A/B comparison in the same invocation, with a runtime that was kept by its
 * digest.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunDocument } from '../../src/results/document.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { SLOW, wrapperWith } from '../support/built-repository.js';
import { flattered } from '../support/flattered.js';
import { Workplace } from '../support/tare.js';

const unavailable = (await whyNot(runc, 'runc')) !== undefined;

const TEN_MINUTES = 600_000;

/** A slowdown by a large factor is detected on any machine, and equal code is never called slower by half. */
const ASKED = ['--runtimes', 'runc=./runc', '--suites', 'cpu', '--blocks', '8..8', '--pairs', '3'];
const SHORT = ['--trial-time', '20ms', '--memory', '256MiB', '--min-effect', '50%', '--margin', '90%'];
const CONFIRMED = ['--confirm-budget', '5m'];

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

/** Each build makes another program. @param quota per cent of a CPU; all of it where absent. */
function build(name: string, quota?: number): void {
  writeFileSync(join(place.folder, 'runc'), `${wrapperWith(quota)}# ${name}\n`);
  chmodSync(join(place.folder, 'runc'), 0o755);
}

/** @returns the path of the document. */
function flatteredAt({ path, run }: { path: string; run: RunDocument }): string {
  const baseline = join(dirname(path), 'flattered.json');
  writeFileSync(baseline, JSON.stringify(flattered(run)));
  return baseline;
}

(unavailable ? describe.skip : describe)('an alarm across runs', () => {
  it(
    'is withdrawn where the kept runtime is just as slow',
    async () => {
      build('before');
      await place.tare('run', ...ASKED, ...SHORT);
      const baseline = ['--baseline', flatteredAt(place.newest())];

      build('the same');
      const same = await place.tare('run', ...ASKED, ...SHORT, ...CONFIRMED, ...baseline);
      expect(same).toMatchObject({ code: 0 });
      expect(same.stdout).toMatch(/beside the\s+old\s+side in\s+run/);
      expect(place.newest().run.confirmation?.refused).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'is looked into where the second look proves it',
    async () => {
      build('before');
      await place.tare('run', ...ASKED, ...SHORT);
      const baseline = ['--baseline', place.newest().path];

      build('slower', SLOW);
      const profiled = ['--profile-regressions', 'on'];
      const slower = await place.tare('run', ...ASKED, ...SHORT, ...CONFIRMED, ...baseline, ...profiled);
      expect(slower).toMatchObject({ code: 1 });
      expect(slower.stdout).toMatch(/What changed inside: cpu\.prime of runc=\S+\n.*\n.*CPU time, user/);
      expect(place.newest().run.inspections).toBeUndefined();
    },
    TEN_MINUTES,
  );
});
