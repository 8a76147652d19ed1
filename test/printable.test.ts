import { describe, expect, it } from '@jest/globals';
import stringWidth from 'string-width';
import { clip, printable, printableJson, printableLines, wrap } from '../src/printable.js';

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

  it('tells no password of an address, also where it is cut', () => {
    expect(printable('downloading http://u:secret@h/a')).toBe('downloading http://***@h/a');
    expect(printable(`http://u:secret${'x'.repeat(80)}@h/a`, 30)).toBe('http://***@h/a');
    expect(printableLines('deb http://u:secret@h a\n  deb http://v:secret@h b')).toBe(
      'deb http://***@h a\n  deb http://***@h b',
    );
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

describe('what a runner of workflows obeys', () => {
  it.each([
    ['a command', '::error::all lost', '\\u{3a}:error::all lost'],
    ['one after blanks', ' \u00a0\t::set-output name=a::b', '\\u{3a}:set-output name=a::b'],
    ['one that wrapping would bring to the start of a line', 'runc ::add-mask::e', 'runc \\u{3a}:add-mask::e'],
    ['one behind a line break', 'runc\n::add-mask::e', 'runc \\u{3a}:add-mask::e'],
    ['the older form, anywhere', 'runc##[add-mask]e', 'runc\\u{23}#[add-mask]e'],
    ['one behind a third', '###[error]', '#\\u{23}#[error]'],
    ['that of another runner', 'a##vso[task.setvariable]', 'a\\u{23}#vso[task.setvariable]'],
    ['what writing out would otherwise have made', '#\u200b#[error]', '#\\u{200b}#[error]'],
  ])('writes out %s', (_, text, shown) => {
    expect([printable(text), printable(printable(text))]).toEqual([shown, shown]);
  });

  it.each(['listening on ::1', 'std::vector', '## heading', 'a # [b]', 'time 10::30'])('leaves %s alone', (text) => {
    expect(printable(text)).toBe(text);
  });
});

describe('printableLines', () => {
  it('keeps lines and their indentation, and nothing else that moves the cursor', () => {
    const text = 'bad:\n  a\u001b[2J\r\n  ::error::x\n\tb\rc\n';
    expect(printableLines(text)).toBe('bad:\n  a\\u{1b}[2J\n  \\u{3a}:error::x\nb c\n');
  });

  it('cuts the middle out of a line that is longer than any person reads, and keeps its end', () => {
    const [line = ''] = printableLines(`begins ${'x y '.repeat(10_000)} is not allowed`).split('\n');
    expect(line).toMatch(/^begins x y .*….* is not allowed$/);
    expect(line).toHaveLength(4000);
  });
});

describe('printableJson', () => {
  it('has the same meaning, and shows nothing but text', () => {
    const value = {
      'a\u009b##[x]': ['\u202e', '\ud800', '😀 µs', 'a\n::error::b', '\\##[error]', '\u{e0001}'],
      n: 1.5,
    };
    const json = printableJson(value);
    expect(JSON.parse(json)).toEqual(value);
    expect(json).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]|##\[/u);
    expect(json).toContain('😀 µs');
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
