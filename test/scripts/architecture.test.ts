/** docs/architecture.md, CONTRIBUTING.md and the glossary agree with the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Returns every folder of src with the number of sources in it. */
function rooms(folder: string): [string, number][] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const sources = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).length;
  const inner = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => rooms(`${folder}/${name}`));
  return [[folder, sources], ...inner];
}

describe('the map of the sources', () => {
  it.each(folders.map(({ name }) => name))('names %s on the page and in the layering rule', (name) => {
    expect(read('docs/architecture.md')).toContain(`${name}/`);
    expect(read('CONTRIBUTING.md')).toContain(`\`${name}\``);
    expect(read('.dependency-cruiser.cjs')).toContain(`'${name}'`);
  });

  it('has no folder of more than 22 sources', () => {
    expect(rooms('src').filter(([, sources]) => sources > 22)).toEqual([]);
  });

  it('resolves a request only from what it is given', () => {
    const folder = join(ROOT, 'src/app/request');
    const reading = readdirSync(folder).filter((name) =>
      /\bprocess\.|\bDate\b|Math\.random|\bread[A-Z]\w*\(/.test(readFileSync(join(folder, name), 'utf8')),
    );
    expect(reading).toEqual([]);
  });

  it('has 25 terms or a few more in the glossary, in the order of the alphabet', () => {
    const terms = [...read('docs/glossary.md').matchAll(/^\| (?<term>[a-z ]+) \|/gm)].map(({ groups }) => groups?.term);
    expect(terms.length).toBeGreaterThanOrEqual(25);
    expect(terms).toEqual([...terms].sort());
  });
});
