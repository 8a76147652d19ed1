/** Renders the answer of a search as a page. */
import type { BisectRecord, Tried } from '../../bisect/document.js';
import { page } from '../html/html.js';
import { chartsPart } from '../html/parts.js';
import { type Html, html } from '../html/template.js';
import { bisectChart } from './picture.js';
import { cellText, details, headline, idOf, inLine, OUTCOME_WORDS, slowdownText, subjectOf } from './words.js';

const LEGEND =
  'Every comparison is of launches side by side in one run. A slowdown is time for the same work (or memory): + is worse, - is better.';

/** Returns the whole document, ending in a newline. */
export function renderBisectHtml(record: BisectRecord): string {
  const chart = bisectChart(record);
  const parts = [chartsPart('Tried', chart ? [chart] : []), table(record)];
  return page(`${headline(record)} - tare bisect`, head(record), parts, { legend: LEGEND });
}

function head(record: BisectRecord): Html {
  const { answer, startedAt } = record;
  const look = answer?.kind === 'commit' ? 'fail' : 'warn';
  return html`<p class="brand">tare bisect · ${startedAt}</p>
<div class="verdict ${look}"><h1>${headline(record)}</h1>
${details(record).map((sentence) => html`<p>${sentence}</p>`)}</div>`;
}

function table(record: BisectRecord): Html {
  return html`<section aria-labelledby="comparisons"><h2 id="comparisons">Comparisons</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="comparisons"><table>
<caption>${cellText(record)}, built with ${record.command.split('\n')[0] ?? ''}</caption>
<thead><tr><th scope="col">commit</th><th scope="col">subject</th><th scope="col">against</th><th scope="col">outcome</th><th scope="col">slowdown</th><th scope="col" class="n">launches</th></tr></thead>
<tbody>${inLine(record).map((tried) => row(tried, record))}</tbody></table></div></section>`;
}

const CLASSES: Partial<Record<Tried['outcome'], string>> = { slower: 'worse', 'not-slower': 'better' };

function row({ candidate, baseline, outcome, reason, slowdownPercent, launches }: Tried, record: BisectRecord): Html {
  const why = reason === null ? html`` : html` <span class="muted">${reason.split('\n')[0] ?? ''}</span>`;
  return html`<tr><th scope="row"><code>${idOf(record, candidate).slice(0, 7)}</code></th><td class="wrap">${subjectOf(record, candidate)}</td><td><code>${idOf(record, baseline).slice(0, 7)}</code></td><td class="wrap"><span class="word ${CLASSES[outcome] ?? 'doubt'}">${OUTCOME_WORDS[outcome]}</span>${why}</td><td>${slowdownText(slowdownPercent)}</td><td class="n">${launches}</td></tr>
`;
}
