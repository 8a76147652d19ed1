import { expect, it } from '@jest/globals';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { flattered, withoutCrowd } from '../support/flattered.js';
import { beside, buildRun } from '../support/run-builder.js';

const slower = beside(9, buildRun({ id: 'slower', seed: 2, levels: { runc: 300 } }));
const before = beside(0, buildRun({ id: 'before' }));
const verdicts = (baseline: typeof before) => compareRuns(baseline, slower).cells.map(({ verdict }) => verdict);

it('a run that does not tell of its crowd is compared with one of a busier host', () => {
  expect(verdicts(before)).toEqual(['inconclusive']);
  expect(verdicts(withoutCrowd(before))).toEqual(['regressed']);
});

it('a flattered run alarms on every host', () => {
  const same = beside(9, buildRun({ id: 'same', seed: 3 }));
  expect(compareRuns(flattered(before), same).cells.map(({ verdict }) => verdict)).toEqual(['regressed']);
});
