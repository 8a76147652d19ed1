/** The Markdown report as GitHub reads it: parsed back by a parser of GitHub's flavour. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import type { ReportInput, WorkflowLinks } from '../../../src/report/input.js';
import { COMMENT_LIMITS, renderMarkdown } from '../../../src/report/markdown/markdown.js';
import { buildRun } from '../../support/run-builder.js';
import { compared, comparison, nativeCell, overhead, regressed } from '../support/cells.js';
import { largeInput } from '../support/large.js';

const SURROUNDINGS: WorkflowLinks = {
  commits: [{ label: 'commit 1234567', url: 'https://github.com/o/r/commit/1234567' }],
  links: [{ label: 'run document (x)', url: 'https://github.com/o/r/actions/runs/1/artifacts/(2)' }],
  noBaseline: [],
};

type Document = ReturnType<typeof parseHTML>['document'];

function parsed(shown: ReportInput): Document {
  const html = micromark(renderMarkdown(shown, COMMENT_LIMITS), {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
  });
  return parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
}

const input = largeInput();
const all = (document: Document, selector: string) => [...document.querySelectorAll(selector)];

describe('the comment of a run without a baseline', () => {
  it('draws its chart in a fence of Mermaid', () => {
    const { comparison: _, gate: __, ...alone } = input;
    const document = parsed({ ...alone, workflowLinks: SURROUNDINGS });
    expect(all(document, 'code.language-mermaid').map((code) => code.textContent)).toEqual([
      expect.stringContaining('xychart-beta'),
    ]);
  });
});

describe('the comment of a comparison of 60 cells', () => {
  let document: Document;
  beforeAll(() => {
    document = parsed({ ...input, workflowLinks: SURROUNDINGS });
  });

  it('begins with the answer as its only heading', () => {
    expect(document.body.firstElementChild?.outerHTML).toBe('<h3>❌ 1 of 60 cells regressed</h3>');
    expect(all(document, 'h1, h2, h3, h4')).toHaveLength(1);
  });

  it('shows the regression in a table of its own, with as many cells as heads', () => {
    const [table] = all(document, 'body > table');
    expect([...(table?.querySelectorAll('th') ?? [])].map((head) => head.textContent)).toEqual([
      'verdict',
      'runtime',
      'benchmark',
      'now',
      'change',
      'noise',
    ]);
    expect([...(table?.querySelectorAll('tbody td') ?? [])].slice(1, 3).map((cell) => cell.textContent)).toEqual([
      'docker',
      'cpu.prime',
    ]);
  });

  it('folds the other 59 cells, twelve a runtime but for that of the regression', () => {
    const rows = all(document, 'details').map((fold) => fold.querySelectorAll('tbody tr').length);
    // The table of costs has a row a benchmark.
    expect(rows.filter((count) => count >= 11)).toEqual([12, 11, 12, 12, 12, 12]);
  });

  it('has the links that it was given and no others', () => {
    const links = all(document, 'a').map((link) => link.getAttribute('href'));
    expect([...new Set(links)].sort().reverse()).toEqual([
      'https://github.com/o/r/commit/1234567',
      'https://github.com/o/r/actions/runs/1/artifacts/%282%29',
    ]);
  });
});

describe('a hostile document', () => {
  const evil =
    'x|`y` **b** ~~s~~ <img src=x onerror=y> @octocat #1 [a](https://evil.example) www.evil.example </details>';
  const cell = { arm: evil, benchmark: evil, unit: evil, reason: evil };

  it('adds no element of its own', () => {
    const run = buildRun({ arms: [evil] });
    run.warnings.push(evil);
    const input = {
      run,
      overheads: [nativeCell({ benchmark: evil, unit: evil }), overhead({ ...cell, notes: [evil] })],
      comparison: comparison([regressed(3, cell), compared({ ...cell, verdict: 'inconclusive' })]),
      gate: { pass: false, reasons: [evil] },
    };
    const document = parsed({ ...input, workflowLinks: { ...SURROUNDINGS, noBaseline: [evil] } });
    expect(all(document, 'img, a[href*=evil], del, script, iframe')).toEqual([]);
    expect(all(document, 'strong').filter((strong) => strong.textContent === 'b')).toEqual([]);
    expect(all(document, 'details')).toHaveLength(all(document, 'summary').length);
    for (const table of all(document, 'table')) {
      const heads = table.querySelectorAll('th').length;
      for (const row of table.querySelectorAll('tbody tr')) expect(row.querySelectorAll('td')).toHaveLength(heads);
    }
  });
});
