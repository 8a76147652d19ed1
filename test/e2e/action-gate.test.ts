/** Ways in which a gate could pass wrongly, each of which has happened. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type PullRequest, zipOf } from '../support/github/index.js';
import { buildRun, type Sketch } from '../support/run-builder.js';
import { ActionPlace, type Starting } from './action-place.js';

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

const build = (id: string, sketch: Sketch = {}) => buildRun({ id, seed: id.length * 7 + id.charCodeAt(0), ...sketch });
const SLOWER = { levels: { runc: 900 } };
const slow = (id = 'slow') => build(id, SLOWER);

function pushed(id = 'base', sketch: Sketch = {}) {
  const run = place.repository.startRun({ event: 'push' });
  place.leave(run, build(id, sketch));
  return run;
}

function opened(message = 'A change'): PullRequest {
  place.repository.commit('change', { message });
  return place.repository.openPull({ head: { branch: 'change' } });
}

const reportOn = (pull: PullRequest, document = slow(), starting: Starting = {}) =>
  place.report(place.repository.startRun({ event: 'pull_request', pull }), document, starting);
const bodies = () => place.repository.comments.map(({ body }) => body);
const artifacts = () => place.repository.artifacts.map(({ name }) => name);
const told = ({ annotations }: { readonly annotations: readonly { readonly message: string }[] }) =>
  annotations.map(({ message }) => message).join('\n');

describe('the baseline', () => {
  /** The commit where the change leaves the branch has no run, because such a run would be found at once. */
  it('is found behind a thousand runs of forks whose branch is called main (A4)', async () => {
    const base = pushed();
    place.repository.commit('main');
    const fork = place.github.createRepository('stranger/project', { parent: place.repository });
    fork.commit('main');
    const foreign = place.repository.openPull({ head: { repository: fork, branch: 'main' } });
    for (let n = 0; n < 1_000; n++) {
      const run = place.repository.startRun({ event: 'pull_request', pull: foreign });
      if (n > 900) place.github.seedArtifact(run, { name: 'tare-results-tare', bytes: zipOf({ 'run.json': '{}' }) });
      place.repository.complete(run, 'success');
    }
    const { conclusion, outputs } = await reportOn(opened());
    expect({ conclusion, base: outputs['baseline-run-id'] }).toEqual({ conclusion: 'failure', base: String(base.id) });
  });

  it('is found behind forty pushes that left no run (A4)', async () => {
    const base = pushed();
    for (let n = 0; n < 40; n++) {
      place.repository.commit('main');
      place.repository.complete(place.repository.startRun({ event: 'push' }), 'success');
    }
    const { conclusion, outputs } = await reportOn(opened());
    expect({ conclusion, base: outputs['baseline-run-id'] }).toEqual({ conclusion: 'failure', base: String(base.id) });
  });

  it('of a merge queue is a run of the branch that it merges into', async () => {
    const base = pushed();
    const run = place.repository.startRun({ event: 'merge_group', pull: opened() });
    const { conclusion, outputs } = await place.report(run, slow());
    expect({ conclusion, base: outputs['baseline-run-id'] }).toEqual({ conclusion: 'failure', base: String(base.id) });
  });

  it('that is missing fails where it was asked for, and the comment says why and what to do', async () => {
    const { conclusion, annotations } = await reportOn(opened(), slow(), { with: { 'fail-on': 'no-baseline' } });
    expect(conclusion).toBe('failure');
    expect(told({ annotations })).toContain('No completed run of .github/workflows/tare.yml on main has left');
    expect(bodies()[0]).toMatch(/^### ❌ No baseline/);
    expect(bodies()[0]).toContain('Without one the job fails (fail-on: no-baseline).');
  });

  it('is an older run where the newest has fewer of the cells, and that is told', async () => {
    const wide = { arms: ['runc', 'docker'] };
    const base = pushed('base', wide);
    place.repository.commit('main');
    pushed('narrow');
    const { outputs } = await reportOn(opened(), build('wide-now', { ...wide, ...SLOWER }));
    expect(outputs).toMatchObject({ 'baseline-run-id': String(base.id), verdict: 'regressed', regressions: '1' });
    expect(bodies()[0]).toContain('with all cells of this one');
  });

  it('is that of the second attempt where a run was repeated (A6)', async () => {
    const run = pushed('first', SLOWER);
    place.leave(place.repository.rerun(run), build('second'));
    const { conclusion } = await reportOn(opened());
    expect(conclusion).toBe('failure');
    expect(bodies()[0]).toContain('`second`');
  });
});

