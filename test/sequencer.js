/**
 * The order of the test files: those that start real runtimes take longest, whatever their size, so they come first,
 * and the many short ones fill the workers at the end. The longest of them makes the userland where there is none, for
 * which all others would wait: meanwhile those go that need nothing but a processor for long.
 */
import Sequencer from '@jest/test-sequencer';

const FIRST = /\/test\/e2e\/gate\.test/;
const REAL = /\/test\/(e2e|runtimes|bench|browser|image|host)\//;
const BUSY = /\/test\/(compare|growth|properties)\//;

export default class extends Sequencer {
  /** Jest's own order is by the seconds that it remembers, else by size. */
  sort(tests) {
    const sorted = super.sort(tests);
    const place = ({ path }) => [FIRST, BUSY, REAL, /./].findIndex((pattern) => pattern.test(path));
    return sorted.toSorted((one, other) => place(one) - place(other));
  }
}
