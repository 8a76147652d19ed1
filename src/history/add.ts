/** Adds runs to a history. Pure. */
import type { OverheadCell } from '../compare/comparison.js';
import { environmentFieldsOf } from '../compare/fingerprint.js';
import { overheads } from '../compare/one-run/overhead.js';
import { InputError } from '../errors.js';
import type { RunDocument } from '../results/document.js';
import { LARGEST_CLOCK_ERROR_MS } from '../results/limits.js';
import { armOf } from '../results/named.js';
import { isTrustedOrigin } from '../results/origin.js';
import {
  type History,
  type HistoryCell,
  type HistoryPoint,
  LONGEST_TEXT,
  MOST_CELLS,
  MOST_HOSTS,
  type PointEnvironment,
} from './document.js';

/** A figure keeps this many significant digits, far finer than a step that can be detected (`SD_FLOOR` is 0.05 %). */
const DIGITS = 6;

/** The reason for which a run was not taken. */
export type LeftOut = 'known' | 'summarised' | 'pull request' | 'nothing measured' | 'in the future';

export interface Added {
  readonly history: History;
  readonly taken: readonly string[];
  readonly leftOut: ReadonlyMap<LeftOut, readonly string[]>;
}

/** Collects what the file refers to by place. */
class Tables {
  readonly cells: HistoryCell[];
  readonly hosts: History['hosts'];
  readonly surroundings: PointEnvironment[];
  readonly #cellPlaces: Map<string, number>;
  readonly #environmentPlaces: Map<string, number>;

  constructor({ cells, hosts, surroundings }: History) {
    this.cells = [...cells];
    this.hosts = [...hosts];
    this.surroundings = [...surroundings];
    this.#cellPlaces = new Map(cells.map((cell, i) => [cellName(cell), i]));
    this.#environmentPlaces = new Map(surroundings.map((one, i) => [JSON.stringify(one), i]));
  }

  /** Returns the place of the run's host, and adds the host where it is new. @throws InputError */
  host({ fingerprint }: RunDocument): number {
    const { hardwareKey, hostname, cpu, memoryBytes } = fingerprint;
    const known = this.hosts.findIndex((host) => host.hardwareKey === hardwareKey);
    if (known >= 0) return known;
    if (this.hosts.length === MOST_HOSTS) {
      throw new InputError(`A history holds ${MOST_HOSTS} kinds of hardware.`, 'Keep one for each group of hosts.');
    }
    return this.hosts.push({ hardwareKey, hostname, cpu: cpu.model, online: cpu.online, memoryBytes }) - 1;
  }

  /** Returns the place of the cell, and adds the cell where it is new. @throws InputError */
  cell(cell: HistoryCell): number {
    const name = cellName(cell);
    const known = this.#cellPlaces.get(name);
    if (known !== undefined) return known;
    if (this.cells.length === MOST_CELLS) {
      throw new InputError(`A history holds ${MOST_CELLS} cells.`, 'Keep one for each group of runtimes.');
    }
    const place = this.cells.push(cell) - 1;
    this.#cellPlaces.set(name, place);
    return place;
  }

  environment(run: RunDocument): number {
    const one = environmentOfPoint(run);
    const text = JSON.stringify(one);
    const known = this.#environmentPlaces.get(text);
    if (known !== undefined) return known;
    const place = this.surroundings.push(one) - 1;
    this.#environmentPlaces.set(text, place);
    return place;
  }
}

/** A metric whose unit or direction changed is another one. */
const cellName = ({ arm, benchmark, metric, unit, direction }: HistoryCell): string =>
  JSON.stringify([arm, benchmark, metric, unit, direction]);

function environmentOfPoint(run: RunDocument): PointEnvironment {
  const { host, arms } = environmentFieldsOf(run);
  return {
    host: clipped(host),
    arms: Object.fromEntries(Object.entries(arms).map(([arm, fields]) => [arm, clipped(fields)])),
    plan: clipped(planFields(run)),
  };
}

/** Returns what was asked for and changes figures: another limit or other work is another measurement. */
function planFields({ plan, tool }: RunDocument): Record<string, string> {
  // Fixed work is sized anew in every run, so its amount says nothing.
  const work = plan.benchmarks.map(
    ({ id, work: one }) => [`work.${id}`, one.kind === 'timed' ? `${one.seconds} s` : one.kind] as const,
  );
  const files = [...new Set(plan.benchmarks.flatMap((benchmark) => benchmark.files ?? []))];
  return {
    tare: tool.version,
    'limits.cpus': plan.limits.cpus,
    'limits.memory': String(plan.limits.memoryBytes),
    tune: plan.tune ?? 'off',
    trialSeconds: String(plan.trialSeconds ?? ''),
    ...(files.length > 0 && { files: files.join('; ') }),
    ...Object.fromEntries(work),
  };
}

