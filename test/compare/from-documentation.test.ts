/**
 * Every verdict again from the JSON of `tare explain`, by a program that was written from docs/statistics.md alone and
 * leaves ranks and the t distribution to scipy.
 */
import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { type Explanation, explainAllAcross, explainAllSides } from '../../src/compare/explain.js';
import { explanationJson } from '../../src/report/explanation.js';
import { buildRun, CPU, MEMORY, type Sketch } from '../support/run-builder.js';

/** Debian's, which python3-scipy belongs to; another one that has scipy may be named. */
const PYTHON = process.env.TARE_TEST_PYTHON ?? '/usr/bin/python3';

const present = spawnSync(PYTHON, ['-c', 'import scipy']).status === 0;
if (!present) {
  process.stderr.write(`skipped the verdicts from the documentation: ${PYTHON} has no scipy (apt: python3-scipy)\n`);
}

const OTHERS = ['a', 'b', 'c', 'd'];

/** Five cells of two sides, of which the first is `slower`, and a run that has ended. */
function sided(seed: number, blocks: number, slower: number, sketch: Sketch = {}): Explanation[] {
  const arms = ['runc (baseline)', 'runc', ...OTHERS];
  const contrasts = ['runc', ...OTHERS].map((candidate) => ({ baseline: 'runc (baseline)', candidate }));
  const levels = { runc: 1000 / (1 + slower), a: 1000 / (1 + slower) };
  const spread = 0.02;
  const made = buildRun({ seed, arms, contrasts, blocks, levels, spread, benchmarks: [CPU, MEMORY], ...sketch });
  return explainAllSides(made);
}

function across(seed: number, slower: number): Explanation[] {
  const run = (id: string, more: Sketch) =>
    buildRun({ id, blocks: 7, spread: 0.015, benchmarks: [CPU, MEMORY], ...more });
  return explainAllAcross(
    run('before', { seed }),
    run('after', { seed: seed + 1, levels: { runc: 1000 / (1 + slower) } }),
  );
}

interface Answer {
  readonly p: number;
  readonly pBetter: number;
  readonly ratio: number;
  readonly threshold: number;
  readonly outcome: string;
}

/** What the explanation says of every look; two runs have one. */
function saidOf({ looks, cell }: Explanation): Partial<Answer>[] {
  const ended = cell.verdict === 'inconclusive' ? 'undecided' : cell.verdict;
  const { p, threshold, effect } = cell;
  if (looks.length === 0) return [{ p: p ?? 1, threshold: threshold ?? 0, ratio: effect?.ratio ?? 1, outcome: ended }];
  return looks.map((look) => ({
    ...{ p: look.p ?? 1, pBetter: look.pBetter ?? 1, ratio: look.ratio ?? 1 },
    ...{ threshold: look.threshold ?? 0, outcome: look.outcome },
  }));
}

/** Between two runs p depends on the estimate, which is found by halving. */
const nearP = ({ rule }: Explanation): number => (rule === 'two runs of one boot' ? 1e-5 : 1e-12);

(present ? it : it.skip)('gives every look and every verdict again', () => {
  const all = [
    ...[0, 0.03, 0.06, -0.05].flatMap((slower, i) => sided(10 + i, [14, 13, 11, 9][i] as number, slower)),
    ...sided(31, 18, 0.012, { spread: 0.004 }),
    ...sided(51, 12, 0.03, { spread: 0.2 }),
    ...[0, 0.03, 0.08].flatMap((slower, i) => across(40 + 2 * i, slower)),
  ];
  const input = `[${all.map(explanationJson).join(',')}]`;
  const asked = spawnSync(PYTHON, ['test/compare/from-documentation.py'], { input, encoding: 'utf8' });
  if (asked.status !== 0) throw new Error(asked.stderr);
  const answers: Answer[][] = JSON.parse(asked.stdout);
  const near = (ours: number | undefined, theirs: number | undefined, within: number): boolean =>
    ours === undefined || Math.abs(ours - (theirs ?? Number.NaN)) <= within;
  const wrong = all.filter((one, i) => {
    const [said, answer] = [saidOf(one), answers[i] ?? []];
    const same = said.every(
      (look, k) =>
        look.outcome === answer[k]?.outcome &&
        near(look.p, answer[k]?.p, nearP(one)) &&
        near(look.pBetter, answer[k]?.pBetter, nearP(one)) &&
        near(look.threshold, answer[k]?.threshold, 1e-15) &&
        near(look.ratio, answer[k]?.ratio, 1e-4),
    );
    return said.length !== answer.length || !same;
  });
  expect(wrong.map((one) => [one.cell.arm, one.cell.verdict, saidOf(one), answers[all.indexOf(one)]])).toEqual([]);
  const verdicts = new Set(all.map(({ cell }) => cell.verdict));
  expect([...verdicts].sort()).toEqual(['improved', 'inconclusive', 'not-slower', 'regressed']);
});
