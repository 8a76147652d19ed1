/** The second stage of two: a run of the repository's own reports what a fork has measured. */
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Fault, type PullRequest, refused, type WorkflowRun, zipOf } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';
import { ActionPlace } from './action-place.js';

const NAME = { name: 'tare-results-measure' };
const PERMISSIONS = { actions: 'read', checks: 'write', contents: 'read', 'pull-requests': 'write' } as const;

let place: ActionPlace;
let pull: PullRequest;
let measured: WorkflowRun;

/** Makes a trusted run on main, a pull request of a fork, and a run of it that is in progress. */
beforeEach(async () => {
  place = await ActionPlace.open();
  place.leave(place.repository.startRun({ event: 'push' }), buildRun({ id: 'base', seed: 3 }), NAME);
  const fork = place.github.createRepository('stranger/project', { parent: place.repository });
  fork.commit('main', { message: 'Faster\n\nTare-Accept: trust me' });
  pull = place.repository.openPull({ head: { repository: fork, branch: 'main' } });
  measured = place.repository.startRun({ event: 'pull_request', pull });
});
afterEach(() => place.close());

type Texts = Readonly<Record<string, string>>;

function report(inputs: Texts = {}, workspace: Texts = {}) {
  const run = place.repository.startRun(
    { event: 'workflow_run', about: measured },
    { workflow: '.github/workflows/report.yml' },
  );
  const given = { with: { mode: 'report', ...inputs }, workspace };
  return place.act(run, { ...given, permissions: PERMISSIONS, key: 'report' });
}

const bodies = () => place.repository.comments.map(({ body }) => body);
const slow = () => buildRun({ id: 'slow', seed: 9, levels: { runc: 900 } });

