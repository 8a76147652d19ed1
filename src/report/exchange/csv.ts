/** Writes one line a cell, for spreadsheets and notebooks. */
import type { ComparedCell, OverheadCell } from '../../compare/comparison.js';
import type { LimitCell } from '../../compare/limits.js';
import { printable } from '../../printable.js';
import { seriesKey } from '../../results/cells.js';
import { groupBy } from '../../results/group.js';
import type { ReportInput } from '../input.js';
import { costOf } from '../numbers.js';

type Field = string | number | null | undefined;

const COLUMNS = [
  'run',
  'started_at',
  'arm',
  'benchmark',
  'metric',
  'unit',
  'direction',
  'native_level',
  'level',
  'cost_percent',
  'cost_low_percent',
  'cost_high_percent',
  'noise_percent',
  'blocks',
  'failures',
  'verdict',
  'change_percent',
  'change_low_percent',
  'change_high_percent',
  'p',
  'threshold',
  'reason',
  'limit',
  'limit_outcome',
] as const;

/**
 * Writes RFC 4180 with a head; a field is empty where there is no figure. Costs are against native in the same run,
 * changes against the baseline; both are per cent for the worse. Text that a spreadsheet would take for a formula gets
 * an apostrophe first.
 */
export function renderCsv(input: ReportInput): string {
  const { run, overheads, comparison, limits } = input;
  const costs = new Map(overheads.map((cell) => [seriesKey(cell), cell]));
  const verdicts = new Map((comparison?.cells ?? []).map((cell) => [seriesKey(cell), cell]));
  const keys = [...new Set([...costs.keys(), ...verdicts.keys()])];
  const limited = groupBy(limits?.cells ?? [], seriesKey);
  const rows = keys.map((key) => [
    ...[run.id, run.startedAt, ...fields(costs.get(key), verdicts.get(key))],
    ...limitFields(limited.get(key) ?? []),
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}

function fields(cost: OverheadCell | undefined, compared: ComparedCell | undefined): Field[] {
  const cell = cost ?? compared;
  const overhead = cost?.overhead && costOf(cost.overhead, cost.direction);
  const change = compared?.effect && costOf(compared.effect, compared.direction);
  return [
    ...[cell?.arm, cell?.benchmark, cell?.metric, cell?.unit, cell?.direction],
    ...[cost?.nativeLevel, cost ? cost.level : compared?.candidateLevel],
    ...[overhead?.percent, overhead?.low, overhead?.high],
    ...[cell?.noisePercent, cost ? cost.blocks : compared?.candidateBlocks, cost?.failures],
    ...[compared?.verdict, change?.percent, change?.low, change?.high, compared?.p, compared?.threshold],
    compared?.reason,
  ];
}

/** A cell may have several limits, which follow one another in the order given. */
const limitFields = (limits: readonly LimitCell[]): Field[] => [
  limits.map(({ limit }) => limit.text).join('; '),
  limits.map(({ outcome }) => outcome).join('; '),
];

/** Every text is quoted, since a name in a document may hold anything. */
function quote(field: Field): string {
  if (field === null || field === undefined) return '';
  if (typeof field === 'number') return String(field);
  const text = printable(field, Number.POSITIVE_INFINITY);
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
