/** Defines what is replayed: a recording, how its cells are drawn, and how much machine time a series gets. */
import { adjacentPairs, consecutiveBlocks, recordedBlocks, type Schedule } from './draw.js';
import type { Recording } from './series.js';

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Tells in one sentence how the cells are drawn. */
  readonly method: string;
  readonly recording: Recording;
  readonly schedule: Schedule;
  /**
   * The machine time of a cell, with both sides, launches and warm-up, in seconds. That of a comparison is the sum over
   * its cells.
   */
  readonly budget: (series: string) => number;
  /** The smallest change that matters to Tare, as a fraction. */
  readonly minEffect: number;
  /** The slowdown at which the rules are compared, as a fraction. It differs by series where the budget does. */
  readonly target: (series: string) => number;
}

const isRunsc = (series: string): boolean => series.startsWith('runsc');

/**
 * Draws launches of one recording in pairs: about 2 % in 10 s (runsc 3 % in 20 s), and 1 % in 25 s with finer
 * settings.
 */
export function quietScenarios(recording: Recording): Scenario[] {
  return [
    {
      id: 'quiet',
      title: 'Quiet host, 10 s a series (runsc 20 s), two pairs a launch (runsc three)',
      method:
        'launches in random order, without repetition, sides swapped by coin, the first two pairs of each (runsc three)',
      recording,
      schedule: adjacentPairs((series) => (isRunsc(series) ? 3 : 2)),
      budget: (series) => (isRunsc(series) ? 20 : 10),
      minEffect: 0.01,
      target: (series) => (isRunsc(series) ? 0.03 : 0.02),
    },
    {
      id: 'quiet-fine',
      title: 'Quiet host, 25 s a series, four pairs a launch, min-effect 0.5 %',
      method: 'launches in random order, without repetition, sides swapped by coin, all four pairs of each',
      recording,
      schedule: adjacentPairs(() => 4),
      budget: () => 25,
      minEffect: 0.005,
      target: () => 0.01,
    },
  ];
}

/**
 * Draws what `--live` recorded in the designs of the quiet host. Trials of whole seconds (fileio) get a minute a
 * series and the pairs that were taken.
 */
export function liveScenarios(recording: Recording): Scenario[] {
  const trialSeconds = Math.max(...recording.series.map(({ launches }) => (launches[0]?.pairSeconds[0] ?? 0) / 2));
  if (trialSeconds < 0.5) {
    return quietScenarios(recording).map((scenario) => ({
      ...scenario,
      id: scenario.id.replace('quiet', 'live'),
      title: scenario.title.replace('Quiet host', 'Live'),
    }));
  }
  return [
    {
      id: 'live-files',
      title: 'Live, files, 60 s a series, one pair of 1 s trials a launch',
      method: 'launches in random order, without repetition, sides swapped by coin, the first pair of each',
      recording,
      schedule: adjacentPairs(() => 1),
      budget: () => 60,
      minEffect: 0.01,
      target: () => 0.05,
    },
  ];
}

/** Draws the same launches with 10 s for every series, runsc too: ten minutes for 60 cells. */
export function quietTenMinutes(recording: Recording): Scenario {
  return {
    id: 'quiet-ten-minutes',
    title: 'Quiet host, 10 s a series, runsc too: ten minutes for 60 cells',
    method: 'launches in random order, without repetition, sides swapped by coin, the first two pairs of each',
    recording,
    schedule: adjacentPairs(() => 2),
    budget: () => 10,
    minEffect: 0.01,
    target: () => 0.02,
  };
}

/** Draws the same launches as if one side had been measured after the other. */
export function quietBlocks(recording: Recording): Scenario {
  return {
    id: 'quiet-blocks',
    title: 'Quiet host, one side after the other, 10 s a series (runsc 20 s)',
    method: 'a random window of consecutive launches, first half against second half, direction by coin',
    recording,
    schedule: consecutiveBlocks(2),
    budget: (series) => (isRunsc(series) ? 20 : 10),
    minEffect: 0.01,
    target: () => 0.05,
  };
}

export function contendedScenarios(recording: Recording): Scenario[] {
  const common = {
    method: 'rounds in random order, without repetition, sides swapped by coin, one pair of 1 s trials each',
    recording,
    schedule: adjacentPairs(() => 1),
    minEffect: 0.01,
    target: () => 0.05,
  };
  return [
    { ...common, id: 'contended', title: 'Contended host, 30 s a series, 1 s trials', budget: () => 30 },
    { ...common, id: 'contended-longer', title: 'Contended host, 48 s a series, 1 s trials', budget: () => 48 },
    { ...common, id: 'contended-all', title: 'Contended host, 30 pairs a series, 1 s trials', budget: () => ALL_PAIRS },
  ];
}

/** This is more time than 32 pairs take, so the last look of the design ends the run and not the budget. */
const ALL_PAIRS = 1_000;

/** @param recording of the block phase: ten trials of one side, then ten of the other. */
export function contendedBlocks(recording: Recording): Scenario {
  return {
    id: 'contended-blocks',
    title: 'Contended host, one side after the other as recorded, 8 trials of 1 s a side',
    method: 'the first and the second block of a series cut to the same random window of 8, labels by coin',
    recording,
    schedule: recordedBlocks(8),
    budget: () => ALL_PAIRS,
    minEffect: 0.01,
    target: () => 0.05,
  };
}

/** Draws any run of ours: every pair of every block, in pairs. */
export function documentScenario(recording: Recording, pairs: number): Scenario {
  return {
    id: 'document',
    title: `${recording.name}, all blocks, ${pairs} pairs a block`,
    method: 'blocks in random order, without repetition, sides swapped by coin, all pairs of each',
    recording,
    schedule: adjacentPairs(() => pairs),
    budget: () => Number.POSITIVE_INFINITY,
    minEffect: 0.01,
    target: () => 0.02,
  };
}
