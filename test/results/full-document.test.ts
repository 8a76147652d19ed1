import { describe, expect, it } from '@jest/globals';
import type { Block } from '../../src/results/document.js';
import { fullDocument } from '../../src/results/full-document.js';
import { buildRun } from '../support/run-builder.js';

const [BLOCK] = buildRun({ arms: ['runc'], blocks: 1, pairs: 1 }).blocks as [Block];
const [LAUNCH] = BLOCK.launches;
const [PAIR] = BLOCK.pairs;

const blocks = (count: number, block: Partial<Block>): Block[] =>
  Array.from({ length: count }, () => ({ ...BLOCK, launches: [], pairs: [], ...block }));
const times = <T>(count: number, item: T | undefined): T[] =>
  Array.from({ length: count }, () => item).filter((one) => one !== undefined);

describe('a document', () => {
  it('takes blocks until it has as many as are read', () => {
    expect(fullDocument(blocks(999, {}))).toBeUndefined();
    expect(fullDocument(blocks(1_000, {}))?.detail).toBe('1000 blocks are as many as a document may hold');
  });

  it.each([
    ['pairs', 249, { pairs: times(1_000, PAIR) }, '250 blocks with 250000 pairs'],
    ['launches', 199, { launches: times(1_000, LAUNCH) }, '200 blocks with 200000 launches'],
  ])('takes no block that could bring too many %s', (_, most, block, held) => {
    expect(fullDocument(blocks(most, block))).toBeUndefined();
    expect(fullDocument(blocks(most + 1, block))?.detail).toBe(`${held} are as many as a document may hold`);
  });

  it('takes no block with which it could be too large to be read', () => {
    const tail = times(1_000, 'a'.repeat(10_000));
    const failed = {
      ...BLOCK,
      launches: times(1, LAUNCH && { ...LAUNCH, failure: { reason: 'exit', message: '', tail } }),
    };
    expect(fullDocument(Array.from({ length: 11 }, () => failed))).toBeUndefined();
    expect(fullDocument(Array.from({ length: 12 }, () => failed))?.detail).toMatch(
      /^12 blocks with \d+ bytes of blocks/,
    );
  });
});
