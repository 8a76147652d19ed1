import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { QuickPlace } from './quick-place.js';

/** As long as a host that is busy may take for a few blocks. */
const LIMIT_MS = 600_000;

const unavailable = await whyNot(runc, 'runc');

(unavailable ? describe.skip : describe)('tare calibrate', () => {
  let quick: QuickPlace;
  beforeEach(() => {
    quick = new QuickPlace();
  });
  afterEach(() => quick.remove());
  const isKept = () => existsSync(join(quick.state, 'calibration'));

  /** Has all documents on one file system, which no longer takes any from then on. */
  async function whileNothingCanBeWritten(run: (close: () => void) => Promise<void>): Promise<void> {
    mkdirSync(quick.output);
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', quick.output]);
    try {
      for (const name of ['tmp', 'results']) mkdirSync(join(quick.output, name));
      mkdirSync(quick.state, { recursive: true, mode: 0o700 });
      symlinkSync(join(quick.output, 'results'), join(quick.state, 'results'));
      quick.place.env.TMPDIR = join(quick.output, 'tmp');
      await run(() => execFileSync('mount', ['-o', 'remount,ro', quick.output]));
    } finally {
      execFileSync('umount', ['--lazy', quick.output]);
    }
  }

  it(
    'keeps nothing of a run that ended early, however many blocks it has',
    async () => {
      await whileNothingCanBeWritten(async (close) => {
        const calibrating = quick.start('calibrate', '--budget', '20m');
        await calibrating.says('block 9 ');
        close();
        const { code, stderr, stdout } = await calibrating.finished();
        expectEnd({ code, stderr, stdout }, { code: 4, stdout: '' });
        expect(stderr).toContain('The run ended early: The run document can be written nowhere.');
        expect(stderr).toContain('so nothing is kept of it');
        expect(isKept()).toBe(false);
      });
    },
    LIMIT_MS,
  );

  it(
    'ends with 3 where it has too few blocks and something is left on the host',
    async () => {
      quick.leaveStuck();
      await whileNothingCanBeWritten(async (close) => {
        const calibrating = quick.start('calibrate', '--budget', '20m');
        await calibrating.says('block 3 ');
        close();
        const { code, stderr } = await calibrating.finished();
        expectEnd({ code, stderr }, { code: 3 });
        expect(stderr).toContain('By hand: run false.');
        expect(isKept()).toBe(false);
      });
    },
    LIMIT_MS,
  );
});
