/** docs/architecture.md, CONTRIBUTING.md and the glossary agree with the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** Every folder of src with the sources in it. */
function rooms(folder: string): [folder: string, sources: string[]][] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true });
  const sources = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map(({ name }) => name);
  const inner = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => rooms(`${folder}/${name}`));
  return [[folder, sources], ...inner];
}

/** What esbuild writes is left out. */
const sources = rooms('src')
  .flatMap(([folder, names]) => names.map((name) => `${folder}/${name}`))
  .filter((file) => !file.endsWith('/client-code.ts'));

describe('the folders of state and cache', () => {
  it('are named in one place, so that each is checked for its owner and emptied by cleanup', () => {
    const named =
      /join\(\s*(?:[\w.]*\.)?(?:state|cache|stateFolder|statePath\(\)|cachePath\(\)),(?!\s*'[\w-]+\.(?:jsonl?|lock)'\))/;
    // In these, `state` is that of systemd, of LXD and of Incus.
    const others = ['src/host/own-names.ts', 'src/runtimes/nspawn.ts', 'src/runtimes/system/daemon.ts'];
    // These go through the names that are there.
    const listing = ['src/host/cache/clear-cache.ts'];
    const found = sources.filter((file) => named.test(read(file)));
    expect(found.filter((file) => ![...others, ...listing].includes(file))).toEqual([]);
  });
});

describe('the map of the sources', () => {
  it.each(folders.map(({ name }) => name))('names %s on the page and in the layering rule', (name) => {
    expect(read('docs/architecture.md')).toContain(`${name}/`);
    expect(read('CONTRIBUTING.md')).toContain(`\`${name}\``);
    expect(read('.dependency-cruiser.cjs')).toContain(`'${name}'`);
  });

  it('has no folder of more than 20 sources', () => {
    expect(rooms('src').filter(([, names]) => names.length > 20)).toEqual([]);
  });

  it('names every folder on the page', () => {
    const page = read('docs/architecture.md');
    const named = (folder: string) => page.includes(`\`${folder.replace(/^src\//, '')}\``);
    const inner = rooms('src').map(([folder]) => folder);
    expect(inner.filter((folder) => folder !== 'src' && !named(folder))).toEqual([]);
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

/** Lines of code with the numbers they have in the file: no imports, comments or empty ones. */
function codeLines(text: string): [line: number, code: string][] {
  const blank = (part: string) => part.replaceAll(/[^\n]/g, '');
  const code = text.replaceAll(/^import\b[^;]*;|^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, blank);
  return code.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [[at + 1, line.trim()]]));
}

/** Places of stretches of ten lines that stand elsewhere too. */
function repeats(): string[] {
  const places = new Map<string, string[]>();
  for (const file of sources) {
    const lines = codeLines(read(file));
    lines.slice(0, Math.max(0, lines.length - 9)).forEach(([line], at) => {
      const stretch = lines.slice(at, at + 10).map(([, code]) => code);
      const key = stretch.join('\n');
      places.set(key, [...(places.get(key) ?? []), `${file}:${line}`]);
    });
  }
  return [...places.values()].filter((found) => found.length > 1).flat();
}

describe('what is written once', () => {
  it('is every stretch of ten lines', () => {
    expect(repeats()).toEqual([]);
  });

  const once: [what: string, written: RegExp, where: string[]][] = [
    // A page reads the data that is in it.
    ['a call of JSON.parse, which throws', /\bJSON\.parse\b/, ['src/json.ts', 'src/report/html/client.ts']],
    ['the key of a cell', /\\u0000|\.join\('\\0'\)|(?<!\\)\\0\$\{/, ['src/results/cells.ts']],
    ['which figures are better', /'higher'\s*[|,]\s*'lower'|'lower'\s*[|,]\s*'higher'/, ['src/direction.ts']],
  ];
  it.each(once)('%s', (_, written, where) => {
    const files = sources.filter((file) => written.test(read(file)));
    expect(files.sort()).toEqual(where);
  });
});
