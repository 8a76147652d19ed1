/** What the host saw of every launch: how long it took to start and to end, and what memory it took. */
import { type Launch, NATIVE, type RunDocument } from '../results/document.js';
import type { Chart } from './chart.js';
import { drawLevels, type LevelRow } from './chart-levels.js';

interface LaunchChart extends Pick<Chart, 'id' | 'title' | 'caption'> {
  readonly unit: string;
  readonly axis: string;
  readonly panels: readonly {
    readonly heading: string;
    /** In `unit`; null or undefined where the launch does not say. */
    readonly figure: (launch: Launch) => number | null | undefined;
  }[];
  /** Heading of a panel of what serves all sandboxes of an arm. */
  readonly daemons?: string;
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
      'Bar: the median; dots: every launch. Proportional set size: all of its processes on the host, a guest’s memory too. Control group: what the kernel charges to it, page cache too. A daemon is in neither: it is one for all sandboxes, and weighed once, while there was none.',
    unit: 'B',
    axis: 'memory',
    panels: [
      { heading: 'proportional set size', figure: (launch) => launch.footprint?.pssBytes },
      { heading: 'control group', figure: (launch) => launch.footprint?.cgroupBytes },
    ],
    daemons: 'its daemon, proportional set size',
  },
];

/** Those for which the launches have figures. */
export function launchCharts(run: RunDocument): Chart[] {
  return CHARTS.flatMap(({ id, title, caption, unit, axis, panels, daemons }) => {
    const launches = panels.flatMap(({ heading, figure }) => armRows(run, heading, figure));
    const rows = [...launches, ...(daemons === undefined ? [] : daemonRows(run, daemons))];
    if (rows.length === 0) return [];
    return [{ id, title, caption, draw: (width: number) => drawLevels(run, { unit, axis, rows }, width) }];
  });
}

function daemonRows({ environments }: RunDocument, heading: string): LevelRow[] {
  return environments.flatMap(({ arm, daemon }) => (daemon ? [{ heading, arm, values: [daemon.pssBytes] }] : []));
}

function armRows(run: RunDocument, heading: string, figure: (launch: Launch) => number | null | undefined): LevelRow[] {
  const launches = run.blocks.flatMap((block) => block.launches);
  const arms = [NATIVE, ...run.plan.arms.map(({ id }) => id).filter((id) => id !== NATIVE)];
  return arms.flatMap((arm) => {
    const values = launches.flatMap((launch) => (launch.arm === arm ? (figure(launch) ?? []) : []));
    return values.length === 0 ? [] : [{ heading, arm, values }];
  });
}
