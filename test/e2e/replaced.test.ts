/** The program's own files go while it runs: `git pull` in its checkout, or an upgrade, replaces them. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { Running, Workplace } from '../support/tare.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const SHORT = ['--suites', 'cpu', '--trial-time', '20ms', '--pairs', '1', '--memory', '256MiB'];
const unavailable = (await whyNot(runc, 'runc')) !== undefined;

let place: Workplace;
let dist: string;
beforeEach(() => {
  place = new Workplace();
  dist = join(place.folder, 'dist');
  cpSync(DIST, dist, { recursive: true });
});
afterEach(() => place.remove());

const start = (...args: string[]) =>
  new Running(args, place.folder, place.env, [process.execPath, join(dist, 'cli/index.js')]);

describe('a command whose own files are removed', () => {
  it.each(['doctor', 'report'])('says so where it is %s, and ends', async (command) => {
    for (const name of readdirSync(join(dist, 'cli'))) if (name !== 'index.js') rmSync(join(dist, 'cli', name));
    const { code, stderr } = await start(command).finished();
    expectEnd({ code, stderr }, { code: 3, stderr: expect.stringMatching(/^tare: Its own files are no longer/) });
  });

  (unavailable ? it.skip : it)('writes its report and its page where it was measuring meanwhile', async () => {
    const running = start('run', '--runtimes', 'runc', '--blocks', '2..2', ...SHORT);
    await running.says('block 1 of');
    rmSync(dist, { recursive: true });
    const { code, stdout, stderr } = await running.finished();
    expectEnd({ code, stderr }, { code: 0 });
    expect(stdout).toMatch(/run document .*report .*page /s);
  });
});
