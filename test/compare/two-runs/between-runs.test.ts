import { describe, expect, it } from '@jest/globals';
import type { ComparedCell, Comparison } from '../../../src/compare/comparison.js';
import { alarms } from '../../../src/compare/one-run/confirmation.js';
import { compareRuns } from '../../../src/compare/two-runs/between-runs.js';
import { InputError } from '../../../src/errors.js';
import { leastCalled } from '../../../src/report/legend.js';
import type { RunDocument } from '../../../src/results/document.js';
import { normals } from '../../support/history-builder.js';
import { beside, buildRun, CPU, FINGERPRINT, MEMORY, type Sketch, STARTUP } from '../../support/run-builder.js';

const earlier = (sketch: Sketch = {}) => buildRun({ id: 'before', seed: 11, ...sketch });
const later = (sketch: Sketch = {}) => buildRun({ id: 'after', seed: 22, ...sketch });

function cellOf(comparison: Comparison, arm = 'runc'): ComparedCell {
  const cell = comparison.cells.find((one) => one.arm === arm);
  if (cell === undefined) throw new Error(`no cell of ${arm}`);
  return cell;
}
const verdictOf = (baseline: RunDocument, candidate: RunDocument) => cellOf(compareRuns(baseline, candidate));

describe('compareRuns of a run by hand that was asked for less', () => {
  const wide = earlier({ arms: ['runc', 'crun'], benchmarks: [CPU, MEMORY] });
  const cells = ({ cells }: Comparison) => cells.map(({ arm, benchmark, verdict }) => `${arm} ${benchmark} ${verdict}`);

  it('leaves out what else the baseline has, names it in one line, and divides alpha by the remaining cells', () => {
    const comparison = compareRuns(wide, later({ arms: ['runc'] }), { narrowed: ['runtimes', 'suites'] });
    expect(cells(comparison)).toEqual([expect.stringMatching(/^runc cpu\.prime (not-slower|inconclusive)$/)]);
    expect(comparison.settings.cells).toBe(1);
    expect(comparison.notes).toContain(
      'Not compared, since this run was asked for less than the baseline has: runc memory.write.1k, crun cpu.prime, crun memory.write.1k.',
    );
  });

  it('does not hide that a runtime is missing where only benchmarks were narrowed', () => {
    const comparison = compareRuns(wide, later({ arms: ['runc'] }), { narrowed: ['suites'] });
    expect(cells(comparison)).toContain('crun cpu.prime missing');
    expect(cells(comparison).join()).not.toContain('memory');
  });

  it('does not hide what failed', () => {
    const failed = later({ figure: () => 'exit' });
    expect(cells(compareRuns(earlier(), failed, { narrowed: ['suites', 'runtimes'] }))).toEqual([
      'runc cpu.prime missing',
    ]);
  });

  it('calls the cells missing where nothing was narrowed', () => {
    expect(cells(compareRuns(wide, later({ arms: ['runc'] })))).toContain('runc memory.write.1k missing');
  });
});

describe('compareRuns of blocks that follow each other', () => {
  /** Costs wander by 3 % in each cell, slowly or from one block to the next, and the candidate's lie 4 % lower. */
  function wandering(id: string, seed: number, r: number, level: number): RunDocument {
    const normal = normals(seed);
    const last = new Map<string, number>();
    const at = new Map<string, number>();
    const figure: Sketch['figure'] = ({ arm, benchmark, block }, usual) => {
      if (arm === 'native') return usual;
      const key = `${benchmark} ${block}`;
      if (!at.has(key)) {
        last.set(benchmark, r * (last.get(benchmark) ?? normal()) + Math.sqrt(1 - r * r) * normal());
        at.set(key, level * Math.exp(0.03 * (last.get(benchmark) ?? 0)));
      }
      return at.get(key) ?? level;
    };
    const benchmarks = Array.from({ length: 6 }, (_, i) => ({ ...CPU, id: `cpu.${i}` }));
    return buildRun({ id, benchmarks, pairs: 2, figure });
  }
  const compared = (r: number) => compareRuns(wandering('before', 3, r, 1000), wandering('after', 4, r, 940));

  it('widens their error where they are correlated, and says so', () => {
    const [apart, alike] = [compared(0), compared(0.6)];
    expect(alike.notes.join()).toMatch(/Neighbouring blocks are alike \(correlation 0\.[3-7]\d\).* times as large/);
    expect(apart.notes.join()).not.toContain('Neighbouring');
    const regressed = ({ cells }: Comparison) => cells.filter(({ verdict }) => verdict === 'regressed').length;
    expect(regressed(apart)).toBeGreaterThan(3);
    expect(regressed(alike)).toBeLessThan(regressed(apart));
  });
});

