/** Whether a document holds more than is read, told before any of it is looked at closely. Pure. */
import { DEEPEST, MOST_ARMS, MOST_BENCHMARKS, MOST_BLOCKS, MOST_CELLS, MOST_LAUNCHES, MOST_PAIRS } from './limits.js';

interface Size {
  readonly what: string;
  readonly count: number;
  readonly most: number;
}

/**
 * Follows the name of the document: `holds 30,000 cells, and at most 4,000 are read`. Undefined where all is within.
 */
export function excess(document: unknown): string | undefined {
  if (isDeeper(document, DEEPEST)) return `holds fields that lie more than ${DEEPEST} deep in each other`;
  const beyond = sizesOf(document).find(({ count, most }) => count > most);
  return beyond && `holds ${figure(beyond.count)} ${beyond.what}, and at most ${figure(beyond.most)} are read`;
}

function sizesOf(document: unknown): Size[] {
  const { plan, blocks } = fields(document);
  const { arms, contrasts, benchmarks } = fields(plan);
  const inBlocks = (field: 'pairs' | 'launches'): number =>
    list(blocks).reduce<number>((sum, block) => sum + list(fields(block)[field]).length, 0);
  return [
    { what: 'runtimes', count: list(arms).length, most: MOST_ARMS },
    { what: 'benchmarks', count: list(benchmarks).length, most: MOST_BENCHMARKS },
    { what: 'cells', count: list(contrasts).length * list(benchmarks).length, most: MOST_CELLS },
    { what: 'blocks', count: list(blocks).length, most: MOST_BLOCKS },
    { what: 'pairs', count: inBlocks('pairs'), most: MOST_PAIRS },
    { what: 'launches', count: inBlocks('launches'), most: MOST_LAUNCHES },
  ];
}

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
