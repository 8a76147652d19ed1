import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { clip, printable, wrap } from '../../src/report/printable.js';

describe('printable', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jgone', '\\u{1b}[2Jgone'],
    ['a C1 sequence', '\u009b31mred', '\\u{9b}31mred'],
    ['a title sequence', '\u001b]0;title\u0007', '\\u{1b}]0;title\\u{7}'],
    ['a backspace', 'ok\u0008\u0008no', 'ok\\u{8}\\u{8}no'],
    ['a change of direction', 'a\u202egnp', 'a\\u{202e}gnp'],
    ['an invisible character', 'ru\u200bnc', 'ru\\u{200b}nc'],
    ['half a surrogate pair', 'a\ud800', 'a\\u{d800}'],
  ])('writes out %s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('keeps to one line', () => {
    expect(printable('one\r\ntwo\tthree\n')).toBe('one two three');
  });

  it('keeps letters of any script', () => {
    expect(printable('µs × größer 走る')).toBe('µs × größer 走る');
  });

  it('cuts what is longer than any sentence', () => {
    expect(printable('x'.repeat(10_000)).length).toBeLessThan(500);
  });
});

describe('clip', () => {
  it('counts columns, not characters', () => {
    const clipped = clip('走走走走走', 6);
    expect([clipped, stringWidth(clipped)]).toEqual(['走走…', 5]);
  });

  it('leaves alone what fits', () => {
    expect(clip('runc', 4)).toBe('runc');
  });
});

describe('wrap', () => {
  it('breaks at spaces and leaves a longer word whole', () => {
    expect(wrap('one two averylongword three', 8)).toEqual(['one two', 'averylongword', 'three']);
  });
});
