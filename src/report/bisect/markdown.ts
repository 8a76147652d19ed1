/** Renders the answer of a search as Markdown. */
import type { BisectRecord, Tried } from '../../bisect/document.js';
import { code, escapeMarkdown } from '../markdown/escape.js';
import { cellText, details, headline, idOf, inLine, OUTCOME_WORDS, slowdownText, subjectOf } from './words.js';

/** Returns the whole text, ending in a newline. */
export function renderBisectMarkdown(record: BisectRecord): string {
  const lines = [
    `## ${escapeMarkdown(headline(record))}`,
    '',
    ...details(record).map(escapeMarkdown),
    '',
    `| commit | subject | against | ${code(cellText(record))} | slowdown | launches |`,
    '| --- | --- | --- | --- | --- | ---: |',
    ...inLine(record).map((tried) => row(tried, record)),
    '',
    `Built with ${code(record.command.split('\n')[0] ?? '')}. A slowdown is more time for the same work.`,
  ];
  return `${lines.join('\n')}\n`;
}

function row({ candidate, baseline, outcome, reason, slowdownPercent, launches }: Tried, record: BisectRecord): string {
  const why = reason === null ? '' : ` (${escapeMarkdown(reason.split('\n')[0] ?? '')})`;
  const [own, other] = [candidate, baseline].map((place) => code(idOf(record, place).slice(0, 7)));
  const word = outcome === 'slower' ? `**${OUTCOME_WORDS[outcome]}**` : OUTCOME_WORDS[outcome];
  const subject = escapeMarkdown(subjectOf(record, candidate));
  return `| ${[own, subject, other, word + why, escapeMarkdown(slowdownText(slowdownPercent)), launches].join(' | ')} |`;
}
