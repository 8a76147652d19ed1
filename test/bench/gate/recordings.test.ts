import { describe, expect, it } from '@jest/globals';
import {
  adjacentSeries,
  blockSeries,
  launchSeries,
  type PairLine,
  readFixture,
  type TrialLine,
} from '../../../bench/gate/fixtures.js';
import { documentRecording, liveRecording } from '../../../bench/gate/run-document.js';
import { liveScenarios } from '../../../bench/gate/scenario.js';
import { buildRun, CPU } from '../../support/run-builder.js';

const pairLine = (block: number, test: string, k: number, ts: number): PairLine => {
  return { block, test, k, ts, arm: 'runc', a: 100, b: 101, wall: 1 };
};

describe('launches.jsonl', () => {
  it('holds 36 launches of four pairs of twelve series', () => {
    const series = launchSeries(readFixture<PairLine>('launches'));
    expect(series).toHaveLength(12);
    expect(series.every(({ launches }) => launches.length === 36)).toBe(true);
    expect(series.every(({ launches }) => launches.every(({ a, b }) => a.length === 4 && b.length === 4))).toBe(true);
  });

  it('shares what passes between the pairs of a launch among its three tests', () => {
    // The launch took 2 s before its first pair, and a warm-up of 1 s came before each other test.
    const lines = [
      pairLine(0, 'cpu', 0, 1),
      pairLine(1, 'cpu', 0, 4),
      pairLine(1, 'cpu', 1, 5),
      pairLine(1, 'mem1k', 0, 7),
    ];
    const [cpu] = launchSeries([...lines, pairLine(1, 'mem1m', 0, 9)]);
    expect(cpu?.launches[1]?.overheadSeconds).toBeCloseTo((2 + 1 + 1) / 3, 9);
  });

  it('gives the first launch the median overhead of its arm', () => {
    const [cpu] = launchSeries([pairLine(0, 'cpu', 0, 1), pairLine(1, 'cpu', 0, 5)]);
    expect(cpu?.launches.map(({ overheadSeconds }) => overheadSeconds)).toEqual([1, 1]);
  });
});

describe('trials.jsonl', () => {
  const lines = readFixture<TrialLine>('trials');

  it('drops a pair with a failed trial', () => {
    const lengths = adjacentSeries(lines).map(({ name, launches }) => [name, launches.length]);
    expect(lengths).toHaveLength(12);
    expect(lengths.filter(([, length]) => length !== 32)).toEqual([['runsc seqrd', 31]]);
  });

  it('holds ten and ten trials of twelve series in blocks', () => {
    expect(blockSeries(lines).map(({ launches }) => launches.length)).toEqual(new Array(12).fill(10));
  });
});

describe('a run document', () => {
  const run = buildRun({
    arms: ['runc'],
    benchmarks: [CPU],
    blocks: 20,
    pairs: 2,
    levels: { native: 1000, runc: 900 },
  });

  it('becomes one series for every contrast and benchmark, with the cost of the arm taken out', () => {
    const { series } = documentRecording(run);
    expect(series.map(({ name }) => name)).toEqual(['runc cpu.prime']);
    const launches = series[0]?.launches ?? [];
    expect(launches).toHaveLength(20);
    const values = (side: 'a' | 'b'): number =>
      launches.flatMap((launch) => launch[side]).reduce((sum, value) => sum + value, 0);
    expect(values('b') / values('a')).toBeCloseTo(1, 2);
  });

  it('counts the time of pairs, warm-up and launches', () => {
    const [launch] = documentRecording(run).series[0]?.launches ?? [];
    const [block] = run.blocks;
    const trials = block?.pairs.flatMap((pair) => pair.trials) ?? [];
    const started = block?.launches ?? [];
    const spent = trials.reduce((sum, trial) => sum + trial.wallMs, 0);
    const launched = started.reduce((sum, one) => sum + (one.startupMs ?? 0) + (one.shutdownMs ?? 0), 0);
    const counted = (launch?.pairSeconds ?? []).reduce((sum, seconds) => sum + seconds, launch?.overheadSeconds ?? 0);
    expect(counted).toBeCloseTo((spent + launched) / 1000, 9);
  });
});

describe('a live recording', () => {
  const again = { arms: ['native again', 'runc'], blocks: 3, pairs: 2, levels: { native: 1000, runc: 900 } };
  const run = buildRun({ ...again, contrasts: [{ baseline: 'native', candidate: 'native again' }] });

  it('is what was measured, with native under its own name', () => {
    const { series } = liveRecording(run);
    expect(series.map(({ name }) => name)).toEqual(['native cpu.prime']);
    const [block] = run.blocks;
    const counted = block?.pairs.filter(({ warmup }) => !warmup) ?? [];
    const figures = counted.map(({ trials }) => trials[1]?.metrics.events_per_second ?? Number.NaN);
    series[0]?.launches[0]?.b.forEach((value, k) => {
      expect(value / (figures[k] ?? Number.NaN)).toBeCloseTo(1, 5);
    });
  });

  it('takes nothing out of a side, even where sides differ', () => {
    const [series] = liveRecording(buildRun(again)).series.slice(1);
    expect((series?.launches[0]?.b[0] ?? 0) / (series?.launches[0]?.a[0] ?? 1)).toBeCloseTo(0.9, 1);
  });

  it('is replayed by the length of its trials', () => {
    const recording = liveRecording(run);
    expect(liveScenarios(recording).map(({ id }) => id)).toEqual(['live', 'live-fine']);
    const slow = recording.series.map((series) => ({
      ...series,
      launches: series.launches.map((launch) => ({ ...launch, pairSeconds: [2.1] })),
    }));
    expect(liveScenarios({ ...recording, series: slow }).map(({ id }) => id)).toEqual(['live-files']);
  });
});
