/** Baselines on a branch: `baseline: branch`. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { meanwhile } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';
import { ActionPlace } from './action-place.js';

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

const BRANCH = { with: { baseline: 'branch' } };
const push = (id: string, seed: number, leg?: string) => {
  const run = place.repository.startRun({ event: 'push' });
  const more = leg === undefined ? {} : { name: `tare (${leg})`, matrix: { leg } };
  return place.report(run, buildRun({ id, seed }), { ...BRANCH, ...more });
};

/** Returns the paths of the documents on the branch. */
function kept(): string[] {
  const { objects } = place.repository.world;
  const tree = objects.commit(place.repository.tip('tare-baseline'))?.tree ?? '';
  return [...objects.files(tree).keys()];
}

describe('baseline: branch', () => {
  it('is written by a push and read by a pull request', async () => {
    await push('base', 3);
    expect(kept()).toEqual([expect.stringMatching(/^runs\/.*\/base\.json\.gz$/)]);
    place.repository.commit('change');
    const pull = place.repository.openPull({ head: { branch: 'change' } });
    const run = place.repository.startRun({ event: 'pull_request', pull });
    const { outputs, conclusion } = await place.report(run, buildRun({ id: 'slow', levels: { runc: 900 } }), BRANCH);
    expect({ conclusion, verdict: outputs.verdict }).toEqual({ conclusion: 'failure', verdict: 'regressed' });
    expect(place.repository.comments[0]?.body).toContain('kept on branch');
    expect(kept()).toHaveLength(1);
  });

  it('is written again where the branch has moved in the meantime', async () => {
    await push('first', 3);
    const act = () => void place.repository.commit('tare-baseline', { files: { other: 'x' } });
    place.github.fault({ route: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', effect: meanwhile(act) });
    await push('second', 5);
    expect(
      kept()
        .map((path) => path.split('/').at(-1))
        .sort(),
    ).toEqual(['first.json.gz', 'other', 'second.json.gz']);
  });

  it('loses no point of ten jobs at once', async () => {
    const legs = Array.from({ length: 10 }, (_, at) => `leg${at}`);
    const results = await Promise.all(legs.map((leg, at) => push(leg, at + 3, leg)));
    expect(results.map(({ conclusion }) => conclusion)).toEqual(legs.map(() => 'success'));
    expect(kept()).toHaveLength(10);
  }, 300_000);

  it('keeps the latest 30 runs of a kind', async () => {
    await push('a', 3);
    const [path = ''] = kept();
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [path.replace(/a\.json/, `b${at + 10}.json`), 'x']),
    );
    place.repository.commit('tare-baseline', { files });
    await push('c', 5);
    expect(kept()).toHaveLength(30);
    expect(kept().some((one) => one.endsWith('/a.json.gz'))).toBe(false);
  });
});
