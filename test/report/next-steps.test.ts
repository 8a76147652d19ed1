/** Every form for people says what to do about a result that does not pass. */
import { describe, expect, it } from '@jest/globals';
import { renderHtml } from '../../src/report/html/html.js';
import type { ReportInput, WorkflowLinks } from '../../src/report/input.js';
import { COMMENT_LIMITS, renderMarkdown } from '../../src/report/markdown/markdown.js';
import { renderTerminal } from '../../src/report/terminal/terminal.js';
import { buildRun } from '../support/run-builder.js';
import { compared, comparison, nativeCell, overhead, regressed } from './support/cells.js';

const LINKS: WorkflowLinks = {
  commits: [],
  links: [{ label: 'run document x', url: 'https://github.com/o/r/actions/runs/1' }],
  noBaseline: [],
  accepting: { label: 'tare-accept', trailer: true, refused: ['octocat <b> set it too early.'] },
  program: { url: 'https://github.com/tare/tare', ref: 'v1' },
};
const INPUT: ReportInput = {
  run: buildRun({ arms: ['runc', 'docker'] }),
  overheads: [nativeCell(), overhead()],
  comparison: comparison([compared({ arm: 'docker' }), regressed(3)]),
  gate: { pass: false, reasons: [] },
  workflowLinks: LINKS,
};

const FORMS: readonly (readonly [string, (input: ReportInput) => string])[] = [
  ['the terminal', (input) => renderTerminal(input, { width: 100, colour: false, files: [] })],
  ['Markdown', (input) => renderMarkdown(input, COMMENT_LIMITS)],
  ['the page', renderHtml],
];

/** On one line and without what a form marks words with. */
const plain = (text: string): string =>
  text
    .replace(/<\/?code>|["`]/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'");

describe.each(FORMS)('in %s, a result that does not pass', (_, render) => {
  it('says who can accept it and how, and why an attempt did not count', () => {
    const text = plain(render(INPUT));
    expect(text).toContain('What to do now');
    expect(text).toContain('To accept it, set the label tare-accept after the last push, or put');
    expect(text).toContain(
      'put Tare-Accept: why at the end of the message of a commit. Only who may push here can. Then run this job',
    );
    expect(text).toMatch(/Not accepted: octocat (?:<b>|&#60;b&#62;) set it too early\./);
  });

  it('gives the command that measures the worst row again in a repository of the reader', () => {
    const text = render(INPUT).replaceAll('&#39;', "'");
    expect(text).toContain('git clone -q https://github.com/tare/tare ~/tare; git -C ~/tare checkout -q v1\n');
    expect(text).toMatch(/sudo node ~\/tare\/dist\/cli\/index\.js run --runtimes runc --suites cpu\.prime /);
  });

  it('says where the raw data are', () => {
    expect(plain(render(INPUT))).toMatch(/The raw data of every launch are in the .*run document x/);
    expect(render(INPUT)).toContain('https://github.com/o/r/actions/runs/1');
  });

  it('names no label where there is no workflow', () => {
    const { workflowLinks: _, ...own } = INPUT;
    expect(render(own)).toContain('What to do now');
    expect(render(own)).not.toContain('To accept it');
    expect(render(own)).not.toContain('git clone');
  });

  it('explains cells and noise in one line', () => {
    expect(plain(render(INPUT))).toContain('A cell is one benchmark of one runtime; noise is how far');
  });
});

it.each(FORMS)('%s says of limits alone what to do', (_, render) => {
  const limit = { text: 'runc cpu.prime > 1 events/s', runtime: 'runc', benchmark: 'cpu.prime' };
  const { comparison: __, ...alone } = INPUT;
  const figure = { ratio: 2, low: 1, high: 3 };
  const cell = { ...regressed(3), outcome: 'beyond', limit, reason: 'it is.', figure, bound: 1, blocks: 9 };
  const limits = { cells: [cell], unplanned: [] } as unknown as NonNullable<ReportInput['limits']>;
  expect(render({ ...alone, limits })).toContain('What to do now');
});

it.each(FORMS)('%s has no such text where the result passes', (_, render) => {
  expect(render({ ...INPUT, gate: { pass: true, reasons: [] } })).not.toContain('What to do now');
});
