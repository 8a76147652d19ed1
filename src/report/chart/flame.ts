/** Draws a differential flame graph: where the regressed side spends its time, and what of it the other did not. */
import { type HierarchyRectangularNode, hierarchy, partition } from 'd3-hierarchy';
import { printable } from '../../printable.js';
import type { InspectedSide, Inspection } from '../../results/schema/inspection.js';
import { inspectionTitle } from '../inspections.js';
import { surface } from './colours.js';
import { drawSvg, Plot } from './svg-plot.js';
import type { Chart } from './types.js';

/** Samples of one trial: the function's own, without those of what it calls. */
interface Frame {
  readonly name: string;
  readonly calls: Map<string, Frame>;
  baseline: number;
  candidate: number;
}

/** A frame is drawn from this part of the whole on. */
const NARROWEST = 0.004;
/** Both are in px: the height of a row, and the width of a letter. */
const ROW = 18;
const LETTER = 6.6;

/** Returns nothing where a side has no samples. */
export function flameChart(inspection: Inspection, id: string): Chart | undefined {
  const { baseline, candidate } = inspection;
  if (!hasSamples(baseline) || !hasSamples(candidate)) return undefined;
  const title = inspectionTitle(inspection);
  return {
    id,
    title: `Where ${title} spends its time`,
    caption: `Each function is called by the one above it; its width is its part of the ${candidate.samples} samples of ${candidate.arm}. Red is more time for the same work than on ${baseline.arm} (${baseline.samples} samples), green is less, and the stronger the more. What only ${baseline.arm} does has no width.`,
    draw: (width) => draw(treeOf(baseline, candidate), title, width),
  };
}

const hasSamples = ({ samples = 0, trials }: InspectedSide): boolean => samples > 0 && trials > 0;

function treeOf(baseline: InspectedSide, candidate: InspectedSide): Frame {
  const root = newFrame('all');
  for (const [stack, count] of baseline.stacks ?? []) frameOf(root, stack).baseline += count / baseline.trials;
  for (const [stack, count] of candidate.stacks ?? []) frameOf(root, stack).candidate += count / candidate.trials;
  return root;
}

const newFrame = (name: string): Frame => ({ name, calls: new Map(), baseline: 0, candidate: 0 });

/** A document that a stranger wrote may have stacks of any depth; deeper frames count as their caller's. */
const DEEPEST = 60;

function frameOf(root: Frame, stack: string): Frame {
  return stack
    .split(';')
    .slice(0, DEEPEST)
    .reduce((frame, name) => {
      const called = frame.calls.get(name) ?? newFrame(name);
      frame.calls.set(name, called);
      return called;
    }, root);
}

type Node = HierarchyRectangularNode<Frame>;

/** A box of the graph, in parts of its width and in rows. */
interface Box {
  readonly name: string;
  readonly x0: number;
  readonly x1: number;
  readonly row: number;
  /** Samples of one trial, with those of what it calls. */
  readonly now: number;
  readonly before: number;
}

function boxesOf(root: Frame): Box[] {
  const tree = hierarchy(root, ({ calls }) => [...calls.values()]);
  const before = new Map<Frame, number>();
  tree.eachAfter(({ data, children = [] }) => {
    const called = children.reduce((sum, child) => sum + (before.get(child.data) ?? 0), 0);
    before.set(data, data.baseline + called);
  });
  const nodes: Node[] = partition<Frame>()(tree.sum(({ candidate }) => candidate).sort(byName)).descendants();
  return nodes
    .filter(({ x0, x1 }) => x1 - x0 >= NARROWEST)
    .map(({ data, x0, x1, depth, value = 0 }) => {
      return { name: printable(data.name), x0, x1, row: depth, now: value, before: before.get(data) ?? 0 };
    });
}

const byName = (a: { readonly data: Frame }, b: { readonly data: Frame }): number =>
  a.data.name < b.data.name ? -1 : Number(a.data.name > b.data.name);

function draw(root: Frame, label: string, width: number): string {
  const boxes = boxesOf(root);
  const rows = boxes.reduce((most, { row }) => Math.max(most, row), 0) + 1;
  const change = ({ now, before }: Box): number => now - before;
  const most = boxes.reduce((largest, box) => Math.max(largest, Math.abs(change(box))), Number.MIN_VALUE);
  const place = { x1: (box: Box) => box.x0, x2: (box: Box) => box.x1, y1: (box: Box) => box.row };
  return drawSvg(
    { label: `Flame graph of ${label}`, width, height: rows * ROW },
    {
      axis: null,
      margin: 0,
      x: { domain: [0, 1] },
      y: { domain: [0, rows], reverse: true },
      marks: [
        Plot.rect(boxes, {
          ...{ ...place, y2: (box: Box) => box.row + 1, inset: 0.5 },
          fill: (box: Box) => surface(change(box) > 0 ? 'worse' : change(box) < 0 ? 'better' : 'muted'),
          fillOpacity: (box: Box) => 0.12 + 0.6 * (Math.abs(change(box)) / most),
          title: titleOf,
        }),
        Plot.text(boxes, {
          ...{ x: (box: Box) => box.x0, y: (box: Box) => box.row + 0.5, textAnchor: 'start', dx: 3 },
          text: ({ x0, x1, name }: Box) => clipped(name, Math.floor(((x1 - x0) * width - 6) / LETTER)),
          fill: surface('text'),
        }),
      ],
    },
  );
}

const titleOf = ({ name, now, before }: Box): string =>
  `${name}\n${now.toFixed(2)} samples a trial, ${before.toFixed(2)} on the other side`;

const clipped = (name: string, letters: number): string =>
  letters < 3 ? '' : name.length <= letters ? name : `${name.slice(0, letters - 1)}…`;
