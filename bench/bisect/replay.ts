/**
 * Runs searches on recorded launches of identical code, into which one commit puts a slowdown, and counts how often
 * the answer is right.
 *
 *   npx tsx bench/bisect/replay.ts [--searches 500] [--slowdown 5] [--commits 64] [--budget 10m] [--series 'runc cpu']
 */
import { parseArgs } from 'node:util';
import type { BisectRecord, Tried } from '../../src/bisect/document.js';
import { MOST_LAUNCHES } from '../../src/bisect/errors-spent.js';
import { isSettled, judge, type Measured } from '../../src/bisect/judgement.js';
import { search } from '../../src/bisect/loop.js';
import type { Task } from '../../src/bisect/task.js';
import type { RunState } from '../../src/stats/sequential.js';
import { parseDuration } from '../../src/units.js';
import { adjacentPairs, type Cell } from '../gate/draw.js';
import { launchSeries, readFixture } from '../gate/fixtures.js';
import { type RandomBits, randomBelow, randomBits } from '../gate/random.js';
import type { RecordedSeries } from '../gate/series.js';
import { wilson } from '../gate/wilson.js';

/** Seconds for the builds and the preparation of every comparison, as they were timed live. */
const OVERHEAD_SECONDS = 8;
const PAIRS = 4;

interface World {
  readonly series: RecordedSeries;
  /** The place of the slower commit; undefined where there is none. */
  readonly culprit: number | undefined;
  /** The slowdown as a fraction. */
  readonly slowdown: number;
  readonly broken: ReadonlySet<number>;
  readonly bits: RandomBits;
}

interface Settings {
  readonly commits: number;
  readonly budgetSeconds: number;
}

function emptyRecord({ commits, budgetSeconds }: Settings): BisectRecord {
  const id = (at: number) => at.toString(16).padStart(40, '0');
  return {
    kind: 'tare-bisect',
    schemaVersion: 1,
    id: 'replay',
    tool: { name: 'tare', version: '0' },
    startedAt: '',
    finishedAt: null,
    command: 'make',
    cell: { arm: 'runc', benchmark: 'cpu.prime', unit: 'events/s' },
    runtime: 'runc=./runc',
    flags: {},
    plan: { alpha: 0.05, minEffectPercent: 1, marginPercent: 3, budgetSeconds },
    commits: Array.from({ length: commits + 1 }, (_, at) => ({ id: id(at), subject: '', isMerge: false })),
    tried: [],
    spentSeconds: 0,
    answer: null,
  };
}

/** Launches are drawn again for every comparison, each at most once in it. */
function compare(task: Task, { series, culprit, slowdown, broken, bits }: World): Tried {
  const { kind, baseline, candidate, rule } = task;
  const nothing = { kind, baseline, candidate, load: null, document: null, overheadSeconds: OVERHEAD_SECONDS };
  if (broken.has(candidate) && kind === 'step') {
    const outcome = { outcome: 'not-built' as const, error: null, marginPercent: null, launches: 0 };
    return { ...nothing, ...outcome, reason: 'broken', slowdownPercent: null, seconds: OVERHEAD_SECONDS };
  }
  const isSlower = culprit !== undefined && baseline < culprit && culprit <= candidate;
  const cell = adjacentPairs(() => PAIRS)(series, 0, bits);
  const factor = isSlower ? 1 / (1 + slowdown) : 1;
  const { measured, seconds, state } = untilSettled(cell, factor, task);
  const { outcome, launches, slowdown: found } = judge(measured, rule, state);
  return {
    ...nothing,
    outcome,
    reason: null,
    error: rule.error,
    marginPercent: rule.marginPercent,
    launches,
    slowdownPercent: found,
    seconds: seconds + OVERHEAD_SECONDS,
  };
}