describe('what was measured', () => {
  it('fails by default where cells are missing', async () => {
    pushed('base', { arms: ['runc', 'docker'] });
    const { conclusion, outputs } = await reportOn(opened(), build('less'));
    expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'missing' });
  });

  it('is uploaded even if an input of the report is refused (A9)', async () => {
    const result = await reportOn(opened(), slow(), { with: { 'fail-on': 'regresion' } });
    expect(result.conclusion).toBe('failure');
    expect(told(result)).toContain('Did you mean "regression"');
    expect(artifacts()).toEqual(['tare-results-tare']);
  });

  it.each([
    ['the name that the workflow gives', 'mine', 'mine'],
    ['the usual name where that is what is refused', 'a/b', 'tare-results-tare'],
  ])('is then uploaded under %s', async (_, given, name) => {
    const result = await reportOn(opened(), slow(), { with: { 'fail-on': 'regresion', 'artifact-name': given } });
    expect({ conclusion: result.conclusion, artifacts: artifacts() }).toEqual({
      conclusion: 'failure',
      artifacts: [name],
    });
  });

  it('is judged even if no report of it can be written where it was asked for', async () => {
    pushed();
    const starting = { workspace: { taken: 'a file' }, with: { output: 'taken' } };
    const result = await reportOn(opened(), slow(), starting);
    expect(result).toMatchObject({ conclusion: 'failure', outputs: { verdict: 'regressed', 'report-path': '' } });
    expect(told(result)).toMatch(/report\.md: .*taken/);
    expect(bodies()[0]).toMatch(/regress/i);
    expect(artifacts()).toContain('tare-results-tare-report');
  });

  it.each([
    ['fail-on', 'regresion'],
    ['mode', 'mesure'],
    ['retention-days', 'ten'],
    ['baseline', './nowhere.json'],
    ['output', 'taken'],
    ['cpus', '9999'],
  ])('is nothing where %s: %s is refused, which is reported before anything is installed (A9)', async (name, value) => {
    const run = place.repository.startRun({ event: 'push' });
    const starting = { workspace: { taken: 'a file' }, with: { [name]: value, install: 'never' } };
    const { conclusion, steps, ...rest } = await place.act(run, starting);
    expect({ conclusion, measure: steps.measure?.outcome }).toEqual({ conclusion: 'failure', measure: 'skipped' });
    expect(told(rest)).toContain(value.replace('./', ''));
  });

  it('has a name of its own: a second job of the same name fails and keeps what it measured (A5)', async () => {
    const run = place.repository.startRun({ event: 'push' });
    expect((await place.report(run, build('a'), { key: 'measure', name: 'one / measure' })).conclusion).toBe('success');
    const second = await place.report(run, build('b'), { key: 'measure', name: 'two / measure' });
    expect(second.conclusion).toBe('failure');
    expect(told(second)).toContain('Another job of this run has left an artifact tare-results-measure already');
    expect(artifacts()).toEqual(['tare-results-measure', 'tare-results-measure-report', 'tare-results-measure-2']);
  });

  it('has a name for each leg, however long or similar its values are (A5)', async () => {
    const run = place.repository.startRun({ event: 'push' });
    const values = ['x'.repeat(130), `${'x'.repeat(130)}y`, 'a/b', 'a b'];
    for (const leg of values) {
      const result = await place.report(run, build(`leg${values.indexOf(leg)}`), { name: leg, matrix: { leg } });
      expect(result.conclusion).toBe('success');
    }
    expect(new Set(artifacts()).size).toBe(8);
  });
});

const CUT_SHORT = { stopped: { reason: 'error', detail: 'The disk is full.' } } as const;

describe('a run that was cut short', () => {
  const both: Sketch = {
    arms: ['runc', 'runc=./new'],
    contrasts: [{ baseline: 'runc', candidate: 'runc=./new' }],
    levels: { 'runc=./new': 500 },
    blocks: 9,
  };

  it.each([
    ['regression', 'failure'],
    ['missing', 'failure'],
    ['never', 'success'],
  ])('of two sides, whose regression it has proven, with fail-on: %s is a %s', async (failOn, conclusion) => {
    const given = { with: { 'fail-on': failOn } };
    const result = await reportOn(opened(), { ...build('half', both), ...CUT_SHORT }, given);
    expect({ conclusion: result.conclusion, verdict: result.outputs.verdict }).toEqual({
      conclusion,
      verdict: 'regressed',
    });
  });

  it('stays missing where its regression is accepted', async () => {
    const pull = opened();
    place.repository.label(pull, 'tare-accept');
    const result = await reportOn(pull, { ...build('half', both), ...CUT_SHORT });
    expect(result.conclusion).toBe('failure');
    expect(bodies()[0]).toContain('**Accepted**');
    expect(told(result)).toContain('the rest of its plan is missing');
  });
});

