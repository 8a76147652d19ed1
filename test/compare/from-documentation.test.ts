/**
 * Every verdict again from run documents and the JSON of `tare explain`, by a program that was written from
 * docs/statistics.md alone and leaves ranks and the t distribution to scipy.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { type Explanation, explainAllAcross, explainAllSides } from '../../src/compare/explain.js';
import { judgeLimits } from '../../src/compare/limits.js';
import type { CompareSettings } from '../../src/compare/settings.js';
import { type LimitSpec, readLimit } from '../../src/config/kinds/limits.js';
import { QUIET, RetakeRule } from '../../src/measure/planning/retake-rule.js';
import { explanationJson } from '../../src/report/explanation.js';
import type { Block, Pair, QuietRule, RunDocument } from '../../src/results/document.js';
import { normals, uniforms } from '../support/history-builder.js';
import { beside, buildRun, CPU, MEMORY, type Place, SHUTDOWN, type Sketch, STARTUP } from '../support/run-builder.js';

/** Debian's, which python3-scipy belongs to; another one that has scipy may be named. */
const PYTHON = process.env.TARE_TEST_PYTHON ?? '/usr/bin/python3';

const present = spawnSync(PYTHON, ['-c', 'import scipy']).status === 0;
if (!present) {
  process.stderr.write(`skipped the verdicts from the documentation: ${PYTHON} has no scipy (apt: python3-scipy)\n`);
}
const checked = present ? it : it.skip;

/** What the program gets: documents as they are, what is explained of them, and limits. */
interface Group {
  readonly candidate: RunDocument;
  readonly baseline?: RunDocument;
  readonly history?: readonly RunDocument[];
  readonly explanations: readonly Explanation[];
  readonly limits?: readonly LimitSpec[];
}

interface Figures {
  readonly p: number | null;
  readonly threshold: number | null;
  readonly ratio: number | null;
}
interface AnsweredLook extends Figures {
  readonly pBetter: number;
  readonly outcome: string;
}
interface AnsweredCell extends Figures {
  readonly verdict: string;
  /** How many runs of the history count, where they are asked. */
  readonly runs?: number;
  readonly looks: readonly AnsweredLook[];
}
interface Answer {
  readonly cells: readonly AnsweredCell[];
  readonly limits: readonly string[];
  readonly setAside: readonly number[];
}

