/** The properties that every reader must have, whatever it is given. */
import { expect } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from '../../src/errors.js';
import { RUNS, SEED } from '../support/property.js';

type Known = abstract new (...args: never[]) => Error;

/** The longest time, in ms of this process, that one text may take. It is far more than any text takes. */
const LONGEST_MS = 1_000;

/** The reader answers, or throws an error for the user; it never takes long. */
export function answersOrRefuses<T>(
  input: fc.Arbitrary<T>,
  read: (input: T) => unknown,
  ...known: readonly Known[]
): void {
  fc.assert(
    fc.property(input, (given) => {
      const attempt = (): void => {
        try {
          read(given);
        } catch (error) {
          if (![UserError, ...known].some((kind) => error instanceof kind)) throw error;
        }
      };
      const before = performance.now();
      attempt();
      // The machine may have been busy with something else, so what took long is measured by the time of this process.
      if (performance.now() - before > LONGEST_MS) expect(millisecondsOf(attempt)).toBeLessThan(LONGEST_MS);
    }),
    { numRuns: RUNS, seed: SEED },
  );
}

/** Asking for the time of the process is slow, for ten thousand texts. */
function millisecondsOf(attempt: () => void): number {
  const before = process.cpuUsage();
  attempt();
  return process.cpuUsage(before).user / 1000;
}

/** What we write can be read again. */
export function survives<T>(
  input: fc.Arbitrary<T>,
  roundTrip: (input: T) => unknown,
  expected: (input: T) => unknown = (it) => it,
): void {
  fc.assert(
    fc.property(input, (given) => {
      expect(roundTrip(given)).toEqual(expected(given));
    }),
    { numRuns: RUNS, seed: SEED },
  );
}