describe('launches that failed', () => {
  /** Of all launches but the first ones; nothing fails in native. */
  const failing = (from: number, blocks: number): Sketch => ({
    blocks,
    figure: ({ arm, block }, usual) => (arm !== 'native' && block >= from ? 'lost' : usual),
  });

  it.each([
    ['missing', 'failure'],
    ['regression', 'success'],
  ])('and leave too few to decide are annotated, and with fail-on: %s the job is a %s', async (failOn, conclusion) => {
    const result = await reportOn(opened(), build('lost', failing(1, 8)), { with: { 'fail-on': failOn } });
    expect(result.conclusion).toBe(conclusion);
    expect(told(result)).toContain('runc cpu.prime: measured in part: 1 launch with a figure, of at least 6');
    expect(told(result).includes('Too few launches succeeded: runc cpu.prime (')).toBe(conclusion === 'failure');
  });

  it('and leave enough are annotated, and the job passes', async () => {
    const result = await reportOn(opened(), build('some', failing(9, 12)));
    expect(result.conclusion).toBe('success');
    expect(result.annotations).toMatchObject([{ level: 'warning', title: 'Measured in part' }]);
  });
});

describe('who accepts (A11)', () => {
  it('does not accept that there is no baseline, where a limit is set', async () => {
    const pull = opened();
    place.repository.label(pull, 'tare-accept');
    const text = (limits: string) => ({ with: { 'fail-on': 'regression, limit, no-baseline', limits } });
    const kept = await reportOn(pull, slow(), text('runc cpu.prime > 1 events/s'));
    expect(kept.conclusion).toBe('failure');
    expect(bodies()[0]).not.toContain('To accept it');
    const broken = await reportOn(pull, slow('slow2'), text('runc cpu.prime > 9999 events/s'));
    expect({ conclusion: broken.conclusion, told: told(broken) }).toEqual({
      conclusion: 'failure',
      told: expect.not.stringContaining('beyond its limit'),
    });
    const alone = text('runc cpu.prime > 9999 events/s');
    const accepted = await reportOn(pull, slow('slow3'), { ...alone, with: { ...alone.with, 'fail-on': 'limit' } });
    expect(accepted.conclusion).toBe('success');
  });

  const MESSAGE = 'Slower (#7)\n\n* Tidy up\n\nTare-Accept: trust me';

  async function pushOf(author: string, event: 'push' | 'schedule' = 'push', message = MESSAGE, merges: string[] = []) {
    pushed();
    place.repository.commit('main', { message, author, merges });
    return place.report(place.repository.startRun({ event }), slow());
  }

  it('can be a push of somebody who may push, by the last paragraph of its message', async () => {
    const { conclusion, summary } = await pushOf('octo');
    expect(conclusion).toBe('success');
    expect(summary).toMatch(/\*\*Accepted\*\* \(commit [0-9a-f]{7} of octo\): trust me/);
  });

  it('cannot be a push of somebody who may not write, whose message a squash keeps', async () => {
    const { conclusion, summary } = await pushOf('stranger');
    expect(conclusion).toBe('failure');
    expect(summary).toContain('may not push here');
  });

  it('cannot be a schedule', async () => {
    expect((await pushOf('octo', 'schedule')).conclusion).toBe('failure');
  });

  it('cannot be a line in the middle of a message, or a title', async () => {
    expect((await pushOf('octo', 'push', 'Slower\n\nTare-Accept: trust me\n\nThat was a quotation.')).conclusion).toBe(
      'failure',
    );
    expect((await pushOf('octo', 'push', 'Tare-Accept: trust me')).conclusion).toBe('failure');
  });

  it('cannot be a merge, whose message has the title of a pull request', async () => {
    place.repository.commit('change');
    const merges = [place.repository.tip('change')];
    const message = 'Merge pull request #1 from stranger/change\n\nTare-Accept: trust me';
    expect((await pushOf('octo', 'push', message, merges)).conclusion).toBe('failure');
  });

  it('can be, of a pull request, a commit of somebody who may push, and no commit or merge that its branch took in', async () => {
    const { repository } = place;
    pushed();
    repository.commit('change', { message: MESSAGE, author: 'stranger' });
    const pull = repository.openPull({ head: { branch: 'change' } });
    expect((await reportOn(pull)).conclusion).toBe('failure');
    expect(bodies()[0]).toContain('stranger of commit');
    repository.commit('theirs');
    const merge = 'Merge pull request #9 from stranger/theirs\n\nTare-Accept: trust me';
    repository.commit('change', { message: merge, merges: [repository.tip('theirs')] });
    expect((await reportOn(pull, slow('slow2'))).conclusion).toBe('failure');
    repository.commit('change', { message: MESSAGE });
    expect((await reportOn(pull, slow('slow3'))).conclusion).toBe('success');
    expect(bodies()[0]).toMatch(/\*\*Accepted\*\* \(commit [0-9a-f]{7} of octo\)/);
  });

  it('can be a label that is newer than the head, and not an older one', async () => {
    pushed();
    const pull = opened();
    place.repository.label(pull, 'tare-accept');
    place.repository.labelEvents[0] = { ...must(place.repository.labelEvents[0]), createdAt: '2026-01-01T00:00:00Z' };
    expect((await reportOn(pull)).conclusion).toBe('failure');
    expect(bodies()[0]).toContain('before the last push');
    place.repository.label(pull, 'tare-accept');
    expect((await reportOn(pull, slow('slow2'))).conclusion).toBe('success');
    expect(bodies()[0]).toContain('set by octo on');
  });

  it.each(['helper', 'labeler[bot]'])('cannot be a label of %s, who may not push', async (actor) => {
    pushed();
    const pull = opened();
    place.repository.members.set('helper', { association: 'COLLABORATOR', permission: 'triage' });
    place.repository.label(pull, 'tare-accept', actor);
    expect((await reportOn(pull)).conclusion).toBe('failure');
    expect(bodies()[0]).toContain('may not push here');
  });

  it('is in a merge queue the label of the pull request that is merged next', async () => {
    pushed();
    const pull = opened();
    place.repository.label(pull, 'tare-accept');
    const { conclusion } = await place.report(place.repository.startRun({ event: 'merge_group', pull }), slow());
    expect(conclusion).toBe('success');
  });
});

