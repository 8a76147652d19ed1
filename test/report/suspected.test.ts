/** What is suspected is called so in every form for people, behind what regressed. */
import { describe, expect, it } from '@jest/globals';
import { renderHtml } from '../../src/report/html/html.js';
import { COMMENT_LIMITS, renderMarkdown } from '../../src/report/markdown/markdown.js';
import { renderTerminal } from '../../src/report/terminal/terminal.js';
import { buildRun } from '../support/run-builder.js';
import { compared, comparison, nativeCell, overhead, regressed } from './support/cells.js';

const unsure = { verdict: 'inconclusive' } as const;
const cells = [
  compared({ ...unsure, benchmark: 'a.open' }),
  compared({ verdict: 'missing', benchmark: 'a.gone' }),
  regressed(9, { ...unsure, benchmark: 'a.suspected' }),
  regressed(3, { benchmark: 'a.regressed' }),
];
const input = {
  run: buildRun(),
  overheads: [nativeCell(), overhead()],
  comparison: comparison(cells),
  gate: { pass: false, reasons: [] },
};

const WIDE = { width: 100, colour: false, files: [] };

/** Places of the words, in the order of the text. */
const order = (text: string, ...words: string[]): string[] =>
  words.toSorted((a, b) => text.indexOf(a) - text.indexOf(b)).filter((word) => text.includes(word));

describe('a cell that its own interval calls slower, but the test does not', () => {
  it('has a heading of its own in the terminal', () => {
    const lines = renderTerminal(input, WIDE).split('\n');
    const headings = lines.filter((line) => /^(regressed|suspected|missing|improved|inconclusive)$/.test(line));
    expect(headings).toEqual(['regressed', 'suspected', 'missing', 'inconclusive']);
    expect(lines[lines.indexOf('suspected') + 1]).toContain('a.suspected');
  });

  it('is marked in the table of the page, and can be selected there', () => {
    const page = renderHtml(input);
    const rows = [...page.matchAll(/data-verdict="([^"]*)"/g)].map(([, verdict]) => verdict);
    expect(rows).toEqual(['regressed', 'suspected', 'missing', 'inconclusive']);
    expect(page).toContain('<option value="suspected">suspected</option>');
    expect(page).toMatch(/<span class="doubt">suspected<\/span>/);
  });

  it('is marked in Markdown', () => {
    const text = renderMarkdown(input, COMMENT_LIMITS).split('<details>')[0] ?? '';
    expect(order(text, '**regressed**', 'suspected |', 'missing |')).toEqual([
      '**regressed**',
      'suspected |',
      'missing |',
    ]);
  });

  it('is inconclusive where its interval includes zero change', () => {
    const open = comparison([compared(unsure)]);
    expect(renderTerminal({ ...input, comparison: open }, { width: 100, colour: false, files: [] })).not.toMatch(
      /^suspected$/m,
    );
  });
});

/** A property that takes long to compute, and must not be read. */
const unread = {
  get: () => {
    throw new Error('read');
  },
};

it('what is not slower is counted in the terminal without its intervals', () => {
  const passed = ['a.one', 'a.two'].map((benchmark) =>
    Object.defineProperty(compared({ verdict: 'not-slower', benchmark }), 'effect', unread),
  );
  const text = renderTerminal({ ...input, comparison: comparison([...cells, ...passed]) }, WIDE);
  expect(text).toContain('2 cells not slower');
});

it('a row in the terminal does without the limit that only a cell that passed shows', () => {
  const found = Object.defineProperty(regressed(3, { benchmark: 'a.regressed' }), 'limit', unread);
  expect(renderTerminal({ ...input, comparison: comparison([found]) }, WIDE)).toContain('a.regressed');
});
