/** Checks what the action publishes on GitHub about documents made by hand. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Fault,
  meanwhile,
  type PullRequest,
  refused,
  serverError,
  tooManyRequests,
} from '../support/github/index.js';
import { buildRun, CPU, MEMORY, type Sketch } from '../support/run-builder.js';
import { ActionPlace, type Starting } from './action-place.js';

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

const BOTH = { benchmarks: [CPU, MEMORY], arms: ['runc', 'docker'] };
const build = (id: string, sketch: Sketch = {}) =>
  buildRun({ ...BOTH, id, seed: id.length * 7 + id.charCodeAt(0), ...sketch });
const SLOWER = { levels: { runc: 900 } };

/** Makes a run of a push on main that left a document. */
function pushed(id = 'base', sketch: Sketch = {}) {
  const run = place.repository.startRun({ event: 'push' });
  place.leave(run, build(id, sketch));
  return run;
}

function opened(): PullRequest {
  place.repository.commit('change');
  return place.repository.openPull({ head: { branch: 'change' } });
}

const reportOn = (pull: PullRequest, id: string, sketch: Sketch = {}, starting: Starting = {}) =>
  place.report(place.repository.startRun({ event: 'pull_request', pull }), build(id, sketch), starting);

const bodies = () => place.repository.comments.map(({ body }) => body);
const firstLine = (text = '') => text.split('\n')[0] ?? '';

describe('a pull request', () => {
  it('that is slower fails, and the comment says so first', async () => {
    const base = pushed();
    const { conclusion, outputs, annotations, summary } = await reportOn(opened(), 'slow', SLOWER);
    expect(conclusion).toBe('failure');
    expect(outputs).toMatchObject({ verdict: 'regressed', regressions: '2', 'baseline-run-id': String(base.id) });
    expect(bodies()).toHaveLength(1);
    expect(firstLine(bodies()[0])).toMatch(/^### ❌ 2 of 4 cells regressed/);
    expect(firstLine(summary)).toBe(firstLine(bodies()[0]));
    expect(outputs['comment-url']).toContain('#issuecomment-');
    const regressed = annotations.filter(({ title }) => title?.includes('regressed'));
    expect(regressed.map(({ file, level }) => [file, level])).toEqual(
      Array(2).fill(['.github/workflows/tare.yml', 'error']),
    );
  });

  it('that is as fast passes', async () => {
    pushed();
    const { conclusion, outputs } = await reportOn(opened(), 'same');
    expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'success', verdict: 'not-slower' });
  });

  it('has its comment updated by the next push', async () => {
    pushed();
    const pull = opened();
    await reportOn(pull, 'slow', SLOWER);
    place.repository.commit('change');
    const { conclusion } = await reportOn(pull, 'mended');
    expect(conclusion).toBe('success');
    expect(bodies()).toHaveLength(1);
    expect(firstLine(bodies()[0])).toContain('No regression');
  });

  it('keeps the comment of the later run where an earlier one ends after it', async () => {
    pushed();
    const pull = opened();
    const early = place.repository.startRun({ event: 'pull_request', pull });
    await reportOn(pull, 'mended');
    await place.report(early, build('slow', SLOWER));
    expect(firstLine(bodies()[0])).toContain('No regression');
  });

  it('has one comment where two jobs create it at once', async () => {
    pushed();
    const pull = opened();
    const act = () => {
      const body = 'faster <!-- tare .github%2Fworkflows%2Ftare.yml%20tare-results-tare 1001 -->';
      place.repository.addComment(pull.number, 'github-actions[bot]', body);
    };
    place.github.fault({ route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', effect: meanwhile(act) });
    await reportOn(pull, 'same');
    expect(bodies()).toHaveLength(1);
    expect(firstLine(bodies()[0])).toContain('No regression');
  });

  it('leaves alone a comment of another account that has our mark', async () => {
    pushed();
    const pull = opened();
    place.repository.addComment(1, 'stranger', '<!-- tare .github%2Fworkflows%2Ftare.yml%20tare-results-tare 1001 -->');
    await reportOn(pull, 'same');
    expect(place.repository.comments.map(({ author }) => author)).toEqual(['stranger', 'github-actions[bot]']);
  });

  it('has a comment for each leg of a matrix', async () => {
    const pull = opened();
    const run = place.repository.startRun({ event: 'pull_request', pull });
    for (const os of ['arm64', 'x64']) {
      await place.report(run, build(os), { name: `tare (${os})`, matrix: { os } });
    }
    expect(bodies()).toHaveLength(2);
    expect(place.repository.artifacts.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['tare-results-tare-arm64', 'tare-results-tare-x64']),
    );
  });

  it('has its comment for each of ten legs that end at once, and no job fails', async () => {
    const pull = opened();
    const run = place.repository.startRun({ event: 'pull_request', pull });
    const legs = Array.from({ length: 10 }, (_, at) => `leg${at}`);
    const results = await Promise.all(
      legs.map((leg) => place.report(run, build(leg), { name: `tare (${leg})`, matrix: { leg } })),
    );
    expect(results.map(({ conclusion }) => conclusion)).toEqual(legs.map(() => 'success'));
    const artifacts = bodies().map((body) => /tare-results-tare-leg\d/.exec(body)?.[0]);
    expect(artifacts.sort()).toEqual(legs.map((leg) => `tare-results-tare-${leg}`));
  }, 300_000);

  it('from a fork is measured and summarized; its token may write nothing', async () => {
    pushed();
    const fork = place.github.createRepository('stranger/project', { parent: place.repository });
    fork.commit('main');
    const pull = place.repository.openPull({ head: { repository: fork, branch: 'main' } });
    const { conclusion, summary, annotations } = await reportOn(pull, 'slow', SLOWER);
    expect(conclusion).toBe('failure');
    expect(firstLine(summary)).toContain('2 of 4 cells regressed');
    expect(bodies()).toEqual([]);
    expect(annotations.filter(({ message }) => /403|not accessible/.test(message))).toEqual([]);
    expect(place.repository.artifacts.map(({ name }) => name)).toContain('tare-results-tare');
  });
});