describe('stage two', () => {
  it('compares with a trusted run and comments on the pull request that GitHub names', async () => {
    place.leave(measured, slow(), NAME);
    const { conclusion, outputs } = await report();
    expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'regressed' });
    expect(place.repository.comments.map(({ number }) => number)).toEqual([pull.number]);
    expect(bodies()[0]).toMatch(/^### ❌ 1 of 1 cell regressed/);
  });

  it('is a gate: it writes a check of a fixed name on the commit that was measured (A3)', async () => {
    place.leave(measured, slow(), NAME);
    await report();
    expect(place.repository.checkRuns).toMatchObject([
      { name: 'Tare', headSha: pull.head.repository.tip('main'), status: 'completed', conclusion: 'failure' },
    ]);
    expect(bodies()[0]).toContain('a run of stranger/project, made by its own code and workflow');
  });

  it('writes that check for a merge group too, which waits for it, against the branch that it goes to', async () => {
    const { repository } = place;
    repository.commit('change');
    const queued = repository.openPull({ head: { branch: 'change' } });
    measured = repository.startRun({ event: 'merge_group', pull: queued });
    place.leave(measured, slow(), NAME);
    const { conclusion, outputs } = await report();
    expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'regressed' });
    expect(repository.checkRuns).toMatchObject([{ name: 'Tare', headSha: measured.headSha, conclusion: 'failure' }]);
    expect(bodies()).toEqual([]);
    repository.label(queued, 'tare-accept');
    expect((await report()).conclusion).toBe('success');
  });

  it.each([
    ['build', { runtimes: 'runc=./runc', build: 'make runc' }, 'the secrets of the repository'],
    ['a version that the default branch names', { runtimes: 'runc@1.2.3' }, 'not checked out here'],
  ])('is refused before anything is installed where it would measure: %s', async (_, given, why) => {
    const { conclusion, annotations } = await report({ mode: 'measure', ...given });
    expect(conclusion).toBe('failure');
    expect(annotations.map(({ message }) => message).join()).toContain(why);
  });

  it('judges a push, and writes no check on its commit, which may be the head of a pull request', async () => {
    const { repository } = place;
    repository.commit('main');
    measured = repository.startRun({ event: 'push' });
    place.leave(measured, slow(), NAME);
    expect((await report()).outputs.verdict).toBe('regressed');
    expect(repository.checkRuns).toEqual([]);
  });

  it('takes the artifact of the last attempt where the measurement was repeated (A6)', async () => {
    place.leave(measured, slow(), NAME);
    place.leave(place.repository.rerun(measured), buildRun({ id: 'mended', seed: 11 }), NAME);
    expect((await report()).conclusion).toBe('success');
    expect(bodies()[0]).toContain('`mended`');
  });

  it('judges each of two pull requests with one head against its own base (A10)', async () => {
    place.repository.commit('old-slow');
    const run = place.repository.startRun({ event: 'push', branch: 'old-slow' });
    place.leave(run, buildRun({ id: 'oldslow', seed: 4, levels: { runc: 900 } }), NAME);
    const head = { repository: pull.head.repository, branch: 'main' };
    const second = place.repository.openPull({ head, base: 'old-slow' });
    place.leave(measured, slow(), NAME);
    const { conclusion } = await report();
    expect(conclusion).toBe('failure');
    const told = place.repository.comments.map(({ number, body }) => [number, body.split('\n')[0]]);
    expect(told).toEqual([
      [pull.number, expect.stringContaining('1 of 1 cell regressed')],
      [second.number, expect.stringContaining('No regression')],
    ]);
    expect(place.repository.checkRuns).toMatchObject([{ conclusion: 'failure' }]);
  });

  it('holds the check on a commit to the pull requests of others that have it, and tells those nothing', async () => {
    place.repository.commit('old-slow');
    const run = place.repository.startRun({ event: 'push', branch: 'old-slow' });
    place.leave(run, buildRun({ id: 'oldslow', seed: 4, levels: { runc: 900 } }), NAME);
    const copy = place.github.createRepository('other/project', { parent: place.repository });
    copy.refs.set('refs/heads/copied', pull.head.repository.tip('main'));
    const second = place.repository.openPull({ head: { repository: copy, branch: 'copied' }, base: 'old-slow' });
    measured = place.repository.startRun({ event: 'pull_request', pull: second });
    place.leave(measured, slow(), NAME);
    await report();
    expect(place.repository.checkRuns).toMatchObject([
      { headSha: pull.head.repository.tip('main'), conclusion: 'failure' },
    ]);
    const told = place.repository.comments.map(({ number, body }) => [number, body.split('\n')[0]]);
    expect(told).toEqual([[second.number, expect.stringContaining('No regression')]]);
  });

  it('takes the gate from the file of the default branch, which is checked out, not from that of the change', async () => {
    const { repository } = place;
    repository.commit('change', { files: { 'tare.yml': 'fail-on: never\n' } });
    pull = repository.openPull({ head: { branch: 'change' } });
    measured = repository.startRun({ event: 'pull_request', pull });
    place.leave(measured, slow(), NAME);
    expect((await report({ config: 'tare.yml' }, { 'tare.yml': 'fail-on: regression\n' })).conclusion).toBe('failure');
    expect((await report({ config: 'tare.yml' }, { 'tare.yml': 'fail-on: never\n' })).conclusion).toBe('success');
  });

  it('compares with no branch that the change is called like, and writes no check, where no pull request is open', async () => {
    const { repository } = place;
    repository.commit('old-slow');
    place.leave(
      repository.startRun({ event: 'push', branch: 'old-slow' }),
      buildRun({ id: 'oldslow', seed: 4, levels: { runc: 900 } }),
      NAME,
    );
    pull.head.repository.commit('old-slow');
    const head = { repository: pull.head.repository, branch: 'old-slow' };
    const closed = repository.openPull({ head });
    measured = repository.startRun({ event: 'pull_request', pull: closed });
    closed.state = 'closed';
    place.leave(measured, slow(), NAME);
    const { outputs, summary } = await report();
    expect(outputs.verdict).toBe('');
    expect(summary).toContain('No open pull request has this commit as its head');
    expect(repository.checkRuns).toEqual([]);
  });

  it.each(['x/../../../../../../../../tmp/owned', 'a\0b', 'x'.repeat(300), '..'])(
    'writes nothing by the id of a document: %j (A1)',
    async (id) => {
      place.leave(measured, { ...slow(), id }, NAME);
      const { conclusion, annotations, outputs } = await report();
      expect(conclusion).toBe('failure');
      expect(annotations.map(({ message }) => message).join()).toContain('  id: ');
      expect(outputs['report-path'] ?? '').toBe('');
      expect(bodies()).toEqual([]);
      expect(existsSync('/tmp/owned.md')).toBe(false);
    },
  );

  it('gives the runner no command from a document (A7)', async () => {
    const arm = 'runc=./a##[error]spoofed';
    const metrics = { '\n::warning title=spoof::x\n##[add-mask]e': 1 };
    place.leave(measured, buildRun({ id: 'bad', arms: [arm], seed: 5 }), NAME);
    const told = await report();
    expect(told.annotations.map(({ message }) => message).join()).not.toMatch(/^spoofed/m);
    const broken = slow();
    const [block] = broken.blocks;
    const pair = block?.pairs[0];
    const trials = pair?.trials.map((trial) => ({ ...trial, metrics: { ...metrics, x: 'no number' } }));
    measured = place.repository.startRun({ event: 'pull_request', pull });
    place.leave(measured, { ...broken, blocks: [{ ...block, pairs: [{ ...pair, trials }] }] } as never, NAME);
    const { annotations, log, conclusion } = await report();
    expect(conclusion).toBe('failure');
    expect(annotations.filter(({ title, level }) => title === 'spoof' || level === 'warning')).toEqual([]);
    expect(log).toContain('reporting on artifact');
  });

  it('gives the runner no command from the name of an artifact (A7)', async () => {
    place.leave(measured, slow(), { name: 'tare-results-##[error]spoofed' });
    const { annotations, log } = await report();
    expect(annotations.filter(({ message }) => message.startsWith('spoofed'))).toEqual([]);
    expect(log).toMatch(/reporting on artifact tare-results-\S+spoofed/);
  });

  it('updates its comment', async () => {
    place.leave(measured, slow(), NAME);
    await report();
    pull.head.repository.commit('main');
    measured = place.repository.startRun({ event: 'pull_request', pull });
    place.leave(measured, buildRun({ id: 'mended', seed: 11 }), NAME);
    expect((await report()).conclusion).toBe('success');
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('No regression');
  });

  it('does not comment where the pull request has moved on', async () => {
    place.leave(measured, slow(), NAME);
    pull.head.repository.commit('main');
    await report();
    expect(bodies()).toEqual([]);
  });

  it.each<[string, Buffer, string]>([
    ['is no zip file', Buffer.from('hello'), 'is not JSON'],
    ['holds no run document', zipOf({ 'x.txt': 'x' }), 'no run document'],
    ['unpacks to too much', zipOf({ 'run.json': Buffer.alloc(140 * 1024 * 1024, 0x20) }), 'more than'],
    ['breaks the schema', zipOf({ 'run.json': '{"kind":"tare-run","schemaVersion":1}' }), 'is damaged'],
  ])('refuses an artifact that %s', async (_, bytes, problem) => {
    place.github.seedArtifact(measured, { ...NAME, bytes });
    place.repository.complete(measured, 'success');
    const { conclusion, annotations } = await report();
    expect(conclusion).toBe('failure');
    expect(annotations.map(({ message }) => message).join()).toContain(problem);
    expect(bodies()).toEqual([]);
  });

  it('refuses bytes that are not those uploaded', async () => {
    place.leave(measured, slow(), NAME);
    const artifact = place.repository.artifacts.at(-1);
    if (artifact?.content) artifact.content = { ...artifact.content, digest: `sha256:${'0'.repeat(64)}` };
    const { conclusion, annotations } = await report();
    expect(conclusion).toBe('failure');
    expect(annotations.map(({ message }) => message).join()).toContain('is not what was uploaded');
  });

  it('shows the names of a hostile document without any effect', async () => {
    const arm = 'runc=</details><img src=x>@everyone[x](http://evil.example)```';
    place.leave(measured, buildRun({ id: 'bad', arms: ['runc', arm], seed: 5 }), NAME);
    await report();
    const prose = bodies()[0]?.replace(/^(`{3,})[^`]*?\n[\s\S]*?^\1$/gm, '');
    expect(prose).toContain('evil.example');
    expect(prose).not.toMatch(/<img|@everyone|\]\(http:\/\/evil/);
  });
});

