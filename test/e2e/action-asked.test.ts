/** A measurement that somebody asks for: by a comment, or by a label that can be set again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { BUILD, BuiltRepository, SLOW, wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import type { PullRequest, WorkflowRun } from '../support/github/index.js';
import { holds } from '../support/runner/expressions.js';
import { traces } from '../support/tare.js';
import { ActionPlace, type Inputs } from './action-place.js';

const TEN_MINUTES = 600_000;
const unavailable = (await whyNot(runc, 'runc')) !== undefined;

const WITH: Inputs = {
  build: BUILD,
  runtimes: 'runc=./runc',
  suites: 'cpu',
  blocks: '8..24',
  pairs: '1',
  'trial-time': '20ms',
  memory: '256MiB',
};
/** The permissions of the example. */
const PERMISSIONS = { actions: 'read', checks: 'write', contents: 'read', 'pull-requests': 'write' } as const;

let place: ActionPlace;
let project: BuiltRepository;
let pull: PullRequest;
let head: string;
beforeEach(async () => {
  place = await ActionPlace.open();
  project = new BuiltRepository(place.folder);
  pushed('main', {});
  head = pushed('change', { 'src/runc.sh': wrapperWith(SLOW) });
  place.repository.refs.pushed('refs/heads/change', '2026-01-01T00:00:00Z');
  pull = place.repository.openPull({ head: { branch: 'change' } });
  place.repository.members.set('writer', { association: 'COLLABORATOR', permission: 'write' });
});
afterEach(() => place.close());

function pushed(branch: string, files: Readonly<Record<string, string>>): string {
  const sha = project.commit(branch, files);
  place.repository.adopt(sha);
  place.repository.refs.set(`refs/heads/${branch}`, sha);
  return sha;
}

/**
 * Runs with the default branch checked out, and the branch of the pull request beside it, as fetch-depth: 0 leaves
 * them.
 */
function act(run: WorkflowRun, more: Inputs = {}) {
  project.checkout(join(place.folder, `runner-${run.id}-1-`, 'workspace'), place.repository.tip('main'));
  return place.act(run, { with: { ...WITH, ...more }, permissions: PERMISSIONS });
}

const commented = (author: string, body: string) => {
  const comment = place.repository.addComment(pull.number, author, body);
  return place.repository.startRun({ event: 'issue_comment', comment }, { actor: author });
};
const reactions = () => place.repository.reactions.map(({ content }) => content);

(unavailable ? describe.skip : describe)('a measurement that a comment or label asks for', () => {
  it(
    'builds and measures the head of the pull request after /tare, and its comment is the answer',
    async () => {
      const result = await act(commented('writer', '/tare'));
      expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict: 'regressed' });
      expect(reactions()).toEqual(['eyes']);
      const [, answer] = place.repository.comments;
      expect(answer).toMatchObject({ number: pull.number, author: 'github-actions[bot]' });
      expect(answer?.body).toContain(head.slice(0, 7));
      expect(place.repository.checkRuns.map(({ headSha, conclusion }) => [headSha, conclusion])).toEqual([
        [head, 'failure'],
      ]);
      expect(traces(place.folder)).toEqual([]);
    },
    TEN_MINUTES,
  );

  it(
    'follows a label, which is taken off and can be set again',
    async () => {
      place.repository.label(pull, 'tare');
      place.repository.label(pull, 'other');
      const run = place.repository.startRun({ event: 'pull_request', pull, labeled: 'tare' });
      const result = await act(run, { blocks: '1..1' });
      expectEnd({ labels: pull.labels, log: result.log }, { labels: ['other'] });
    },
    TEN_MINUTES,
  );
});

it.each([
  ['somebody who may not push', 'stranger', '/tare', /stranger may not push here/, ['-1']],
  ['a writer, with more than the command', 'writer', '/tare $(reboot)', /not \/tare alone/, []],
])('builds nothing of %s', async (_, author, body, says, receipts) => {
  const result = await act(commented(author, body));
  expect(result.conclusion).toBe('failure');
  expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(says);
  expect(result.log).not.toMatch(/building for \w/);
  expect(result.steps.measure?.outcome).toBe('skipped');
  expect(reactions()).toEqual(receipts);
});

describe('where the head does not build', () => {
  beforeEach(() => {
    head = pushed('change', { 'src/more.sh': 'echo "it is broken here"; exit 1\n' });
    place.repository.refs.pushed('refs/heads/change', '2026-01-01T00:00:00Z');
  });

  it('the author of /tare gets a reaction, and the pull request a check without what the build has printed', async () => {
    const result = await act(commented('writer', '/tare'));
    expect(result.conclusion).toBe('failure');
    expect(result.log).toContain('it is broken here');
    expect(reactions()).toEqual(['eyes', 'confused']);
    expect(place.repository.checkRuns).toMatchObject([
      {
        name: 'Tare: tare',
        headSha: head,
        conclusion: 'failure',
        output: {
          title: 'Nothing was measured',
          summary: expect.stringMatching(
            /exit code 1 at the head, \w+\.\nIts last lines are in the job's log\.\n```\s*$/,
          ),
        },
      },
    ]);
  });

  it('the label is taken off all the same', async () => {
    place.repository.label(pull, 'measure');
    const run = place.repository.startRun({ event: 'pull_request', pull, labeled: 'measure' });
    const result = await act(run, { 'ask-label': 'measure' });
    expect({ conclusion: result.conclusion, labels: pull.labels }).toEqual({ conclusion: 'failure', labels: [] });
    expect(place.repository.checkRuns).toEqual([]);
  });
});

it('refuses /tare without build, since the checkout is that of the default branch', async () => {
  const result = await act(commented('writer', '/tare'), { build: '', runtimes: 'runc' });
  expect(result.conclusion).toBe('failure');
  const told = result.annotations.map(({ message }) => message).join('\n');
  expect(told).toMatch(/the default branch is checked out, and not the pull request[\s\S]*Give build/);
  expect(result.steps.measure?.outcome).toBe('skipped');
});

describe('examples/on-demand.yml', () => {
  const text = readFileSync(join(import.meta.dirname, '../../examples/on-demand.yml'), 'utf8');
  const { if: condition, permissions, steps } = parse(text).jobs.measure;

  function runs(run: WorkflowRun): boolean {
    const { github, event } = place.github.startJob(run);
    return holds(condition, { contexts: { github: { ...github, event } }, status: 'success', isCancelled: false });
  }

  it('starts for the command and the label alone', () => {
    expect(runs(commented('writer', '/tare'))).toBe(true);
    expect(runs(commented('writer', 'Please /tare'))).toBe(false);
    const labeled = (name: string) => place.repository.startRun({ event: 'pull_request', pull, labeled: name });
    expect([runs(labeled('tare')), runs(labeled('bug'))]).toEqual([true, false]);
    const fork = place.github.createRepository('mallory/project', { parent: place.repository });
    fork.commit('change');
    const other = place.repository.openPull({ head: { repository: fork, branch: 'change' } });
    expect(runs(place.repository.startRun({ event: 'pull_request', pull: other, labeled: 'tare' }))).toBe(false);
  });

  it('has no step of its own, and the permissions that are tested here', () => {
    expect(permissions).toEqual(PERMISSIONS);
    expect(steps.every((step: object) => !('run' in step))).toBe(true);
    expect(JSON.stringify(steps)).not.toContain('${{');
  });
});
