/** `/tare` in a comment: who may ask, and for what. */
import { getOctokit } from '@actions/github';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { takeOffAskingLabel } from '../../src/github/asking-label.js';
import { commandedChange } from '../../src/github/command.js';
import type { WorkflowContext } from '../../src/github/workflow.js';
import { FakeGitHub, type PullRequest, type Repository } from '../support/github/index.js';

let github: FakeGitHub;
let repository: Repository;
let pull: PullRequest;
beforeEach(async () => {
  github = await FakeGitHub.start();
  repository = github.createRepository('octo/project');
  repository.commit('change');
  repository.refs.pushed('refs/heads/change', '2026-01-01T00:00:00Z');
  pull = repository.openPull({ head: { branch: 'change' } });
  repository.members.set('writer', { association: 'COLLABORATOR', permission: 'write' });
  repository.members.set('triager', { association: 'COLLABORATOR', permission: 'triage' });
});
afterEach(() => github.stop());

const client = (more: Parameters<FakeGitHub['token']>[1] = undefined) =>
  getOctokit(github.token(repository, more), { baseUrl: github.apiUrl });
const WORKFLOW = { owner: 'octo', repo: 'project' } as WorkflowContext;

function asked(body: string, author: string, of = pull) {
  const { id, createdAt } = repository.addComment(of.number, author, body);
  return commandedChange(client(), WORKFLOW, { id, pull: of.number, body, author, at: createdAt });
}
const reactions = () => repository.reactions.map(({ content }) => content);

describe('/tare', () => {
  it('by a writer asks for the present head and its base, and gets the reaction eyes', async () => {
    expect(await asked('/tare\n', 'writer')).toEqual({
      number: pull.number,
      base: 'main',
      baseSha: repository.tip('main'),
      headSha: repository.tip('change'),
      headBranch: 'change',
      headRepository: 'octo/project',
      headAt: '2026-01-01T00:00:00Z',
    });
    expect(reactions()).toEqual(['eyes']);
  });

  it.each(['triager', 'stranger'])('by a %s is refused, and gets the reaction -1', async (who) => {
    await expect(asked('/tare', who)).rejects.toThrow(`${who} may not push here`);
    expect(reactions()).toEqual(['-1']);
  });

  it.each(['/tare please', 'see /tare', '/tare; rm -rf ~', ''])('is the whole comment: "%s" is not', async (body) => {
    const comment = { id: 1, pull: pull.number, body, author: 'writer', at: '2030-01-01T00:00:00Z' };
    await expect(commandedChange(client(), WORKFLOW, comment)).rejects.toThrow(/not \/tare alone/);
    expect(reactions()).toEqual([]);
  });

  it('on the pull request of a fork is refused, whoever wrote it', async () => {
    const fork = github.createRepository('mallory/project', { parent: repository });
    fork.commit('change');
    const other = repository.openPull({ head: { repository: fork, branch: 'change' } });
    await expect(asked('/tare', 'writer', other)).rejects.toThrow(/comes from a fork/);
    expect(reactions()).toEqual(['-1']);
  });

  it('is refused where the head was pushed later', async () => {
    repository.refs.pushed('refs/heads/change', '2999-01-01T00:00:00Z');
    await expect(asked('/tare', 'writer')).rejects.toThrow(/pushed to after the command/);
    expect(reactions()).toEqual(['-1']);
  });

  it('on a closed pull request is refused', async () => {
    pull.state = 'closed';
    await expect(asked('/tare', 'writer')).rejects.toThrow(/is closed/);
  });
});

describe('the label that asks', () => {
  const change = () => ({ number: pull.number, headSha: '', headBranch: '', headRepository: '', headAt: undefined });
  const takenOff = (labeled: string | undefined, label = 'tare') =>
    takeOffAskingLabel(client(), { ...WORKFLOW, isFromFork: false, change: { ...change(), labeled } }, label);

  it('is removed, so that it can be set again', async () => {
    repository.label(pull, 'tare');
    await takenOff('tare');
    expect(pull.labels).toEqual([]);
    // Somebody was faster.
    await takenOff('tare');
  });

  it.each([
    ['another one', 'tare-accept'],
    ['none', undefined],
  ])('stays where %s started the run', async (_, labeled) => {
    repository.label(pull, 'tare');
    await takenOff(labeled);
    expect(pull.labels).toEqual(['tare']);
  });
});
