/** A signal that comes while no step of `tare run` listens ends it in good order all the same. */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { QuickPlace } from './quick-place.js';

const unavailable = await whyNot(runc, 'runc');

(unavailable ? describe.skip : describe)('tare run', () => {
  let quick: QuickPlace;
  beforeEach(() => {
    quick = new QuickPlace();
  });
  afterEach(() => quick.remove());

  it('removes the copies that it has built, where it is stopped between build and measurement', async () => {
    quick.checkout('runc.sh', '#!/bin/sh\nexec runc "$@"\n');
    const temp = join(quick.place.folder, 'tmp');
    mkdirSync(temp);
    quick.place.env.TMPDIR = temp;
    const build = 'cp runc.sh runc; chmod +x runc; echo it is built';
    const running = quick.start('run', '--runtimes', 'runc=./runc', '--build', build, '--baseline', 'none');
    await running.says('it is built');
    await delay(300);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.finished();
    expectEnd({ code, stderr }, { code: 130 });
    // The loader that runs the sources has a folder of its own there.
    expect(readdirSync(temp).filter((name) => !name.startsWith('tsx-'))).toEqual([]);
  });
});