describe('a file of inputs (A12)', () => {
  const NEVER = { 'tare.yml': 'fail-on: never\n' };

  /** The event is a push, because in a pull request the file would not set the gate anyway. */
  it('that lies in the workspace is not read', async () => {
    pushed();
    const run = place.repository.startRun({ event: 'push' });
    const { conclusion, log } = await place.report(run, slow(), { workspace: NEVER });
    expect(conclusion).toBe('failure');
    expect(log).not.toContain('tare.yml');
  });

  it('that the workflow names is read, and reported with its hash', async () => {
    pushed();
    const run = place.repository.startRun({ event: 'push' });
    const { conclusion, log } = await place.report(run, slow(), { workspace: NEVER, with: { config: 'tare.yml' } });
    expect(conclusion).toBe('success');
    expect(log).toMatch(/config: tare\.yml, sha256 [0-9a-f]{12}/);
  });

  it('of a pull request does not set the gate: that of the base branch does', async () => {
    pushed();
    const given = { workspace: NEVER, with: { config: 'tare.yml' } };
    const pull = opened();
    const own = await reportOn(pull, slow(), given);
    expect(own.conclusion).toBe('failure');
    expect(told(own)).toContain('only what makes it stricter is heeded');
    place.repository.commit('main', { files: NEVER });
    expect(
      (await reportOn(pull, slow('slow2'), { ...given, workspace: { 'tare.yml': 'fail-on: regression\n' } }))
        .conclusion,
    ).toBe('success');
  });
});