function untilSettled(cell: Cell, factor: number, task: Task) {
  const candidate = cell.candidate.map((launch) => launch.map((value) => value * factor));
  let [n, seconds] = [0, 0];
  let measured: Measured = { trials: { baseline: [], candidate: [] }, direction: 'higher', unit: 'events/s' };
  while (n < Math.min(cell.seconds.length, MOST_LAUNCHES) && seconds + (cell.seconds[n] ?? 0) <= task.seconds) {
    seconds += cell.seconds[n] ?? 0;
    n++;
    measured = { ...measured, trials: { baseline: cell.baseline.slice(0, n), candidate: candidate.slice(0, n) } };
    if (isSettled(measured, task.rule)) return { measured, seconds, state: 'running' as RunState };
  }
  return { measured, seconds, state: 'ended' as RunState };
}

interface Outcome {
  readonly answer: 'right' | 'interval' | 'none' | 'wrong';
  readonly unconfirmed: boolean;
  readonly seconds: number;
  readonly comparisons: number;
}

async function bisection(world: World, settings: Settings): Promise<Outcome> {
  let spent = 0;
  const record = await search(emptyRecord(settings), {
    compare: async (task) => {
      const tried = compare(task, world);
      spent += tried.seconds;
      return tried;
    },
    save: () => undefined,
    spentSeconds: () => spent,
  });
  const { answer } = record;
  const { culprit } = world;
  if (answer === null) throw new Error('a search without an answer');
  const holds = culprit !== undefined && answer.good < culprit && culprit <= answer.bad;
  const word = (): Outcome['answer'] => {
    if (answer.kind === 'no-difference') return culprit === undefined ? 'right' : 'none';
    if (!holds) return 'wrong';
    return answer.kind === 'commit' ? 'right' : 'interval';
  };
  const unconfirmed = answer.kind === 'commit' && answer.slowdownPercent === null;
  return { answer: word(), unconfirmed, seconds: spent, comparisons: record.tried.length };
}

const { values } = parseArgs({
  options: {
    searches: { type: 'string', default: '500' },
    slowdown: { type: 'string', default: '5' },
    commits: { type: 'string', default: '64' },
    budget: { type: 'string', default: '10m' },
    broken: { type: 'string', default: '0' },
    series: { type: 'string', default: 'runc cpu' },
    seed: { type: 'string', default: '18' },
  },
});
const series = launchSeries(readFixture('launches')).find(({ name }) => name === values.series);
if (!series) throw new RangeError(`there is no series ${values.series}`);
const settings = { commits: Number(values.commits), budgetSeconds: parseDuration(values.budget) ?? 600 };
const slowdown = Number(values.slowdown) / 100;
const bits = randomBits(Number(values.seed));
const outcomes: Outcome[] = [];
for (let at = 0; at < Number(values.searches); at++) {
  const culprit = slowdown === 0 ? undefined : 1 + randomBelow(bits, settings.commits);
  const places = Array.from({ length: settings.commits - 1 }, (_, place) => place + 1);
  const broken = new Set(places.filter(() => randomBelow(bits, 100) < Number(values.broken)));
  outcomes.push(await bisection({ series, culprit, slowdown, broken, bits }, settings));
}
const share = (word: Outcome['answer']): string => {
  const { hits, of, share, low, high } = wilson(
    outcomes.filter(({ answer }) => answer === word).length,
    outcomes.length,
  );
  const percent = (value: number) => (100 * value).toFixed(1);
  return `${hits} of ${of} (${percent(share)} %, ${percent(low)} to ${percent(high)})`;
};
const sorted = outcomes.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
const quantile = (at: number) => Math.round(sorted[Math.floor(at * (sorted.length - 1))] ?? 0);
console.log(
  `${values.series}, ${values.commits} commits, ${values.slowdown} %, ${values.budget}, ${values.broken} % broken:`,
);
console.log(`right ${share('right')}, interval that holds it ${share('interval')}, not found ${share('none')}`);
console.log(`wrong ${share('wrong')}; seconds: median ${quantile(0.5)}, 95 % ${quantile(0.95)}`);
