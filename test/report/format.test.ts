import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { FORMATS, findFormat } from '../../src/report/format.js';
import { buildRun } from '../support/run-builder.js';
import { comparison, overhead, regressed } from './support/cells.js';

const INPUT = {
  run: buildRun(),
  overheads: [overhead()],
  comparison: comparison([regressed(3)]),
  gate: { pass: false, reasons: ['One.'] },
};

describe('FORMATS', () => {
  it('are described in docs/command.md, each with its extension', () => {
    const docs = readFileSync(new URL('../../docs/command.md', import.meta.url), 'utf8');
    const rows = FORMATS.filter(({ name, extension }) => !docs.includes(`| \`${name}\` | \`.${extension}\` |`));
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  it('have names and extensions of their own', () => {
    const unique = (values: readonly string[]): number => new Set(values).size;
    expect([unique(FORMATS.map(({ name }) => name)), unique(FORMATS.map(({ extension }) => extension))]).toEqual([
      FORMATS.length,
      FORMATS.length,
    ]);
  });

  it.each(FORMATS)('$name renders a comparison without escape sequences and ends in a newline', async ({ render }) => {
    const text = await render(INPUT);
    expect(text).toMatch(/runc.*cpu\.prime.*\n$/s);
    expect(text).not.toContain('\u001b');
  });
});

describe('findFormat', () => {
  it('finds by name', () => {
    expect(findFormat('markdown')?.extension).toBe('md');
  });

  it('finds nothing by another name', () => {
    expect(findFormat('pdf')).toBeUndefined();
  });
});

describe('json', () => {
  it('holds overheads, comparison and gate as they are', async () => {
    const report = JSON.parse((await findFormat('json')?.render(INPUT)) ?? '');
    expect(report).toMatchObject({
      kind: 'tare-report',
      overheads: INPUT.overheads,
      comparison: INPUT.comparison,
      gate: INPUT.gate,
    });
  });

  it('says in one word how it came out, and the answer', async () => {
    expect(JSON.parse((await findFormat('json')?.render(INPUT)) ?? '')).toMatchObject({
      status: 'failed',
      answer: '1 of 1 cell regressed',
    });
  });

  it('names the run and counts its blocks instead of repeating them', async () => {
    expect(JSON.parse((await findFormat('json')?.render(INPUT)) ?? '').run).toMatchObject({ id: 'run-1', blocks: 12 });
  });

  it('says null where nothing was compared', async () => {
    const { run, overheads } = INPUT;
    expect(JSON.parse((await findFormat('json')?.render({ run, overheads })) ?? '')).toMatchObject({
      status: null,
      answer: null,
      comparison: null,
      gate: null,
    });
  });
});
