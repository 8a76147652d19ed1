/**
 * Renders what is behind one cell: the figures block by block, how the verdict was reached, every pair, and how to
 * measure it again.
 */
import type { ExplainedSide } from '../../compare/explain.js';
import { printable, printableJson } from '../../printable.js';
import { benchmarkOf } from '../../results/named.js';
import { count } from '../../units.js';
import { armColour } from '../chart/colours.js';
import { distributionChart } from '../chart/distribution.js';
import { CHART_WIDTHS } from '../chart/types.js';
import { explanationText } from '../explanation.js';
import type { ReportInput } from '../input.js';
import { costOf, formatCost, formatLevel, formatNoise } from '../numbers.js';
import { preparation, reproduceCell } from '../reproduce.js';
import type { CellPairs } from './pairs-data.js';
import { type Html, html, lines, trusted } from './template.js';
import type { CellView } from './views.js';

/** The explanation has this many columns, which fit beside a chart without scrolling. */
const TEXT_COLUMNS = 58;
/** It is in px, and wide enough for two runs side by side. */
const CHART = 540;

/** No browser would open a page of thousands of drawings; those that a reader must see come first. */
const MOST_CHARTS = 100;
const NO_CHART = html`<figure><figcaption>Charts are drawn of the first ${String(MOST_CHARTS)} cells; the list of pairs has the figures.</figcaption></figure>`;

export function detail(input: ReportInput, view: CellView, index: number): Html {
  return html`<div class="columns"><div>
${facts(input, view)}
${view.explanation ? html`<details><summary>How it was decided</summary><pre tabindex="0">${lines(explanationText(view.explanation, TEXT_COLUMNS))}</pre></details>` : undefined}
${pairsFold(view, index)}
<details><summary>Measure this cell again</summary><pre class="command">${commands(input, view)}</pre></details>
</div>${index < MOST_CHARTS ? chart(input, view) : NO_CHART}</div>`;
}

function commands({ run, workflowLinks }: ReportInput, { arm, benchmark }: CellView): Html {
  const program = workflowLinks?.program;
  return lines([...preparation(run, program), reproduceCell(run, arm, benchmark, program)].join('\n'));
}

function facts({ run }: ReportInput, view: CellView): Html {
  const { compared, overhead, unit } = view;
  const cost = overhead?.overhead ? formatCost(costOf(overhead.overhead, overhead.direction)) : undefined;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['measures', benchmarkOf(run, view.benchmark)?.summary],
    ['baseline', compared && formatLevel(compared.baselineLevel, unit, compared.noisePercent)],
    ['now', compared && formatLevel(compared.candidateLevel, unit, compared.noisePercent)],
    ['cost against native', cost && `${cost.estimate} ${cost.interval}`],
    ['native', overhead && formatLevel(overhead.nativeLevel, unit, overhead.noisePercent)],
    ['measured', compared ? undefined : overhead && formatLevel(overhead.level, unit, overhead.noisePercent)],
    ['blocks', blocksOf(view)],
    ['noise', formatNoise((compared ?? overhead)?.noisePercent ?? null)],
    ['left out', dropsOf(view)],
  ];
  const given = rows.filter(([, text]) => text !== undefined && text !== '');
  const notes = [...(compared ? [compared.reason] : []), ...(overhead?.notes ?? [])];
  return html`${notes.map((note) => html`<p>${note}</p>`)}
<dl>${given.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
}

function blocksOf({ compared, overhead }: CellView): string {
  if (!compared) return String(overhead?.blocks ?? 0);
  const { baselineBlocks, candidateBlocks } = compared;
  return baselineBlocks === candidateBlocks ? String(candidateBlocks) : `${baselineBlocks}, now ${candidateBlocks}`;
}

function dropsOf({ sides }: CellView): string {
  const drops = sides.flatMap((side) => side.drops.map((drop) => ({ ...drop, run: side.run })));
  return drops
    .map(({ arm, reason, count: n, run }) => `${arm}: ${reason}, ${count(n, 'time')} (run ${run})`)
    .join('; ');
}

/** The page's script fills it when it is opened, since as text it would be half of the file. */
function pairsFold({ sides }: CellView, index: number): Html {
  const pairs = sides.flatMap(({ blocks }) => blocks).reduce((sum, { pairs: list }) => sum + list.length, 0);
  if (pairs === 0) return html``;
  return html`<details data-cell="${index}"><summary>All ${count(pairs, 'pair')}</summary><div class="pairs" tabindex="0" role="region" aria-label="pairs"></div></details>`;
}

const heading = (sides: readonly ExplainedSide[], index: number): string =>
  sides.length < 2 ? '' : index === 0 ? 'baseline' : 'this run';

function chart({ run }: ReportInput, { arm, benchmark, unit, direction, sides }: CellView): Html {
  if (sides.every(({ blocks }) => blocks.length === 0)) return html``;
  const [side] = sides;
  const drawn = distributionChart(
    {
      label: `${arm} ${benchmark}: every pair, block by block; the list of pairs has the figures.`,
      direction,
      colour: armColour(run, arm),
      sides: sides.map(({ blocks }, index) => ({ heading: heading(sides, index), blocks })),
    },
    sides.length < 2 ? CHART_WIDTHS.narrow : CHART,
  );
  return html`<figure>${trusted(drawn)}<figcaption>${unit.endsWith('B') ? 'Memory' : 'Time'} of ${arm} against ${side?.baselineArm}. Dots: pairs; rings: their mean in a block, on which the statistics stand.</figcaption></figure>`;
}

/**
 * Writes every pair of every cell for the script, as data, which no browser runs. It goes one cell at a time to save
 * memory.
 */
export function pairsData(views: readonly CellView[]): Html {
  const texts = views.map((view) => printableJson(pairsOf(view), 0).replaceAll('<', '\\u003c'));
  return html`<script type="application/json" id="pairs">[${trusted(texts.join(','))}]</script>`;
}

function pairsOf({ unit, sides }: CellView): CellPairs {
  return {
    unit: printable(unit),
    sides: sides.map((side, index) => ({
      title: [heading(sides, index), `run ${printable(side.run)}`].filter((part) => part !== '').join(', '),
      baseline: printable(side.baselineArm),
      candidate: printable(side.candidateArm),
      blocks: side.blocks.map(({ block, pairs }) => [
        block,
        pairs.map(({ k, baseline, candidate }) => [k, baseline, candidate] as const),
      ]),
    })),
  };
}
