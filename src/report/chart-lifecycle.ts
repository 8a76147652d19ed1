/** How long the sandboxes took to start and to end. */
import { type Launch, NATIVE, type RunDocument } from '../results/document.js';
import type { Chart } from './chart.js';
import { drawLevels, type LevelRow } from './chart-levels.js';

const EVENTS: readonly { readonly heading: string; readonly time: (launch: Launch) => number | null }[] = [
  { heading: 'start-up', time: (launch) => launch.startupMs },
  { heading: 'shutdown', time: (launch) => launch.shutdownMs },
];

/** Undefined where nothing was launched. */
export function lifecycleChart(run: RunDocument): Chart | undefined {
  const rows = EVENTS.flatMap(({ heading, time }) => armRows(run, heading, time));
  if (rows.length === 0) return undefined;
  return {
    id: 'lifecycle',
    title: 'Start-up and shutdown',
    caption:
      'Bar: the median; dots: every launch. Start-up is from the launch until the sandbox answers, shutdown from the request to end until it is gone.',
    draw: (width) => drawLevels(run, { unit: 'ms', axis: 'time', rows }, width),
  };
}

function armRows(run: RunDocument, heading: string, time: (launch: Launch) => number | null): LevelRow[] {
  const launches = run.blocks.flatMap((block) => block.launches);
  const arms = [NATIVE, ...run.plan.arms.map(({ id }) => id).filter((id) => id !== NATIVE)];
  return arms.flatMap((arm) => {
    const values = launches.flatMap((launch) => (launch.arm === arm ? (time(launch) ?? []) : []));
    return values.length === 0 ? [] : [{ heading, arm, values }];
  });
}
