/** Tells when a run has to end, because its document could not be read with another block. Pure. */
import type { Block } from './document.js';
import { LARGEST_DOCUMENT_BYTES, MOST_BLOCKS, MOST_LAUNCHES, MOST_PAIRS } from './limits.js';
import { memoize } from './memoize.js';

/** Warnings, stacks and the plan get the rest. */
const MOST_BLOCK_BYTES = LARGEST_DOCUMENT_BYTES * 0.9;

interface Held {
  readonly what: string;
  readonly most: number;
  of(block: Block): number;
}

const sizeOf = memoize((block: Block) => ({ bytes: Buffer.byteLength(JSON.stringify(block)) }));

const HELD: readonly Held[] = [
  { what: 'blocks', most: MOST_BLOCKS, of: () => 1 },
  { what: 'pairs', most: MOST_PAIRS, of: ({ pairs }) => pairs.length },
  { what: 'launches', most: MOST_LAUNCHES, of: ({ launches }) => launches.length },
  { what: 'bytes of blocks', most: MOST_BLOCK_BYTES, of: (block) => sizeOf(block).bytes },
];

/** Returns why the run ends; undefined where there is room. The longest block so far stands for the next one. */
export function fullDocument(blocks: readonly Block[]): { reason: 'blocks'; detail: string } | undefined {
  for (const { what, most, of } of HELD) {
    const counts = blocks.map(of);
    const all = counts.reduce((sum, count) => sum + count, 0);
    const longest = counts.reduce((largest, count) => Math.max(largest, count), 0);
    if (all + longest <= most) continue;
    const held = what === 'blocks' ? `${all} blocks` : `${blocks.length} blocks with ${all} ${what}`;
    return { reason: 'blocks', detail: `${held} are as many as a document may hold` };
  }
  return undefined;
}
