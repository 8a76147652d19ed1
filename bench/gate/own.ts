/**
 * Replays Tare's rule alone on the recordings, without its peers and with nothing tuned: false alarms of comparisons
 * of identical code, how many of their cells are decided, and how much is detected at each slowdown. It takes a tenth
 * of the time of the whole replay (index.ts) and prints a Markdown table.
 *
 *   npx tsx bench/gate/own.ts [--comparisons 500] [--slowed 40] [--seed 1] [--only ID]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { ALPHA } from '../../src/stats/sequential.js';
import { type Cell, firstLaunches, type Schedule, slowed } from './draw.js';
import { adjacentSeries, launchSeries, type PairLine, readFixture, type TrialLine } from './fixtures.js';
import { randomBits } from './random.js';
import { drawComparison } from './replay.js';
import { type Judgement, judgeAs, SPENDINGS, type Spending, tareSettings } from './rules/tare.js';
import { contendedScenarios, liveScenarios, quietScenarios, quietTenMinutes, type Scenario } from './scenario.js';
import type { Recording } from './series.js';
import { percent, shareText } from './targets.js';
import { wilson } from './wilson.js';

/** A scenario, the cells of its comparisons and the slowdowns that are added. */
interface Question extends Scenario {
  readonly cells: number;
  readonly slowdowns: readonly number[];
  /** Tells whether the power of a series is reported; the other series are drawn all the same. */
  readonly told: (series: string) => boolean;
}

const CELLS = 60;
/** The cells of native, runc and docker with the four benchmarks of the quick profile and starts and ends. */
const QUICK_CELLS = 12;
/**
 * The launches of two sides that the quick profile takes in 270 s, which is the time of both runs of a comparison
 * across runs.
 */
const QUICK_LAUNCHES = 19;

const everySeries = (): boolean => true;
const isNoSandboxOfItsOwn = (series: string): boolean => !series.startsWith('runsc');

function questions(): Question[] {
  const launches = recorded('launches.jsonl', launchSeries(readFixture<PairLine>('launches')));
  const trials = recorded('trials.jsonl', adjacentSeries(readFixture<TrialLine>('trials')));
  const asked = (scenario: Scenario, slowdowns: readonly number[]): Question => ({
    ...scenario,
    slowdowns,
    cells: CELLS,
    told: isNoSandboxOfItsOwn,
  });
  const [quiet, fine] = quietScenarios(launches) as [Scenario, Scenario];
  return [
    asked(quiet, [0.02, 0.03]),
    asked(fine, [0.01]),
    asked(finest(fine), [0.005]),
    asked(quietTenMinutes(launches), [0.02]),
    quick('quick-quiet', launches),
    ...contendedScenarios(trials).map((scenario) => ({ ...asked(scenario, [0.05, 0.1]), told: everySeries })),
    ...live().flatMap(({ recording, name }) => [
      ...liveScenarios(recording).map((scenario) => ({
        ...asked(scenario, [0.03, 0.05]),
        id: `${scenario.id}, ${name}`,
        told: everySeries,
      })),
      ...(name.includes('compute') ? [quick(`quick-${name}`, recording)] : []),
    ]),
  ];
}

/** Uses everything that was recorded of a series, at most a minute of it, for the smallest change. */
function finest(scenario: Scenario): Scenario {
  return {
    ...scenario,
    id: 'quiet-finest',
    title: 'Quiet host, 60 s a series, four pairs a launch, min-effect 0.25 %',
    budget: () => 60,
    minEffect: 0.0025,
    target: () => 0.005,
  };
}

/** Makes two sides in one run of the quick profile, for as long as two runs of it take. */
function quick(id: string, recording: Recording): Question {
  const [scenario] = quietScenarios(recording) as [Scenario];
  const all = scenario.schedule;
  const schedule: Schedule = (...given) => firstLaunches(all(...given), QUICK_LAUNCHES);
  const endless = { ...scenario, id, schedule, budget: () => 1_000 };
  return { ...endless, cells: QUICK_CELLS, slowdowns: [0.01, 0.02, 0.03, 0.05, 0.1], told: isNoSandboxOfItsOwn };
}

function recorded(name: string, series: Recording['series']): Recording {
  return { name, about: '', series };
}

function live(): { name: string; recording: Recording }[] {
  const folder = fileURLToPath(new URL('./fixtures/', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.startsWith('live-'));
  return names.sort().map((name) => ({
    name: name.replace('.json.gz', ''),
    recording: JSON.parse(gunzipSync(readFileSync(`${folder}${name}`)).toString('utf8')),
  }));
}

interface Asked {
  readonly comparisons: number;
  readonly slowed: number;
  readonly seed: number;
}

/** Returns one row for each way to spend the time. */
function rowsOf(question: Question, asked: Asked): string[][] {
  return SPENDINGS.map((spending) => {
    const same = judgedAll(question, spending, asked.comparisons, asked.seed, 0);
    const alarms = same.filter((cells) => cells.some(({ outcome }) => outcome === 'regressed')).length;
    const decided = same.flat().filter(({ outcome }) => outcome !== 'undecided').length;
    const powers = question.slowdowns.map((slowdown) => powerText(question, spending, asked, slowdown));
    return [
      question.id,
      spending === 'alone' ? 'own' : 'one for all',
      shareText(wilson(alarms, same.length)),
      percent(decided / same.flat().length),
      powers.join('; '),
    ];
  });
}

/** Returns the mean over the series and the lowest of them. */
function powerText(question: Question, spending: Spending, { slowed: of, seed }: Asked, slowdown: number): string {
  const judged = judgedAll(question, spending, of, seed + 1, slowdown).flat();
  const told = question.recording.series.map(({ name }) => name).filter(question.told);
  const shares = told.map((name) => {
    const own = judged.filter(({ series }) => series === name);
    return { name, share: own.filter(({ outcome }) => outcome === 'regressed').length / own.length };
  });
  const mean = shares.reduce((sum, { share }) => sum + share, 0) / shares.length;
  const lowest = shares.reduce((low, one) => (one.share < low.share ? one : low));
  return `${100 * slowdown} %: ${percent(mean)} (lowest ${lowest.name} ${percent(lowest.share)})`;
}

type Judged = Judgement & Pick<Cell, 'series'>;

function judgedAll(question: Question, spending: Spending, of: number, seed: number, slowdown: number): Judged[][] {
  const bits = randomBits(seed);
  const settings = tareSettings(question.cells, question.minEffect, ALPHA);
  return Array.from({ length: of }, () => {
    const { cells, budgets } = drawComparison(question, question.cells, bits);
    const slower = slowdown === 0 ? cells : cells.map((cell) => slowed(cell, slowdown));
    const judged = judgeAs(spending, slower, budgets, settings);
    return judged.map((one, i) => ({ ...one, series: cells[i]?.series ?? '' }));
  });
}

const { values } = parseArgs({
  options: {
    comparisons: { type: 'string', default: '500' },
    slowed: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const asked = { comparisons: Number(values.comparisons), slowed: Number(values.slowed), seed: Number(values.seed) };
console.log('| Scenario | Budget | Comparisons with a false alarm | Cells decided on identical code | Seen |');
console.log('| --- | --- | --- | --- | --- |');
for (const question of questions().filter(({ id }) => values.only === undefined || id === values.only)) {
  for (const row of rowsOf(question, asked)) console.log(`| ${row.join(' | ')} |`);
}
