import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPairs } from '../../support/runner/file-commands.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tare-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function pairs(text: string): Record<string, string> {
  const file = join(folder, 'output');
  writeFileSync(file, text);
  return readPairs(file);
}

describe('readPairs', () => {
  it('reads lines, of which the last of a name counts', () => {
    expect(pairs('a=1\nb=x=y<<z\n\na=2\n')).toEqual({ a: '2', b: 'x=y<<z' });
  });

  it('reads blocks of several lines', () => {
    expect(pairs('a<<END\none\n\nb=2\nEND\nc=3\n')).toEqual({ a: 'one\n\nb=2', c: '3' });
  });

  it('reads an empty block', () => {
    expect(pairs('a<<END\nEND\n')).toEqual({ a: '' });
  });

  it.each([
    ['neither', 'no separator here'],
    ['a block without an end', 'a<<END\none\n'],
    ['a block without a name', '<<END\nEND\n'],
  ])('refuses %s', (_, text) => {
    expect(() => pairs(text)).toThrow(/Invalid/);
  });
});
