/**
 * Draws every pair of one cell, block by block: how much the runs of a verdict scatter, drift, or fall into groups.
 */
import type { BlockObservation } from '../../compare/observations.js';
import type { Direction } from '../../direction.js';
import { count } from '../../units.js';
import { costOf } from '../numbers.js';
import { surface } from './colours.js';
import { SYMLOG_FROM, timeScale, timeTick } from './scale.js';
import { drawSvg, Plot } from './svg-plot.js';

/** One run's side of the cell. */
export interface DistributionSide {
  /** It is shown above the side's panel, where there are several. */
  readonly heading: string;
  readonly blocks: readonly BlockObservation[];
}

export interface Distribution {
  /** It names the cell for screen readers. */
  readonly label: string;
  readonly direction: Direction;
  /** It is the arm's colour. */
  readonly colour: string;
  /** Each has one panel; all share one vertical axis. */
  readonly sides: readonly DistributionSide[];
}

interface Point {
  readonly side: string;
  readonly block: number;
  readonly percent: number;
}

const HEIGHT = 190;
const MARGIN = { marginLeft: 52, marginRight: 8, marginTop: 22, marginBottom: 40 } as const;

/** Draws pairs as small dots, and their mean in each block, the unit of replication, as a ring. */
export function distributionChart(distribution: Distribution, width: number): string {
  const { sides, direction, colour, label } = distribution;
  const pairs = sides.flatMap((side) => pairPoints(side, direction));
  const means = sides.flatMap((side) => meanPoints(side, direction));
  const length = HEIGHT - MARGIN.marginTop - MARGIN.marginBottom;
  const scale = timeScale(
    [...pairs, ...means].map(({ percent }) => percent),
    length,
    20,
  );
  const place = { fx: 'side', x: 'block', y: 'percent' } as const;
  return drawSvg(
    { label, width, height: HEIGHT },
    {
      ...MARGIN,
      x: { label: null, inset: 8 },
      y: { type: scale.type, constant: SYMLOG_FROM, domain: [...scale.domain], label: null },
      fx: { domain: sides.map(({ heading }) => heading), label: null, axis: null, padding: 0.06 },
      marks: [
        ...frame(scale.ticks, sides),
        Plot.dot(pairs, { ...place, render: asOnePath(colour) }),
        Plot.dot(means, { ...place, r: 4, fill: 'none', stroke: colour, strokeWidth: 1.5, title: 'tip' }),
      ],
    },
  );
}

const DOT_WIDTH = 3.4;

/**
 * Draws all dots of a panel as round ends of lines without length, in one path: a run has thousands, and an element
 * for each would be most of a page.
 */
function asOnePath(stroke: string): Plot.RenderFunction {
  const style = { fill: 'none', stroke, 'stroke-width': DOT_WIDTH, 'stroke-linecap': 'round', 'stroke-opacity': 0.75 };
  return (index, _scales, { x, y }, _dimensions, { document }) => {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const at = (values: ArrayLike<number> | undefined, i: number): string => Number(values?.[i]).toFixed(1);
    path.setAttribute('d', index.map((i) => `M${at(x, i)},${at(y, i)}h0`).join(''));
    for (const [name, value] of Object.entries(style)) path.setAttribute(name, String(value));
    return path;
  };
}

function frame(ticks: readonly number[], sides: readonly DistributionSide[]): Plot.Markish[] {
  return [
    Plot.gridY(ticks, { stroke: surface('line'), strokeOpacity: 1 }),
    Plot.ruleY([0], { stroke: surface('muted') }),
    Plot.axisY(ticks, { facetAnchor: 'left', tickFormat: timeTick, tickSize: 0, color: surface('muted'), label: null }),
    Plot.axisX({
      ticks: 5,
      tickFormat: 'd',
      tickSize: 0,
      color: surface('muted'),
      label: 'block, in the order taken',
      labelAnchor: 'center',
      labelArrow: 'none',
      labelOffset: 36,
    }),
    Plot.text(sides, {
      fx: 'heading',
      text: 'heading',
      frameAnchor: 'top-left',
      dy: -20,
      fontWeight: 600,
      fill: surface('text'),
    }),
  ];
}

function pairPoints({ heading, blocks }: DistributionSide, direction: Direction): Point[] {
  return blocks.flatMap(({ block, pairs }) =>
    pairs.map(({ baseline, candidate }) => pointOf(heading, block, candidate / baseline, direction)),
  );
}

function meanPoints({ heading, blocks }: DistributionSide, direction: Direction): (Point & { readonly tip: string })[] {
  return blocks.map(({ block, difference, pairs }) => {
    const point = pointOf(heading, block, Math.exp(difference), direction);
    return { ...point, tip: `block ${block}: ${tipOf(point.percent)}, ${count(pairs.length, 'pair')}` };
  });
}

function pointOf(side: string, block: number, ratio: number, direction: Direction): Point {
  return { side, block, percent: costOf({ ratio, low: null, high: null }, direction).percent };
}

const tipOf = (percent: number): string => (percent === 0 ? 'no difference' : timeTick(percent));
