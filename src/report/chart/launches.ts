/** Draws what the host saw of every launch: how long it took to start and to end, and what memory it took. */
import { type Launch, NATIVE, type RunDocument } from '../../results/document.js';
import { launchesOf } from '../../results/named.js';
import { drawLevels, type LevelRow } from './levels.js';
import type { Chart } from './types.js';

interface LaunchChart extends Pick<Chart, 'id' | 'title' | 'caption'> {
  readonly unit: string;
  readonly axis: string;
  readonly panels: readonly {
    readonly heading: string;
    /** It is in `unit`; null or undefined where the launch does not have it. */
    readonly figure: (launch: Launch) => number | null | undefined;
  }[];
}

const CHARTS: readonly LaunchChart[] = [
  {
    id: 'lifecycle',
    title: 'Start-up and shutdown',
    caption:
      'Bar: the median; dots: every launch. Start-up is from the call of the runtime until the sandbox answers, shutdown from the request to end until the runtime is done.',
    unit: 'ms',
    axis: 'time',
    panels: [
      { heading: 'start-up', figure: (launch) => launch.startupMs },
      { heading: 'shutdown', figure: (launch) => launch.shutdownMs },
    ],
  },
  {
    id: 'footprint',
    title: 'Memory of an idle sandbox',
    caption:
      'Bar: the median; dots: every launch. Proportional set size: all of its processes on the host, a guest’s memory too. Control group: what the kernel charges to it, page cache too. Daemons are in neither.',
    unit: 'B',
    axis: 'memory',
    panels: [
      { heading: 'proportional set size', figure: (launch) => launch.footprint?.pssBytes },
      { heading: 'control group', figure: (launch) => launch.footprint?.cgroupBytes },
    ],
  },
];

/** Returns the charts for which the launches have figures. */
export function launchCharts(run: RunDocument): Chart[] {
  const charts = CHARTS.flatMap(({ id, title, caption, unit, axis, panels }) => {
    const rows = panels.flatMap(({ heading, figure }) => armRows(run, heading, figure));
    if (rows.length === 0) return [];
    return [{ id, title, caption, draw: (width: number) => drawLevels(run, { unit, axis, rows }, width) }];
  });
  return [...charts, ...daemonChart(run)];
}

/** A daemon has one figure for all sandboxes of its runtime. */
function daemonChart(run: RunDocument): Chart[] {
  const heading = 'proportional set size';
  const rows = run.environments.flatMap(({ arm, daemon }): LevelRow[] =>
    daemon ? [{ heading, arm, values: [daemon.pssBytes] }] : [],
  );
  if (rows.length === 0) return [];
  const caption =
    'Of the daemon and what it has started: one for all sandboxes of its runtime, weighed once, while there was none.';
  const draw = (width: number) => drawLevels(run, { unit: 'B', axis: 'memory', rows }, width);
  return [{ id: 'daemons', title: 'Memory of a daemon', caption, draw }];
}

function armRows(run: RunDocument, heading: string, figure: (launch: Launch) => number | null | undefined): LevelRow[] {
  const arms = [NATIVE, ...run.plan.arms.map(({ id }) => id).filter((id) => id !== NATIVE)];
  return arms.flatMap((arm) => {
    const values = launchesOf(run, arm).flatMap((launch) => figure(launch) ?? []);
    return values.length === 0 ? [] : [{ heading, arm, values }];
  });
}
