/** How long each step of a sandbox's life took, of every runtime: the median and what nine in ten stay within. */
import { didYouMean } from '../config/kinds/nearest.js';
import { InputError } from '../errors.js';
import { printable, printableJson, wrap } from '../printable.js';
import type { Pair, RunDocument } from '../results/document.js';
import { launchesOf } from '../results/named.js';
import { medianInterval } from '../stats/inference/median-interval.js';
import { median } from '../stats/summary.js';
import { type UpperDecile, upperDecile } from '../stats/upper-decile.js';
import { cold, PHASES, phases, touch } from '../suites/launch/phases.js';
import { code, escapeMarkdown } from './markdown/escape.js';
import { markdownTable } from './markdown/tables.js';
import { formatNumber } from './numbers.js';
import { formatTime, hostText } from './origin.js';
import { tableLines } from './terminal/table.js';

const WIDTH = 100;
const MIB = 1024 ** 2;

const LEGEND =
  'In ms. startup: from the call of the runtime to the first word of the agent, by the call that a user makes (of a sandbox that is restored from a snapshot, its first answer), and shutdown: from the request to end until the runtime is done, both of every launch. The others are of lifecycle.phases, where each step is a call of its own: start until the call is done (absent where that call holds the console), first_word from the call of start, exec a second process that does nothing, stop by SIGKILL until nobody holds the console, delete. cold_start: as startup, the page cache of the host dropped before. touch: reading 64 MiB of the memory of the agent, of a restored sandbox for the first time. snapshot: until the snapshot from which one sandbox is restored was made. Brackets: 95 % intervals by order statistics, ? where too few lives bound them.';

export interface StepRow {
  readonly arm: string;
  readonly step: string;
  readonly n: number;
  readonly median: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Absent of fewer than ten. */
  readonly p90?: UpperDecile;
}

/** Of each side. */
const TAIL = 0.025;

function rowsOf(run: RunDocument): StepRow[] {
  return run.plan.arms.flatMap(({ id: arm }) => stepsOf(run, arm).flatMap(([step, taken]) => rowOf(arm, step, taken)));
}

function stepsOf(run: RunDocument, arm: string): (readonly [step: string, taken: readonly number[]])[] {
  const launches = launchesOf(run, arm);
  return [
    ['snapshot', launches.flatMap(({ snapshot }) => snapshot?.makeMs ?? [])],
    ['startup', launches.flatMap(({ startupMs }) => startupMs ?? [])],
    ['shutdown', launches.flatMap(({ shutdownMs }) => shutdownMs ?? [])],
    ...PHASES.map(({ name }) => [name, figuresOf(run, arm, phases.id, name)] as const),
    ...[cold, touch].flatMap(({ id, metrics }) =>
      metrics.map(({ name }) => [name, figuresOf(run, arm, id, name)] as const),
    ),
  ];
}

function figuresOf({ blocks }: RunDocument, arm: string, benchmark: string, metric: string): number[] {
  const counts = (pair: Pair) => pair.benchmark === benchmark && !pair.warmup && !pair.setAside;
  const pairs = blocks.flatMap((block) => block.pairs.filter(counts));
  return pairs.flatMap(({ trials }) =>
    trials.filter((trial) => trial.arm === arm && !trial.failure).flatMap(({ metrics }) => metrics[metric] ?? []),
  );
}

function rowOf(arm: string, step: string, taken: readonly number[]): StepRow[] {
  const middle = median(taken);
  if (middle === null) return [];
  const p90 = upperDecile(taken);
  return [{ arm, step, n: taken.length, median: middle, ...medianInterval(taken, TAIL), ...(p90 && { p90 }) }];
}

/** What the snapshots of an arm take on the disk, of all its launches. */
export interface SnapshotSize {
  readonly arm: string;
  readonly n: number;
  /** The median, bytes. */
  readonly bytes: number;
}

function sizesOf(run: RunDocument): SnapshotSize[] {
  return run.plan.arms.flatMap(({ id: arm }) => {
    const taken = launchesOf(run, arm).flatMap(({ snapshot }) => snapshot?.bytes ?? []);
    const bytes = median(taken);
    return bytes === null ? [] : [{ arm, n: taken.length, bytes }];
  });
}

const sizeText = ({ arm, n, bytes }: SnapshotSize): string =>
  `A snapshot of ${arm} takes ${formatNumber(bytes / MIB)} MiB on the disk (median of ${n}).`;

const HEADS = ['runtime', 'step', 'n', 'median', '95 %', 'P90', '95 %'];

function cellsOf({ arm, step, n, median: middle, low, high, p90 }: StepRow): string[] {
  return [arm, step, String(n), figure(middle), bounds(low, high), ...(p90 ? decile(p90) : ['', ''])];
}

const figure = (ms: number | null): string => (ms === null ? '?' : formatNumber(ms));
const bounds = (low: number | null, high: number | null): string => `[${figure(low)}, ${figure(high)}]`;
const decile = ({ value, low, high }: UpperDecile): string[] => [figure(value), bounds(low, high)];

function terminal(run: RunDocument, rows: readonly StepRow[]): string {
  const lines = [
    printable(`steps of a life: run ${run.id} of ${formatTime(run.startedAt)}`),
    ...wrap(printable(hostText(run)), WIDTH),
    '',
    ...tableLines(
      HEADS.map((head, at) => ({ head, align: at < 2 ? 'left' : 'right' })),
      rows.map((row) => cellsOf(row).map((text) => printable(text))),
    ),
    '',
    ...sizesOf(run).flatMap((size) => wrap(printable(sizeText(size)), WIDTH)),
    ...wrap(LEGEND, WIDTH),
  ];
  return `${lines.join('\n')}\n`;
}

function markdown(run: RunDocument, rows: readonly StepRow[]): string {
  const table = markdownTable(
    HEADS.map((head, at) => [head, at < 2 ? '---' : '---:'] as const),
    rows.map((row) => cellsOf(row).map(escapeMarkdown)),
  );
  const sizes = sizesOf(run).flatMap((size) => [escapeMarkdown(sizeText(size)), '']);
  return `${[`${escapeMarkdown(hostText(run))}. Run ${code(run.id)}.`, '', table, '', ...sizes, LEGEND].join('\n')}\n`;
}

const json = (run: RunDocument, rows: readonly StepRow[]): string =>
  `${printableJson({ kind: 'tare-phases', schemaVersion: 1, run: run.id, unit: 'ms', rows, snapshots: sizesOf(run) })}\n`;

const RENDERERS: ReadonlyMap<string, (run: RunDocument, rows: readonly StepRow[]) => string> = new Map([
  ['terminal', terminal],
  ['text', terminal],
  ['markdown', markdown],
  ['json', json],
]);

/** @throws InputError for a form that it does not have, and for a document without a launch. */
export function renderPhases(run: RunDocument, format: string): string {
  const render = RENDERERS.get(format);
  if (!render) throw new InputError(`--phases has no format "${format}".`, didYouMean(format, [...RENDERERS.keys()]));
  const rows = rowsOf(run);
  if (rows.length > 0) return render(run, rows);
  throw new InputError(`Run ${run.id} has launched no sandbox.`, 'Give a run that measured something.');
}
