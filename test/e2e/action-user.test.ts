/** The whole action on a runner that is an ordinary user: with sudo, without it, cancelled and killed. */
import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sudoersLine } from '../../src/app/privileged/parent.js';
import { acquireLock } from '../../src/host/lock.js';
import { silentLog } from '../../src/log.js';
import { readRun } from '../../src/results/store.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { TestAccount, whyNoAccount } from '../support/account.js';
import { expectEnd } from '../support/expect-end.js';
import { withoutCrowd } from '../support/flattered.js';
import type { WorkflowRun } from '../support/github/index.js';
import { traces } from '../support/tare.js';
import { ActionPlace, type Inputs } from './action-place.js';
import { measuring } from './wrapped-runc.js';

const noAccount = whyNoAccount();
if (noAccount) process.stderr.write(`skipped: no runner that is an ordinary user: ${noAccount}\n`);
const noRunc = await whyNot(runc, 'runc');
const reason = noAccount ?? noRunc;

const TEN_MINUTES = 600_000;

let account: TestAccount;
let place: ActionPlace;
beforeEach(async () => {
  if (reason) return;
  account = new TestAccount();
  place = await ActionPlace.open(account);
});
afterEach(async () => {
  try {
    await place?.close();
  } finally {
    account?.remove();
  }
});

const permit = () => account.permit(sudoersLine(account.name, place.bundle('measure')));

/** Lists files below the runner's folders that are not the runner's own. */
function foreignFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const own = lstatSync(path).uid === account.uid ? [] : [path];
    return entry.isDirectory() ? [...own, ...foreignFiles(path)] : own;
  });
}

const leftOnHost = () => traces(place.folder);

const workspaceOf = (run: WorkflowRun) => join(place.folder, `runner-${run.id}-1-`, 'workspace');

/** Why the runs of a job's results stopped; undefined for one that went on to its end. */
function stops(run: WorkflowRun): (string | undefined)[] {
  const results = join(workspaceOf(run), 'tare-results');
  const names = existsSync(results) ? readdirSync(results).filter((name) => /^run-.*\.json$/.test(name)) : [];
  return names.map((name) => readRun(join(results, name)).stopped?.reason);
}

