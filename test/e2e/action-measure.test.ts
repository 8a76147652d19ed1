/** The whole action with real measurements, as a workflow uses it from the first push on. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { expectEnd } from '../support/expect-end.js';
import { withoutCrowd } from '../support/flattered.js';
import { ActionPlace } from './action-place.js';
import { measuring } from './wrapped-runc.js';

const whereRuncIs = (await whyNot(runc, 'runc')) === undefined ? describe : describe.skip;

const TEN_MINUTES = 600_000;

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

whereRuncIs('the action', () => {
  it(
    'leaves a baseline on push, fails a slower pull request, and passes it once it is fixed',
    async () => {
      const push = await place.act(place.repository.startRun({ event: 'push' }), {
        with: measuring(place, 'fast', { limits: 'runc cpu.prime > 1 events/s' }),
      });
      expectEnd({ conclusion: push.conclusion, log: push.log }, { conclusion: 'success' });
      expect(push.log).toMatch(/1 limit kept/);
      place.revise(withoutCrowd);
      place.repository.commit('change');
      const pull = place.repository.openPull({ head: { branch: 'change' } });
      const slow = await place.act(place.repository.startRun({ event: 'pull_request', pull }), {
        with: measuring(place, 'slow', { limits: 'runc cpu.prime cost < 30%' }),
      });
      expectEnd({ verdict: slow.outputs.verdict, log: slow.log }, { verdict: 'regressed' });
      expect(slow.conclusion).toBe('failure');
      expect(place.repository.comments.map(({ body }) => body.split('\n')[0])).toEqual([
        expect.stringMatching(/^### ❌ 1 of 1 limit broken; \d of \d cells? regressed/),
      ]);
      expect(place.repository.comments[0]?.body).toMatch(
        /beyond limit.*runc.*cpu\.prime.*limit <code>cost &#60; 30 %<\/code>/,
      );
      expect(slow.annotations.map(({ title }) => title)).toContainEqual(
        expect.stringMatching(/cpu\.prime is beyond its limit$/),
      );
      const check = place.repository.checkRuns.at(-1);
      expect(check).toMatchObject({ status: 'completed', conclusion: 'failure', name: 'Tare: tare' });
      place.repository.commit('change');
      const mended = await place.act(place.repository.startRun({ event: 'pull_request', pull }), {
        with: measuring(place, 'fast'),
      });
      expect(mended.outputs.verdict).not.toBe('regressed');
      expect(mended.conclusion).toBe('success');
      expect(place.repository.comments).toHaveLength(1);
      expect(place.repository.comments[0]?.body).not.toContain('❌');
    },
    TEN_MINUTES,
  );

  it(
    'reports its progress, and when cancelled half-way keeps what was measured and ends the check',
    async () => {
      const controller = new AbortController();
      const run = place.repository.startRun({ event: 'push' });
      const { conclusion, steps } = await place.act(run, {
        with: measuring(place, 'fast', { blocks: '30..30' }),
        signal: controller.signal,
        onLine: (line) => {
          if (/block 3/.test(line)) controller.abort();
        },
      });
      expect(conclusion).toBe('cancelled');
      expect(steps.report?.outcome).toBe('success');
      expect(place.repository.artifacts.map(({ name }) => name)).toContain('tare-results-tare');
      expect(place.documentIn().origin?.job).toEqual({ key: 'tare', id: run.jobs[0]?.id });
      const told = place.github.requests.filter(
        ({ route }) => route.startsWith('PATCH') && route.includes('check-runs'),
      );
      expect(told.map(({ request }) => JSON.parse(String(request.body)).output.title)[0]).toMatch(
        /^measuring: block \d/,
      );
      expect(place.repository.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'cancelled' }]);
    },
    TEN_MINUTES,
  );
});