const clipped = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, text.slice(0, LONGEST_TEXT)]));

/**
 * Returns the history with these runs. It leaves out a run that is in it, that is older than the newest summary of its
 * host, or whose code was a pull request's, and one that measured nothing or is dated a day or more after `now` (ms
 * since 1970).
 * @throws InputError where the bounds of a history are exceeded, or for a document edited by hand.
 */
export function addRuns(history: History, runs: Iterable<RunDocument>, now: number = Date.now()): Added {
  const tables = new Tables(history);
  const known = new Set(history.points.map(({ id }) => id));
  const summaries = lastSummaries(history);
  const leftOut = new Map<LeftOut, string[]>();
  const fresh: HistoryPoint[] = [];
  for (const run of runs) {
    const why = known.has(run.id) ? 'known' : refusal(run, summaries, now);
    const point = why === undefined ? pointOf(run, tables) : undefined;
    known.add(run.id);
    if (point) fresh.push(point);
    else noteLeftOut(leftOut, why ?? 'nothing measured', run);
  }
  const points = [...history.points, ...fresh].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return {
    history: { ...history, cells: tables.cells, hosts: tables.hosts, surroundings: tables.surroundings, points },
    taken: fresh.map(({ id }) => id),
    leftOut,
  };
}

function noteLeftOut(leftOut: Map<LeftOut, string[]>, why: LeftOut, { id }: RunDocument): void {
  const others = leftOut.get(why);
  if (others) others.push(id);
  else leftOut.set(why, [id]);
}

/** Returns the time of the newest summary of each host, by its hardware. */
function lastSummaries({ hosts, points }: History): ReadonlyMap<string, string> {
  const last = new Map<string, string>();
  for (const { host, runs, at } of points) {
    const key = hosts[host]?.hardwareKey ?? '';
    if (runs > 1 && at > (last.get(key) ?? '')) last.set(key, at);
  }
  return last;
}

function refusal(run: RunDocument, summaries: ReadonlyMap<string, string>, now: number): LeftOut | undefined {
  if (run.origin && !isTrustedOrigin(run.origin)) return 'pull request';
  // It would make all others of its host old, until none were left.
  if (Date.parse(timeOf(run)) > now + LARGEST_CLOCK_ERROR_MS) return 'in the future';
  const summarised = summaries.get(run.fingerprint.hardwareKey);
  return summarised !== undefined && timeOf(run) <= summarised ? 'summarised' : undefined;
}

/** Returns the time in one form, so that times compare as text. @throws InputError */
function timeOf({ id, startedAt }: RunDocument): string {
  const time = Date.parse(startedAt);
  if (Number.isNaN(time)) throw new InputError(`Run ${id}: startedAt is no time.`, 'The document was edited by hand.');
  return new Date(time).toISOString();
}

function pointOf(run: RunDocument, tables: Tables): HistoryPoint | undefined {
  const measured = overheads(run).filter((cell) => cell.level !== null && cell.blocks > 0);
  if (measured.length === 0) return undefined;
  const point = {
    id: run.id,
    at: timeOf(run),
    runs: 1,
    host: tables.host(run),
    surroundings: tables.environment(run),
    ...(run.origin && { repository: run.origin.repository, sha: run.origin.sha }),
  };
  const [ratios, levels]: [(number | null)[], (number | null)[]] = [[], []];
  for (const cell of measured) {
    const place = tables.cell(historyCell(run, cell));
    levels[place] = shortened(cell.level);
    ratios[place] = shortened(cell.overhead?.ratio ?? null);
  }
  return { ...point, ratios: filled(ratios), levels: filled(levels) };
}

function historyCell(run: RunDocument, { arm, benchmark, metric, unit, direction }: OverheadCell): HistoryCell {
  const runtime = armOf(run, arm)?.runtime ?? '';
  return { arm, runtime, benchmark, metric, unit, direction };
}

export const shortened = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) || value <= 0 ? null : Number(value.toPrecision(DIGITS));

/** Replaces places without a figure by null, and leaves out those at the end. */
export function filled(figures: readonly (number | null | undefined)[]): (number | null)[] {
  const last = Array.from(figures).findLastIndex((figure) => figure !== null && figure !== undefined);
  return Array.from({ length: last + 1 }, (_, i) => figures[i] ?? null);
}
