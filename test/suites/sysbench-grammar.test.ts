import { describe, expect, it } from '@jest/globals';
import { OutputError } from '../../src/suites/benchmark.js';
import { grammar, readLines } from '../../src/suites/sysbench-grammar.js';

const RULES = grammar(['begin', '?maybe {some:int}', '*step {:int}', 'end ({value:f2})', '*again']);

describe('a grammar', () => {
  it('keeps the contents of its slots', () => {
    expect(readLines(RULES, ['begin', 'maybe 3', 'end (1.25)']).number('value')).toBe(1.25);
  });

  it('reports which optional lines were there', () => {
    expect(readLines(RULES, ['begin', 'end (1.25)']).has('some')).toBe(false);
    expect(readLines(RULES, ['begin', 'maybe 3', 'end (1.25)']).has('some')).toBe(true);
  });

  it('takes repeated lines, also at the end', () => {
    expect(readLines(RULES, ['begin', 'step 1', 'step 2', 'end (1.25)', 'again', 'again']).text('value')).toBe('1.25');
  });

  it.each([
    ['an optional line twice', ['begin', 'maybe 3', 'maybe 4', 'end (1.25)']],
    ['a line out of order', ['begin', 'step 1', 'maybe 3', 'end (1.25)']],
    ['a required line twice', ['begin', 'begin', 'end (1.25)']],
    ['only part of a line', ['begin', 'end (1.25) and more']],
    ['another character where the template has a special one', ['begin', 'end 1.25)']],
  ])('refuses %s', (_, lines) => {
    expect(() => readLines(RULES, lines)).toThrow(OutputError);
  });

  it('names what is missing', () => {
    expect(() => readLines(RULES, ['begin'])).toThrow('ends before "end (…)"');
  });

  it('refuses a slot of no known kind', () => {
    expect(() => grammar(['{value:float}'])).toThrow('no kind of slot is called float');
  });

  it('throws for a slot that no line filled', () => {
    expect(() => readLines(RULES, ['begin', 'end (1.25)']).number('some')).toThrow('the grammar has no some');
  });
});

describe('a size', () => {
  it.each([
    ['0', 0],
    ['512', 512],
    ['16Ki', 16384],
    ['1.5G', 1.5 * 2 ** 30],
    ['128Mi', 2 ** 27],
    ['1T', 2 ** 40],
  ])('%s is %d bytes', (text, bytes) => {
    expect(readLines(grammar(['{size:size}']), [text]).bytes('size')).toBe(bytes);
  });
});
