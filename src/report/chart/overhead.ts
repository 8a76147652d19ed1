/** Draws what each runtime costs against native, benchmark by benchmark, with intervals. */
import type { OverheadCell } from '../../compare/comparison.js';
import { printable } from '../../printable.js';
import { NATIVE, type RunDocument } from '../../results/document.js';
import { BYTES, count } from '../../units.js';
import type { ReportInput } from '../input.js';
import { costOf, formatCost, formatLevel } from '../numbers.js';
import { armIdsOf, benchmarkRows } from '../rows.js';
import { armColour, surface } from './colours.js';
import { labelMargin, shortLabel } from './labels.js';
import { SYMLOG_FROM, timeScale, timeTick } from './scale.js';
import { drawSvg, Plot } from './svg-plot.js';
import type { Chart } from './types.js';

interface Mark {
  readonly benchmark: string;
  readonly arm: string;
  readonly percent: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly isMemory: boolean;
  readonly proven: boolean;
  readonly colour: string;
  /** It is, for example, `+1.8 %`, of time. */
  readonly text: string;
  readonly tip: string;
}

const ROW = 20;
const HEADING = 24;
const AXIS = 44;

const COST = 'A cost is time for the same work: 20 % less throughput is 25 % more time.';

/** Explains what is drawn, and nothing else: few blocks have no interval. */
function captionOf(marks: readonly Mark[]): string {
  const bounded = marks.filter(({ low, high }) => low !== null || high !== null).length;
  if (bounded === 0) return `Point: the estimate; hollow and ~: there are too few blocks for an interval. ${COST}`;
  const orNone = bounded < marks.length ? ', or there are too few blocks for one' : '';
  return `Point: the estimate; line: its 95 % interval; hollow and ~: the interval includes no difference${orNone}. ${COST}`;
}

/** Returns undefined where no runtime was measured against native in anything but its launches. */
export function overheadChart(input: ReportInput): Chart | undefined {
  const marks = marksOf(input);
  if (marks.length === 0) return undefined;
  return {
    id: 'overhead',
    title: 'Cost against native',
    caption: captionOf(marks),
    draw: (width) => draw(marks, width),
  };
}

function marksOf({ run, overheads }: ReportInput): Mark[] {
  const arms = armIdsOf(run, overheads).filter((arm) => arm !== NATIVE);
  return benchmarkRows(run, overheads)
    .filter(({ observed }) => !observed)
    .flatMap(({ cells }) => arms.flatMap((arm) => markOf(run, cells.get(arm))));
}

function markOf(run: RunDocument, cell: OverheadCell | undefined): Mark[] {
  if (!cell?.overhead) return [];
  const { arm, benchmark, unit, direction, level, nativeLevel, noisePercent } = cell;
  const cost = costOf(cell.overhead, direction);
  const { estimate, interval, evidence } = formatCost(cost);
  const levels = `${formatLevel(level, unit, noisePercent)}, native ${formatLevel(nativeLevel, unit, noisePercent)}`;
  return [
    {
      ...cost,
      benchmark,
      arm,
      isMemory: BYTES.has(unit),
      proven: evidence !== 'none',
      colour: armColour(run, arm),
      text: estimate,
      tip: `${printable(arm)}, ${printable(benchmark)}\ncost ${estimate} ${interval}\n${printable(levels)}\n${count(cell.blocks, 'block')}`,
    },
  ];
}

function draw(marks: readonly Mark[], width: number): string {
  const benchmarks = [...new Set(marks.map(({ benchmark }) => benchmark))];
  const arms = [...new Set(marks.map(({ arm }) => arm))];
  const longest = width < 500 ? 13 : 26;
  const [marginLeft, marginRight] = [labelMargin(arms, longest), 66];
  const ends = marks.flatMap(({ percent, low, high }) => [percent, low ?? percent, high ?? percent]);
  const scale = timeScale(ends, width - marginLeft - marginRight, 46);
  const facet = HEADING + ROW * arms.length;
  return drawSvg(
    {
      label: `Cost of ${arms.join(', ')} against native in ${count(benchmarks.length, 'benchmark')}; the table has every figure.`,
      width,
      height: benchmarks.length * facet + AXIS,
    },
    {
      marginLeft,
      marginRight,
      marginTop: 0,
      marginBottom: AXIS,
      x: { type: scale.type, constant: SYMLOG_FROM, domain: [...scale.domain], label: null },
      y: { type: 'band', domain: ['', ...arms], axis: null, padding: 0 },
      fy: { domain: benchmarks, axis: null, padding: 0 },
      marks: [
        ...frame(benchmarks, scale.ticks, marginLeft, axisLabel(marks)),
        ...estimates(marks, longest, marginLeft, marginRight, scale.domain),
      ],
    },
  );
}

/** Memory, as of scale.density, is no time, and has the same axis. */
function axisLabel(marks: readonly Mark[]): string {
  return `${marks.some(({ isMemory }) => isMemory) ? 'time (or memory)' : 'time'} for the same work, against native →`;
}

function frame(
  benchmarks: readonly string[],
  ticks: readonly number[],
  marginLeft: number,
  label: string,
): Plot.Markish[] {
  const headings = benchmarks.map((benchmark) => ({ benchmark }));
  return [
    Plot.gridX(ticks, { stroke: surface('line'), strokeOpacity: 1, insetTop: HEADING }),
    Plot.ruleX([0], { stroke: surface('muted'), insetTop: HEADING }),
    Plot.axisX(ticks, {
      facetAnchor: 'bottom',
      tickFormat: timeTick,
      tickSize: 0,
      color: surface('muted'),
      label,
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 40,
    }),
    Plot.text(headings, {
      fy: 'benchmark',
      text: ({ benchmark }: { benchmark: string }) => printable(benchmark),
      frameAnchor: 'top-left',
      dx: -marginLeft,
      dy: 8,
      fontWeight: 600,
      fill: surface('text'),
    }),
  ];
}

function estimates(
  marks: readonly Mark[],
  longest: number,
  marginLeft: number,
  marginRight: number,
  [from, to]: readonly [number, number],
): Plot.Markish[] {
  const bounded = marks.filter(({ low, high }) => low !== null || high !== null);
  const place = { fy: 'benchmark', y: 'arm' } as const;
  const label = { ...place, fill: surface('text') } as const;
  return [
    Plot.text(marks, {
      ...label,
      text: ({ arm }: Mark) => shortLabel(arm, longest),
      frameAnchor: 'left',
      dx: -marginLeft + 8,
    }),
    Plot.link(bounded, {
      fy: 'benchmark',
      y1: 'arm',
      y2: 'arm',
      x1: ({ low }: Mark) => Math.max(low ?? from, from),
      x2: ({ high }: Mark) => Math.min(high ?? to, to),
      stroke: 'colour',
      strokeWidth: 2,
      title: 'tip',
    }),
    Plot.dot(marks, {
      ...place,
      x: 'percent',
      r: 4.5,
      fill: ({ proven, colour }: Mark) => (proven ? colour : surface('surface')),
      stroke: 'colour',
      strokeWidth: 2,
      title: 'tip',
    }),
    Plot.text(marks, { ...label, text: 'text', frameAnchor: 'right', textAnchor: 'end', dx: marginRight }),
  ];
}
