/**
 * Runs the workflows for pull requests of forks from their own files: a build, a real measurement, and the report on
 * it.
 */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { BuiltRepository, SLOW, wrapperWith } from '../support/built-repository.js';
import type { Repository, WorkflowRun } from '../support/github/index.js';
import type { JobResult } from '../support/runner/index.js';
import { ActionPlace } from './action-place.js';

const whereRuncIs = (await whyNot(runc, 'runc')) === undefined ? describe : describe.skip;

const TEN_MINUTES = 600_000;

/** These inputs are short, and enough to prove that something takes many times as long, even on a busy machine. */
const SHORT = { suites: 'cpu', blocks: '8..24', pairs: '1', 'trial-time': '20ms', memory: '256MiB' };

const MAKEFILE = `runc: runc.in
\t! grep -s AUTHORIZATION .git/config
\t! env | grep -E 'TOKEN|ACTIONS_RUNTIME'
\tcp runc.in runc && chmod +x runc
`;

/**
 * Makes what `make runc` builds: the runc of this machine, or a slow one. No build succeeds that finds credentials.
 */
const sources = (kind: 'fast' | 'slow') => ({
  'runc.in': wrapperWith(kind === 'slow' ? SLOW : undefined),
  Makefile: MAKEFILE,
});

let place: ActionPlace;
let project: BuiltRepository;
beforeEach(async () => {
  place = await ActionPlace.open();
  project = new BuiltRepository(place.folder);
});
afterEach(() => place.close());

function expectSuccess(result: JobResult | undefined): void {
  if (result?.conclusion !== 'success') throw new Error(result?.log);
}

/** Commits in the repository that is built, and to a branch of GitHub's that has the same commit. */
function pushed(branch: string, kind: 'fast' | 'slow', to: Repository, parents: readonly string[] = []): string {
  const sha = project.commit(branch, sources(kind));
  to.refs.set('refs/heads/main', to.adopt(sha, { parents }));
  return sha;
}

/** Runs the first stage in a checkout with the whole history, as fetch-depth: 0 leaves it. */
function measure(run: WorkflowRun): Promise<JobResult | undefined> {
  project.checkout(join(place.folder, `runner-${run.id}`, 'workspace'), run.headSha);
  return place.call(run, 'examples/forks-measure.yml', {}, SHORT);
}

const STAGE_TWO = { workflow: '.github/workflows/report.yml' };

whereRuncIs('examples/forks-measure.yml and report.yml', () => {
  it(
    'build and measure both ends of what a fork sends with a token that can only read, and gate it by a check',
    async () => {
      const { github, repository } = place;
      const base = pushed('main', 'fast', repository);
      const fork = github.createRepository('stranger/project', { parent: repository });
      const head = pushed('change', 'slow', fork, [base]);
      const pull = repository.openPull({ head: { repository: fork, branch: 'main' } });
      const measured = repository.startRun({ event: 'pull_request', pull });
      const first = await measure(measured);
      expectSuccess(first);
      expect(first?.annotations.filter(({ message }) => /403|not accessible/.test(message))).toEqual([]);
      expect(repository.comments).toEqual([]);

      const report = repository.startRun({ event: 'workflow_run', about: measured }, STAGE_TWO);
      const second = await place.call(report, '.github/workflows/report.yml');
      expect({ conclusion: second?.conclusion, told: repository.comments[0]?.body }).toEqual({
        conclusion: 'failure',
        told: expect.stringMatching(/^### ❌ \d of \d cells? regressed/),
      });
      expect(repository.comments.map(({ number }) => number)).toEqual([pull.number]);
      for (const told of ['a run of stranger/project, made by its own code and workflow', base.slice(0, 7)])
        expect(repository.comments[0]?.body).toContain(told);
      expect(repository.checkRuns).toMatchObject([
        { name: 'Tare', headSha: head, status: 'completed', conclusion: 'failure' },
      ]);
    },
    TEN_MINUTES,
  );

  it.each([
    ['success', true],
    ['failure', true],
    ['cancelled', false],
  ] as const)('report on a measurement by its conclusion: %s', async (conclusion, isReported) => {
    const { repository } = place;
    repository.commit('change');
    const pull = repository.openPull({ head: { branch: 'change' } });
    const measured = repository.startRun({ event: 'pull_request', pull });
    repository.complete(measured, conclusion);
    const report = repository.startRun({ event: 'workflow_run', about: measured }, STAGE_TWO);
    const result = await place.call(report, '.github/workflows/report.yml');
    expect(result !== undefined).toBe(isReported);
  });
});

describe('measure.yml', () => {
  it('runs the steps of its own commit, and passes them what it is given', async () => {
    const run = place.repository.startRun({ event: 'push' });
    const inputs = { runtimes: 'nonesuch', 'artifact-name': 'tare-results-one' };
    const result = await place.call(run, '.github/workflows/measure.yml', inputs);
    expect(result?.conclusion).toBe('failure');
    expect(result?.annotations.map(({ message }) => message).join()).toContain('nonesuch');
  });
});
