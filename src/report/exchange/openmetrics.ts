/** Writes OpenMetrics 1.0 text: https://prometheus.io/docs/specs/om/open_metrics_spec/ */
import type { Cell, ComparedCell, Effect, OverheadCell } from '../../compare/comparison.js';
import type { LimitCell, LimitOutcome } from '../../compare/limits.js';
import { printable } from '../../printable.js';
import type { RunDocument } from '../../results/document.js';
import type { ReportInput } from '../input.js';
import { timeRatio } from '../numbers.js';
import { VERDICT_ORDER } from '../verdicts.js';

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'info' | 'stateset';
  /** The name must end in it, as the format demands. */
  readonly unit?: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** These are base units, as the format advises: seconds and bytes. A label tells levels in other units apart. */
const LEVELS = [
  { unit: 'ms', factor: 1e-3, name: 'tare_time_seconds', base: 'seconds' },
  { unit: 's', factor: 1, name: 'tare_time_seconds', base: 'seconds' },
  { unit: 'MiB/s', factor: 2 ** 20, name: 'tare_throughput_bytes_per_second', base: 'bytes_per_second' },
  { unit: 'events/s', factor: 1, name: 'tare_rate_events_per_second', base: 'events_per_second' },
  { unit: 'ops/s', factor: 1, name: 'tare_rate_operations_per_second', base: 'operations_per_second' },
] as const;

/** Writes the text without time stamps: a scrape has its own, and node_exporter refuses files that have them. */
export function renderOpenMetrics({ run, overheads, comparison, limits }: ReportInput): string {
  const families = [
    runFamily(run),
    startedFamily(run),
    ...levelFamilies(overheads),
    ...ratioFamilies(overheads),
    ...(comparison ? [verdictFamily(comparison.cells)] : []),
    ...(limits ? [limitFamily(limits.cells)] : []),
  ];
  return `${families
    .filter(({ samples }) => samples.length > 0)
    .map(familyText)
    .join('')}# EOF\n`;
}

function runFamily({ id, tool, fingerprint }: RunDocument): Family {
  const labels = { id, version: tool.version, hardware_key: fingerprint.hardwareKey, kernel: fingerprint.kernel };
  return { name: 'tare_run', type: 'info', help: 'The run that the figures are of.', samples: [{ labels, value: 1 }] };
}

function startedFamily({ startedAt }: RunDocument): Family {
  const seconds = Date.parse(startedAt) / 1000;
  return {
    name: 'tare_run_started_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the run started, since the epoch.',
    samples: Number.isFinite(seconds) ? [{ labels: {}, value: seconds }] : [],
  };
}

const labelsOf = ({ arm, benchmark, metric }: Cell): Labels => ({ arm, benchmark, metric });

function levelFamilies(cells: readonly OverheadCell[]): Family[] {
  const names = [...new Set(LEVELS.map(({ name }) => name))];
  const known: readonly string[] = LEVELS.map(({ unit }) => unit);
  const rest = cells.filter(({ unit }) => !known.includes(unit));
  return [
    ...names.map((name) => levelFamily(name, cells)),
    {
      name: 'tare_level',
      type: 'gauge',
      help: 'Median of the launch means, in the unit of its label.',
      samples: rest.flatMap((cell) => sample(cell, cell.level, { unit: cell.unit })),
    },
  ];
}

function levelFamily(name: string, cells: readonly OverheadCell[]): Family {
  const scales = LEVELS.filter((level) => level.name === name);
  const samples = cells.flatMap((cell) => {
    const scale = scales.find(({ unit }) => unit === cell.unit);
    return scale && cell.level !== null ? sample(cell, cell.level * scale.factor) : [];
  });
  return { name, type: 'gauge', unit: scales[0]?.base ?? '', help: 'Median of the launch means.', samples };
}

function sample(cell: OverheadCell, value: number | null | undefined, more: Labels = {}): Sample[] {
  return typeof value === 'number' ? [{ labels: { ...labelsOf(cell), ...more }, value }] : [];
}

function ratioFamilies(cells: readonly OverheadCell[]): Family[] {
  const family = (name: string, help: string, end: keyof Effect): Family => ({
    name,
    type: 'gauge',
    unit: 'ratio',
    help,
    samples: cells.flatMap((cell) => sample(cell, cell.overhead && timeRatio(cell.overhead, cell.direction)[end])),
  });
  return [
    family('tare_cost_ratio', 'Time (or memory) for the same work, native in the same blocks being 1.', 'ratio'),
    family('tare_cost_low_ratio', 'Lower end of its 95 % interval.', 'low'),
    family('tare_cost_high_ratio', 'Upper end of its 95 % interval.', 'high'),
  ];
}

function verdictFamily(cells: readonly ComparedCell[]): Family {
  const samples = cells.flatMap((cell) =>
    VERDICT_ORDER.map((verdict) => ({
      labels: { ...labelsOf(cell), tare_verdict: verdict },
      value: cell.verdict === verdict ? 1 : 0,
    })),
  );
  return { name: 'tare_verdict', type: 'stateset', help: 'What the comparison with the baseline says.', samples };
}

const OUTCOMES: readonly LimitOutcome[] = ['within', 'beyond', 'cannot tell', 'missing'];

/** Where a cell has several limits, each has its own sample, with its row as a label. */
function limitFamily(cells: readonly LimitCell[]): Family {
  const samples = cells.flatMap((cell) =>
    OUTCOMES.map((outcome) => ({
      labels: { ...labelsOf(cell), limit: cell.limit.text, tare_limit: outcome },
      value: cell.outcome === outcome ? 1 : 0,
    })),
  );
  return { name: 'tare_limit', type: 'stateset', help: 'Whether a limit of the user is kept.', samples };
}

function familyText({ name, type, unit, help, samples }: Family): string {
  const sampleName = type === 'info' ? `${name}_info` : name;
  return [
    `# TYPE ${name} ${type}\n`,
    unit === undefined ? '' : `# UNIT ${name} ${unit}\n`,
    `# HELP ${name} ${escaped(help)}\n`,
    ...samples.map(({ labels, value }) => `${sampleName}${labelText(labels)} ${value}\n`),
  ].join('');
}

function labelText(labels: Labels): string {
  const all = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return all.length === 0 ? '' : `{${all.join(',')}}`;
}

/** `printable` removes line feeds, so they need no escape. */
const escaped = (text: string): string => printable(text).replace(/[\\"]/g, (character) => `\\${character}`);
