/** The reusable workflows for pull requests of forks, from their own files, with a real measurement in stage one. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ActionPlace } from './action-place.js';

const root = process.getuid?.() === 0;
if (!root) process.stderr.write('skipped: nothing is measured for real here: not root\n');
const asRoot = root ? describe : describe.skip;

const FIVE_MINUTES = 300_000;

/** Short; the workflow has no inputs for this. */
const CONFIG = { 'tare.yml': 'suites: cpu\nblocks: 8..8\npairs: 1\ntrial-time: 20ms\nmemory: 256MiB\n' };

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

const STAGE_TWO = { workflow: '.github/workflows/report.yml' };

asRoot('measure.yml and report.yml', () => {
  it(
    'measure a fork with a token that can only read, and tell it by a run of the repository',
    async () => {
      const { github, repository } = place;
      const push = await place.call(
        repository.startRun({ event: 'push' }),
        'measure.yml',
        { runtimes: 'runc' },
        CONFIG,
      );
      expect({ conclusion: push?.conclusion, log: push?.log }).toMatchObject({ conclusion: 'success' });
      const fork = github.createRepository('stranger/project', { parent: repository });
      fork.commit('main');
      const pull = repository.openPull({ head: { repository: fork, branch: 'main' } });
      const measured = repository.startRun({ event: 'pull_request', pull });
      const first = await place.call(measured, 'measure.yml', { runtimes: 'runc' }, CONFIG);
      expect({ conclusion: first?.conclusion, log: first?.log }).toMatchObject({ conclusion: 'success' });
      expect(first?.annotations.filter(({ message }) => /403|not accessible/.test(message))).toEqual([]);
      expect(repository.comments).toEqual([]);

      const report = repository.startRun({ event: 'workflow_run', about: measured }, STAGE_TWO);
      const second = await place.call(report, 'report.yml');
      // The verdict is the host's: one in forty such comparisons of a calm one is regressed by chance, more of a busy
      // one.
      const isVerdict = (text = '') => /\bregressed\b/.test(text);
      const errors = second?.annotations.filter(({ level }) => level === 'error');
      expect(errors?.filter(({ title, message }) => !isVerdict(title) && !isVerdict(message))).toEqual([]);
      expect(repository.comments.map(({ number }) => number)).toEqual([pull.number]);
      expect(repository.comments[0]?.body).toMatch(/^### (?:✅|❔|❌) /);
      // The trusted run was found; a host that was too busy to keep its calibration cannot compare with it.
      expect(repository.comments[0]?.body).toMatch(/run 1 of main at|run 1 measured with other work/);
    },
    FIVE_MINUTES,
  );

  it('have nothing to tell of a measurement that was cancelled', async () => {
    const { repository } = place;
    repository.commit('change');
    const pull = repository.openPull({ head: { branch: 'change' } });
    const measured = repository.startRun({ event: 'pull_request', pull });
    repository.complete(measured, 'cancelled');
    const report = repository.startRun({ event: 'workflow_run', about: measured }, STAGE_TWO);
    expect(await place.call(report, 'report.yml')).toBeUndefined();
  });
});
