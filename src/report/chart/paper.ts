/** Draws the figures 6 to 10 of the paper that this product follows, from any run that has what they show. */
import { observations, type Series } from '../../compare/observations.js';
import { NATIVE, type RunDocument } from '../../results/document.js';
import { drawLevels, type LevelRow } from './levels.js';
import type { Chart } from './types.js';

interface Panel {
  readonly heading: string;
  /** The first that the run has is shown. */
  readonly benchmarks: readonly string[];
  readonly metric: string;
}

interface Figure {
  readonly number: number;
  readonly title: string;
  readonly axis: string;
  readonly panels: readonly Panel[];
}

const CPU = ['cpu.prime'];
const MEMORY = ['memory.write.seq.1k', 'memory.read.seq.1k', 'memory.write.seq.1m'];
/** Files are on the runtime's own layer, as in the paper, or else on the volume. */
const files = (mode: string): string[] => [`fileio.root.${mode}`, `fileio.volume.${mode}`];
const panel = (heading: string, benchmarks: readonly string[], metric: string): Panel => ({
  heading,
  benchmarks,
  metric,
});

/**
 * sysbench prints averages with two decimals of a ms, so an operation in memory takes 0.00: `latency_mean` is sum over
 * count.
 */
const FIGURES: readonly Figure[] = [
  {
    number: 6,
    title: 'CPU latency',
    axis: 'latency',
    panels: [panel('average', CPU, 'latency_mean'), panel('minimum', CPU, 'latency_min')],
  },
  {
    number: 7,
    title: 'File I/O, sequential read',
    axis: 'throughput',
    panels: [panel('sequential read', files('seqrd'), 'throughput')],
  },
  {
    number: 8,
    title: 'File I/O, sequential write and rewrite',
    axis: 'throughput',
    panels: [
      panel('sequential write', files('seqwr'), 'throughput'),
      panel('sequential rewrite', files('seqrewr'), 'throughput'),
    ],
  },
  {
    number: 9,
    title: 'Memory, total time',
    axis: 'time for the same work',
    panels: [panel('total time', MEMORY, 'total_time')],
  },
  {
    number: 10,
    title: 'Memory latency',
    axis: 'latency',
    panels: [panel('average', MEMORY, 'latency_mean'), panel('minimum', MEMORY, 'latency_min')],
  },
];

/**
 * Leaves out panels without a figure above zero, such as mostly the minimum latency of memory, which is printed as
 * 0.00 ms.
 */
export function paperCharts(run: RunDocument): Chart[] {
  const series = observations(run, isShown).filter(({ baselineArm }) => baselineArm === NATIVE);
  return FIGURES.flatMap((figure) => chartOf(run, figure, series));
}

const isShown = (benchmark: string, metric: string): boolean =>
  FIGURES.some(({ panels }) => panels.some((one) => one.metric === metric && one.benchmarks.includes(benchmark)));

function chartOf(run: RunDocument, { number, title, axis, panels }: Figure, series: readonly Series[]): Chart[] {
  const shown = panels.map((panel) => ({ panel, own: seriesOf(panel, series) })).filter(({ own }) => own.length > 0);
  const rows = shown.flatMap(({ panel, own }) => rowsOf(panel.heading, own));
  const [first] = shown.flatMap(({ own }) => own);
  if (!first || rows.length === 0) return [];
  const benchmarks = [...new Set(shown.flatMap(({ own }) => own.map(({ benchmark }) => benchmark)))];
  return [
    {
      id: `paper-${number}`,
      title: `${title} (the paper’s figure ${number})`,
      caption: `Bar: the median; dots: every launch. From ${benchmarks.join(' and ')}; ${first.direction} is better.`,
      draw: (width) => drawLevels(run, { unit: first.unit, axis, rows }, width),
    },
  ];
}

function seriesOf({ benchmarks, metric }: Panel, series: readonly Series[]): Series[] {
  const known = benchmarks.map((benchmark) =>
    series.filter((one) => one.benchmark === benchmark && one.metric === metric && one.observations.length > 0),
  );
  return known.find((own) => own.length > 0) ?? [];
}

/** Native's figures are those beside the runtime it was paired with most often. */
function rowsOf(heading: string, own: readonly Series[]): LevelRow[] {
  const [longest] = own.toSorted((a, b) => b.observations.length - a.observations.length);
  const native = (longest?.observations ?? []).map(({ baseline }) => baseline);
  return [
    { heading, arm: NATIVE, values: native },
    ...own.map(({ arm, observations: blocks }) => ({ heading, arm, values: blocks.map(({ candidate }) => candidate) })),
  ].filter(({ values }) => values.length > 0);
}
