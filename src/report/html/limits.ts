/** Renders the limits of the user, one row each. */
import type { LimitOutcome } from '../../compare/limits.js';
import { armClass } from '../chart/colours.js';
import type { ReportInput } from '../input.js';
import { LIMIT_WORDS, type LimitRow, limitRows, unplannedLimits } from '../limits.js';
import { formatNoise } from '../numbers.js';
import { type Html, html } from './template.js';

const TONES: Readonly<Record<LimitOutcome, string>> = {
  beyond: 'worse',
  missing: 'worse',
  'cannot tell': 'doubt',
  within: 'muted',
};

/** Returns nothing where nothing is limited. */
export function limitsPart(input: ReportInput): Html {
  const [rows, sentences] = [limitRows(input.limits), unplannedLimits(input.limits)];
  if (rows.length + sentences.length === 0) return html``;
  const table =
    rows.length === 0
      ? undefined
      : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="limits"><table class="limits">
<thead><tr><th scope="col">Runtime</th><th scope="col">Benchmark</th><th scope="col">Verdict</th><th scope="col" class="n">Now</th><th scope="col" class="n">Limit</th><th scope="col" class="n extra">Noise</th></tr></thead>
<tbody>${rows.map((row) => body(input, row))}</tbody></table></div>`;
  return html`<section aria-labelledby="limits"><h2 id="limits">Limits</h2>
${table}${sentences.map((text) => html`<p>${text}</p>`)}</section>`;
}

function body({ run }: ReportInput, { cell, figure, interval, limit }: LimitRow): Html {
  const { arm, benchmark, outcome, noisePercent } = cell;
  return html`<tr><td><i class="swatch ${armClass(run, arm)}"></i>${arm}</td><th scope="row">${benchmark}</th><td><span class="${TONES[outcome]}">${LIMIT_WORDS[outcome]}</span></td>
<td class="n">${figure} <span class="interval">${interval}</span></td><td class="n">${limit}</td><td class="n extra">${formatNoise(noisePercent)}</td></tr>
`;
}
