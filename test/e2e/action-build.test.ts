/** The README's workflow: a pull request is measured beside its base, on a runner that is an ordinary user. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sudoersLine } from '../../src/app/privileged/parent.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { TestAccount, whyNoAccount } from '../support/account.js';
import { BUILD, BuiltRepository, SLOW, wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import type { PullRequest } from '../support/github/index.js';
import { traces } from '../support/tare.js';
import { ActionPlace, type Inputs } from './action-place.js';

const noAccount = whyNoAccount();
if (noAccount) process.stderr.write(`skipped: no runner that is an ordinary user: ${noAccount}\n`);
const reason = noAccount ?? (await whyNot(runc, 'runc'));

const TEN_MINUTES = 600_000;

/**
 * These inputs are short, and enough to detect a slow runc. Less than half as long again is not called slower: on a
 * busy machine the same code may seem so.
 */
const WITH: Inputs = {
  build: BUILD,
  runtimes: 'runc=./runc',
  suites: 'cpu',
  blocks: '8..24',
  pairs: '1',
  'trial-time': '20ms',
  memory: '256MiB',
  'min-effect': '50%',
  margin: '90%',
};

let account: TestAccount;
let place: ActionPlace;
let project: BuiltRepository;
let tools: string;
beforeEach(async () => {
  if (reason) return;
  account = new TestAccount();
  place = await ActionPlace.open(account);
  account.permit(sudoersLine(account.name, place.bundle('measure')));
  project = new BuiltRepository(place.folder, account);
  // The tool cache outlives the jobs, as on a self-hosted runner.
  tools = join(account.home, 'tools');
});
afterEach(async () => {
  try {
    await place?.close();
  } finally {
    account?.remove();
  }
});

/** GitHub's branch gets what the repository contains. */
function pushed(branch: string, files: Readonly<Record<string, string>>): string {
  const sha = project.commit(branch, files);
  place.repository.adopt(sha);
  place.repository.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}

const workspaceOf = (id: number) => join(place.folder, `runner-${id}-1-`, 'workspace');

async function onPull(pull: PullRequest, head: string, more: Inputs = {}) {
  const run = place.repository.startRun({ event: 'pull_request', pull });
  const workspace = workspaceOf(run.id);
  project.checkout(workspace, head);
  const env = { XDG_CACHE_HOME: tools, RUNNER_TOOL_CACHE: tools };
  const result = await place.act(run, { with: { ...WITH, ...more }, env });
  return { ...result, workspace };
}

(reason ? describe.skip : describe)('a pull request whose runtime is built', () => {
  it(
    'is measured beside its base by the reusable workflow too, which is red, uploads and leaves no comment',
    async () => {
      const base = pushed('main', {});
      const slower = pushed('change', { 'src/runc.sh': wrapperWith(SLOW) });
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const run = place.repository.startRun({ event: 'pull_request', pull });
      project.checkout(join(place.folder, `runner-${run.id}`, 'workspace'), slower);
      const { build, runtimes, suites, ...tuning } = WITH;
      const inputs = { build, runtimes, suites } as Inputs;
      const result = await place.call(run, '.github/workflows/measure.yml', inputs, tuning);
      for (const told of [slower.slice(0, 7), base.slice(0, 7), 'tare-results-measure.zip', '1 of 1 cell regressed'])
        expect(result?.log).toContain(told);
      expect(result?.conclusion).toBe('failure');
      expect(place.repository.comments).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'is red where it makes the runtime slower, and green in the same comment once that is fixed',
    async () => {
      const base = pushed('main', {});
      const slower = pushed('change', { 'src/runc.sh': wrapperWith(SLOW) });
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const red = await onPull(pull, slower);
      expectEnd({ verdict: red.outputs.verdict, log: red.log }, { verdict: 'regressed' });
      expect(red.conclusion).toBe('failure');
      expect(red.log).toContain(`building for ${account.name}`);
      const [comment] = place.repository.comments;
      for (const told of [slower.slice(0, 7), base.slice(0, 7), 'runc=./runc', 'cpu.prime'])
        expect(comment?.body).toContain(told);
      expect(asUser(red.workspace, 'status', '--porcelain')).toBe('');

      const mended = pushed('change', { 'src/runc.sh': `${wrapperWith()}# mended\n` });
      const green = await onPull(pull, mended, { pairs: '3' });
      expectEnd({ conclusion: green.conclusion, log: green.log }, { conclusion: 'success' });
      expect(green.log).toContain(`the base ${base.slice(0, 7)} was built before`);
      expect(place.repository.comments).toHaveLength(1);
      expect(place.repository.comments[0]?.body).toContain(mended.slice(0, 7));
      expect(place.repository.comments[0]?.body.split('\n')[0]).not.toContain('regressed');
      expect(green.outputs.regressions).toBe('0');
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'whose base does not build is measured alone and says so; one that does not build itself measures nothing',
    async () => {
      const base = pushed('main', { 'src/more.sh': 'echo "no compiler"; exit 2\n' });
      const head = pushed('change', { 'src/more.sh': 'true\n' });
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const alone = await onPull(pull, head, { blocks: '1..1' });
      expectEnd({ conclusion: alone.conclusion, log: alone.log }, { conclusion: 'success' });
      expect(place.repository.comments[0]?.body).toContain(`The base ${base.slice(0, 7)} could not be built`);

      const broken = await onPull(pull, pushed('change', { 'src/more.sh': 'echo "no rule"; exit 2\n' }));
      expectEnd({ conclusion: broken.conclusion, log: broken.log }, { conclusion: 'failure' });
      expect(broken.steps.measure?.outcome).toBe('skipped');
      expect(broken.annotations.map(({ message }) => message).join('\n')).toMatch(
        /exit code 2 at the head[\s\S]*no rule/,
      );
    },
    TEN_MINUTES,
  );
});

(reason ? describe.skip : describe)('a push whose runtime is built', () => {
  it(
    'is measured beside the commit before it, and red where that was faster',
    async () => {
      const before = pushed('main', {});
      const slower = pushed('main', { 'src/runc.sh': wrapperWith(SLOW) });
      const run = place.repository.startRun({ event: 'push' });
      project.checkout(workspaceOf(run.id), slower);
      const env = { XDG_CACHE_HOME: tools, RUNNER_TOOL_CACHE: tools };
      const { conclusion, outputs, log } = await place.act(run, { with: WITH, env });
      expectEnd({ conclusion, verdict: outputs.verdict, log }, { conclusion: 'failure', verdict: 'regressed' });
      for (const told of [slower.slice(0, 7), before.slice(0, 7)]) expect(log).toContain(told);
    },
    TEN_MINUTES,
  );
});

/** The checkout is the user's, and git refuses to work on another user's. */
function asUser(folder: string, ...argv: string[]): string {
  const who = [`HOME=${account.home}`, 'setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  return execFileSync('env', [...who, 'git', '-C', folder, ...argv], { encoding: 'utf8' }).trim();
}