function recomputed(groups: readonly Group[]): Answer[] {
  const texts = groups.map(({ explanations, ...runs }) => {
    return `${JSON.stringify(runs).slice(0, -1)},"explanations":[${explanations.map(explanationJson).join(',')}]}`;
  });
  const input = `[${texts.join(',')}]`;
  const options = { input, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const asked = spawnSync(PYTHON, ['-B', 'test/compare/from-documentation.py'], options);
  if (asked.status !== 0) throw new Error(asked.stderr);
  return JSON.parse(asked.stdout);
}

/** Between two runs p depends on the estimate, which is found by halving. */
const nearP = ({ rule }: Explanation): number => (rule === 'two runs of one boot' ? 5e-5 : 1e-12);

const near = (ours: number | null | undefined, theirs: number | null | undefined, within: number): boolean =>
  typeof ours === 'number' && typeof theirs === 'number' ? Math.abs(ours - theirs) <= within : ours === theirs;

/** A change is shown of some cells that have no verdict, too; only where the documentation has one is it compared. */
const nearRatio = (ours: number | null | undefined, theirs: number | null): boolean =>
  theirs === null || near(ours, theirs, 1e-4);

function agrees(explained: Explanation, answer: AnsweredCell | undefined): boolean {
  const { cell, looks, history } = explained;
  if (answer?.verdict !== cell.verdict || answer.looks.length !== looks.length) return false;
  if ((answer.runs ?? history.length) !== history.length) return false;
  const within = nearP(explained);
  const isSame = near(cell.p, answer.p, within) && near(cell.threshold, answer.threshold, 1e-15);
  return (
    isSame &&
    nearRatio(cell.effect?.ratio, answer.ratio) &&
    looks.every((look, k) => {
      const other = answer.looks[k] as AnsweredLook;
      return (
        look.outcome === other.outcome &&
        near(look.p, other.p, within) &&
        near(look.pBetter, other.pBetter, within) &&
        near(look.threshold, other.threshold, 1e-15) &&
        nearRatio(look.ratio, other.ratio)
      );
    })
  );
}

/** Expects that the program says of every cell what we do, and returns the reason for each verdict, by the verdict. */
function expectAgreement(groups: readonly Group[]): Map<string, string[]> {
  const answers = recomputed(groups);
  expect(answers.map(({ setAside }) => setAside)).toEqual(groups.map(({ candidate }) => asidesOf(candidate)));
  const all = groups.flatMap(({ explanations }, i) =>
    explanations.map((explained, k) => ({ explained, answer: answers[i]?.cells[k] })),
  );
  const wrong = all.filter(({ explained, answer }) => !agrees(explained, answer));
  expect(wrong.map(({ explained: { cell, looks }, answer }) => [cell, looks, answer])).toEqual([]);
  const told = new Map<string, string[]>();
  for (const { cell } of all.map(({ explained }) => explained)) {
    told.set(cell.verdict, [...(told.get(cell.verdict) ?? []), cell.reason]);
  }
  return told;
}

/** The places of the pairs that were set aside, in the order taken. */
const asidesOf = ({ blocks }: RunDocument): number[] =>
  blocks.flatMap(({ pairs }) => pairs).flatMap(({ setAside }, place) => (setAside ? [place] : []));

const verdictsOf = (told: ReadonlyMap<string, unknown>): string[] => [...told.keys()].sort();
const BOTH = [CPU, MEMORY];
const FILES = { ...MEMORY, id: 'fileio.read.16k', suite: 'fileio' };
const OTHERS = ['a', 'b', 'c', 'd'];
const sidesOf = (arms: readonly string[]) => arms.map((candidate) => ({ baseline: 'runc (baseline)', candidate }));

/** Five cells of two sides, of which the first is `slower`, and a run that has ended. */
function sided(seed: number, blocks: number, slower: number, sketch: Sketch = {}): Group {
  const arms = ['runc (baseline)', 'runc', ...OTHERS];
  const contrasts = sidesOf(['runc', ...OTHERS]);
  const levels = { runc: 1000 / (1 + slower), a: 1000 / (1 + slower) };
  const made = buildRun({ seed, arms, contrasts, blocks, levels, spread: 0.02, benchmarks: BOTH, ...sketch });
  return { candidate: made, explanations: explainAllSides(made) };
}

function compared(
  baseline: RunDocument,
  candidate: RunDocument,
  history: readonly RunDocument[] = [],
  settings: Partial<CompareSettings> = {},
): Group {
  return { baseline, candidate, history, explanations: explainAllAcross(baseline, candidate, settings, history) };
}

function across(seed: number, now: Sketch, both: Sketch = {}): Group {
  const run = (id: string, more: Sketch) =>
    buildRun({ id, blocks: 7, spread: 0.015, benchmarks: BOTH, ...both, ...more });
  return compared(run('before', { seed }), run('after', { seed: seed + 1, ...now }));
}

/** Every launch of an arm has a level of its own. */
const byLaunch: NonNullable<Sketch['figure']> = ({ arm, block }, usual) =>
  usual * (1 + 0.03 * Math.sin(7 * block + 3 * arm.length));

/** Costs that rise by 2 % through a run. */
const drifting: NonNullable<Sketch['figure']> = ({ arm, block }, usual) =>
  arm === 'native' ? usual : usual * (1 - 0.003 * block);

/** Differences of the sides that wander from launch to launch. */
const wandering: NonNullable<Sketch['figure']> = ({ arm, block }, usual) =>
  arm.endsWith('(baseline)') ? usual : usual * (1 + 0.03 * Math.sin(block / 2 + 5 * arm.charCodeAt(0)));

const slowerBy = (slower: number): Sketch => ({ levels: { runc: 1000 / (1 + slower) } });

describe('a verdict from the documentation', () => {
  checked('is that of every look and cell of two sides', () => {
    const told = expectAgreement([
      ...[0, 0.03, 0.06, -0.05].map((slower, i) => sided(10 + i, [14, 13, 11, 9][i] as number, slower)),
      sided(31, 18, 0.012, { spread: 0.004 }),
      sided(51, 12, 0.03, { spread: 0.2 }),
      sided(61, 9, -0.5, { benchmarks: [STARTUP], spread: 0.1 }),
      sided(63, 14, 0.03, { benchmarks: [CPU, FILES], spread: 0.004 }),
      sided(65, 14, 0.05, { figure: byLaunch, spread: 0.004 }),
      sided(67, 12, 0.03, { figure: byLaunch, spread: 0.02 }),
      ...[0, 0.05, 0.8, -0.4].map((slower, i) => sided(510 + i, 18, slower, { figure: wandering })),
    ]);
    expect(verdictsOf(told)).toEqual(['improved', 'inconclusive', 'not-slower', 'regressed']);
  });

  checked('is that of two runs of one boot', () => {
    const calm = buildRun({ id: 'calm', seed: 71, blocks: 7, benchmarks: BOTH });
    const slow = buildRun({ id: 'slow', seed: 72, blocks: 7, benchmarks: BOTH, ...slowerBy(0.2) });
    const told = expectAgreement([
      ...[0, 0.03, 0.08, -0.08].map((slower, i) => across(40 + 2 * i, slowerBy(slower))),
      across(50, {}, { blocks: 3 }),
      ...[0, 0.04].map((slower, i) =>
        across(52 + 2 * i, slowerBy(slower), { benchmarks: [CPU, FILES], spread: 0.004 }),
      ),
      ...[0, 0.06, 0.3, -0.3].map((slower, i) => across(56 + 2 * i, { ...slowerBy(slower), blocks: 5 }, { blocks: 9 })),
      across(64, { ...slowerBy(0.5), blocks: 1 }, { blocks: 12 }),
      ...[0, 0.06, 0.3, -0.3].map((slower, i) => across(500 + 2 * i, { ...slowerBy(slower), spread: 0.06 })),
      ...[0, 0.04, 0.2].map((slower, i) => across(66 + 2 * i, slowerBy(slower), { figure: drifting })),
      compared(beside(0, calm), beside(1, slow)),
      compared(calm, { ...calm, id: 'copied' }),
    ]);
    expect(verdictsOf(told)).toEqual(['improved', 'inconclusive', 'not-slower', 'regressed']);
    const open = told.get('inconclusive')?.join(' ');
    for (const part of ['cannot decide', 'Not of one state', "the baseline's own"]) expect(open).toContain(part);
  });

  checked('needs the own figures of starts and ends', () => {
    const events = { benchmarks: [STARTUP, SHUTDOWN], spread: 0.02 };
    const told = expectAgreement([
      across(90, { levels: { native: 700 } }, events),
      across(82, { levels: { runc: 1400 } }, events),
      across(84, { levels: { runc: 700 } }, events),
      across(86, {}, { ...events, spread: 0.004 }),
      across(88, { levels: { runc: 1030 } }, events),
    ]);
    expect(verdictsOf(told)).toEqual(['improved', 'inconclusive', 'not-slower', 'regressed']);
    expect(told.get('inconclusive')?.join(' ')).toContain("the runtime's own figures do not surely");
  });

  checked('is that of a run against a history of boots', () => {
    const past = boots(9);
    const crowded = (waiting: number, from: number, to: number) =>
      past.slice(from, to).map((run) => beside(waiting, run));
    const now = buildRun({ id: 'now', seed: 141, blocks: 8, benchmarks: BOTH, fingerprint: { bootId: 'now' } });
    const told = expectAgreement([
      ...[0, 0.05, -0.05].map((slower, i) => ofBoots(past, 130 + i, slowerBy(slower))),
      ofBoots(boots(9, { benchmarks: [STARTUP] }), 134, { benchmarks: [STARTUP], levels: { runc: 1100 } }),
      ofBoots(past.slice(0, 7), 135, {}),
      ofBoots(past, 136, { blocks: 5 }),
      ofBoots([...past.slice(0, 6), ...unusable(past)], 137, slowerBy(0.3)),
      ofBoots([...past, ...unusable(past)], 138, slowerBy(0.05)),
      ofBoots([...laterOfSameBoots(past), ...past], 142, slowerBy(0.05)),
      ofBoots(past, 139, { fingerprint: { bootId: 'boot-8', kernel: '6.1.1' } }),
      compared(past[8] as RunDocument, beside(0, now), [...crowded(0.4, 0, 4), ...crowded(0.6, 4, 8)]),
      ofBoots(past, 140, { figure: failing('runc', () => true) }),
    ]);
    expect(verdictsOf(told)).toEqual(['improved', 'inconclusive', 'missing', 'not-slower', 'regressed']);
  });

  checked('is missing where a run has lost what another has', () => {
    const full = { benchmarks: BOTH, blocks: 8 };
    const told = expectAgreement([
      across(150, { benchmarks: [CPU] }, full),
      across(152, { figure: failing('runc', () => true) }, full),
      across(154, { figure: failing('runc', ({ k }) => k !== 1) }, full),
      across(156, { figure: failing('runc', ({ k }) => k === 1) }, full),
      across(158, { ...slowerBy(0.5), figure: failing('runc', ({ k }) => k !== 1) }, full),
      across(160, { figure: failing('native', ({ block }) => block > 2) }, full),
      across(162, { figure: failing('runc', ({ block }) => block === 2) }, full),
      across(164, { blocks: 1, figure: failing('runc', ({ warmup }) => warmup) }, full),
      compared(...reached(166, false)),
      compared(...reached(168, true)),
      across(170, { figure: failing('runc', () => false) }, { ...full, figure: failing('runc', ({ k }) => k !== 1) }),
      across(172, { benchmarks: BOTH }, { ...full, benchmarks: [CPU] }),
      across(174, { times: starting(2) }, { ...full, benchmarks: [STARTUP], spread: 0.004 }),
      across(176, { figure: (_, usual) => Math.round(usual / 20) * 20 }, full),
    ]);
    expect(verdictsOf(told)).toEqual(['inconclusive', 'missing', 'not-slower', 'regressed']);
    const missing = told.get('missing')?.join(' ');
    for (const why of [
      'does not plan it',
      'never measured',
      'is left with',
      'as often as it measured',
      'than chance',
    ]) {
      expect(missing).toContain(why);
    }
  });

  checked('is missing where one side of a run has lost what the other has', () => {
    const losing = (seed: number, blocks: number, fails: (place: Place) => boolean, slower = 0) =>
      sided(seed, blocks, slower, { figure: failing('runc', fails) });
    const withdrawn = sided(180, 12, 0).candidate;
    const row = { arm: 'a', benchmark: 'cpu.gone', metric: 'rate', unit: '1/s', direction: 'higher' } as const;
    const less = { ...withdrawn, withdrawn: [row] };
    const unstarted = (seed: number, isDown: (block: number) => boolean): Group => {
      const run = sided(seed, 14, 0).candidate;
      const blocks = run.blocks.map((one) => (isDown(one.index) ? withoutStart(one, 'runc') : one));
      return { candidate: { ...run, blocks }, explanations: explainAllSides({ ...run, blocks }) };
    };
    const told = expectAgreement([
      losing(182, 12, () => true),
      losing(184, 14, ({ k }) => k !== 1),
      losing(186, 9, ({ block }) => block < 4),
      losing(188, 14, ({ k }) => k === 2),
      losing(190, 14, ({ k }) => k === 2, 0.5),
      losing(192, 14, ({ block }) => block === 3),
      sided(194, 14, 0, { figure: ({ k, block }, usual) => (k === 0 && block % 2 === 0 ? 'exit code' : usual) }),
      sided(196, 14, 0, { benchmarks: [STARTUP], times: starting(1), spread: 0.004 }),
      sided(198, 14, 0.5, { figure: (_, usual) => Math.round(usual / 100) * 100 }),
      { candidate: less, explanations: explainAllSides(less) },
      unstarted(200, (block) => block % 2 === 1),
      unstarted(202, (block) => block > 6),
      unstarted(204, (block) => block === 3),
    ]);
    expect(told.get('missing')?.length).toBeGreaterThan(5);
    expect(verdictsOf(told)).toEqual(['inconclusive', 'missing', 'not-slower', 'regressed']);
  });
});

/** Returns a block in which an arm did not start, so that none of its pairs were taken. */
function withoutStart(block: Block, arm: string): Block {
  return {
    ...block,
    launches: block.launches.map((launch) => (launch.arm === arm ? { ...launch, startupMs: null } : launch)),
    pairs: block.pairs.filter(({ candidate }) => candidate !== arm),
  };
}

/** Runs of as many boots, whose costs scatter by .3 %. */
function boots(count: number, sketch: Sketch = {}): RunDocument[] {
  const normal = normals(7);
  return Array.from({ length: count }, (_, i) => {
    const levels = { runc: 1000 * Math.exp(0.003 * normal()) };
    const fingerprint = { bootId: `boot-${i}` };
    const run = buildRun({
      id: `past-${i}`,
      seed: 100 + i,
      blocks: 8,
      benchmarks: BOTH,
      levels,
      fingerprint,
      ...sketch,
    });
    return { ...run, startedAt: new Date(Date.UTC(2026, 9, 1 + i)).toISOString() };
  });
}

function ofBoots(past: readonly RunDocument[], seed: number, sketch: Sketch): Group {
  const now = buildRun({ id: 'now', seed, blocks: 8, benchmarks: BOTH, fingerprint: { bootId: 'now' }, ...sketch });
  return compared(past.at(-1) as RunDocument, now, past.slice(0, -1));
}

/** Runs that no history may count: an earlier one of a boot, of other hardware, short, crowded, of other work. */
function unusable(past: readonly RunDocument[]): RunDocument[] {
  const [first] = past as [RunDocument];
  const like = (id: string, more: Sketch, boot = id): RunDocument => strange(id, boot, more);
  const work = { kind: 'fixed', amount: 400, unit: 'events' } as const;
  return [
    like('earlier', {}, first.fingerprint.bootId),
    like('elsewhere', { fingerprint: { hardwareKey: 'hardware-2' } }),
    like('short', { blocks: 5 }),
    like('own-boot', {}, 'now'),
    like('other-work', {
      benchmarks: [
        { ...CPU, work },
        { ...MEMORY, work },
      ],
    }),
  ];
}

/** A run of some boot, before all others. */
const strange = (id: string, boot: string, more: Sketch): RunDocument => ({
  ...buildRun({
    id,
    seed: 300,
    blocks: 8,
    benchmarks: BOTH,
    ...more,
    fingerprint: { bootId: boot, ...more.fingerprint },
  }),
  startedAt: '2026-09-01T00:00:00.000Z',
});

/** Later runs of the same boots, each of which has one cell at most that can be counted. */
function laterOfSameBoots(past: readonly RunDocument[]): RunDocument[] {
  const timed = { ...CPU, work: { kind: 'timed', seconds: 1 } } as const;
  const kinds: Sketch[] = [
    { blocks: 2 },
    { benchmarks: [MEMORY] },
    { benchmarks: [timed, MEMORY] },
    { arms: ['runc (baseline)', 'runc'], contrasts: sidesOf(['runc']) },
  ];
  return past.map(({ id, fingerprint }, i) => ({
    ...strange(`${id}-later`, fingerprint.bootId, kinds[i % kinds.length] as Sketch),
    startedAt: new Date(Date.UTC(2026, 9, 20 + i)).toISOString(),
  }));
}

/** Fails the trials of MEMORY of an arm that a function chooses. */
function failing(arm: string, fails: (place: Place) => boolean): NonNullable<Sketch['figure']> {
  return (place, usual) => (place.arm === arm && place.benchmark === MEMORY.id && fails(place) ? 'exit code' : usual);
}

/** Starts of about 50 ms of which the candidate's are taken again this often. */
function starting(retries: number): NonNullable<Sketch['times']> {
  const uniform = uniforms(9);
  return (arm) => ({ startupMs: 50 + uniform(), shutdownMs: 5, retries: arm === 'runc' ? retries : 0 });
}

/** Two runs of which the second has no pairs of MEMORY, because it never came to them or its launches failed. */
function reached(seed: number, isBroken: boolean): [RunDocument, RunDocument] {
  const run = (id: string, more: number) => buildRun({ id, seed: seed + more, blocks: 8, benchmarks: BOTH });
  const now = run('after', 1);
  const blocks = now.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.filter(({ benchmark }) => benchmark !== MEMORY.id),
    launches: block.launches.map((launch) =>
      isBroken && launch.arm === 'runc' ? { ...launch, startupMs: null } : launch,
    ),
  }));
  return [run('before', 0), { ...now, blocks }];
}

