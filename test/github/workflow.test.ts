import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { artifactName, isResults, readWorkflow } from '../../src/github/workflow.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-workflow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Events whose payload has a part of the same name. */
const NAMES = ['pull_request', 'workflow_run', 'merge_group'];

function read(event: object, more: Readonly<Record<string, string>> = {}) {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(event));
  return readWorkflow({
    GITHUB_REPOSITORY: 'octo/project',
    GITHUB_RUN_ID: '7',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_EVENT_PATH: path,
    GITHUB_EVENT_NAME: NAMES.find((name) => name in event) ?? 'push',
    GITHUB_REF_NAME: 'main',
    GITHUB_SHA: 'merged',
    GITHUB_WORKFLOW_REF: 'octo/project/.github/workflows/tare.yml@refs/heads/main',
    ...more,
  });
}

const head = (repository: string | null) => ({
  sha: 'headsha',
  ref: 'change',
  repo: repository === null ? null : { full_name: repository },
});
const pull = (repository: string | null) => ({
  pull_request: { number: 5, head: head(repository), base: { ref: 'main', sha: 'basesha' } },
});

describe('readWorkflow', () => {
  it('is undefined outside a workflow', () => {
    expect(readWorkflow({})).toBeUndefined();
  });

  it('knows the run, its workflow and its branch', () => {
    expect(read({})).toMatchObject({
      owner: 'octo',
      repo: 'project',
      isFromFork: false,
      run: { id: 7, number: 3, workflow: '.github/workflows/tare.yml', branch: 'main', sha: 'merged' },
    });
  });

  const BEFORE = 'b'.repeat(40);
  it.each([
    ['of a push is the tip that the branch had', 'push', BEFORE, BEFORE],
    ['of a new branch is none', 'push', '0'.repeat(40), undefined],
    ['of a push whose event names no commit is none', 'push', '--upload-pack=x', undefined],
    ['of a push to a pull request is none, since its base is another', 'pull_request', BEFORE, undefined],
  ])('the commit before %s', (_, event, before, known) => {
    const more = event === 'push' ? {} : pull('octo/project');
    expect(read({ before, ...more }, { GITHUB_EVENT_NAME: event })?.pushedOnto).toBe(known);
  });

  it('uses the head of a pull request as the commit, not the merge', () => {
    expect(read(pull('octo/project'))).toMatchObject({
      isFromFork: false,
      run: { sha: 'headsha' },
      change: { number: 5, base: 'main' },
    });
  });

  it.each([
    ['synchronize', '2026-01-02T00:00:00Z'],
    ['opened', '2026-01-02T00:00:00Z'],
    ['labeled', undefined],
    ['edited', undefined],
    ['reopened', undefined],
  ])('takes the time of the event for that of the push only where it is one: %s', (action, headAt) => {
    const { pull_request } = pull('octo/project');
    const event = { action, pull_request: { ...pull_request, updated_at: '2026-01-02T00:00:00Z' } };
    expect(read(event)?.change?.headAt).toBe(headAt);
  });

  it.each([['stranger/project'], [null]])('knows the pull request of a fork: %s', (repository) => {
    expect(read(pull(repository))?.isFromFork).toBe(true);
  });

  it('knows that a job on the target of a fork may write', () => {
    expect(read(pull('stranger/project'), { GITHUB_EVENT_NAME: 'pull_request_target' })?.isFromFork).toBe(false);
  });

  it('knows a workflow whose file, or whose ref, has an @', () => {
    const reference = 'octo/project/.github/workflows/a@b.yml@refs/heads/c@d';
    expect(read({}, { GITHUB_WORKFLOW_REF: reference })?.run.workflow).toBe('.github/workflows/a@b.yml');
  });

  it('knows for a merge queue the branch that it merges into and the pull request that it tests', () => {
    const refs = { head_ref: 'refs/heads/gh-readonly-queue/rel/1/pr-5-0a1b2c', base_ref: 'refs/heads/rel/1' };
    expect(read({ merge_group: refs })).toMatchObject({ queue: { base: 'rel/1', pull: 5 }, change: undefined });
  });

  it('knows for a workflow_run event the run that measured, and takes no number of a pull request from it', () => {
    const about = {
      id: 9,
      run_number: 4,
      event: 'pull_request',
      path: '.github/workflows/measure.yml',
      head_sha: 'theirs',
      head_branch: 'main',
      head_repository: { full_name: 'stranger/project' },
    };
    const workflow = read({ workflow_run: about });
    expect(workflow).toMatchObject({ runId: 7, isAboutOther: true, isFromFork: false, run: { id: 9, sha: 'theirs' } });
    expect(workflow?.change?.number).toBeUndefined();
  });

  it.each([
    [`gh-readonly-queue/rel/1/pr-5-${'c'.repeat(40)}`, { base: 'rel/1', pull: 5 }],
    ['named-otherwise', undefined],
  ])('knows for the run of a merge group what its branch says: %s', (head_branch, queue) => {
    const path = '.github/workflows/measure.yml';
    const about = { id: 9, run_number: 4, event: 'merge_group', path, head_sha: 'theirs', head_branch };
    const workflow = read({ workflow_run: { ...about, head_repository: { full_name: 'octo/project' } } });
    expect(workflow?.queue).toEqual(queue && { ...queue, baseSha: undefined });
    expect(workflow?.change).toBeUndefined();
  });

  it.each<[string, object]>([
    ['null', { workflow_run: null, merge_group: null, pull_request: null, comment: null, issue: null }],
    ['the run that deployed', { workflow_run: { id: 5, event: 'pull_request', head_branch: 'change' } }],
    ['of another shape', { pull_request: { number: 'five' }, comment: 'nice', label: 'red', action: null }],
  ])('takes no part of a payload that its event is not about for its own: %s', (_, payload) => {
    expect(read(payload, { GITHUB_EVENT_NAME: 'deployment_status' })).toMatchObject({
      run: { id: 7, sha: 'merged', branch: 'main' },
      isAboutOther: false,
      isFromFork: false,
      change: undefined,
      queue: undefined,
      comment: undefined,
    });
  });

  it.each<[string, object, string]>([
    ['of another shape', { pull_request: { number: 'five', head: head('octo/project') } }, 'pull_request.number'],
    ['that is a list', [], 'expected object'],
  ])('refuses an event %s in a sentence', (_, event, named) => {
    const message = expect.stringMatching(new RegExp(`^The event at \\S+ is not one of GitHub's: .*${named}`));
    expect(() => read(event)).toThrow(expect.objectContaining({ exitCode: 2, message }));
  });

  it('refuses an event that is not there in a sentence', () => {
    const more = { GITHUB_EVENT_PATH: join(folder, 'gone.json') };
    expect(() => read({}, more)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});

describe('artifactName', () => {
  it.each([
    ['measure', '', 'tare-results-measure'],
    ['measure', 'null', 'tare-results-measure'],
    ['measure', '{"os":"arm64","kernel":6.1}', 'tare-results-measure-arm64-6.1'],
    ['a/b', '{"x":"c:d*"}', 'tare-results-a-b-c-d--9ad78539'],
  ])('of job %s and leg %s is %s', (job, matrix, name) => {
    expect(artifactName(job, matrix)).toBe(name);
  });

  it('distinguishes legs with similar or long names', () => {
    const legs = [['a-b', 'c'], ['a', 'b-c'], ['a/b', 'c'], ['x'.repeat(200)], ['x'.repeat(201)]];
    const names = legs.map((leg) => artifactName('measure', JSON.stringify(leg)));
    expect(new Set(names).size).toBe(legs.length);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(120);
  });
});

describe('documents among the artifacts of a run', () => {
  const documents = (...names: string[]) => names.filter((name) => isResults(name, new Set(names)));

  it('are neither their reports and programs nor what others upload', () => {
    const beside = ['tare-results-measure-report', 'tare-results-measure-programs', 'logs'];
    expect(documents('tare-results-measure', ...beside)).toEqual(['tare-results-measure']);
  });

  it.each([
    ['perf-report', ''],
    ['tare-programs', ''],
    ['measure', '{"what":"report"}'],
  ])('are those of job %s and leg %s, whose name ends as that of a report does', (job, matrix) => {
    const name = artifactName(job, matrix);
    expect(documents(`${name}-report`, name, 'tare-results-other')).toEqual([name, 'tare-results-other']);
  });
});