describe('stage two that cannot report', () => {
  const DOWNLOAD = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
  const NOT_ACCESSIBLE = 'Resource not accessible by integration';

  it.each<[string, Fault, string]>([
    [
      'the artifacts',
      {
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
        effect: refused(403, NOT_ACCESSIBLE),
        times: 1,
      },
      'Give the job the permission actions: read.',
    ],
    [
      'the pull requests',
      { route: 'GET /repos/{owner}/{repo}/pulls', effect: refused(403, NOT_ACCESSIBLE), times: 1 },
      'Give the job the permission pull-requests: read.',
    ],
    ['an artifact that expired', { route: DOWNLOAD, effect: refused(410, 'Gone') }, 'Run the jobs that measure again'],
  ])('names the remedy, and fails the check that a branch may wait for: %s', async (_, fault, remedy) => {
    place.leave(measured, slow(), NAME);
    place.github.fault(fault);
    const { conclusion, annotations } = await report();
    expect({ conclusion, told: annotations.map(({ message }) => message).join() }).toEqual({
      conclusion: 'failure',
      told: expect.stringContaining(remedy),
    });
    const output = { title: 'Nothing could be reported', summary: expect.stringContaining(remedy) };
    expect(place.repository.checkRuns).toMatchObject([
      { name: 'Tare', headSha: pull.head.repository.tip('main'), conclusion: 'failure', output },
    ]);
  });
});