describe('a file of inputs that cannot be read on the base branch', () => {
  it.each([
    ['an unknown input', 'fail-onn: regression\n', 'unknown input "fail-onn"'],
    ['a value of the gate', 'min-effect: 1 percent\n', 'min-effect: "1 percent"'],
    ['values of the gate that contradict each other', 'min-effect: 5%\n', 'margin: "3%" must be larger'],
  ])('gives way to that of the change, which may mend it: %s', async (_, broken, why) => {
    pushed();
    place.repository.commit('main', { files: { 'tare.yml': broken } });
    const given = { workspace: { 'tare.yml': 'fail-on: regression\n' }, with: { config: 'tare.yml' } };
    const pull = opened();
    expect((await reportOn(pull, build('mended'), given)).conclusion).toBe('success');
    const result = await reportOn(pull, slow(), given);
    expect(result.outputs.verdict).toBe('regressed');
    expect(told(result)).toContain('tare.yml of main cannot be read today');
    expect(told(result)).toContain(why);
  });

  it('holds where the workflow gives what it needs, or what does not go with it', async () => {
    pushed();
    place.repository.commit('main', { files: { 'tare.yml': 'min-effect: 5%\nfail-on: limit\n' } });
    const given = { workspace: { 'tare.yml': 'fail-on: regression\n' }, with: { config: 'tare.yml', margin: '9%' } };
    const result = await reportOn(opened(), slow(), given);
    expect({ conclusion: result.conclusion, told: told(result) }).toEqual({
      conclusion: 'success',
      told: expect.not.stringContaining('today'),
    });
  });
});

describe('a file of inputs of a checkout in a folder', () => {
  const STRICT = 'fail-on: regression, limit, no-baseline\nlimits: runc cpu.prime > 5000 events/s\n';
  const origin = (name: string) => `[remote "origin"]\n\turl = https://github.localhost/${name}\n`;

  it('sets the gate of a pull request as the base branch has it', async () => {
    place.repository.commit('main', { files: { 'tare.yml': STRICT } });
    const workspace = { 'src/.git/config': origin('octo/project'), 'src/tare.yml': 'fail-on: never\n' };
    const result = await reportOn(opened(), slow(), { workspace, with: { config: 'src/tare.yml' } });
    expect({ conclusion: result.conclusion, log: result.log }).toMatchObject({ conclusion: 'failure' });
    expect(told(result)).not.toContain('is not on main');
    expect(place.repository.comments[0]?.body).toContain('limit');
  });

  it('of another repository sets the gate as it is', async () => {
    const workspace = { 'infra/.git/config': origin('octo/infra'), 'infra/tare.yml': STRICT };
    const result = await reportOn(opened(), slow(), { workspace, with: { config: 'infra/tare.yml' } });
    expect(result.conclusion).toBe('failure');
    expect(result.log).toContain('infra/tare.yml is no file of this repository');
  });
});

