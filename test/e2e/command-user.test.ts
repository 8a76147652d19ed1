/**
 * The command as an ordinary user calls it: commands that need root go on with sudo, and the others say what they
 * could not see.
 */
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sudoersLine } from '../../src/app/privileged/parent.js';
import { writeRun } from '../../src/results/store.js';
import { TestAccount, whyNoAccount } from '../support/account.js';
import { expectEnd } from '../support/expect-end.js';
import { buildRun } from '../support/run-builder.js';
import { type Finished, Running, traces } from '../support/tare.js';
import { WORK_FOLDER } from '../support/work-folder.js';

const DIST = process.env.TARE_DIST ?? join(import.meta.dirname, '../../dist');

const reason = whyNoAccount();
if (reason) process.stderr.write(`skipped: the command as an ordinary user: ${reason}\n`);

const FIVE_MINUTES = 300_000;
const SHORT = ['--runtimes', 'runc', '--suites', 'lifecycle', '--blocks', '1..1', '--memory', '256MiB'];

let account: TestAccount;
/** The folder is readable for the user, and the state below it is not. */
let folder: string;
let state: string;

beforeEach(() => {
  if (reason) return;
  account = new TestAccount();
  folder = mkdtempSync(join(WORK_FOLDER, 'tare-command-'));
  chmodSync(folder, 0o755);
  cpSync(DIST, join(folder, 'dist'), { recursive: true });
  state = join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
});

afterEach(() => {
  if (reason) return;
  account.remove();
  rmSync(folder, { recursive: true, force: true });
});

const script = () => join(folder, 'dist/cli/index.js');

/** Runs the command in the user's home, with the state folder of root. */
function tare(...args: string[]): Promise<Finished> {
  const as = ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const env = { TARE_STATE_DIR: state, HOME: account.home, USER: account.name, NO_COLOR: '1' };
  return new Running(args, account.home, env, [...as, process.execPath, script()]).finished();
}

/** Makes two runs of one boot in files that the user may read. */
function documents(): [before: string, now: string] {
  return ['20261101T000000Z-aaaa', '20261102T000000Z-bbbb'].map((id, seed) => {
    const path = join(folder, `run-${id}.json`);
    writeRun(path, buildRun({ id, seed }));
    chmodSync(path, 0o644);
    return path;
  }) as [string, string];
}

const owners = (of: string): number[] => readdirSync(of).map((name) => lstatSync(join(of, name)).uid);

(reason ? describe.skip : describe)('the command of a user', () => {
  it(
    'goes on with sudo where that is permitted, says so once, and leaves files of the user',
    async () => {
      account.permit(sudoersLine(account.name, script()));
      const { code, stderr } = await tare('run', ...SHORT);
      expectEnd({ code, stderr }, { code: 0 });
      expect(stderr.split('goes on with sudo')).toHaveLength(2);
      const results = join(account.home, 'tare-results');
      expect(owners(results).length).toBeGreaterThan(0);
      expect(new Set([lstatSync(results).uid, ...owners(results)])).toEqual(new Set([account.uid]));
      expect(traces(folder)).toEqual([]);
    },
    FIVE_MINUTES,
  );

  it.each([['run'], ['cleanup'], ['calibrate']])(
    'without sudo: `%s` says once, in one message, which two ways there are',
    async (command) => {
      const { code, stderr } = await tare(command);
      expectEnd({ code, stderr }, { code: 3 });
      expect(stderr.split('which needs root')).toHaveLength(2);
      expect(stderr).toContain(`this is user ${account.name}`);
      expect(stderr.split(sudoersLine(account.name, script()))).toHaveLength(2);
      expect(stderr).toContain(`or run it as root: sudo ${process.execPath} ${script()}`);
      expect(readdirSync(state)).toEqual([]);
    },
    FIVE_MINUTES,
  );

  it.each([
    // It reports that an ordinary user cannot measure.
    ['doctor', ['doctor', '--runtimes', 'native'], 3],
    ['plan', ['plan', '--runtimes', 'runc'], 0],
  ])(
    '`%s` needs no root and names the folders that it did not see',
    async (_, args, expected) => {
      const { code, stdout, stderr } = await tare(...args);
      expectEnd({ code, stderr }, { code: expected });
      expect(stdout).toContain(`only root may look into it: ${state}`);
      expect(`${stdout}${stderr}`).not.toContain('goes on with sudo');
    },
    FIVE_MINUTES,
  );

  it.each([
    ['report', (_before: string, now: string) => ['report', now]],
    ['compare', (before: string, now: string) => ['compare', before, now]],
    ['explain', (before: string, now: string) => ['explain', now, 'runc', 'cpu.prime', '--baseline', before]],
  ])(
    '`%s` needs no root and says once that it did not look at what root has kept',
    async (_, args) => {
      const { code, stdout, stderr } = await tare(...args(...documents()));
      expectEnd({ code, stderr }, { code: 0 });
      expect(stdout.length).toBeGreaterThan(100);
      expect(stderr.split(`what root has kept in ${state}`)).toHaveLength(2);
    },
    FIVE_MINUTES,
  );

  it('`report` warns of nothing where nothing is hidden', async () => {
    chmodSync(state, 0o755);
    const { code, stderr } = await tare('report', documents()[1]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('`history` needs no root: it reads nothing but what it is given', async () => {
    const file = join(account.home, 'history.json.gz');
    expect(await tare('history', 'add', '--history', file, ...documents())).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await tare('history', 'show', '--history', file);
    expectEnd({ code, stderr }, { code: 0 });
    expect(stdout).toContain('runc');
  });

  it('`history` names a folder that it may not look into', async () => {
    writeFileSync(join(state, 'run.json'), '{}');
    const { code, stderr } = await tare('history', 'add', '--history', join(account.home, 'history.json.gz'), state);
    expect(code).toBe(3);
    expect(stderr).toContain(state);
  });
});