describe('compareRuns on one boot', () => {
  it('only suspects a slowdown where other work used the host in one of the two runs, and says so', () => {
    const slower = later({ levels: { runc: 700 } });
    const crowded = compareRuns(earlier(), beside(11, slower));
    expect(cellOf(crowded).verdict).toBe('regressed');
    for (const [before, now] of [
      [0, 11],
      [11, 0.2],
    ] as const) {
      const comparison = compareRuns(beside(before, earlier()), beside(now, slower));
      expect(cellOf(comparison)).toMatchObject({ verdict: 'inconclusive', threshold: null });
      expect(alarms(comparison)).toHaveLength(1);
      expect(comparison.provable).toBe(false);
      expect(cellOf(comparison).reason).toContain(`${before.toFixed(1)} tasks waited for each CPU of the host then`);
      expect(comparison.notes.join()).toContain('Measure again while it rests, or both sides in one run.');
      expect(comparison.wholes).toEqual([]);
    }
    expect(alarms(compareRuns(beside(0, earlier()), beside(5, later())))).toEqual([]);
    expect(cellOf(compareRuns(beside(0, earlier()), beside(0.4, slower))).verdict).toBe('regressed');
    expect(cellOf(compareRuns(beside(9, earlier()), beside(9.3, slower))).verdict).toBe('regressed');
  });

  it('calls a slowdown beyond the minimum effect regressed, and shows it', () => {
    const cell = verdictOf(earlier(), later({ levels: { runc: 950 } }));
    expect(cell).toMatchObject({ verdict: 'regressed', threshold: 0.05, baselineBlocks: 12, candidateBlocks: 12 });
    expect(cell.effect?.ratio).toBeCloseTo(0.95, 2);
    expect(cell.p).toBeLessThan(0.001);
    expect(cell.candidateLevel).toBeCloseTo(950, -1);
  });

  it.each(['constructor', 'toString', '__proto__'])('finds a slowdown of an own benchmark of the suite %s', (suite) => {
    const benchmarks = [{ ...CPU, id: `${suite}.x`, suite }];
    const slower = later({ benchmarks, levels: { runc: 900 } });
    expect(verdictOf(earlier({ benchmarks }), slower)).toMatchObject({ verdict: 'regressed', p: expect.any(Number) });
  });

  it('marks cells that no gate judges', () => {
    const benchmarks = [CPU, { ...MEMORY, ungated: true as const }];
    const { cells } = compareRuns(earlier({ benchmarks }), later({ benchmarks }));
    expect(cells.map(({ ungated }) => ungated)).toEqual([undefined, true]);
  });

  it('calls the opposite change improved', () => {
    expect(verdictOf(earlier(), later({ levels: { runc: 1050 } })).verdict).toBe('improved');
  });

  it('calls more time worse where lower is better', () => {
    const times = (runc: number) => (arm: string, block: number) => ({
      startupMs: (arm === 'runc' ? runc : 100) + Math.sin(2 * (runc + block)),
      shutdownMs: 1,
    });
    const sketch = { benchmarks: [STARTUP] };
    expect(verdictOf(earlier({ ...sketch, times: times(300) }), later({ ...sketch, times: times(330) })).verdict).toBe(
      'regressed',
    );
    expect(verdictOf(earlier({ ...sketch, times: times(330) }), later({ ...sketch, times: times(300) })).verdict).toBe(
      'improved',
    );
  });

  it('calls no start regressed or improved where only that of native changed', () => {
    const started = (native: number, runc: number) => ({
      benchmarks: [STARTUP],
      times: (arm: string, block: number) => ({
        startupMs: (arm === 'runc' ? runc : native) * (1 + 0.02 * Math.sin(5 * block + native + runc)),
        shutdownMs: 1,
      }),
    });
    const from = (native: number, runc: number) => verdictOf(earlier(started(18, 43)), later(started(native, runc)));
    const faster = from(15, 43);
    expect(faster.verdict).toBe('inconclusive');
    expect(faster.effect?.low).toBeGreaterThan(1.1);
    expect(faster.reason).toContain("native's may be what changed");
    expect(from(22, 43).verdict).not.toBe('improved');
    const slower = from(18, 50);
    expect(slower.verdict).toBe('regressed');
    expect(slower.reason).not.toContain("native's");
  });

  it('compares the costs of benchmarks whatever native did', () => {
    expect(verdictOf(earlier(), later({ levels: { native: 1050 } })).verdict).toBe('regressed');
  });

  it('calls runs of the same code equivalent', () => {
    expect(verdictOf(earlier(), later()).verdict).toBe('not-slower');
  });

  it('decides nothing by a change that the run itself may have caused, however small its p', () => {
    const cell = verdictOf(earlier({ spread: 0.001 }), later({ spread: 0.001, levels: { runc: 987 } }));
    expect(cell.p).toBeLessThan(0.01);
    expect(cell.verdict).toBe('not-slower');
  });

  /** A run of which two thirds of the pairs are slower and the rest faster: the means of its blocks move less. */
  const split = (factor = 1, slow = 1.024, fast = 0.98) =>
    later({
      figure: ({ arm, k }, usual) => (arm === 'runc' ? usual / (factor * (k === 0 ? fast : slow)) : usual),
    });

  it('would have seen what it calls regressed, of blocks whose means move less than their pairs, too', () => {
    const { seenPercent, effect } = verdictOf(earlier(), split());
    const regressed = [1, 2, 3, 5].filter((percent) => {
      const slower = split((1 + percent / 100) * (effect?.ratio ?? 0));
      return verdictOf(earlier(), slower).verdict === 'regressed';
    });
    expect([seenPercent, regressed]).toEqual([3, [3, 5]]);
  });

  it('says which of its two estimates keeps a change of the blocks from being called', () => {
    const slower = verdictOf(earlier(), split(1, 1.03, 0.98));
    expect(slower.verdict).toBe('inconclusive');
    expect(slower.reason).toMatch(
      /^2\.67 % slower .* reaches 0\.05, but the shift of the blocks' means, 1\.\d\d % slower, is within 1\.5 %;/,
    );
    const opposed = verdictOf(earlier(), split(1, 1.05, 0.85));
    expect(opposed.reason).toMatch(/but the shift of the blocks' means, \d\.\d\d % faster, is the other way;/);
  });

  it('calls a change of file reads regressed only where it exceeds what two runs of the same code differ by', () => {
    const files = { benchmarks: [{ ...MEMORY, id: 'fileio.volume.seqrd', suite: 'fileio' }], spread: 0.001 };
    const by = (runc: number) => verdictOf(earlier(files), later({ ...files, levels: { runc } }));
    const small = by(980);
    expect(small.verdict).not.toBe('regressed');
    expect(small.reason).toContain('two runs of the same code may differ by that much');
    expect(small.p).toBeGreaterThan(0.05);
    expect(small.effect?.low).toBeLessThan(0.98 - 0.005);
    expect(by(950).verdict).toBe('regressed');
  });

  it('does not pass a change that a run may have hidden, of blocks that do not scatter at all', () => {
    const files = { benchmarks: [{ ...MEMORY, id: 'fileio.volume.seqrd', suite: 'fileio' }] };
    // Every pair has the same cost, at levels that differ.
    const exactly = (slower: number, level: number) => ({
      ...files,
      figure: ({ arm, block, k }: { arm: string; block: number; k: number }) =>
        (level + 20 * block + k) / (arm === 'runc' ? slower : 1),
    });
    const runs = [earlier(exactly(1, 1000)), later(exactly(1.029, 1000.1))] as const;
    const [cell] = compareRuns(...runs, { alpha: 0.01 }).cells;
    // Two runs of files differ by .7 %: a limit of 2.9 % on top of that does not exclude 3 %.
    expect(cell).toMatchObject({ verdict: 'inconclusive', threshold: 0.01 });
    expect(cell?.limit).toBeLessThan(1 / 1.04);
  });

  it('leaves a cell inconclusive where the noise is large', () => {
    const cell = verdictOf(earlier({ spread: 0.2 }), later({ spread: 0.2 }));
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.effect?.low).not.toBeNull();
  });

  it('divides alpha by all cells of both plans', () => {
    const comparison = compareRuns(earlier({ arms: ['runc', 'docker'] }), later({ arms: ['runc', 'crun'] }));
    expect(comparison.cells.map((cell) => cell.arm)).toEqual(['runc', 'crun', 'docker']);
    expect(comparison.settings.cells).toBe(3);
    expect(cellOf(comparison).threshold).toBeCloseTo(0.05 / 3, 12);
  });

  it('says how many blocks are needed where there are too few', () => {
    const cell = verdictOf(earlier({ blocks: 12 }), later({ blocks: 1, levels: { runc: 500 } }));
    expect(cell).toMatchObject({ verdict: 'inconclusive', threshold: null });
    expect(cell.reason).toContain('2 of the candidate are needed');
    expect(cell.effect?.ratio).toBeCloseTo(0.5, 1);
  });

  it('says that a baseline of one block needs more of both', () => {
    const reason = verdictOf(
      earlier({ blocks: 1, arms: ['runc', 'docker'] }),
      later({ arms: ['runc', 'docker'] }),
    ).reason;
    expect(reason).toMatch(/cannot decide: \d+ of/);
  });

  it('says that small changes are not called regressed', () => {
    const compared = compareRuns(earlier(), later());
    expect(compared.notes).toEqual([expect.stringContaining('a change of less than 1.5 % is not called')]);
    const [said] = /a change of less than \S+ % is not called/.exec(compared.notes.join()) ?? [];
    expect(leastCalled(compared).toLowerCase()).toBe(said);
    expect(compareRuns(earlier(), later(), { minEffectPercent: 2 }).notes).toEqual([]);
  });

  it('reports a slower host and does not call its runtimes slower', () => {
    const comparison = compareRuns(earlier(), later({ levels: { native: 900, runc: 900 } }));
    expect(cellOf(comparison).verdict).toBe('not-slower');
    expect(comparison.host).toMatchObject([{ arm: 'native', benchmark: 'cpu.prime', verdict: 'regressed' }]);
    expect(comparison.host[0]?.baselineLevel).toBeCloseTo(1000, -1);
    expect(comparison.host[0]?.candidateLevel).toBeCloseTo(900, -1);
    expect(comparison.notes.join()).not.toContain('host');
  });

  it('reports a host that did not change without a note', () => {
    const comparison = compareRuns(earlier(), later());
    expect(comparison.host).toMatchObject([{ verdict: 'not-slower' }]);
    expect(comparison.notes.join()).not.toContain('host moved');
  });
});