describe('the baseline', () => {
  it('is that of the commit where the change left the branch', async () => {
    const atFork = pushed();
    const pull = opened();
    place.repository.commit('main');
    pushed('newer');
    const { outputs } = await reportOn(pull, 'same');
    expect(outputs['baseline-run-id']).toBe(String(atFork.id));
    expect(bodies()[0]).toContain('where this change left the branch');
  });

  it('is an older run where newer ones have expired or ran on other hardware', async () => {
    const old = pushed();
    place.repository.commit('main');
    pushed('other', { fingerprint: { hardwareKey: 'hardware-2' } });
    place.repository.commit('main');
    const expired = place.repository.startRun({ event: 'push' });
    place.leave(expired, build('gone'), { expiresAt: '2020-01-01T00:00:00Z' });
    const { outputs } = await reportOn(opened(), 'same');
    expect(outputs['baseline-run-id']).toBe(String(old.id));
  });

  it('of what is built is a run of its head alone, however many pushes with two sides came since', async () => {
    const alone = place.repository.startRun({ event: 'schedule' });
    place.leave(alone, build('alone'));
    for (const id of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']) {
      place.repository.commit('main');
      pushed(id, { contrasts: [{ baseline: 'docker', candidate: 'runc' }] });
    }
    const run = place.repository.startRun({ event: 'pull_request', pull: opened() });
    const built = { command: 'make', head: 'a'.repeat(40) };
    const { outputs } = await place.report(run, { ...build('same'), built });
    expect(outputs['baseline-run-id']).toBe(String(alone.id));
  });

  it('is not a run of a pull request, a fork, another workflow, or one that failed to measure', async () => {
    const fork = place.github.createRepository('stranger/project', { parent: place.repository });
    const foreign = place.repository.openPull({ head: { repository: fork, branch: 'main' } });
    place.leave(place.repository.startRun({ event: 'pull_request', pull: foreign }), build('fork'));
    place.leave(
      place.repository.startRun({ event: 'push' }, { workflow: '.github/workflows/other.yml' }),
      build('other'),
    );
    place.leave(place.repository.startRun({ event: 'push', branch: 'main' }), {
      ...build('half'),
      stopped: { reason: 'error', detail: 'it broke' },
    });
    const { outputs, conclusion } = await reportOn(opened(), 'slow', SLOWER);
    expect({ conclusion, ...outputs }).toMatchObject({ conclusion: 'success', verdict: '', 'baseline-run-id': '' });
    expect(bodies()[0]).toContain('was cut short');
    expect(bodies()[0]).toContain('to get one');
  });

  it('may be missing: the comment says how to get one, and the job passes', async () => {
    const { conclusion } = await reportOn(opened(), 'first');
    expect(conclusion).toBe('success');
    expect(firstLine(bodies()[0])).toContain('No baseline');
    expect(bodies()[0]).toContain('has left an artifact tare-results-tare');
  });

  it('that is asked for and may not be read fails with the remedy', async () => {
    const { conclusion, annotations } = await reportOn(
      opened(),
      'same',
      {},
      {
        with: { baseline: 'artifact' },
        permissions: { 'pull-requests': 'write' },
      },
    );
    expect(conclusion).toBe('failure');
    expect(annotations.map(({ message }) => message).join()).toContain('actions: read');
  });
});

