/** Expects facts of something that has ended, and shows what it printed where they are others. */
import { expect } from '@jest/globals';
import { lastLines } from '../../src/host/commands/command.js';

const SHOWN_LINES = 60;

/**
 * Jest shows only what differs, so the output would be missing from a report of CI, from which alone some failures are
 * known.
 * @param ended with `log`, `stdout` or `stderr` beside the facts.
 */
export function expectEnd(ended: Readonly<Record<string, unknown>>, facts: Readonly<Record<string, unknown>>): void {
  try {
    expect(ended).toMatchObject(facts);
  } catch (error) {
    const printed = ['log', 'stdout', 'stderr'].flatMap((name) => {
      const text = ended[name];
      return typeof text === 'string' ? [`the end of its ${name}:`, ...lastLines(text, SHOWN_LINES)] : [];
    });
    throw new Error([error instanceof Error ? error.message : String(error), ...printed].join('\n'));
  }
}