describe('what else the documentation suffices for', () => {
  checked('limits', () => {
    const rows = (...texts: string[]): LimitSpec[] => texts.flatMap((text) => readLimit(text) ?? []);
    const level = (value: number) => `runc cpu.prime > ${value} events/s`;
    const start = (value: number) => `runc lifecycle.startup < ${value} ms`;
    const costs = (id: string) => [5, 15, 19, 21, 30].map((value) => `runc ${id} cost < ${value}%`);
    const fine = Array.from({ length: 80 }, (_, i) => `runc cpu.prime cost < ${10 + i / 4}%`);
    const slow = { benchmarks: [CPU, STARTUP], spread: 0.03 };
    const limited = (sketch: Sketch, ...texts: string[]) => {
      return { candidate: buildRun(sketch), explanations: [], limits: rows(...texts) };
    };
    const groups = [
      limited(slow, ...[900, 990, 1000, 1005, 1100].map(level), ...[900, 995, 1000, 1005, 1100].map(start)),
      limited({ ...slow, levels: { runc: 1000 / 1.2 } }, ...costs('cpu.prime')),
      limited({ ...slow, levels: { runc: 1200 } }, ...costs('lifecycle.startup')),
      ...[4, 5].map((blocks) => limited({ blocks, levels: { runc: 700 } }, level(900))),
      ...[4, 5].map((blocks) => limited({ blocks, levels: { runc: 700 } }, 'runc cpu.prime cost < 10%')),
      limited({ blocks: 6, figure: ({ arm }, usual) => (arm === 'runc' ? 'exit code' : usual) }, level(900)),
      limited(
        { arms: ['runc (baseline)', 'runc'], contrasts: sidesOf(['runc']) },
        level(700),
        'runc cpu.prime cost < 9%',
      ),
      { candidate: disturbedRun(400, 0.4, { ...QUIET, share: 0.1 }, 14), explanations: [], limits: rows(...fine) },
      { candidate: disturbedAfter(6, 10), explanations: [], limits: rows(...costs('cpu.prime')) },
    ];
    const ours = groups.map(({ candidate, limits }) =>
      judgeLimits(candidate, limits, 0.05).cells.map(({ outcome }) => outcome),
    );
    expect(recomputed(groups).map(({ limits }) => limits)).toEqual(ours);
    expect([...new Set(ours.flat())].sort()).toEqual(['beyond', 'cannot tell', 'missing', 'within']);
  });

  checked('which pairs are set aside, and which of those that count were disturbed', () => {
    const runs = [0.15, 0.4].map((busy, i) =>
      disturbedRun(410 + i, busy, { ...QUIET, share: [0.3, 0.1][i] as number }),
    );
    const before = buildRun({ id: 'before', seed: 414, blocks: 7, benchmarks: BOTH });
    const groups = runs.map((run) => compared(before, run));
    expectAgreement(groups);
    expect(runs.map((run) => asidesOf(run).length > 1)).toEqual([true, true]);
    expect(JSON.stringify(groups[1]?.explanations)).toContain('"busy":true');
  });
});