describe('a regression', () => {
  it('is accepted by a label, and the comment says by what', async () => {
    pushed();
    place.repository.commit('change');
    const pull = place.repository.openPull({ head: { branch: 'change' }, labels: ['tare-accept'] });
    const { conclusion } = await reportOn(pull, 'slow', SLOWER);
    expect(conclusion).toBe('success');
    expect(bodies()[0]).toContain('**Accepted** (label tare-accept, set by octo on');
  });

  it('is accepted by a trailer with a reason', async () => {
    pushed();
    place.repository.commit('change', { message: 'Mitigate\n\nTare-Accept: the mitigation costs this' });
    const { conclusion } = await reportOn(place.repository.openPull({ head: { branch: 'change' } }), 'slow', SLOWER);
    expect(conclusion).toBe('success');
    expect(bodies()[0]).toContain('the mitigation costs this');
  });

  it('of a fork is not accepted by its own trailer', async () => {
    pushed();
    const fork = place.github.createRepository('stranger/project', { parent: place.repository });
    fork.commit('main', { message: 'Tare-Accept: trust me' });
    const { conclusion } = await reportOn(
      place.repository.openPull({ head: { repository: fork, branch: 'main' } }),
      'slow',
      SLOWER,
    );
    expect(conclusion).toBe('failure');
  });
});

describe('a failure of GitHub', () => {
  it('is waited for, and the document is uploaded before', async () => {
    pushed();
    place.github.fault({ route: 'GET /repos/{owner}/{repo}/actions/artifacts', effect: tooManyRequests(1) });
    place.github.fault({
      route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      effect: serverError(502),
    });
    const { conclusion } = await reportOn(opened(), 'same');
    expect(conclusion).toBe('success');
    expect(bodies()).toHaveLength(1);
    const routes = place.github.requests.map(({ route }) => route);
    expect(routes.indexOf('POST FinalizeArtifact')).toBeLessThan(
      routes.findIndex((one) => one.startsWith('GET /repos')),
    );
  });

  const DOWNLOAD = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';

  /** A slower change, where two runs may be its baseline, and the artifact of the first that is taken has a fault. */
  async function slowerUnder(fault: Fault) {
    const older = pushed('base0');
    place.repository.commit('main');
    pushed();
    const pull = opened();
    place.github.fault(fault);
    return { older, ...(await reportOn(pull, 'slow', SLOWER)) };
  }

  const LIST = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';

  it.each<[string, number, string]>([
    ['a list of allowed addresses', 403, 'the octo organization has an IP allow list enabled'],
    ['a token that has expired', 401, 'Bad credentials'],
  ])('to list runs for %s opens no gate', async (_, status, message) => {
    const { conclusion, annotations } = await slowerUnder({ route: LIST, effect: refused(status, message) });
    const told = annotations.map((one) => one.message).join();
    expect({ conclusion, told }).toEqual({ conclusion: 'failure', told: expect.stringContaining(message) });
  });

  it('to find the workflow is asked about once more', async () => {
    const { outputs } = await slowerUnder({ route: LIST, effect: refused(404, 'Not Found'), times: 1 });
    expect(outputs).toMatchObject({ verdict: 'regressed' });
  });

  it('to let the token list runs passes as without a baseline, with a warning', async () => {
    const message = 'Resource not accessible by integration';
    const { conclusion, annotations } = await slowerUnder({ route: LIST, effect: refused(403, message) });
    const told = annotations.map((one) => one.message).join();
    expect({ conclusion, told }).toEqual({
      conclusion: 'success',
      told: expect.stringMatching(/not accessible by integration .* Give the job the permissions actions: read/),
    });
  });

  it('that leaves an artifact listed which is gone costs that run alone', async () => {
    const { older, outputs } = await slowerUnder({ route: DOWNLOAD, effect: refused(404, 'Not Found') });
    expect(outputs).toMatchObject({ verdict: 'regressed', 'baseline-run-id': String(older.id) });
  });

  it.each<[string, Fault]>([
    ['GitHub', { route: DOWNLOAD, effect: refused(403, 'AuthenticationFailed') }],
    ['the store', { route: 'GET blob', effect: refused(403, 'Server failed to authenticate the request.') }],
  ])('where a listed artifact is refused by %s fails the job', async (_, fault) => {
    const { conclusion, annotations } = await slowerUnder(fault);
    const told = annotations.map(({ message }) => message).join();
    expect({ conclusion, told }).toEqual({
      conclusion: 'failure',
      told: expect.stringContaining('Run the job again.'),
    });
  });

  it('is none where everybody may list artifacts, and the token may not download them', async () => {
    const effect = refused(403, 'Resource not accessible by integration');
    const { conclusion, summary } = await slowerUnder({ route: DOWNLOAD, effect });
    expect(conclusion).toBe('success');
    expect(summary).toContain('Give the job the permissions actions: read');
  });
});

describe('a report of 60 cells', () => {
  it('takes few requests, and its comment is not too long', async () => {
    const arms = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `runc=./${name}`);
    const benchmarks = Array.from({ length: 10 }, (_, at) => ({ ...CPU, id: `cpu.number${at}` }));
    const wide = { arms, benchmarks, levels: { 'runc=./a': 900, 'runc=./b': 900 } };
    pushed('base', { arms, benchmarks });
    const before = place.github.requests.length;
    await reportOn(opened(), 'wide', wide);
    const rest = place.github.requests.slice(before).filter(({ route }) => route.includes('/repos/'));
    expect(rest.length).toBeLessThanOrEqual(15);
    expect(bodies()[0]?.length).toBeLessThan(20_000);
  });
});
