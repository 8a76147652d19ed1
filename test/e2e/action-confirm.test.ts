/**
 * An alarm against a trusted run is checked by an A/B comparison in the job, with the runtime that this run has kept.
 */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunDocument } from '../../src/results/document.js';
import { runc } from '../../src/runtimes/oci/runc.js';
import { whyNot } from '../runtimes/support.js';
import { wrapperWith } from '../support/built-repository.js';
import { expectEnd } from '../support/expect-end.js';
import { flattered } from '../support/flattered.js';
import type { PullRequest } from '../support/github/index.js';
import { buildRun } from '../support/run-builder.js';
import { ActionPlace } from './action-place.js';

const unavailable = (await whyNot(runc, 'runc')) !== undefined;

const TEN_MINUTES = 600_000;

let place: ActionPlace;
beforeEach(async () => {
  place = await ActionPlace.open();
});
afterEach(() => place.close());

/** A slowdown by a large factor is detected on any machine, and equal code is never called slower by half. */
function measured(name: string) {
  const path = join(place.folder, 'runc');
  writeFileSync(path, `${wrapperWith()}# ${name}\n`);
  chmodSync(path, 0o755);
  const short = { suites: 'cpu', blocks: '8..8', pairs: '3', 'trial-time': '20ms', memory: '256MiB' };
  return { with: { runtimes: `runc=${path}`, ...short, 'min-effect': '50%', margin: '90%', 'confirm-budget': '4m' } };
}

/** Rewrites the run of the push so that every comparison with it alarms, and removes what the runner has kept. */
function provoke(): void {
  place.revise(flattered);
  rmSync(join(place.folder, 'state/programs'), { recursive: true, force: true });
}

function onPull(pull: PullRequest, name: string) {
  place.repository.commit('change');
  return place.act(place.repository.startRun({ event: 'pull_request', pull }), measured(name));
}

const running = (run: RunDocument, digits: Readonly<Record<string, string>>): RunDocument => ({
  ...run,
  environments: Object.entries(digits).map(([arm, digit]) => ({
    arm,
    binaries: [{ name: 'runc', path: '/x/runc', version: '1', sha256: digit.repeat(64) }],
    source: 'path',
    inside: {},
  })),
});

describe('the report on a run that had a second look', () => {
  it.each([
    [1000, 'success', 'not-slower'],
    [900, 'failure', 'regressed'],
  ])('has the verdict of the run of both sides, and uploads it: level %d', async (level, conclusion, verdict) => {
    place.leave(place.repository.startRun({ event: 'push' }), running(buildRun({ id: 'base' }), { runc: 'a' }));
    place.repository.commit('change');
    const pull = place.repository.openPull({ head: { branch: 'change' } });
    const arms = ['runc (baseline)', 'runc'];
    const contrasts = [{ baseline: 'runc (baseline)', candidate: 'runc' }];
    const sketch = buildRun({ id: 'both', seed: 3, arms, contrasts, levels: { runc: level }, blocks: 24 });
    const planned = sketch.plan.arms.map((arm) => ({ ...arm, runtime: arm.runtime.split(' ')[0] ?? '' }));
    const sides = { ...sketch, plan: { ...sketch.plan, arms: planned } };
    const both = {
      ...running(sides, { 'runc (baseline)': 'a', runc: 'b' }),
      stopped: { reason: 'budget', detail: 'x' },
    };
    writeFileSync(join(place.folder, 'confirmation-after.json'), JSON.stringify(both));
    const after = running(buildRun({ id: 'after', seed: 2, levels: { runc: 900 } }), { runc: 'b' });
    const document = { ...after, confirmation: { baseline: 'base', run: 'both', refused: [] } };
    const result = await place.report(place.repository.startRun({ event: 'pull_request', pull }), document);
    expectEnd({ verdict: result.outputs.verdict, log: result.log }, { verdict });
    expect(result.conclusion).toBe(conclusion);
    expect(result.log).toMatch(/beside the\s+old\s+side in\s+run/);
    expect(place.documentIn('tare-results-tare', 'confirmation.json.gz').id).toBe('both');
  });
});

(unavailable ? describe.skip : describe)('an alarm against a trusted run', () => {
  it(
    'is withdrawn where the runtime of that run is just as slow',
    async () => {
      const push = await place.act(place.repository.startRun({ event: 'push' }), measured('before'));
      expectEnd({ conclusion: push.conclusion, log: push.log }, { conclusion: 'success' });
      expect(place.repository.artifacts.map(({ name }) => name)).toContain('tare-results-tare-programs');
      provoke();
      place.repository.commit('change');
      const pull = place.repository.openPull({ head: { branch: 'change' } });

      const same = await onPull(pull, 'the same');
      expectEnd({ conclusion: same.conclusion, log: same.log }, { conclusion: 'success' });
      expect(same.log).toMatch(/beside the\s+old\s+side in\s+run/);
    },
    TEN_MINUTES,
  );
});