(reason ? describe.skip : describe)('on a runner that is an ordinary user', () => {
  it(
    'with sudo: fails the slower pull request, hides the tokens from root, and leaves files of the user only',
    async () => {
      permit();
      const seen: string[] = [];
      const push = await place.act(place.repository.startRun({ event: 'push' }), {
        with: measuring(place, 'fast'),
        onLine: (line) => {
          if (/block 1/.test(line)) seen.push(...rootHalves().map(({ environ }) => environ));
        },
      });
      expectEnd({ conclusion: push.conclusion, log: push.log }, { conclusion: 'success' });
      expect(seen.length).toBeGreaterThan(0);
      for (const environ of seen) expect(environ).not.toMatch(/TOKEN|ACTIONS_|GITHUB_OUTPUT/);
      place.revise(withoutCrowd);
      place.repository.commit('change');
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const run = place.repository.startRun({ event: 'pull_request', pull });
      const slow = await place.act(run, { with: measuring(place, 'slow') });
      expectEnd({ verdict: slow.outputs.verdict, log: slow.log }, { verdict: 'regressed' });
      expect(slow.conclusion).toBe('failure');
      expect(place.repository.comments).toHaveLength(1);
      const workspace = workspaceOf(run);
      expect(readdirSync(join(workspace, 'tare-results')).length).toBeGreaterThan(0);
      expect(foreignFiles(workspace)).toEqual([]);
      expect(leftOnHost()).toEqual([]);
    },
    TEN_MINUTES,
  );

  it('without sudo: says once which two ways there are, with the line to paste, and measures nothing', async () => {
    const { conclusion, log, steps } = await place.act(place.repository.startRun({ event: 'push' }), {
      with: measuring(place, 'fast'),
    });
    expectEnd({ conclusion, log }, { conclusion: 'failure' });
    expect(steps.measure?.outcome).toBe('skipped');
    const line = sudoersLine(account.name, place.bundle('setup'));
    expect(log.split(line)).toHaveLength(2);
    expect(log).toContain('RUNNER_ALLOW_RUNASROOT=1');
    // This line of sudoers permits it.
    account.permit(line);
    const again = await place.act(place.repository.startRun({ event: 'push' }), {
      with: measuring(place, 'fast', { blocks: '1..1' }),
    });
    expectEnd({ conclusion: again.conclusion, log: again.log }, { conclusion: 'success' });
    // The line permits nothing else: no other program, and no other words for these.
    expect(() => asUser('sudo', '-n', 'id')).toThrow();
    for (const words of [[], ['--root-half', 'more']])
      expect(() => asUser('sudo', '-n', process.execPath, place.bundle('setup'), ...words)).toThrow(/password/);
  }, 300_000);

  it.each([
    ['setup', /waiting for/, 'held', []],
    ['measure', /block 2 of/, 'free', ['cancelled']],
  ])(
    'when cancelled in %s, tells root, which ends and restores the host',
    async (_step, moment, lock, stopped) => {
      permit();
      const release = lock === 'held' ? await holdTheLock() : () => undefined;
      const cancel = new AbortController();
      const run = place.repository.startRun({ event: 'push' });
      const { conclusion, log, annotations } = await place.act(run, {
        with: measuring(place, 'fast', { blocks: '60..60' }),
        signal: cancel.signal,
        onLine: (line) => {
          if (!moment.test(line)) return;
          cancel.abort();
          release();
        },
      });
      release();
      expectEnd({ conclusion, log }, { conclusion: 'cancelled' });
      // The half with the tokens was not killed: it lived to pass on what root said.
      expect(annotations.map(({ message }) => message).join()).toContain('Stopped by the user');
      while (rootHalves().length > 0) await setImmediate();
      expect(stops(run)).toEqual(stopped);
      expect(leftOnHost()).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'when the process with the tokens is killed, restores the host at once',
    async () => {
      permit();
      const inputs: Inputs = measuring(place, 'fast', { blocks: '60..60' });
      const run = place.repository.startRun({ event: 'push' });
      const { conclusion, log } = await place.act(run, {
        with: inputs,
        onLine: (line) => {
          if (/block 2 of/.test(line)) for (const pid of userHalves()) process.kill(pid, 'SIGKILL');
        },
      });
      expectEnd({ conclusion, log }, { conclusion: 'failure' });
      while (rootHalves().length > 0) await setImmediate();
      expect(stops(run)).toEqual(['cancelled']);
      expect(leftOnHost()).toEqual([]);
      expect(log).not.toContain('could not be undone');
    },
    TEN_MINUTES,
  );
});

(noRunc ? describe.skip : describe)('on a runner that is root', () => {
  it('starts runtimes from a process that never had a token', async () => {
    await place?.close();
    place = await ActionPlace.open();
    const seen: string[] = [];
    const { conclusion, log } = await place.act(place.repository.startRun({ event: 'push' }), {
      with: measuring(place, 'fast', { blocks: '2..2' }),
      onLine: (line) => {
        if (/block 1/.test(line)) seen.push(...rootHalves().map(({ environ }) => environ));
      },
    });
    expectEnd({ conclusion, log }, { conclusion: 'success' });
    expect(seen.length).toBeGreaterThan(0);
    for (const environ of seen) expect(environ).not.toMatch(/TOKEN|ACTIONS_|GITHUB_OUTPUT/);
  }, 300_000);
});

/** Holds the lock as another invocation would, and returns a function that releases it. */
async function holdTheLock(): Promise<() => void> {
  const lock = await acquireLock(join(place.folder, 'state/measure.lock'), 'another measurement', silentLog);
  return () => lock.release();
}

function asUser(...argv: string[]): string {
  return execFileSync('setpriv', [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', ...argv], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

interface Half {
  readonly pid: number;
  readonly uid: number;
  readonly command: string;
  readonly environ: string;
}

/** Lists processes of the action's own bundles. */
function halves(): Half[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (!command.includes(place.folder)) return [];
      const { uid } = lstatSync(`/proc/${name}`);
      return [{ pid: Number(name), uid, command, environ: readFileSync(`/proc/${name}/environ`, 'utf8') }];
    } catch (error) {
      if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
      throw error;
    }
  });
}

const rootHalves = () =>
  halves().filter(({ command }) => command.includes('--root-half') && !command.startsWith('sudo'));
const userHalves = () =>
  halves()
    .filter(({ uid, command }) => uid === account.uid && command.includes('measure/index.js'))
    .map(({ pid }) => pid);
