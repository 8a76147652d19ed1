/** Chooses the commit that is tried next, whatever the results of the others were. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundsOf, halvings, nextPlace, type Said } from '../../src/bisect/search.js';
import { SEED } from '../support/property.js';

interface World {
  readonly last: number;
  readonly culprit: number;
  readonly skipped: ReadonlySet<number>;
}

const worlds = fc.integer({ min: 1, max: 200 }).chain((last) =>
  fc.record({
    last: fc.constant(last),
    culprit: fc.integer({ min: 1, max: last }),
    skipped: fc.uniqueArray(fc.integer({ min: 1, max: last }), { maxLength: last }).map((places) => new Set(places)),
  }),
);

function searched({ last, culprit, skipped }: World) {
  const said = new Map<number, Said>();
  for (;;) {
    const place = nextPlace({ last, said });
    if (place === undefined) return { said, bounds: boundsOf({ last, said }) };
    expect(said.has(place)).toBe(false);
    said.set(place, skipped.has(place) ? 'skipped' : place < culprit ? 'good' : 'bad');
  }
}

describe('a search', () => {
  it('ends with bounds that enclose the commit, between which all commits were skipped', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { said, bounds } = searched(world);
        expect(bounds.good).toBeLessThan(world.culprit);
        expect(bounds.bad).toBeGreaterThanOrEqual(world.culprit);
        for (let place = bounds.good + 1; place < bounds.bad; place++) expect(said.get(place)).toBe('skipped');
      }),
      { seed: SEED },
    );
  });

  it('halves the rest where nothing is skipped', () => {
    fc.assert(
      fc.property(worlds, ({ last, culprit }) => {
        const { said, bounds } = searched({ last, culprit, skipped: new Set() });
        expect(bounds).toEqual({ good: culprit - 1, bad: culprit });
        expect(said.size).toBeLessThanOrEqual(halvings({ good: 0, bad: last }));
      }),
      { seed: SEED },
    );
  });

  it('stays away from a skipped commit, as long as the other half is worth testing', () => {
    expect(nextPlace({ last: 64, said: new Map() })).toBe(32);
    expect(nextPlace({ last: 64, said: new Map([[32, 'skipped']]) })).toBe(21);
  });

  it('does not move either bound for a good commit after a bad one', () => {
    const said = new Map<number, Said>([
      [10, 'bad'],
      [20, 'good'],
      [4, 'good'],
    ]);
    expect(boundsOf({ last: 30, said })).toEqual({ good: 4, bad: 10 });
  });
});
