import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { blockSchema } from '../../../src/results/schema/block.js';
import { soundness } from '../../../src/results/schema/soundness.js';
import { RUNS, SEED } from '../../support/property.js';
import { buildRun, CPU, STARTUP } from '../../support/run-builder.js';

const isSound = soundness(blockSchema);

const recorded = (name: string): unknown[] =>
  (JSON.parse(gunzipSync(readFileSync(`test/fixtures/runs/${name}.json.gz`)).toString('utf8')) as { blocks: unknown[] })
    .blocks;

/** Every place of a value, as the keys that lead to it. */
function places(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, one]) => places(one).map((rest) => [key, ...rest]))];
}

/** A copy of `whole` with something else at a place; undefined takes it out. */
function withAt(whole: unknown, [key, ...rest]: readonly (string | number)[], instead: unknown): unknown {
  if (key === undefined) return instead;
  const copy = (Array.isArray(whole) ? [...whole] : { ...(whole as object) }) as Record<string | number, unknown>;
  const inner = withAt(copy[key], rest, instead);
  if (inner === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = inner;
  return copy;
}

const INSTEAD = [
  ...[undefined, null, true, 0, -1, 1.5, 1e300, Number.MAX_VALUE, '', 'runc', 'a\nb', 'x'.repeat(5_000)],
  ...['2026-11-23T00:00:00Z', '2026-02-31T99:00:00Z', [], {}, [null], [[]], { arm: 'runc' }],
  ...[JSON.parse('{"__proto__": 1}'), { constructor: 1 }, Array.from({ length: 300_001 }, () => null)],
];

describe('what is seen to be sound at a glance', () => {
  it.each(['quick', 'paper', 'deployment'])('is every block of the recorded run %s', (name) => {
    expect(recorded(name).filter((block) => !isSound(block))).toEqual([]);
  });

  it('is nothing that the schema refuses, whatever is put into any place of a block', () => {
    const failing = ({ k }: { k: number }) => (k === 0 ? 'exit' : 1000);
    const [block] = buildRun({ benchmarks: [CPU, STARTUP], blocks: 1, figure: failing }).blocks;
    const all = places(block);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.constantFrom(...INSTEAD), (place, instead) => {
        const changed = withAt(block, place, instead);
        return !isSound(changed) || blockSchema.safeParse(changed).success;
      }),
      { seed: SEED, numRuns: 5 * RUNS },
    );
  });

  it.each([
    ['an object that refuses others', z.strictObject({ a: z.int() }), { a: 1 }, { a: 1, b: 2 }],
    ['a check of the whole object', z.looseObject({ a: z.int() }).refine(({ a }) => a > 3), { a: 4 }, { a: 3 }],
    ['a longest list', z.array(z.int()).max(2), [1, 2], [1, 2, 3]],
    ['a shortest list', z.array(z.int()).min(2), [1, 2], [1]],
    ['a check of a number', z.number().refine((n) => n !== 7), 6, 7],
    ['a multiple', z.number().multipleOf(5), 10, 7],
    ['an open bound', z.number().gt(3), 3.1, 3],
    ['a closed bound', z.number().min(3).max(4), 3, 4.1],
    ['a whole number', z.int(), 2, 2.5],
    ['a text', z.string().max(3).regex(/^a/), 'abc', 'abcd'],
    ['one of several', z.union([z.literal('a'), z.null()]), null, 'b'],
    ['keys', z.record(z.string().regex(/^a/), z.int()), { a: 1 }, { b: 1 }],
  ] as const)('heeds %s', (_, schema, good, bad) => {
    const takes = (value: unknown) => schema.safeParse(value).success;
    expect([takes(good), takes(bad), soundness(schema)(bad)]).toEqual([true, false, false]);
  });
});
