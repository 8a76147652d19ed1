import { describe, expect, it } from '@jest/globals';
import { HostError, InputError } from '../src/errors.js';

describe('the message of an error', () => {
  it('says what is wrong and what to do', () => {
    expect(new InputError('blocks: "x" is not allowed.', 'Give 6..12.').message).toBe(
      'blocks: "x" is not allowed.\nGive 6..12.',
    );
    expect(new HostError('No cgroups.').message).toBe('No cgroups.');
  });

  it('keeps both ends of a word that is longer than any that a person writes', () => {
    const { message } = new InputError(`blocks: "${'x'.repeat(100_000)}end" is not allowed.`, 'Give 6..12.');
    expect(message).toMatch(/^blocks: "x{199}…x{46}end" is not allowed\.\nGive 6\.\.12\.$/);
  });

  it('keeps the longest name of a file whole', () => {
    const path = `/var/${'x'.repeat(255)}/${'y'.repeat(100)}`;
    expect(new InputError(`${path} does not exist.`).message).toBe(`${path} does not exist.`);
  });
});