describe('one comment for all that a run measured', () => {
  const legs = ['arm64', 'x64'] as const;

  async function measured(run: ReturnType<typeof pushed>, levels: Partial<Record<(typeof legs)[number], Sketch>>) {
    for (const os of legs) {
      const started = place.github.startJob(run, { key: 'measure', name: `measure (${os})` });
      started.state.conclusion = levels[os] ? 'success' : 'failure';
      if (levels[os])
        place.leave(run, build(`${os}${run.id}`, { seed: run.id, ...levels[os] }), {
          name: `tare-results-measure-${os}`,
        });
    }
    run.status = 'in_progress';
  }

  const last = (run: ReturnType<typeof pushed>) => place.act(run, { with: { mode: 'report' }, key: 'report' });

  it('names the leg that is slower, and the one that is not', async () => {
    await measured(place.repository.startRun({ event: 'push' }), { arm64: {}, x64: {} });
    place.repository.complete(must(place.repository.runs[0]), 'success');
    const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
    await measured(run, { arm64: SLOWER, x64: {} });
    const { conclusion, outputs } = await last(run);
    expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'regressed' });
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toMatch(/^### ❌ 1 of 2 legs failed/);
    expect(bodies()[0]).toContain('- ❌ `tare-results-measure-arm64`: 1 of 1 cell regressed');
    expect(bodies()[0]).toContain('- ✅ `tare-results-measure-x64`: No regression in 1 cell');
    expect(outputs['results-path']).toMatch(/run\.json$/);
  });

  it('names the leg whose run was cut short, and fails', async () => {
    const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
    await measured(run, { arm64: {} });
    place.leave(run, { ...build('half'), ...CUT_SHORT }, { name: 'tare-results-measure-x64' });
    run.status = 'in_progress';
    const result = await last(run);
    expect(result.conclusion).toBe('failure');
    expect(told(result)).toContain('tare-results-measure-x64: The run was cut short');
    expect(bodies()[0]).toMatch(/^### ❌ 1 of 2 legs failed, 1 of 2 legs was cut short/);
    expect(bodies()[0]).toContain('- ❌ `tare-results-measure-x64`: The run was cut short');
  });

  it('names the leg that did not report, and fails', async () => {
    await measured(place.repository.startRun({ event: 'push' }), { arm64: {}, x64: {} });
    place.repository.complete(must(place.repository.runs[0]), 'success');
    const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
    await measured(run, { x64: {} });
    const result = await last(run);
    expect(result.conclusion).toBe('failure');
    expect(told(result)).toContain('No result of measure (arm64) (failure).');
    expect(bodies()[0]).toContain('- ❌ measure (arm64) (failure): did not report');
  });

  it('has each leg of a matrix whose values GitHub does not show, and no other', async () => {
    const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
    for (const [shown, name] of [
      ['measure (x64)', 'tare-results-measure-x64'],
      ['measure (arm64)', 'tare-results-measure-arm64-linux-perf-49ff6a73'],
    ] as const) {
      const { id } = Object.assign(place.repository.addJob(run, shown), { conclusion: 'success' });
      const document = place.placed(run, build(`leg${id}`));
      const left = { ...document, origin: { ...document.origin, job: { key: 'measure', id } } };
      place.github.seedArtifact(run, { name, bytes: zipOf({ 'run.json': JSON.stringify(left) }) });
    }
    const { conclusion } = await last(run);
    expect({ conclusion, told: bodies()[0] }).toEqual({
      conclusion: 'success',
      told: expect.not.stringContaining('did not report'),
    });
  });

  it('has the job that is called like a report', async () => {
    const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
    place.leave(run, build('named'), { name: 'tare-results-perf-report' });
    run.status = 'in_progress';
    expect((await last(run)).conclusion).toBe('success');
    expect(bodies()[0]).toContain('`named`');
  });

  describe('of which all jobs are run again', () => {
    async function repeated(levels: Parameters<typeof measured>[1]) {
      const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
      await measured(run, { arm64: {}, x64: {} });
      place.repository.complete(run, 'success');
      place.repository.rerun(run);
      await measured(run, levels);
      // All that this test does is done in a second, which is as exact as GitHub's times are.
      const later = new Date(Date.now() + 60_000).toISOString();
      for (const job of run.jobs.filter(({ attempt, conclusion }) => attempt === 2 && conclusion === 'failure'))
        job.startedAt = later;
      return last(run);
    }

    it('names the leg that left nothing this time, and takes nothing that it left before', async () => {
      const result = await repeated({ x64: {} });
      expect(result.conclusion).toBe('failure');
      expect(bodies()[0]).toContain('- ❌ measure (arm64) (failure): did not report');
      expect(bodies()[0]).not.toContain('tare-results-measure-arm64');
      expect(told(result)).toContain(
        'This is not reported: tare-results-measure-arm64. It was left in an earlier attempt',
      );
    });

    it('fails where no leg left anything this time', async () => {
      const result = await repeated({});
      expect(result.conclusion).toBe('failure');
      expect(bodies()).toEqual([]);
      expect(told(result)).toMatch(/left no document in its last attempt: .*measure \(arm64\) \(failure\)/s);
    });
  });
});

it('leaves the gate its own annotation beside those of ten regressions (A16)', async () => {
  const arms = Array.from({ length: 10 }, (_, at) => `runc=./${at}`);
  pushed('base', { arms });
  const result = await reportOn(
    opened(),
    build('slow', { arms, levels: Object.fromEntries(arms.map((arm) => [arm, 900])) }),
  );
  const errors = result.annotations.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(10);
  expect(errors.at(-1)?.message).toMatch(/^10 of 10 cells regressed: runc=\.\/\d cpu\.prime regressed/);
  expect(errors.at(-1)?.message).toContain('and 5 more');
  expect(result.outputs['results-path']).toMatch(/slow\.json$/);
});

describe('a report in a folder of results', () => {
  it('has a name of ours (A1)', async () => {
    const { outputs } = await reportOn(opened());
    expect(outputs['report-path']).toMatch(/tare-results\/report\.md$/);
    expect(existsSync(outputs['report-path'] ?? '')).toBe(true);
    expect(readdirSync(join(outputs['report-path'] ?? '', '..'))).toEqual(['report.md']);
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('there is none');
  return value;
}
