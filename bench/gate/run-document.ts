/** Reads a run of ours as a recording: its pairs as they are, or made A/A where they are not. */
import { type BlockObservation, observations, type Series } from '../../src/compare/observations.js';
import type { Block, RunDocument, Launch as RunLaunch } from '../../src/results/document.js';
import { hodgesLehmann } from '../../src/stats/inference/signed-rank.js';
import type { Launch, RecordedSeries, Recording } from './series.js';

/**
 * Returns one series for every contrast and benchmark. A figure of which less is better is replaced by its reciprocal.
 * The Hodges-Lehmann estimate of the difference between the arms is taken out of the candidate, so that both sides are
 * in effect the same code, and the noise of this host is replayed.
 * @throws InputError for a document that no run can have written.
 */
export function documentRecording(run: RunDocument): Recording {
  return recordingOf(run, ({ observations: blocks }) => hodgesLehmann(blocks.map(({ difference }) => difference)));
}

/** Reads a run that measured identical code on both sides, as it is. Figures are rounded to the digits that matter. */
export function liveRecording(run: RunDocument): Recording {
  const recording = recordingOf(run, () => 0);
  const short = (values: readonly number[]): number[] => values.map((value) => Number(value.toPrecision(6)));
  return {
    ...recording,
    series: recording.series.map((series) => ({
      ...series,
      launches: series.launches.map(({ a, b, pairSeconds, overheadSeconds }) => ({
        a: short(a),
        b: short(b),
        pairSeconds: short(pairSeconds),
        overheadSeconds: Number(overheadSeconds.toPrecision(4)),
      })),
    })),
  };
}

/** @param difference what is taken out of the candidate, as ln candidate - ln baseline. */
function recordingOf(run: RunDocument, difference: (series: Series) => number): Recording {
  const usable = observations(run).filter((one) => one.observations.length > 0);
  return {
    name: `run ${run.id}`,
    about: `${run.blocks.length} blocks of ${run.plan.contrasts.length} contrasts on ${run.fingerprint.cpu.model}`,
    series: usable.map((one) => ({
      name: `${nameOf(one.arm)} ${one.benchmark}`,
      metric: one.benchmark,
      launches: launchesOf(one, run, usable, difference(one)),
    })),
  };
}

/** An arm of native that is measured against native has its name. */
const nameOf = (arm: string): string => arm.replace(/ again$/, '');

function launchesOf(
  series: Series,
  run: RunDocument,
  all: readonly Series[],
  estimate: number,
): RecordedSeries['launches'] {
  const oriented = (value: number): number => (series.direction === 'higher' ? value : 1 / value);
  const centre = Math.exp(series.direction === 'higher' ? -estimate : estimate);
  const blocks = new Map(run.blocks.map((block) => [block.index, block]));
  return series.observations.map((one): Launch => {
    const block = blocks.get(one.block);
    return {
      a: one.pairs.map((pair) => oriented(pair.baseline)),
      b: one.pairs.map((pair) => oriented(pair.candidate) * centre),
      pairSeconds: one.pairs.map((pair) => (block === undefined ? 0 : pairSeconds(block, series, pair.k))),
      overheadSeconds: block === undefined ? 0 : overheadSeconds(block, series, one, all),
    };
  });
}

function pairSeconds(block: Block, series: Series, k: number): number {
  return wallSeconds(block, series, (pair) => pair.k === k && !pair.warmup);
}

/**
 * Returns the seconds of this series in the block that are not in a used pair, and its share of the launches of both
 * arms.
 */
function overheadSeconds(block: Block, series: Series, one: BlockObservation, all: readonly Series[]): number {
  const used = new Set(one.pairs.map((pair) => pair.k));
  const launches = [series.arm, series.baselineArm].map((arm) => {
    const sharing = all.filter((other) => other.arm === arm || other.baselineArm === arm).length;
    const own = block.launches.filter((launch) => launch.arm === arm);
    return own.reduce((sum, launch) => sum + launchSeconds(launch), 0) / sharing;
  });
  const discarded = wallSeconds(block, series, (pair) => pair.warmup || !used.has(pair.k));
  return launches.reduce((sum, seconds) => sum + seconds, discarded);
}

function launchSeconds({ startupMs, shutdownMs }: RunLaunch): number {
  return ((startupMs ?? 0) + (shutdownMs ?? 0)) / 1000;
}

function wallSeconds(block: Block, series: Series, isMeant: (pair: Block['pairs'][number]) => boolean): number {
  const own = block.pairs.filter(
    (pair) =>
      pair.benchmark === series.benchmark &&
      pair.baseline === series.baselineArm &&
      pair.candidate === series.arm &&
      isMeant(pair),
  );
  return own.flatMap((pair) => pair.trials).reduce((sum, trial) => sum + trial.wallMs, 0) / 1000;
}