describe('compareRuns and cells that are not on both sides', () => {
  const both = ['runc', 'docker'];

  it('calls an arm that the candidate does not plan missing', () => {
    const cell = cellOf(compareRuns(earlier({ arms: both }), later()), 'docker');
    expect(cell).toMatchObject({ verdict: 'missing', effect: null, p: null, candidateBlocks: 0 });
    expect(cell.reason).toContain('does not plan it');
  });

  it('calls an arm missing that failed whenever it was tried', () => {
    const figure: Sketch['figure'] = ({ arm }, usual) => (arm === 'docker' ? 'timeout' : usual);
    const cell = cellOf(compareRuns(earlier({ arms: both }), later({ arms: both, figure })), 'docker');
    expect(cell.verdict).toBe('missing');
    expect(cell.reason).toContain('docker: failed');
  });

  it('calls an arm missing that mostly failed and has too few blocks to be decided', () => {
    const figure: Sketch['figure'] = ({ arm, block }, usual) => (arm === 'docker' && block > 0 ? 'exit' : usual);
    const cell = cellOf(compareRuns(earlier({ arms: both }), later({ arms: both, figure })), 'docker');
    expect(cell).toMatchObject({ verdict: 'missing', candidateBlocks: 1 });
  });

  it('calls an arm missing that failed as often as it was measured, though every block has a figure', () => {
    const figure: Sketch['figure'] = ({ arm, k }, usual) => (arm === 'docker' && k !== 0 ? 'exit' : usual);
    const candidate = later({ arms: both, pairs: 4, figure });
    const cell = cellOf(compareRuns(earlier({ arms: both, pairs: 4 }), candidate), 'docker');
    expect(cell.verdict).toBe('missing');
    expect(cell.reason).toContain('failed as often as it measured');
  });

  /** Makes a run of five benchmarks and four pairs without the launches of docker that some blocks could not make. */
  const unstarted = (isDown: (block: number) => boolean, of: (sketch: Sketch) => RunDocument): RunDocument => {
    const benchmarks = Array.from({ length: 5 }, (_, at) => ({ ...CPU, id: `cpu.${at}` }));
    const times: Sketch['times'] = (arm, block) => ({
      startupMs: arm === 'docker' && isDown(block) ? null : 100,
      shutdownMs: 10,
    });
    const run = of({ arms: both, blocks: 16, pairs: 4, benchmarks, times });
    const isLeft = (block: number, candidate: string): boolean => candidate !== 'docker' || !isDown(block);
    return {
      ...run,
      blocks: run.blocks.map((one) => ({
        ...one,
        pairs: one.pairs.filter(({ candidate }) => isLeft(one.index, candidate)),
      })),
    };
  };
  const verdictsOf = (baseline: RunDocument, candidate: RunDocument): Record<string, string[]> => {
    const { cells: all } = compareRuns(baseline, candidate);
    const of = (name: string) => [...new Set(all.filter(({ arm }) => arm === name).map(({ verdict }) => verdict))];
    return { runc: of('runc'), docker: of('docker') };
  };

  it('calls every cell missing of an arm that did not start in half of its launches, or in more than chance allows', () => {
    const whole = unstarted(() => false, earlier);
    const half = unstarted((block) => block % 2 === 0, later);
    expect(verdictsOf(whole, half)).toEqual({ runc: ['not-slower'], docker: ['missing'] });
    const third = unstarted((block) => block % 3 === 0, later);
    expect(verdictsOf(whole, third)).toEqual({ runc: ['not-slower'], docker: ['missing'] });
    const fifth = unstarted((block) => block % 5 === 4, later);
    expect(verdictsOf(whole, fifth)).toEqual({ runc: ['not-slower'], docker: ['not-slower'] });
  });

  it('takes no arm for a baseline that did not start in half of its launches', () => {
    const half = unstarted((block) => block % 2 === 0, earlier);
    expect(
      verdictsOf(
        half,
        unstarted(() => false, later),
      ),
    ).toEqual({ runc: ['not-slower'], docker: ['inconclusive'] });
  });

  it('judges an arm that sometimes failed by its other blocks', () => {
    const figure: Sketch['figure'] = ({ arm, block }, usual) => (arm === 'docker' && block < 3 ? 'exit' : usual);
    expect(cellOf(compareRuns(earlier({ arms: both }), later({ arms: both, figure })), 'docker').verdict).toBe(
      'not-slower',
    );
  });

  it("calls start-up missing where the candidate's starts hang more often than the baseline's, and not where as often", () => {
    const hanging = (every: number): Sketch => ({
      blocks: 20,
      benchmarks: [STARTUP],
      times: (arm, block) => ({
        startupMs: 100 + Math.sin(every * block),
        shutdownMs: 1,
        retries: arm === 'runc' && block % every === 0 ? 1 : 0,
      }),
    });
    const cell = verdictOf(earlier(hanging(19)), later(hanging(2)));
    expect(cell).toMatchObject({ verdict: 'missing', p: null });
    expect(cell.reason).toContain('runc: start retried, 10 times');
    expect(verdictOf(earlier(hanging(4)), later(hanging(3))).verdict).toBe('not-slower');
  });

  it('calls an arm missing that the candidate never reached', () => {
    const cell = cellOf(compareRuns(earlier(), later({ blocks: 0 })));
    expect(cell.verdict).toBe('missing');
    expect(cell.reason).toContain('never measured');
  });

  it('does not call a single failure missing', () => {
    const candidate = later({ blocks: 1 });
    candidate.blocks[0]?.pairs.splice(0);
    Object.assign(candidate.blocks[0]?.launches[1] ?? {}, { startupMs: null });
    const cell = verdictOf(earlier(), candidate);
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.reason).toContain('failed once');
  });

  it('has no baseline for what is new', () => {
    const cell = cellOf(compareRuns(earlier(), later({ arms: both })), 'docker');
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.reason).toContain('No baseline');
  });

  it('compares only cells that the baseline completed, whatever became of its others', () => {
    const failing = earlier({
      arms: ['runc', 'docker'],
      figure: ({ arm, block }, usual) => (arm === 'docker' && block > 2 ? 'exit' : usual),
    });
    const comparison = compareRuns(failing, later({ arms: ['runc', 'docker'] }));
    expect(cellOf(comparison, 'docker')).toMatchObject({ verdict: 'inconclusive', p: null });
    expect(cellOf(comparison, 'docker').reason).toContain('failed there as often as it measured (docker: failed');
    expect(cellOf(comparison).verdict).toBe('not-slower');
  });

  it('says that a baseline was cut short', () => {
    const cut = { ...earlier(), stopped: { reason: 'error' as const, detail: 'the disk was full' } };
    expect(compareRuns(cut, later()).notes).toContainEqual(expect.stringContaining('cut short after 12 blocks'));
    expect(compareRuns(earlier(), later()).notes.join()).not.toContain('cut short');
  });

  it('has no baseline for what the baseline failed to measure', () => {
    const failing = earlier({ figure: ({ arm }, usual) => (arm === 'runc' ? 'exit' : usual) });
    expect(verdictOf(failing, later()).reason).toContain('No baseline: the baseline has no figure (runc: failed');
  });

  it('says that neither run measured a cell', () => {
    expect(verdictOf(earlier({ blocks: 0 }), later({ blocks: 0 }))).toMatchObject({
      verdict: 'inconclusive',
      reason: 'Measured in neither run.',
    });
  });
});

