import { describe, expect, it } from '@jest/globals';
import { HostError, InputError, withoutPasswords } from '../src/errors.js';

describe('withoutPasswords', () => {
  it.each([
    ['http://u:secret@h/a', 'http://***@h/a'],
    ['deb http://secret@h:80/a b', 'deb http://***@h:80/a b'],
    ['http://u:sec@ret@h', 'http://***@h'],
    ['http://u:sec/ret@h', 'http://***@h'],
    ['"https://u:secret@h" and ssh://v:secret@i', '"https://***@h" and ssh://***@i'],
    ['(see http://h:80/@types/node)', '(see http://h:80/@types/node)'],
    ['docker://h:5000/a@sha256:00', 'docker://h:5000/a@sha256:00'],
    ['me@h, and http://h/a', 'me@h, and http://h/a'],
  ])('hides what stands before the host: %s', (text, hidden) => {
    expect(withoutPasswords(text)).toBe(hidden);
  });

  it('takes no longer for a text that is made to take long', () => {
    const text = 'a://b:c'.repeat(100_000);
    expect(withoutPasswords(text)).toBe(text);
  });
});

describe('the message of an error', () => {
  it('tells no password of an address', () => {
    expect(new HostError('http://u:secret@h does not answer.', 'Look at http://u:secret@h.').message).toBe(
      'http://***@h does not answer.\nLook at http://***@h.',
    );
  });

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
