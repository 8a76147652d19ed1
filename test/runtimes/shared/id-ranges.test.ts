import { describe, expect, it } from '@jest/globals';
import { accountRanges, freeRange, subordinateRanges } from '../../../src/runtimes/shared/id-ranges.js';

describe('the ids for a user namespace', () => {
  it('are read from both kinds of file, without comments and lines that make no sense', () => {
    const text = '# by hand\nalice:100000:65536\nbob:x:3\n\nroot:1000000:1000000000';
    expect(subordinateRanges(text)).toEqual([
      { first: 100_000, count: 65_536 },
      { first: 1_000_000, count: 1_000_000_000 },
    ]);
    expect(accountRanges('root:x:0:0\nnobody:x:65534:65534\n+::::\n')).toEqual([
      { first: 0, count: 1 },
      { first: 65_534, count: 1 },
    ]);
  });

  it('are the lowest that nobody has', () => {
    expect(freeRange([])).toEqual({ first: 100_000, count: 65_536 });
    expect(freeRange([{ first: 100_000, count: 65_536 }])).toEqual({ first: 165_536, count: 65_536 });
    expect(freeRange([{ first: 120_000, count: 1 }])).toEqual({ first: 120_001, count: 65_536 });
  });

  it('lie between two ranges where there is room, and not where there is none', () => {
    const taken = [
      { first: 100_000, count: 100 },
      { first: 100_100 + 65_535, count: 10 },
    ];
    expect(freeRange(taken)?.first).toBe(165_645);
    expect(freeRange(taken.map((one, at) => ({ ...one, first: one.first + at })))?.first).toBe(100_100);
  });

  it('may all be given away', () => {
    expect(freeRange([{ first: 1, count: 2 ** 31 }])).toBeUndefined();
  });
});