describe('compareRuns and runs that did not do the same', () => {
  it.each<[string, RegExp, Sketch]>([
    [
      'work',
      /work \(200 events, now 400 events\)/,
      { benchmarks: [{ ...CPU, work: { kind: 'fixed', amount: 400, unit: 'events' } }] },
    ],
    ['kind of work', /work \(200 events, now 1 s\)/, { benchmarks: [{ ...CPU, work: { kind: 'timed', seconds: 1 } }] }],
    ['pairs a block', /pairs a block \(3, now 4\)/, { pairs: 4 }],
    ['CPUs', /CPUs \(0-1 \(2\), now 2-3 \(2\)\)/, { plan: { limits: { cpus: '2-3', cpuCount: 2, memoryBytes: 1e9 } } }],
    ['memory', /memory limit/, { plan: { limits: { cpus: '0-1', cpuCount: 2, memoryBytes: 2e9 } } }],
    [
      'gating metric',
      /metric \(events_per_second in events\/s, higher is better, now latency_p95/,
      { benchmarks: [{ ...CPU, gate: 'latency_p95' }] },
    ],
    [
      'sysbench',
      /sysbench \(1.0.20, now 1.1.0\)/,
      { fingerprint: { image: { ...FINGERPRINT.image, sysbench: '1.1.0' } } },
    ],
  ])('does not compare cells of other %s', (_, reason, sketch) => {
    const cell = verdictOf(earlier(), later({ levels: { runc: 500 }, ...sketch }));
    expect(cell).toMatchObject({ verdict: 'inconclusive', effect: null, p: null });
    expect(cell.reason).toMatch(reason);
  });

  it('still compares the cells that are the same', () => {
    const other = { ...CPU, work: { kind: 'timed' as const, seconds: 1 } };
    const comparison = compareRuns(earlier({ benchmarks: [CPU, MEMORY] }), later({ benchmarks: [other, MEMORY] }));
    expect(comparison.cells.map((cell) => cell.verdict)).toEqual(['inconclusive', 'not-slower']);
    expect(comparison.host.map((cell) => cell.benchmark)).toEqual(['memory.write.1k']);
  });

  it('still compares start-up where only the pairs differ', () => {
    const times = (shift: number) => (_: string, block: number) => ({
      startupMs: 100 + Math.sin(shift * block),
      shutdownMs: 1,
    });
    const sketch = { benchmarks: [STARTUP] };
    expect(
      verdictOf(earlier({ ...sketch, times: times(2) }), later({ ...sketch, pairs: 4, times: times(3) })).verdict,
    ).toBe('not-slower');
  });
});

describe('compareRuns and bad documents', () => {
  it('refuses other hardware and names the fields', () => {
    const other = later({ fingerprint: { hardwareKey: 'hardware-2', virtualization: 'none' } });
    expect(() => compareRuns(earlier(), other)).toThrow(InputError);
    expect(() => compareRuns(earlier(), other)).toThrow(/virtualization \(kvm, now none\)/);
  });

  it('refuses to compare a run with itself', () => {
    expect(() => compareRuns(earlier(), earlier())).toThrow(/the same run/);
  });

  it('refuses runs without a runtime measured against native', () => {
    expect(() => compareRuns(earlier({ arms: [] }), later({ arms: [] }))).toThrow(/Nothing can be compared/);
  });

  const sides = { arms: ['a', 'b'], contrasts: [{ baseline: 'a', candidate: 'b' }] };

  it.each([
    ['two sides as baseline', earlier(sides), later(), /baseline, run before, measures two sides against each other/],
    ['two sides as candidate', earlier(), later(sides), /candidate, run after, measures two sides against each other/],
  ])('refuses a run that measures no runtime against native: %s', (_, before, now, why) => {
    expect(() => compareRuns(before, now)).toThrow(InputError);
    expect(() => compareRuns(before, now)).toThrow(why);
    expect(() => compareRuns(before, now, { narrowed: ['runtimes', 'suites'] })).toThrow(why);
  });

  it.each([
    ['with native alone', { arms: [] }],
    ['with other runtimes', { arms: ['crun'] }],
  ])(
    'calls everything of the baseline missing from a candidate %s, which a pull request may have made of it',
    (_, change) => {
      const { cells } = compareRuns(earlier(), later(change));
      expect(cells.filter(({ arm }) => arm === 'runc').map(({ verdict }) => verdict)).toEqual(['missing']);
    },
  );

  it.each([
    ['baseline', (bad: RunDocument) => compareRuns(bad, later())],
    ['candidate', (bad: RunDocument) => compareRuns(later(), bad)],
  ])('refuses a %s with a duplicated benchmark', (_, compare) => {
    const bad = earlier();
    bad.plan.benchmarks.push(CPU);
    expect(() => compare(bad)).toThrow(/run document before plans the benchmark cpu.prime twice/);
  });

  it.each([
    ['NaN', Number.NaN],
    ['infinite', Number.POSITIVE_INFINITY],
    ['negative', -1000],
    ['zero', 0],
  ])('never passes a candidate whose figures are all %s', (_, bad) => {
    const cell = verdictOf(earlier(), later({ figure: ({ arm }, usual) => (arm === 'runc' ? bad : usual) }));
    expect(cell.verdict).toBe('missing');
    expect(cell.reason).toContain('not a positive number');
  });

  it('never passes a baseline whose figures are all zero', () => {
    const cell = verdictOf(earlier({ figure: ({ arm }, usual) => (arm === 'runc' ? 0 : usual) }), later());
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.reason).toContain('not a positive number');
  });

  it('does not judge figures in coarse steps', () => {
    const coarse: Sketch['figure'] = ({ arm, block }, usual) => (arm === 'runc' ? 0.05 + 0.01 * (block % 3) : usual);
    const cell = verdictOf(earlier({ figure: coarse }), later({ figure: coarse }));
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.reason).toContain('only 3 different values');
  });

  it('does not accept a copy of the baseline under another id', () => {
    const cell = verdictOf(earlier(), { ...earlier(), id: 'after' });
    expect(cell.verdict).toBe('inconclusive');
    expect(cell.reason).toContain("baseline's own");
  });

  it('accepts extreme figures and gives no number that JSON cannot hold', () => {
    const wild = later({ figure: ({ arm }) => (arm === 'runc' ? 1e-308 : 1e308) });
    const comparison = compareRuns(earlier(), wild);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });

  it('notes a clock that jumped, and still decides', () => {
    const candidate = later();
    Object.assign(candidate.blocks[3] ?? {}, { startedAt: '1970-01-01T00:00:00.000Z' });
    const comparison = compareRuns(earlier(), candidate);
    expect(cellOf(comparison).verdict).toBe('not-slower');
    expect(comparison.notes).toContainEqual(expect.stringContaining('run after jumped before block 3'));
  });

  it.each([
    ['alpha', { alpha: 0.7 }],
    ['a margin within the smallest effect', { minEffectPercent: 4 }],
    ['an effect that is no number', { minEffectPercent: Number.NaN }],
  ])('refuses %s without a meaning', (_, settings) => {
    expect(() => compareRuns(earlier(), later(), settings)).toThrow(InputError);
  });
});
