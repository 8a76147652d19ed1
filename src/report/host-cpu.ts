/** CPU time and memory that every arm cost its host, set against native's like any other cost. */
import type { OverheadCell } from '../compare/comparison.js';
import { overheads } from '../compare/one-run/overhead.js';
import { didYouMean } from '../config/kinds/nearest.js';
import { InputError } from '../errors.js';
import { printable, printableJson, wrap } from '../printable.js';
import type { RunDocument } from '../results/document.js';
import { HOST_CPU, HOST_MEMORY, START_CPU } from '../suites/launch/host-cpu.js';
import { code, escapeMarkdown } from './markdown/escape.js';
import { overheadTable } from './markdown/tables.js';
import { formatTime, hostText } from './origin.js';
import { overheadLines } from './terminal/overheads.js';
import { palette } from './terminal/palette.js';

const WIDTH = 100;

const STARTUP = 'lifecycle.startup';

const LEGEND =
  'CPU time of the host for one unit of a benchmark’s work, or until a sandbox was ready (lifecycle.startup): of the sandbox, its monitor, shim and client, and of a daemon that tare runs; what the kernel does in threads of its own is not in it. host_memory is the most memory of the same during a trial, page cache of their control groups too. Cost against native: + is more, ×n is n times as much, ~ is no evidence.';

/** The figure of a start may be in two suites: lifecycle, where it is beside the time, and hostcpu. */
function hostCpuCells(run: RunDocument): OverheadCell[] {
  const wanted: readonly string[] = [HOST_CPU.name, HOST_MEMORY.name, START_CPU.name];
  const found = overheads(run, (_, metric) => wanted.includes(metric)).filter(({ level }) => level !== null);
  const beside = new Set(found.filter(({ benchmark }) => benchmark === STARTUP).map(({ arm }) => arm));
  return found.filter(
    ({ arm, benchmark, metric }) => metric !== START_CPU.name || benchmark === STARTUP || !beside.has(arm),
  );
}

function terminal(run: RunDocument, cells: readonly OverheadCell[]): string {
  const lines = [
    printable(`what the host paid: run ${run.id} of ${formatTime(run.startedAt)}`),
    ...wrap(printable(hostText(run)), WIDTH),
    '',
    ...overheadLines({ run, overheads: cells }, WIDTH, palette(false)),
    '',
    ...wrap(LEGEND, WIDTH),
  ];
  return `${lines.join('\n')}\n`;
}

function markdown(run: RunDocument, cells: readonly OverheadCell[]): string {
  const where = `${escapeMarkdown(hostText(run))}. Run ${code(run.id)}.`;
  return `${[where, '', overheadTable({ run, overheads: cells }), '', LEGEND].join('\n')}\n`;
}

const json = ({ id }: RunDocument, cells: readonly OverheadCell[]): string =>
  `${printableJson({ kind: 'tare-host-cpu', schemaVersion: 1, run: id, cells })}\n`;

const RENDERERS: ReadonlyMap<string, (run: RunDocument, cells: readonly OverheadCell[]) => string> = new Map([
  ['terminal', terminal],
  ['text', terminal],
  ['markdown', markdown],
  ['json', json],
]);

/**
 * Renders it. @throws InputError for a form that does not exist, and for a document that does not hold these figures.
 */
export function renderHostCpu(run: RunDocument, format: string): string {
  const render = RENDERERS.get(format);
  if (!render) throw new InputError(`--host-cpu has no format "${format}".`, didYouMean(format, [...RENDERERS.keys()]));
  const cells = hostCpuCells(run);
  if (cells.length > 0) return render(run, cells);
  throw new InputError(
    `Run ${run.id} does not hold what its host paid.`,
    'A tare from before it was recorded wrote it, or its host does not count CPU time by control group: measure again.',
  );
}
