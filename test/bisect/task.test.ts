/** What follows from a record: the next comparison, or the answer. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BisectRecord, Tried } from '../../src/bisect/document.js';
import { search } from '../../src/bisect/loop.js';
import { nextStep, type Task } from '../../src/bisect/task.js';
import { bisectRecord, triedOnce } from '../support/bisect-record.js';
import { SEED } from '../support/property.js';

const ends = triedOnce('ends', 0, 8, 'slower');
const following = (tried: Tried[], more: Partial<BisectRecord> = {}) => nextStep(bisectRecord(8, { tried, ...more }));

describe('the ends', () => {
  it('are compared first', () => {
    expect(following([]).task).toMatchObject({
      kind: 'ends',
      baseline: 0,
      candidate: 8,
      rule: { wanted: 'difference' },
    });
  });

  it('that are equal end the search, which says what is excluded', () => {
    const { answer } = following([triedOnce('ends', 0, 8, 'not-slower')]);
    expect(answer).toMatchObject({ kind: 'no-difference', reason: 'A slowdown of 3 % or more is excluded.' });
  });

  it('that cannot be told apart end it too', () => {
    expect(following([triedOnce('ends', 0, 8, 'cannot-tell')]).answer?.reason).toMatch(/not shown in 14 launches/);
  });

  it('that have nothing between them are the answer', () => {
    const record = bisectRecord(1, { tried: [triedOnce('ends', 0, 1, 'slower')] });
    expect(nextStep(record).answer).toMatchObject({ kind: 'commit', good: 0, bad: 1 });
  });
});

describe('a step', () => {
  it('compares the middle with the good end, and a good one has to exclude what the ends have shown', () => {
    const { task } = following([ends]);
    expect(task).toMatchObject({ kind: 'step', baseline: 0, candidate: 4, rule: { marginPercent: 4, wanted: 'side' } });
  });

  it('has a margin that is valid even where the ends differ many times over', () => {
    const slowdownPercent = { estimate: 870, low: 846, high: 890 };
    const { task } = following([triedOnce('ends', 0, 8, 'slower', { slowdownPercent })]);
    expect(task?.rule.marginPercent).toBe(50);
  });

  it('has to exclude the smallest slowdown that matters where the ends were barely told apart', () => {
    const slowdownPercent = { estimate: 2.4, low: 0.03, high: 4.7 };
    const { task } = following([triedOnce('ends', 0, 8, 'slower', { slowdownPercent })]);
    expect(task?.rule.marginPercent).toBe(1);
  });

  it('in which nothing was measured spends no error', () => {
    const errors = [[], [triedOnce('step', 0, 4, 'not-built')]].map(
      (more) => following([ends, ...more]).task?.rule.error,
    );
    expect(errors[1]).toBe(errors[0]);
  });
});

describe('the commit found', () => {
  const steps = [ends, triedOnce('step', 0, 4, 'not-slower'), triedOnce('step', 0, 6, 'slower')];
  const found = [...steps, triedOnce('step', 0, 5, 'slower')];

  it('is compared with its parent', () => {
    expect(following(found).task).toMatchObject({
      kind: 'parent',
      baseline: 4,
      candidate: 5,
      rule: { wanted: 'difference' },
    });
  });

  it('is the answer, with its slowdown against its parent', () => {
    const slowdownPercent = { estimate: 4.8, low: 4, high: 5.5 };
    const { answer } = following([...found, triedOnce('parent', 4, 5, 'slower', { slowdownPercent })]);
    expect(answer).toMatchObject({ kind: 'commit', good: 4, bad: 5, slowdownPercent });
  });

  it('is none where no commit is slower than its parent: the answer is the whole line', () => {
    const { answer } = following([...found, triedOnce('parent', 4, 5, 'not-slower')]);
    expect(answer).toMatchObject({ kind: 'interval', good: 0, bad: 8 });
    expect(answer?.reason).toMatch(/not slower than its parent/);
  });

  it('is named without a slowdown where the budget ends before its parent', () => {
    expect(following(found, { spentSeconds: 598 }).answer).toMatchObject({
      kind: 'commit',
      bad: 5,
      slowdownPercent: null,
    });
  });
});

it('an interval is the answer where all commits between are skipped', () => {
  const skipped = [5, 6, 7].map((place) => triedOnce('step', 0, place, 'not-built'));
  const { answer } = following([ends, triedOnce('step', 0, 4, 'not-slower'), ...skipped]);
  expect(answer).toMatchObject({ kind: 'interval', good: 4, bad: 8 });
});

it('an interval is the answer where the budget is spent', () => {
  expect(following([ends], { spentSeconds: 597 }).answer).toMatchObject({ kind: 'interval', good: 0, bad: 8 });
});

const OUTCOMES = ['slower', 'not-slower', 'cannot-tell', 'not-built', 'not-measured'] as const;

it('every search ends within its budget, with an answer on its line and a record that can be resumed', async () => {
  const settings = fc.record({
    commits: fc.integer({ min: 1, max: 130 }),
    outcomes: fc.infiniteStream(fc.constantFrom(...OUTCOMES)),
    seconds: fc.integer({ min: 1, max: 90 }),
  });
  await fc.assert(
    fc.asyncProperty(settings, async ({ commits, outcomes, seconds }) => {
      let spent = 0;
      const tasks: Task[] = [];
      const record = await search(bisectRecord(commits), {
        compare: async (task) => {
          tasks.push(task);
          spent += Math.min(seconds, task.seconds);
          const outcome = task.kind === 'ends' ? 'slower' : (outcomes.next().value ?? 'slower');
          return triedOnce(task.kind, task.baseline, task.candidate, outcome, { overheadSeconds: 0 });
        },
        save: (saved) => {
          if (saved.answer === null) expect(nextStep(JSON.parse(JSON.stringify(saved)))).toEqual(nextStep(saved));
        },
        spentSeconds: () => spent,
      });
      const { answer } = record;
      expect(answer?.good).toBeLessThan(answer?.bad ?? 0);
      expect(spent).toBeLessThanOrEqual(600);
      expect(tasks.filter(({ kind }) => kind === 'step').length).toBeLessThan(commits);
      if (answer?.kind === 'commit') expect(answer.bad - answer.good).toBe(1);
    }),
    { numRuns: 300, seed: SEED },
  );
});
