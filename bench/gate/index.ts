/**
 * Replays recorded measurements through Tare's rule and its peers', and writes the results.
 *
 *   npx tsx bench/gate/index.ts [--fixture all|launches|trials|live|RUN.json] [--cells 60] [--comparisons 500]
 *                               [--seed 1] [--processes N] [--out docs/evidence.md]
 *   sudo npx tsx bench/gate/index.ts --live 10m [--into live.json] [--runtimes runc,docker,runsc]
 *                               [--suites cpu,memory] [--pairs 4] [--memory 512MiB] and the same
 *
 * `--live` first measures each runtime against itself on this host and replays that; a document that exists is
 * continued, so that a recording can be made in parts. Recordings in fixtures/ are `live`. The result follows from the
 * seed. `--out` (default docs/evidence.md for all fixtures, else the terminal) gets the tables between its markers,
 * and for all fixtures a picture of the same name beside it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { InputError, UserError } from '../../src/errors.js';
import { readRun } from '../../src/results/store.js';
import { adjacentSeries, blockSeries, launchSeries, type PairLine, readFixture, type TrialLine } from './fixtures.js';
import { type Collection, collect, packedPath } from './live.js';
import { evidenceMarkdown, type Provenance, withGenerated } from './markdown.js';
import { replayElsewhere, tell } from './processes.js';
import { type Replay, type ReplayOptions, replay, SLOWDOWNS } from './replay.js';
import { documentRecording } from './run-document.js';
import {
  contendedBlocks,
  contendedScenarios,
  documentScenario,
  liveScenarios,
  quietBlocks,
  quietScenarios,
  quietTenMinutes,
  type Scenario,
} from './scenario.js';
import type { Recording } from './series.js';
import { evidenceSvg } from './svg.js';

/**
 * An eighth as many comparisons are made at each slowdown, because every one of them has several cells of each series.
 */
const SLOWED_SHARE = 0.125;

/** The slowdowns of scenarios that are replayed for one question only; the others get all slowdowns. */
const FEWER_SLOWDOWNS: Readonly<Record<string, readonly number[]>> = {
  'quiet-ten-minutes': [0, 0.02],
  'quiet-blocks': [0.05],
  'contended-longer': [0, 0.05],
  'contended-blocks': [0.05],
};

interface Arguments {
  /** The name of a fixture, or the path of a document; with `live`, the path of the one that is recorded. */
  readonly fixture: string;
  readonly live: Collection | undefined;
  readonly cells: number;
  readonly comparisons: number;
  readonly seed: number;
  /** The number of scenarios that are replayed at once. The result does not depend on it. */
  readonly processes: number;
  readonly out: string | undefined;
  /** The id of the one scenario that this process replays for its parent. */
  readonly only: string | undefined;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      fixture: { type: 'string', default: 'all' },
      cells: { type: 'string', default: '60' },
      comparisons: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      processes: { type: 'string', default: `${cpus().length}` },
      out: { type: 'string' },
      live: { type: 'string' },
      into: { type: 'string', default: 'live.json' },
      runtimes: { type: 'string', default: 'runc,docker,runsc' },
      suites: { type: 'string', default: 'cpu,memory.write.seq.1k,memory.read.seq.1m' },
      pairs: { type: 'string', default: '4' },
      memory: { type: 'string', default: '512MiB' },
      only: { type: 'string' },
    },
  });
  const { runtimes, suites, pairs, memory, into: path } = values;
  const live = values.live === undefined ? undefined : { runtimes, suites, pairs, memory, path, budget: values.live };
  const fixture = live === undefined ? values.fixture : path;
  const out = values.out ?? (fixture === 'all' ? 'docs/evidence.md' : undefined);
  return {
    fixture,
    live,
    cells: count('cells', values.cells),
    comparisons: count('comparisons', values.comparisons),
    seed: count('seed', values.seed),
    processes: count('processes', values.processes),
    out,
    only: values.only,
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InputError(`--${name} must be a positive whole number, not ${text}.`);
}

function scenariosOf(fixture: string): Scenario[] {
  if (fixture === 'launches') return launchScenarios();
  if (fixture === 'trials') return trialScenarios();
  if (fixture === 'all') return [...launchScenarios(), ...trialScenarios()];
  if (fixture === 'live') return refuseNone(recordedScenarios(), 'fixtures/live-*');
  if (existsSync(packedPath(fixture))) {
    return refuseNone(liveScenarios(readRecording(packedPath(fixture))), packedPath(fixture));
  }
  const run = readRun(fixture);
  const recording = documentRecording(run);
  return refuseNone(
    recording.series.length === 0 ? [] : [documentScenario(recording, run.plan.pairsPerBlock)],
    fixture,
  );
}

/** @throws InputError where there is nothing to replay. */
function refuseNone(scenarios: readonly Scenario[], where: string): Scenario[] {
  const filled = scenarios.filter(({ recording }) => recording.series.length > 0);
  if (filled.length === 0) throw new InputError(`${where} has no pair that could be replayed.`);
  return filled;
}

/**
 * Reads what `--live` recorded on the hosts on which it was run. The number of a second recording is part of its
 * names.
 */
