/** Reads the recorded A/A data of November 2026 (bench/gate/fixtures) as series of launches. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { groupBy } from '../../src/results/group.js';
import { median } from '../../src/stats/summary.js';
import type { Launch, RecordedSeries } from './series.js';

/** A line of launches.jsonl: one pair. */
export interface PairLine {
  /** Epoch seconds at the end of the pair. */
  readonly ts: number;
  readonly block: number;
  readonly arm: string;
  readonly test: string;
  readonly k: number;
  readonly a: number;
  readonly b: number;
  /** Seconds of both trials. */
  readonly wall: number;
}

/** A line of trials.jsonl: one trial in a sandbox of its own. */
export interface TrialLine {
  readonly phase: string;
  readonly round: number;
  readonly pos: number;
  readonly runtime: string;
  readonly test: string;
  /** Seconds, including the launch. */
  readonly wall: number;
  readonly rc: number;
  readonly m: Readonly<Record<string, number>>;
}

/** @throws SyntaxError for a damaged fixture. */
export function readFixture<T>(name: 'launches' | 'trials'): T[] {
  const packed = readFileSync(new URL(`./fixtures/${name}.jsonl.gz`, import.meta.url));
  const lines = gunzipSync(packed).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

/** Reads launches.jsonl: 36 launches of every series, with four pairs each. */
export function launchSeries(lines: readonly PairLine[]): RecordedSeries[] {
  const overhead = overheads(lines);
  const groups = groupBy(lines, ({ arm, test }) => `${arm} ${test}`);
  return [...groups].map(([name, own]) => {
    const launches = groupBy(own, ({ block }) => block);
    return {
      name,
      metric: own[0]?.test ?? name,
      launches: [...launches.values()].map((pairs) => ({
        a: pairs.map((pair) => pair.a),
        b: pairs.map((pair) => pair.b),
        pairSeconds: pairs.map((pair) => pair.wall),
        overheadSeconds: overhead(pairs[0] as PairLine),
      })),
    };
  });
}

/**
 * Returns the seconds beside the pairs, by launch. The recording is one sequence, so the gaps between its pairs are
 * the cost of a launch (ending the sandboxes before, starting two, one warm-up pair a test). The gaps of an arm in a
 * block are shared by its three tests. The first launch of the recording has no gap before it and takes the median of
 * its arm.
 */
function overheads(lines: readonly PairLine[]): (line: PairLine) => number {
  const sorted = lines.toSorted((x, y) => x.ts - y.ts);
  const key = (line: PairLine): string => `${line.arm} ${line.block}`;
  const gaps = new Map<string, number>();
  sorted.forEach((line, i) => {
    const before = sorted[i - 1];
    const gap = before === undefined ? Number.NaN : line.ts - line.wall - before.ts;
    gaps.set(key(line), (gaps.get(key(line)) ?? 0) + Math.max(0, gap));
  });
  return (line) => {
    const own = gaps.get(key(line)) ?? Number.NaN;
    const others = [...gaps].filter(([name, gap]) => name.startsWith(`${line.arm} `) && !Number.isNaN(gap));
    const seconds = Number.isNaN(own) ? (median(others.map(([, gap]) => gap)) ?? 0) : own;
    return seconds / TESTS_A_LAUNCH;
  };
}

const TESTS_A_LAUNCH = 3;

/**
 * Reads the `pair` phase of trials.jsonl: two trials back to back, each of them a launch. Pairs with a failed trial
 * are dropped.
 */
export function adjacentSeries(lines: readonly TrialLine[]): RecordedSeries[] {
  return seriesOf(lines, 'pair', (trials) => {
    const rounds = [...groupBy(trials, ({ round }) => round).values()];
    return rounds.flatMap(([first, second]) => (first && second ? [launchOf(first, second)] : []));
  });
}

/**
 * Reads the `block` phase: ten trials of A, then ten of B, back to back. The trials at the same place make a launch.
 */
export function blockSeries(lines: readonly TrialLine[]): RecordedSeries[] {
  return seriesOf(lines, 'block', (trials) => {
    const [a, b] = [0, 1].map((round) => trials.filter((trial) => trial.round === round));
    return (a ?? []).flatMap((first, i) => (b?.[i] ? [launchOf(first, b[i])] : []));
  });
}

function seriesOf(
  lines: readonly TrialLine[],
  phase: string,
  pair: (trials: TrialLine[]) => Launch[],
): RecordedSeries[] {
  const own = lines.filter((line) => line.phase === phase && line.rc === 0);
  const groups = groupBy(own, ({ runtime, test }) => `${runtime} ${test}`);
  return [...groups].map(([name, trials]) => ({
    name,
    metric: trials[0]?.test ?? name,
    launches: pair(trials.toSorted((x, y) => x.round - y.round || x.pos - y.pos)),
  }));
}

function launchOf(a: TrialLine, b: TrialLine): Launch {
  const value = ({ m }: TrialLine): number => m.eps ?? m.mib_s ?? Number.NaN;
  return { a: [value(a)], b: [value(b)], pairSeconds: [a.wall + b.wall], overheadSeconds: 0 };
}
