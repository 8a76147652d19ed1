/** Finds whether a document holds more than is read, before any of it is checked closely. Pure. */
import { DEEPEST, MOST_ARMS, MOST_BENCHMARKS, MOST_BLOCKS, MOST_CELLS, MOST_LAUNCHES, MOST_PAIRS } from './limits.js';

interface Size {
  readonly what: string;
  readonly count: number;
  readonly most: number;
}

/**
 * Checks all but what the blocks hold. The text follows the name of the document: `holds 30,000 cells, and at most
 * 4,000 are read`. Undefined where all is within.
 */
export function excess(document: unknown): string | undefined {
  if (isDeeper(document, DEEPEST)) return TOO_DEEP;
  const { plan, blocks } = fields(document);
  const { arms, contrasts, benchmarks } = fields(plan);
  const sizes: readonly Size[] = [
    { what: 'runtimes', count: list(arms).length, most: MOST_ARMS },
    { what: 'benchmarks', count: list(benchmarks).length, most: MOST_BENCHMARKS },
    { what: 'cells', count: list(contrasts).length * list(benchmarks).length, most: MOST_CELLS },
    { what: 'blocks', count: list(blocks).length, most: MOST_BLOCKS },
  ];
  const beyond = sizes.find(({ count, most }) => count > most);
  return beyond && `holds ${figure(beyond.count)} ${beyond.what}, and at most ${figure(beyond.most)} are read`;
}

/** Checks what the blocks hold together, block by block. After the first excess the rest need not be checked. */
export function excessOfBlocks(): (block: unknown) => string | undefined {
  const held = { pairs: 0, launches: 0 };
  return (block) => {
    // The document and its list are two levels around it.
    if (isDeeper(block, DEEPEST - 2)) return TOO_DEEP;
    const { pairs, launches } = fields(block);
    held.pairs += list(pairs).length;
    held.launches += list(launches).length;
    if (held.pairs > MOST_PAIRS) return `holds more than ${figure(MOST_PAIRS)} pairs, the most that are read`;
    if (held.launches > MOST_LAUNCHES)
      return `holds more than ${figure(MOST_LAUNCHES)} launches, the most that are read`;
    return undefined;
  };
}

const TOO_DEEP = `holds fields that lie more than ${DEEPEST} deep in each other`;

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  for (const key in value) if (isDeeper((value as Readonly<Record<string, unknown>>)[key], depth - 1)) return true;
  return false;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const figure = (value: number): string => value.toLocaleString('en');