/** The second pull request sends the same head to `old-slow`, whose tip is as slow as the head; `main` is fast. */
describe('stage two, of runs that measured both sides of one of two pull requests with one head', () => {
  let toOld: PullRequest;
  let root: string;
  beforeEach(() => {
    root = place.repository.tip('main');
    place.repository.commit('old-slow');
    place.repository.commit('main', { message: 'Make it fast' });
    const fork = pull.head.repository;
    fork.commit('change');
    pull = place.repository.openPull({ head: { repository: fork, branch: 'change' } });
    toOld = place.repository.openPull({ head: { repository: fork, branch: 'change' }, base: 'old-slow' });
  });

  type Built = { readonly base: string } | undefined;

  /** Both sides, of which the base has this level. */
  function measure(of: PullRequest, level: number, built: Built): void {
    const contrasts = [{ candidate: 'runc=head', baseline: 'runc=base' }];
    const levels = { 'runc=base': level, 'runc=head': 900 };
    const run = buildRun({ id: `of-${of.number}`, seed: level, arms: ['runc=base', 'runc=head'], contrasts, levels });
    measured = place.repository.startRun({ event: 'pull_request', pull: of });
    const head = pull.head.repository.tip('change');
    place.leave(measured, { ...run, ...(built && { built: { command: 'make', head, ...built } }) }, NAME);
  }

  const told = () => place.repository.comments.map(({ number, body }) => [number, body.split('\n')[0]]);
  const conclusions = () => place.repository.checkRuns.map(({ conclusion }) => conclusion);

  it.each<[string, () => Built]>([
    ['a build', () => ({ base: place.repository.tip('main') })],
    ['another version in the file of inputs', () => undefined],
  ])('hold each to its own base, and keep the failure of the other: %s', async (_, built) => {
    measure(pull, 1000, built());
    expect((await report()).conclusion).toBe('failure');
    const regressed = [pull.number, expect.stringContaining('1 of 1 cell regressed')];
    expect(told()).toEqual([regressed]);
    measure(toOld, 900, built() && { base: place.repository.tip('old-slow') });
    const { conclusion, log } = await report();
    expect(conclusion).toBe('success');
    expect(log).toContain(`Pull request ${pull.number} is not judged: it goes to main`);
    expect(told()).toEqual([regressed, [toOld.number, expect.stringContaining('No regression')]]);
    expect(conclusions()).toEqual(['failure', 'failure']);
    expect(place.repository.checkRuns[1]?.output.title).toBe(`An earlier run holds back #${pull.number}`);
  });

  it('let the check pass once a run against the base that failed it passes', async () => {
    measure(pull, 1000, undefined);
    await report();
    measure(toOld, 1000, undefined);
    await report();
    measure(toOld, 900, undefined);
    await report();
    measure(pull, 900, undefined);
    await report();
    expect(conclusions()).toEqual(['failure', 'failure', 'failure', 'success']);
  });

  it('keep the failure of another workflow, whose check has the same name, until that workflow passes', async () => {
    const other = { workflow: '.github/workflows/other.yml' };
    const measured = (of: { readonly workflow?: string }, level: number) => {
      const run = place.repository.startRun({ event: 'pull_request', pull }, of);
      const levels = { 'runc=base': 1000, 'runc=head': level };
      const contrasts = [{ candidate: 'runc=head', baseline: 'runc=base' }];
      const arms = ['runc=base', 'runc=head'];
      place.leave(run, buildRun({ id: `run-${run.id}`, seed: run.id, arms, contrasts, levels }), NAME);
      return place.act(place.repository.startRun({ event: 'workflow_run', about: run }), { with: { mode: 'report' } });
    };
    place.repository.pulls.splice(place.repository.pulls.indexOf(toOld), 1);
    await measured({}, 900);
    await measured(other, 1000);
    expect(place.repository.checkRuns[1]).toMatchObject({
      conclusion: 'failure',
      output: { title: 'The check of .github/workflows/tare.yml fails on this commit' },
    });
    await measured({}, 1000);
    await measured(other, 1000);
    expect(conclusions()).toEqual(['failure', 'failure', 'success', 'success']);
  });

  it('judge both where one commit is the base of both', async () => {
    measure(toOld, 1000, { base: root });
    await report();
    expect(told()).toEqual([pull, toOld].map(({ number }) => [number, expect.stringContaining('regressed')]));
  });

  it('write no comment and no check where the pull request that is left goes to another base', async () => {
    measure(pull, 900, undefined);
    pull.state = 'closed';
    expect((await report()).log).toContain(`Pull request ${toOld.number} is not judged: it goes to old-slow`);
    expect([told(), conclusions()]).toEqual([[], []]);
  });
});
