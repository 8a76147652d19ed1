/** The answer of a search in every form: the same words, and nothing that a commit message could do. */
import { describe, expect, it } from '@jest/globals';
import type { BisectRecord } from '../../../src/bisect/document.js';
import { bisectExitCode } from '../../../src/report/bisect/exit-code.js';
import { renderBisectHtml } from '../../../src/report/bisect/html.js';
import { renderBisectMarkdown } from '../../../src/report/bisect/markdown.js';
import { renderBisectTerminal } from '../../../src/report/bisect/terminal.js';
import { headline, progressText } from '../../../src/report/bisect/words.js';
import { bisectRecord, triedOnce } from '../../support/bisect-record.js';

const SLOWDOWN = { estimate: 5.2, low: 4.1, high: 6.3 };
const found = (more: Partial<BisectRecord> = {}): BisectRecord =>
  bisectRecord(4, {
    tried: [
      triedOnce('ends', 0, 4, 'slower'),
      triedOnce('step', 0, 2, 'not-slower'),
      triedOnce('step', 0, 3, 'not-built', { reason: 'build: it failed with exit code 2 at a commit between.\nmore' }),
      triedOnce('parent', 2, 4, 'slower', { slowdownPercent: SLOWDOWN }),
    ],
    spentSeconds: 201,
    answer: { kind: 'commit', good: 2, bad: 4, reason: 'It is slower than its parent.', slowdownPercent: SLOWDOWN },
    ...more,
  });
const id = (place: number) => found().commits[place]?.id.slice(0, 7) ?? '';

const forms = [
  ['terminal', (record: BisectRecord) => renderBisectTerminal(record, { width: 100, colour: false })],
  ['markdown', renderBisectMarkdown],
  ['html', renderBisectHtml],
] as const;

describe.each(forms)('%s', (_, render) => {
  it('has the answer, the slowdown with its interval, and each comparison', () => {
    const text = render(found()).replaceAll('\u00a0', ' ');
    for (const part of ['Change 4', 'cpu.prime', '+5.2 %', 'It is slower than its parent.', 'not built', id(2)])
      expect(text).toContain(part);
    expect(text).toMatch(/3 comparisons, 1 skipped, 3m21s/);
  });

  it('shows the subject of a commit as text', () => {
    const record = found();
    const hostile = '<script>alert(1)</script> | \u001b[2J @everyone `x` [a](http://b)';
    const commits = record.commits.map((commit) => ({ ...commit, subject: hostile }));
    const text = render({ ...record, commits });
    expect(text).not.toContain('\u001b[2J');
    if (render !== forms[0][1]) expect(text).not.toContain('<script>alert');
    if (render === renderBisectMarkdown) expect(text).not.toMatch(/@everyone|\]\(http/);
  });
});

it('a page has a picture of what was measured', () => {
  const page = renderBisectHtml(found());
  expect(page).toMatch(/<svg role="img"[^>]*Change 4/);
  expect(renderBisectHtml(bisectRecord(2))).not.toContain('<svg role="img"');
});

it('an answer that is not one commit says so', () => {
  const interval = found({
    answer: { kind: 'interval', good: 1, bad: 4, reason: 'The budget was spent.', slowdownPercent: null },
  });
  expect(headline(interval)).toMatch(/^One of 3 commits after \w{7}, up to \w{7}, made runc cpu.prime slower$/);
  const none = found({ answer: { kind: 'no-difference', good: 0, bad: 4, reason: '', slowdownPercent: null } });
  expect(headline(none)).toMatch(/^runc cpu.prime is not shown to be slower at/);
});

it('a merge is reported, with how to search in it', () => {
  const record = found();
  const commits = record.commits.map((commit) => ({ ...commit, isMerge: true }));
  expect(renderBisectMarkdown({ ...record, commits })).toMatch(/It is a merge/);
});

it('the exit code distinguishes a commit, no difference, and less', () => {
  const answer = found().answer;
  if (!answer) throw new Error('there is an answer');
  expect(bisectExitCode(found())).toBe(0);
  expect(bisectExitCode(found({ answer: { ...answer, slowdownPercent: null } }))).toBe(4);
  expect(bisectExitCode(found({ answer: { ...answer, kind: 'interval' } }))).toBe(4);
  expect(bisectExitCode(found({ answer: { ...answer, kind: 'no-difference' } }))).toBe(1);
});

it('progress names the commit, what it is compared with, and what is left', () => {
  const rule = { error: 0.01, minEffectPercent: 1, marginPercent: 3, wanted: 'side' } as const;
  const record = bisectRecord(64, { tried: [triedOnce('ends', 0, 64, 'slower')] });
  const text = progressText(record, { kind: 'step', baseline: 0, candidate: 32, rule, seconds: 75 });
  expect(text).toMatch(/^bisect: 2 of about 8, 64 commits left: \w{7} Change 32 against \w{7}, at most 1m15s$/);
});
