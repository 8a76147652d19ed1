/**
 * Runs the workflows for pull requests of forks from their own files: a build, a real measurement, and the report on
 * it.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { wrapperWith } from '../support/built-repository.js';
import { withoutCrowd } from '../support/flattered.js';
import type { JobResult } from '../support/runner/index.js';
import { ActionPlace } from './action-place.js';

const whereRuncIs = (await whyNot(runc, 'runc')) === undefined ? describe : describe.skip;

const TEN_MINUTES = 600_000;

/** These inputs are short, and enough to prove that something takes many times as long, even on a busy machine. */
const SHORT = { suites: 'cpu', blocks: '8..8', pairs: '1', 'trial-time': '20ms', memory: '256MiB' };

const MAKEFILE = `runc: runc.in
\t! grep -s AUTHORIZATION .git/config
\t! env | grep -E 'TOKEN|ACTIONS_RUNTIME'
\tcp runc.in runc && chmod +x runc
`;

/**
 * Makes what `make runc` builds: the runc of this machine, or one whose sandboxes get a tenth of a CPU. No build
 * succeeds that finds credentials.
 */
const sources = (kind: 'fast' | 'slow') => ({
  'runc.in': wrapperWith(kind === 'slow' ? 10 : undefined),
  Makefile: MAKEFILE,
});

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

function expectSuccess(result: JobResult | undefined): void {
  if (result?.conclusion !== 'success') throw new Error(result?.log);
}

const STAGE_TWO = { workflow: '.github/workflows/report.yml' };

whereRuncIs('examples/forks-measure.yml and report.yml', () => {
  it(
    'build and measure what a fork sends with a token that can only read, and gate it by a check',
    async () => {
      const { github, repository } = place;
      repository.commit('main', { files: sources('fast') });
      const push = await place.call(repository.startRun({ event: 'push' }), 'examples/forks-measure.yml', {}, SHORT);
      expectSuccess(push);
      place.revise(withoutCrowd, 'tare-results-measure');
      const fork = github.createRepository('stranger/project', { parent: repository });
      fork.commit('main', { files: sources('slow') });
      const pull = repository.openPull({ head: { repository: fork, branch: 'main' } });
      const measured = repository.startRun({ event: 'pull_request', pull });
      const first = await place.call(measured, 'examples/forks-measure.yml', {}, SHORT);
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
      expect(repository.comments[0]?.body).toContain('a run of stranger/project, made by its own code and workflow');
      expect(repository.checkRuns).toMatchObject([
        { name: 'Tare', headSha: fork.tip('main'), status: 'completed', conclusion: 'failure' },
      ]);
    },
    TEN_MINUTES,
  );

  it('report nothing about a measurement that was cancelled', async () => {
    const { repository } = place;
    repository.commit('change');
    const pull = repository.openPull({ head: { branch: 'change' } });
    const measured = repository.startRun({ event: 'pull_request', pull });
    repository.complete(measured, 'cancelled');
    const report = repository.startRun({ event: 'workflow_run', about: measured }, STAGE_TWO);
    expect(await place.call(report, '.github/workflows/report.yml')).toBeUndefined();
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
