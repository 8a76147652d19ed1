/** Compares native itself, in absolute figures: the result is about the host, never about a runtime. */
import { NATIVE, type RunDocument } from '../../results/document.js';
import { groupBy } from '../../results/group.js';
import { median } from '../../stats/summary.js';
import type { Cell, ComparedCell } from '../comparison.js';
import { planDifferences } from '../documents/plan-differences.js';
import { betweenRuns, type RunToRun } from '../host/run-to-run.js';
import { cellOf, judged, noiseOf } from '../levels.js';
import { type BlockObservation, geometricMean, pairDifferences, type Series } from '../observations.js';
import { type CompareSettings, decisionSettings } from '../settings.js';
import { decideSameBoot } from './same-boot.js';

/** Native's level in every block, over its pairs with all arms; each figure stands in a pair with 1. */
function nativeBlocks(series: readonly Series[]): BlockObservation[] {
  const byBlock = new Map<number, number[]>();
  for (const { block, pairs } of series.flatMap((one) => one.observations)) {
    const known = byBlock.get(block) ?? [];
    for (const { baseline } of pairs) known.push(baseline);
    byBlock.set(block, known);
  }
  return [...byBlock].map(([block, values]) => {
    const level = geometricMean(values);
    const pairs = values.map((value, k) => ({ k, baseline: 1, candidate: value }));
    return { block, difference: Math.log(level), baseline: level, candidate: level, pairs };
  });
}

interface HostCell {
  readonly cell: Cell;
  readonly baseline: readonly BlockObservation[];
  readonly candidate: readonly BlockObservation[];
  readonly runToRun: RunToRun;
}

type SeriesByBenchmark = ReadonlyMap<string, readonly Series[]>;

function byBenchmark(series: readonly Series[]): SeriesByBenchmark {
  return groupBy(series, ({ benchmark }) => benchmark);
}

/**
 * Returns the benchmarks that both runs measured natively and alike. Launch metrics belong to the runtime, so they
 * are left out.
 */
function hostCells(
  baseline: RunDocument,
  candidate: RunDocument,
  before: readonly Series[],
  now: readonly Series[],
): HostCell[] {
  const [earlier, later] = [before, now].map(byBenchmark) as [SeriesByBenchmark, SeriesByBenchmark];
  return candidate.plan.benchmarks
    .filter((benchmark) => benchmark.work.kind !== 'observed')
    .flatMap((benchmark) => {
      const [known, own] = [earlier.get(benchmark.id) ?? [], later.get(benchmark.id) ?? []];
      const [first] = own;
      const cell = { arm: NATIVE, benchmark: benchmark.id };
      if (first === undefined || known.length === 0) return [];
      if (planDifferences(baseline, candidate, cell).length > 0) return [];
      const { metric, unit, direction } = first;
      return [
        {
          cell: { ...cell, metric, unit, direction },
          baseline: nativeBlocks(known),
          candidate: nativeBlocks(own),
          runToRun: betweenRuns(benchmark),
        },
      ];
    })
    .filter((one) => one.baseline.length > 0 && one.candidate.length > 0);
}

/**
 * Returns one row for each benchmark, by the rule for two samples of blocks, with alpha divided by these rows alone.
 * Native drifts within a boot, so its blocks are not quite independent: a finding is worth a look, and proves
 * nothing.
 */
export function compareHost(
  baseline: RunDocument,
  candidate: RunDocument,
  series: { readonly baseline: readonly Series[]; readonly candidate: readonly Series[] },
  settings: CompareSettings,
): ComparedCell[] {
  const cells = hostCells(baseline, candidate, series.baseline, series.candidate);
  return cells.map(({ cell, ...blocks }) => {
    const samples = {
      baseline: pairDifferences({ observations: blocks.baseline }),
      candidate: pairDifferences({ observations: blocks.candidate }),
    };
    return cellOf(
      {
        ...cell,
        baselineLevel: median(blocks.baseline.map((one) => one.baseline)),
        candidateLevel: median(blocks.candidate.map((one) => one.baseline)),
        baselineBlocks: blocks.baseline.length,
        candidateBlocks: blocks.candidate.length,
        noisePercent: noiseOf(blocks.baseline, blocks.candidate),
      },
      judged(
        decideSameBoot(samples, decisionSettings(settings, cells.length, cell), {
          runToRun: blocks.runToRun,
          widening: 1,
        }),
      ),
      () => null,
    );
  });
}
