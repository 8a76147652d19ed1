import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { main } from '../../src/cli/commands/index.js';

afterEach(() => {
  jest.restoreAllMocks();
});

/** Returns what the command prints for the user, and its exit code. */
async function said(...words: readonly string[]) {
  let text = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const code = await main(['node', 'tare', ...words]);
  return { code, text };
}

describe('a command line that cannot be understood', () => {
  it.each([
    ['a command', ['x'.repeat(100_000)], 'unknown command'],
    ['a flag', ['run', `--${'x'.repeat(100_000)}`], 'unknown option'],
    ['a value', ['plan', `--trial-time=${'x'.repeat(100_000)}`], 'is not allowed: it must be a duration'],
  ])('is reported in a few lines, whatever the length of %s', async (_, words, fault) => {
    const { code, text } = await said(...words);
    expect(code).toBe(2);
    expect(text).toContain(fault);
    expect(text.length).toBeLessThan(1_000);
  });
});
