/** Every link of a document to a file of this repository, and to a heading in one, leads somewhere. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const BLOCKS = /^ *```[\s\S]*?^ *```/gm;
const SPANS = /`[^`\n]*`/g;
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8').replace(BLOCKS, '');

const documents = execFileSync('git', ['ls-files', '-z', '--', '*.md', ':!dist', ':!node_modules'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));

/** The names that GitHub gives headings: small letters, digits, _ and -, a number where one comes again. */
function anchorsOf(path: string): string[] {
  const seen = new Map<string, number>();
  return [...textOf(path).matchAll(/^#{1,6} +(.*?) *$/gm)].map(([, heading = '']) => {
    const shown = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const name = shown.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}-${before}`;
  });
}

function brokenLinks(path: string, text: string): string[] {
  const links = [...text.replace(SPANS, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return links.filter((target) => {
    if (/^[a-z]+:/i.test(target)) return false;
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? path : join(dirname(path), decodeURI(file));
    if (!existsSync(join(ROOT, linked))) return true;
    return anchor !== undefined && linked.endsWith('.md') && !anchorsOf(linked).includes(anchor);
  });
}

/** Of folders that have files of these names in this repository alone; dots stand for more than one name. */
const NAMED = /`((?:test|bench|scripts|examples|docs|schema)\/[\w./-]+)`/g;
const missingFiles = (text: string): string[] =>
  [...text.matchAll(NAMED)].map(([, name = '']) => name).filter((name) => !existsSync(join(ROOT, name)));

describe.each(documents)('%s', (path) => {
  it('has no link to what is not there', () => {
    expect(brokenLinks(path, textOf(path))).toEqual([]);
  });

  it('names no file of this repository that is not there', () => {
    expect(missingFiles(textOf(path))).toEqual([]);
  });
});

it('finds a file, a heading and a name that are not there', () => {
  const text = '[a](none.md), [b](README.md#none), [c](#none), `[d](none)`, `test/none.ts`, [e](README.md#try-it)';
  expect(brokenLinks('README.md', text)).toEqual(['none.md', 'README.md#none', '#none']);
  expect(missingFiles(text)).toEqual(['test/none.ts']);
});
