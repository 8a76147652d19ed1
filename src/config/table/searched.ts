/** Inputs of `tare bisect`: the line of commits to search, and the cell that became slower on it. */
import { text } from '../kinds/kinds.js';
import type { InputDefinition } from './input.js';
import { REF, SEARCHING } from './scopes.js';

export const SEARCHED = [
  {
    name: 'good',
    kind: REF,
    default: { unset: 'none: a search needs it' },
    help: 'This commit is before the slowdown, on the line of first parents of bad.',
    example: 'v1.2.0',
    ...SEARCHING,
  },
  {
    name: 'bad',
    kind: REF,
    default: { value: 'HEAD' },
    help: 'This commit is after the slowdown.',
    example: 'main',
    ...SEARCHING,
  },
  {
    name: 'cell',
    kind: text('cell', /^\S.{0,200}\s\S+$/, 'a runtime and a benchmark'),
    default: { unset: 'none: a search needs it' },
    help: 'This cell became slower: it is one of runtimes, by its name, and one benchmark.',
    example: 'runc cpu.prime',
    ...SEARCHING,
  },
] as const satisfies readonly InputDefinition[];
