/**
 * The order of the test files: those that start real runtimes take longest, whatever their size, so they come first,
 * and the many short ones fill the workers at the end.
 */
import Sequencer from '@jest/test-sequencer';

const REAL = /\/test\/(e2e|runtimes|bench|browser|image|host)\//;

export default class extends Sequencer {
  /** Jest's own order is by the seconds that it remembers, else by size. */
  sort(tests) {
    const sorted = super.sort(tests);
    const isLong = ({ path }) => REAL.test(path);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