/** A run that is quiet for some blocks, and disturbed in all pairs after them. */
function disturbedAfter(quiet: number, blocks: number): RunDocument {
  const run = buildRun({ seed: 402, blocks, levels: { runc: 1000 / 1.2 }, plan: { quiet: QUIET } });
  const busy = (index: number) => ({ busyCpus: index < quiet ? 0.1 : 0.9 });
  const taken = run.blocks.map((block) => ({
    ...block,
    pairs: block.pairs.map((pair) => ({ ...pair, ...busy(block.index) })),
  }));
  return { ...run, blocks: taken };
}

/** A run during which this share of the pairs is disturbed, with the pairs that the quiet rule had taken again. */
function disturbedRun(seed: number, share: number, quiet: QuietRule, blocks = 7): RunDocument {
  const [normal, uniform] = [normals(seed), uniforms(seed + 1)];
  const levels = { runc: 1000 / 1.2 };
  const run = buildRun({ id: `disturbed-${seed}`, seed, blocks, benchmarks: BOTH, levels, plan: { quiet } });
  const rule = new RetakeRule({ ...run, blocks: [] });
  const take = (pair: Pair): Pair => {
    const isBusy = uniform() < share;
    const trials = pair.trials.map(({ failure: _, ...trial }) => {
      const scale = Math.exp(0.02 * normal()) * (isBusy ? 1 - 0.3 * uniform() : 1);
      const metrics = Object.fromEntries(Object.entries(trial.metrics).map(([name, value]) => [name, value * scale]));
      return { ...trial, metrics, wallMs: 90 + 20 * uniform() };
    });
    return { ...pair, trials, busyCpus: (isBusy ? 0.8 : 0.05) + 0.1 * uniform() };
  };
  const withRepeat = (pair: Pair): Pair[] => {
    const first = take(pair);
    const isAgain = !pair.warmup && rule.shouldRetake(first);
    rule.record(first);
    if (!isAgain) return [first];
    const repeat = take(pair);
    rule.record(repeat);
    return [{ ...first, setAside: true }, repeat];
  };
  return { ...run, blocks: run.blocks.map((block) => ({ ...block, pairs: block.pairs.flatMap(withRepeat) })) };
}
