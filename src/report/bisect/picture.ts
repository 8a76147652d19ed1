/**
 * Draws the commits that were tried, in the order of the history: what each costs against the commit it was compared
 * with.
 */
import type { BisectRecord, Tried } from '../../bisect/document.js';
import { printable } from '../../printable.js';
import { surface } from '../chart/colours.js';
import { drawSvg, Plot } from '../chart/svg-plot.js';
import type { Chart } from '../chart/types.js';
import { commitName, headline, idOf, inLine, OUTCOME_WORDS, slowdownText } from './words.js';

interface Row {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly colour: string;
  readonly tip: string;
}

const ROW = 24;
const AXIS = 44;
/** An interval without an end reaches this many times beyond the largest value that the others need. */
const BEYOND = 1.5;

/** Returns undefined where nothing was measured. */
export function bisectChart(record: BisectRecord): Chart | undefined {
  const shown = inLine(record).filter(({ slowdownPercent }) => slowdownPercent !== null);
  if (shown.length === 0) return undefined;
  return {
    id: 'bisect',
    title: 'Commits that were tried, oldest first',
    caption: 'Dot: the estimate against the commit named behind; line: its interval. Red is slower, green is not.',
    draw: (width) => draw(record, shown, width),
  };
}

function draw(record: BisectRecord, shown: readonly Tried[], width: number): string {
  const limits = shown.flatMap(({ slowdownPercent: s }) => [s?.estimate ?? 0, s?.low ?? 0, s?.high ?? 0]);
  const [least, most] = [Math.min(0, ...limits), Math.max(1, ...limits)];
  const rows = shown.map((tried, at) => rowOf(record, tried, at, { least: BEYOND * least, most: BEYOND * most }));
  const marginLeft = width < 500 ? 80 : 150;
  return drawSvg(
    {
      label: `${headline(record)}. ${rows.map(({ tip }) => tip).join('; ')}.`,
      width,
      height: rows.length * ROW + AXIS,
    },
    {
      marginLeft,
      marginRight: 24,
      marginTop: 4,
      marginBottom: AXIS,
      x: { domain: [least, most], label: null, nice: true, clamp: true },
      y: { domain: rows.map(({ label }) => label), axis: null },
      marks: [
        Plot.gridX({ ticks: 6, stroke: surface('line'), strokeOpacity: 1 }),
        Plot.ruleX([0], { stroke: surface('muted') }),
        Plot.axisX({
          ticks: 6,
          tickSize: 0,
          color: surface('muted'),
          label: 'slowdown (%) →',
          labelOffset: 40,
          labelArrow: 'none',
          labelAnchor: 'center',
        }),
        Plot.ruleY(rows, { y: 'label', x1: 'low', x2: 'high', stroke: 'colour', strokeWidth: 2, title: 'tip' }),
        Plot.dot(rows, { y: 'label', x: 'estimate', r: 4, fill: 'colour', title: 'tip' }),
        Plot.text(rows, {
          y: 'label',
          text: 'label',
          frameAnchor: 'left',
          textAnchor: 'start',
          dx: -marginLeft + 4,
          fill: surface('text'),
        }),
      ],
    },
  );
}

function rowOf(record: BisectRecord, tried: Tried, at: number, edges: { least: number; most: number }): Row {
  const { candidate, baseline, outcome, slowdownPercent } = tried;
  const { estimate, low, high } = slowdownPercent ?? { estimate: 0, low: null, high: null };
  const [own, other] = [candidate, baseline].map((place) => idOf(record, place).slice(0, 7));
  const colours = {
    slower: 'worse',
    'not-slower': 'better',
    'cannot-tell': 'doubt',
    'not-built': 'muted',
    'not-measured': 'muted',
  } as const;
  return {
    // The number keeps rows apart that compare the same two commits.
    label: `${at + 1}. ${own} / ${other}`,
    estimate,
    low: low ?? edges.least,
    high: high ?? edges.most,
    colour: surface(colours[outcome]),
    tip: `${printable(commitName(record, candidate))}: ${OUTCOME_WORDS[outcome]} ${slowdownText(slowdownPercent)}`,
  };
}
