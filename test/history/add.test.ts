import { describe, expect, it } from '@jest/globals';
import { addRuns } from '../../src/history/add.js';
import { EMPTY_HISTORY, MOST_HOSTS } from '../../src/history/document.js';
import type { RunDocument } from '../../src/results/document.js';
import { buildRun, CPU, MEMORY, type Sketch, STARTUP } from '../support/run-builder.js';

const night = (day: number, sketch: Sketch = {}, rest: Partial<RunDocument> = {}): RunDocument => ({
  ...buildRun({ id: `run-${day}`, benchmarks: [CPU, MEMORY, STARTUP], seed: day, levels: { runc: 950 }, ...sketch }),
  startedAt: new Date(Date.UTC(2026, 9, day, 3)).toISOString(),
  ...rest,
});

const origin = {
  repository: 'octo/engine',
  event: 'schedule',
  ref: 'refs/heads/main',
  sha: 'abc',
  baseBranch: '',
  workflow: 'octo/engine/.github/workflows/nightly.yml',
};

describe('addRuns', () => {
  it('keeps cost and level of every cell, the host, what it ran on and the commit', () => {
    const { history, taken } = addRuns(EMPTY_HISTORY, [night(1, {}, { origin })]);
    expect(taken).toEqual(['run-1']);
    const [point] = history.points;
    expect(history.cells.map(({ arm, benchmark }) => `${arm} ${benchmark}`)).toEqual([
      'native cpu.prime',
      'native memory.write.1k',
      'native lifecycle.startup',
      'runc cpu.prime',
      'runc memory.write.1k',
      'runc lifecycle.startup',
    ]);
    expect(point).toMatchObject({
      id: 'run-1',
      runs: 1,
      host: 0,
      surroundings: 0,
      repository: 'octo/engine',
      sha: 'abc',
    });
    expect(point?.ratios.slice(0, 3)).toEqual([null, null, null]);
    expect(point?.ratios[3]).toBeCloseTo(0.95, 2);
    expect(point?.levels[3]).toBeGreaterThan(900);
    expect(history.hosts).toEqual([expect.objectContaining({ hardwareKey: 'hardware-1', cpu: 'A processor' })]);
    expect(history.surroundings[0]?.host).toMatchObject({ kernel: '6.1.0', 'cpu.microcode': '0x1' });
    expect(history.surroundings[0]?.host).not.toHaveProperty('bootId');
    expect(history.surroundings[0]?.arms.runc).toMatchObject({ source: 'a package' });
  });

  it('ignores a run that it has, in the same call and in a later one', () => {
    const first = addRuns(EMPTY_HISTORY, [night(1), night(1)]);
    const second = addRuns(first.history, [night(1), night(2)]);
    expect(first.leftOut.get('known')).toEqual(['run-1']);
    expect(second.leftOut.get('known')).toEqual(['run-1']);
    expect(second.history.points.map(({ id }) => id)).toEqual(['run-1', 'run-2']);
  });

  it('orders runs by time, however they come', () => {
    const { history } = addRuns(EMPTY_HISTORY, [night(3), night(1), night(2)]);
    expect(history.points.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'run-3']);
  });

  it('shares environments, cells and hosts between runs that have the same', () => {
    const moved = { hardwareKey: 'hardware-2', kernel: '6.2.0' };
    const { history } = addRuns(EMPTY_HISTORY, [night(1), night(2), night(3, { fingerprint: moved })]);
    expect(history.hosts).toHaveLength(2);
    expect(history.surroundings).toHaveLength(2);
    expect(history.points.map(({ host, surroundings }) => [host, surroundings])).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
    ]);
  });

  it("leaves out a pull request's run, and one that measured nothing", () => {
    const change = night(1, {}, { origin: { ...origin, event: 'pull_request' } });
    const empty = { ...night(2), blocks: [] };
    const { history, leftOut } = addRuns(EMPTY_HISTORY, [change, empty]);
    expect(history.points).toEqual([]);
    expect(leftOut.get('pull request')).toEqual(['run-1']);
    expect(leftOut.get('nothing measured')).toEqual(['run-2']);
  });

  it('leaves out a run that is older than what was summarised of its host', () => {
    const first = addRuns(EMPTY_HISTORY, [night(8)]).history;
    const summarised = { ...first, points: first.points.map((point) => ({ ...point, runs: 3 })) };
    const { leftOut, taken } = addRuns(summarised, [night(7), night(9)]);
    expect(leftOut.get('summarised')).toEqual(['run-7']);
    expect(taken).toEqual(['run-9']);
  });

  it('holds a bounded number of hosts', () => {
    const runs = Array.from({ length: MOST_HOSTS + 1 }, (_, i) =>
      night(1, { id: `run-${i}`, fingerprint: { hardwareKey: `hardware-${i}` } }),
    );
    expect(() => addRuns(EMPTY_HISTORY, runs)).toThrow(/holds 20 kinds of hardware/);
  });

  it('leaves out a run dated in the future, which would make all others of its host old', () => {
    const ahead = { ...night(2), startedAt: '2038-01-19T03:14:07.000Z' };
    const { taken, leftOut } = addRuns(EMPTY_HISTORY, [night(1), ahead], Date.parse('2026-12-31'));
    expect(taken).toHaveLength(1);
    expect(leftOut.get('in the future')).toEqual([ahead.id]);
  });

  it.each(['yesterday', ''])('refuses a run whose time is %j', (startedAt) => {
    expect(() => addRuns(EMPTY_HISTORY, [{ ...night(1), startedAt }])).toThrow('startedAt is no time');
  });
});
