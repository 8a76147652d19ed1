/** What `dist/` is made of: everything an entry needs, and small. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const DIST = process.env.TARE_DIST ?? join(import.meta.dirname, '../../dist');

/** Bytes of an entry with all that it may load late. */
const LIMITS = { cli: 2.6e6, setup: 1.7e6, measure: 1.7e6, report: 4e6, cleanup: 2.2e6 };

const filesOf = (entry: string): string[] => readdirSync(join(DIST, entry)).map((name) => join(DIST, entry, name));

const sizeOf = (entry: string): number => filesOf(entry).reduce((sum, file) => sum + statSync(file).size, 0);

describe('the bundles', () => {
  it('are one folder an entry and say that they are ES modules', () => {
    expect(readdirSync(DIST).sort()).toEqual([...Object.keys(LIMITS), 'package.json'].sort());
    expect(JSON.parse(readFileSync(join(DIST, 'package.json'), 'utf8'))).toEqual({ type: 'module' });
  });

  it.each(Object.entries(LIMITS))('%s is at most %d bytes', (entry, limit) => {
    expect(sizeOf(entry)).toBeGreaterThan(200_000);
    expect(sizeOf(entry)).toBeLessThanOrEqual(limit);
  });

  it('are at most 11.2 MB together', () => {
    expect(Object.keys(LIMITS).reduce((sum, entry) => sum + sizeOf(entry), 0)).toBeLessThanOrEqual(11.2e6);
  });

  it.each(Object.keys(LIMITS))('%s holds its start, the parts that it loads late, and nothing else', (entry) => {
    const names = readdirSync(join(DIST, entry));
    expect(names.filter((name) => !/^(?:index|\d+\.index|unreached)\.js$/.test(name))).toEqual([]);
    expect(names).toContain('index.js');
  });

  it.each(Object.keys(LIMITS))('%s looks for no file beside itself that a user has elsewhere', (entry) => {
    // ncc takes `resolve(cwd, 'tare.yml')` for a file of the repository where there is one of that name.
    const texts = filesOf(entry).map((file) => readFileSync(file, 'utf8'));
    expect(texts.flatMap((text) => text.match(/\.ab\s*\+\s*["'`][^"'`]*["'`]/g) ?? [])).toEqual([]);
  });

  it.each(Object.keys(LIMITS))('%s is minified also where it is loaded late', (entry) => {
    // webpack puts such a comment before each module, and minifying takes it out.
    const marked = filesOf(entry).filter((file) => readFileSync(file, 'utf8').includes('/***/'));
    expect(marked).toEqual([]);
  });
});