function recordedScenarios(): Scenario[] {
  const folder = new URL('./fixtures/', import.meta.url);
  const names = readdirSync(folder).filter((name) => name.startsWith('live-'));
  return names.sort().flatMap((name) => {
    const [, number] = /-(\d+)\.json/.exec(name) ?? [];
    const scenarios = liveScenarios(readRecording(fileURLToPath(new URL(name, folder))));
    if (number === undefined) return scenarios;
    return scenarios.map((one) => ({ ...one, id: `${one.id}-${number}`, title: `${one.title}, recording ${number}` }));
  });
}

/** @throws SyntaxError for a damaged file. */
function readRecording(path: string): Recording {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Recording;
}

function launchScenarios(): Scenario[] {
  const recording = {
    name: 'launches.jsonl',
    about: 'Recording: 36 launches of both sides, four pairs of 0.1 s trials each, quiet two-core virtual machine.',
    series: launchSeries(readFixture<PairLine>('launches')),
  };
  return [...quietScenarios(recording), quietTenMinutes(recording), quietBlocks(recording)];
}

function trialScenarios(): Scenario[] {
  const lines = readFixture<TrialLine>('trials');
  const about = 'same virtual machine, contended; every trial a launch of its own.';
  const pairs = { name: 'trials.jsonl', about: `Recording: 32 rounds, ${about}`, series: adjacentSeries(lines) };
  const blocks = { name: 'trials.jsonl', about: `Recording: ten and ten trials, ${about}`, series: blockSeries(lines) };
  return [...contendedScenarios(pairs), contendedBlocks(blocks)];
}

/** The scenarios in which each series is also slower alone. */
const LONE = ['quiet-ten-minutes'];

/** These are a third as many as the comparisons in which all series are slower. */
const LONE_SHARE = 1 / 3;

function slowedComparisons({ comparisons }: Arguments): number {
  return Math.max(1, Math.round(comparisons * SLOWED_SHARE));
}

/** The picture shows the peers at every slowdown of `quiet`; elsewhere they are compared at the targets. */
function optionsFor({ id, target, recording }: Scenario, given: Arguments): ReplayOptions {
  const { cells, comparisons, seed } = given;
  return {
    cells,
    comparisons,
    seed,
    slowedComparisons: slowedComparisons(given),
    loneComparisons: LONE.includes(id) ? Math.ceil(LONE_SHARE * slowedComparisons(given)) : 0,
    slowdowns: FEWER_SLOWDOWNS[id] ?? SLOWDOWNS,
    peerSlowdowns: id === 'quiet' ? SLOWDOWNS : recording.series.map(({ name }) => target(name)),
  };
}

function provenanceOf(given: Arguments): Provenance {
  const { cells, comparisons, seed, fixture } = given;
  const [cpu] = cpus();
  return {
    command: `npx tsx bench/gate/index.ts --fixture ${fixture} --cells ${cells} --comparisons ${comparisons} --seed ${seed}`,
    date: new Date().toISOString().slice(0, 10),
    host: `${cpu?.model.trim() ?? 'an unknown processor'} (${cpus().length} CPUs), Linux ${release()}, Node ${process.version}`,
    seed,
    cells,
    comparisons,
    slowedComparisons: slowedComparisons(given),
  };
}

async function replayAll(given: Arguments): Promise<Replay[]> {
  const timed = async (scenario: Scenario): Promise<Replay> => {
    const start = performance.now();
    const result = await replayElsewhere(scenario);
    console.error(`${scenario.title}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return result;
  };
  const scenarios = scenariosOf(given.fixture);
  const replays: Replay[] = [];
  const waiting = scenarios.entries();
  const work = async (): Promise<void> => {
    for (const [at, scenario] of waiting) replays[at] = await timed(scenario);
  };
  await Promise.all(Array.from({ length: given.processes }, work));
  return replays;
}

function writeOut(out: string, markdown: string, replays: readonly Replay[]): void {
  writeFileSync(out, withGenerated(existsSync(out) ? readFileSync(out, 'utf8') : '', markdown));
  const [quiet, contended, blocks] = ['quiet', 'contended', 'contended-blocks'].map((id) =>
    replays.find(({ scenario }) => scenario.id === id),
  );
  if (quiet === undefined || contended === undefined || blocks === undefined) return;
  writeFileSync(out.replace(/(\.md)?$/, '.svg'), evidenceSvg(quiet, contended, blocks));
}

/** Runs in the process of one scenario. */
function replayOnly(id: string, given: Arguments): void {
  const scenario = scenariosOf(given.fixture).find((one) => one.id === id);
  if (scenario === undefined) throw new InputError(`There is no scenario ${id}.`);
  tell(replay(scenario, optionsFor(scenario, given)));
}

async function main(): Promise<void> {
  const given = readArguments();
  if (given.only !== undefined) {
    replayOnly(given.only, given);
    return;
  }
  if (given.live) await collect(given.live);
  const replays = await replayAll(given);
  const markdown = evidenceMarkdown(replays, provenanceOf(given));
  if (given.out === undefined) console.log(markdown);
  else writeOut(given.out, markdown, replays);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
