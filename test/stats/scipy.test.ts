import { spawnSync } from 'node:child_process';
import { expect, it } from '@jest/globals';
import { type Failures, fisherTest, signTest } from '../../src/stats/inference/failure-tests.js';
import { studentUpperTail } from '../../src/stats/inference/prediction.js';
import { rankSumTest } from '../../src/stats/inference/rank-sum.js';
import { signedRankTest, swapTest } from './inference/reference-tests.js';
import { coarse, fine, integers } from './random.js';

/** Debian's, which python3-scipy belongs to; another python3 may come first in the path. */
const PYTHON = '/usr/bin/python3';

interface Question {
  readonly kind: string;
  readonly given: Record<string, number | number[]>;
  /** Lower and upper tail. */
  readonly ours: readonly [number, number];
}

type Draw = (low: number, high: number) => number;

const QUESTIONS: readonly ((next: Draw, values: (next: Draw, n: number) => number[]) => Question)[] = [
  (next, values) => {
    const n = next(3, 9);
    const [a, b] = [values(next, n), values(next, n)];
    const { worse, better } = swapTest(a, b);
    return { kind: 'swap', given: { a, b }, ours: [worse, better] };
  },
  (next, values) => {
    const d = values(next, next(3, 9));
    const { less, greater } = signedRankTest(d);
    return { kind: 'signed', given: { d }, ours: [less, greater] };
  },
  (next, values) => {
    const [x, y] = [values(next, next(2, 5)), values(next, next(2, 5))];
    const { less, greater } = rankSumTest(x, y);
    return { kind: 'rank sum', given: { x, y }, ours: [less, greater] };
  },
  (next) => {
    const d = fine(next, next(10, 40)).map((value) => value + 0.2);
    const { less, greater } = signedRankTest(d);
    return { kind: 'untied signed', given: { d }, ours: [less, greater] };
  },
  (next) => {
    const [x, y] = [fine(next, next(5, 30)), fine(next, next(5, 30))];
    const { less, greater } = rankSumTest(x, y);
    return { kind: 'untied rank sum', given: { x, y }, ours: [less, greater] };
  },
  (next) => {
    const [t, degrees] = [next(-6000, 6000) / 1000, next(1, 60)];
    return {
      kind: 't tail',
      given: { t, degrees },
      ours: [studentUpperTail(-t, degrees), studentUpperTail(t, degrees)],
    };
  },
  (next) => {
    const [candidate, baseline] = [next(0, 40), next(0, 40)];
    return {
      kind: 'sign',
      given: { candidate, baseline },
      ours: [signTest(baseline, candidate), signTest(candidate, baseline)],
    };
  },
  (next) => {
    const [one, other] = [next(1, 60), next(1, 60)].map((of) => ({ failed: next(0, of), of })) as [Failures, Failures];
    return {
      kind: 'fisher',
      given: { baseline: [one.failed, one.of], candidate: [other.failed, other.of] },
      ours: [fisherTest(other, one), fisherTest(one, other)],
    };
  },
];

function questions(seed: number, count: number): Question[] {
  const next = integers(seed);
  return Array.from({ length: count }, (_, i) => {
    const ask = QUESTIONS[i % QUESTIONS.length];
    if (ask === undefined) throw new Error('no question');
    return ask(next, i % 4 < 2 ? coarse : fine);
  });
}

function askScipy(asked: readonly Question[]): [number, number][] {
  const input = JSON.stringify(asked.map(({ kind, given }) => ({ kind, ...given })));
  const { status, stdout, stderr } = spawnSync(PYTHON, ['test/stats/scipy-reference.py'], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

const present = spawnSync(PYTHON, ['-c', 'import scipy']).status === 0;
if (!present)
  process.stderr.write(`skipped the comparison with scipy: ${PYTHON} cannot import it (apt: python3-scipy)\n`);

(present ? it : it.skip)('agrees with scipy to 1e-12 on 500 random cases', () => {
  const asked = questions(51, 500);
  const answers = askScipy(asked);
  const wrong = asked.filter(({ kind, ours }, i) => {
    const [less = Number.NaN, greater = Number.NaN] = answers[i] ?? [];
    const [lower, upper] = kind === 't tail' ? [greater, less] : [less, greater];
    return !(Math.abs(ours[0] - lower) < 1e-12 && Math.abs(ours[1] - upper) < 1e-12);
  });
  expect(wrong).toEqual([]);
});
