/** Renders the report as one page, which loads nothing from anywhere and runs nothing from a document. */
import { createHash } from 'node:crypto';
import { chartsOf } from '../chart/chart.js';
import { ARM_STYLE, colourStyle } from '../chart/colours.js';
import type { ReportInput } from '../input.js';
import { CELLS_AND_NOISE } from '../legend.js';
import { brokenLimits } from '../limits.js';
import { formatTime } from '../origin.js';
import { headline } from '../verdicts.js';
import { cellsPart } from './cells.js';
import { CLIENT } from './client-code.js';
import { inspectionsPart } from './inspections.js';
import { limitsPart } from './limits.js';
import { chartsPart, hostPart, notesPart, reproducePart, runtimesPart, verdictPart } from './parts.js';
import { type Html, html, trusted } from './template.js';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The policy allows the page's own style and script by hash and refuses everything else, so that injected text could
 * do nothing.
 */
function policy({ style, script }: Client): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function titleOf({ run, comparison, gate, limits }: ReportInput): string {
  const alone = brokenLimits(limits) || 'Cost of runtimes';
  const said = comparison === undefined ? alone : headline({ run, comparison, gate, limits }).answer;
  return `${said} - tare, ${formatTime(run.startedAt)}`;
}

/** Returns the whole document, ending in a newline. */
export function renderHtml(input: ReportInput): string {
  return page(titleOf(input), verdictPart(input), [
    limitsPart(input),
    ...bodyParts(input),
    inspectionsPart(input),
    notesPart(input),
    hostPart(input),
    reproducePart(input),
  ]);
}

/** Verdicts are read in their table; costs alone are seen at a glance in the charts. */
function bodyParts(input: ReportInput): Html[] {
  const [first, ...rest] = chartsOf(input);
  const [table, glance, more] = [
    cellsPart(input),
    chartsPart('Charts', first ? [first] : []),
    chartsPart('More charts', rest),
  ];
  const runtimes = runtimesPart(input);
  return input.comparison ? [table, runtimes, glance, more] : [runtimes, glance, table, more];
}

/** The style rules and the script of a page, as the browser gets them. */
export interface Client {
  readonly style: string;
  readonly script: string;
}

const SIGNS =
  'Costs and changes are time for the same work (or memory): + is worse, - is better, ×n is n times as much, ~ is no evidence of either, [?] is too few blocks for an interval.';

/** A page's code, and the line at its foot that says what its words mean. */
export interface Frame {
  /** It is that of the page of a run where it is absent. */
  readonly client?: Client;
  readonly legend: string;
}

const RUN_FRAME: Frame = { legend: `${CELLS_AND_NOISE} ${SIGNS}` };

/** Makes a page of parts. @param head what a reader must know first. */
export function page(title: string, head: Html, parts: readonly Html[], frame: Frame = RUN_FRAME): string {
  const { client = CLIENT, legend } = frame;
  const style = `${colourStyle(':root')}\n${ARM_STYLE}\n${client.style}`;
  const { script } = client;
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy({ style, script })}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the figures</a>
<header>${head}</header>
<main id="main">
${parts}
</main>
<footer>${legend} Made by tare.</footer>
<div id="tip" role="tooltip" hidden></div>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return text.text;
}
