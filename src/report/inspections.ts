/** Says what was seen inside the cells that regressed, for every form of a report. Pure. */
import type { Counters, InspectedSide, Inspection } from '../results/schema/inspection.js';
import type { ReportInput } from './input.js';
import { ABSENT, formatLevel, formatNumber, formatPercent } from './numbers.js';

export const INSIDE = 'What changed inside';

/** All figures are of one trial: both sides do the same work in it. */
export interface CounterRow {
  readonly name: string;
  readonly baseline: string;
  readonly candidate: string;
  /** As `+12.0 %`; `-` where there is nothing to relate it to. */
  readonly change: string;
}

export const inspectionsOf = ({ run, insideAlarms = [] }: ReportInput): readonly Inspection[] => [
  ...(run.inspections ?? []),
  ...insideAlarms,
];

export const inspectionTitle = ({ benchmark, candidate }: Inspection): string => `${benchmark} of ${candidate.arm}`;

/** The unit is empty for what is counted by ones. */
const COUNTERS = [
  { key: 'userSeconds', name: 'CPU time, user', unit: 's' },
  { key: 'systemSeconds', name: 'CPU time, system', unit: 's' },
  { key: 'throttledSeconds', name: 'held up by a CPU limit', unit: 's' },
  { key: 'contextSwitches', name: 'context switches', unit: '' },
  { key: 'pageFaults', name: 'page faults', unit: '' },
  { key: 'majorPageFaults', name: 'page faults from disk', unit: '' },
  { key: 'instructions', name: 'instructions', unit: '' },
  { key: 'cycles', name: 'cycles', unit: '' },
] as const satisfies readonly { readonly key: keyof Counters; readonly name: string; readonly unit: string }[];

/** Returns a row for each counter that a side has. */
export function counterRows({ baseline, candidate }: Inspection): CounterRow[] {
  return COUNTERS.flatMap(({ key, name, unit }) => {
    const [before, after] = [ofTrial(baseline, key), ofTrial(candidate, key)];
    if (before === undefined && after === undefined) return [];
    const shown = (value: number | undefined) => figure(value, unit);
    return [{ name, baseline: shown(before), candidate: shown(after), change: change(before, after) }];
  });
}

function ofTrial({ counters, trials }: InspectedSide, key: (typeof COUNTERS)[number]['key']): number | undefined {
  const sum = counters[key];
  return sum === undefined || trials === 0 ? undefined : sum / trials;
}

function figure(value: number | undefined, unit: string): string {
  if (value === undefined) return ABSENT;
  return unit === '' ? formatNumber(value) : formatLevel(value, unit);
}

const change = (before: number | undefined, after: number | undefined): string =>
  before === undefined || after === undefined || before <= 0 ? ABSENT : formatPercent(100 * (after / before - 1));
