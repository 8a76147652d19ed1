/** Whose inputs hold where a change and its base have different ones: docs/github.md has a table of all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { OF_EACH_SIDE } from '../../src/app/request/bump.js';
import { INPUTS } from '../../src/config/inputs.js';
import type { InputDefinition } from '../../src/config/table/input.js';

const CLASSES = ['each side', 'the base branch', 'the change', 'the workflow', 'nobody'] as const;
type Whose = (typeof CLASSES)[number];

/** Every class that the code puts an input in. */
function classesOf({ name, gates, notInFile, steps }: InputDefinition): Whose[] {
  const isOfAction = steps.length > 0;
  const isOfEach = OF_EACH_SIDE.some((one) => one === name);
  return [
    ...(isOfEach ? (['each side'] as const) : []),
    ...(gates ? (['the base branch'] as const) : []),
    ...(isOfAction && notInFile !== undefined ? (['the workflow'] as const) : []),
    ...(isOfAction ? [] : (['nobody'] as const)),
    ...(isOfAction && notInFile === undefined && !gates && !isOfEach ? (['the change'] as const) : []),
  ];
}

/** The rows of the table, by the first words of each. */
function documented(): Record<Whose, string[]> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/github.md'), 'utf8');
  const section = text.split('whose inputs\n')[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));
  const of = (whose: Whose): string[] => {
    const [row = ''] = rows.filter((one) => one.startsWith(`| ${whose}'s`));
    return [...row.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name).sort();
  };
  return Object.fromEntries(CLASSES.map((whose) => [whose, of(whose)])) as Record<Whose, string[]>;
}

describe('the inputs of a change and of its base', () => {
  it.each(INPUTS.map((input) => [input.name, input] as const))('are of one side, or of both: %s', (_, input) => {
    expect(classesOf(input)).toHaveLength(1);
  });

  it('are documented as the code has them', () => {
    const byCode = (whose: Whose) => INPUTS.filter((input) => classesOf(input)[0] === whose).map(({ name }) => name);
    expect(documented()).toEqual(Object.fromEntries(CLASSES.map((whose) => [whose, byCode(whose).sort()])));
  });
});
