/**
 * Measures what many sandboxes cost: all requested at once, as many alive as the host holds, and several that work
 * side by side.
 */
import { median, slope } from '../stats/summary.js';
import type { Benchmark, CrowdMemory, CrowdTaken, IdleCrowd, MetricDefinition } from './benchmark.js';
import { crowdBenchmark } from './crowd.js';
import { LOADS, type Load, neighbourMetrics, neighbours } from './neighbours.js';

type Figures = Readonly<Record<string, number | undefined>>;

function idleCrowd(
  asked: IdleCrowd['asked'],
  size: IdleCrowd['size'],
  figures: (taken: CrowdTaken) => Figures,
): IdleCrowd {
  return { asked, size, figures: (taken) => known(figures(taken)) };
}

function known(figures: Figures): Record<string, number> {
  const there = Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(there);
}

/** Returns the smallest value that this share of all values does not exceed (nearest rank). */
function quantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
}

/**
 * The metric is the share of sandboxes that became ready and not the share that failed, because a comparison is a
 * ratio and needs figures above zero.
 */
const STORM_METRICS: readonly MetricDefinition[] = [
  { name: 'launches_per_second', unit: 'launches/s', direction: 'higher' },
  { name: 'start_p50', unit: 'ms', direction: 'lower' },
  { name: 'start_p95', unit: 'ms', direction: 'lower' },
  { name: 'ready_share', unit: 'share', direction: 'higher' },
  { name: 'cpu_per_start', unit: 's', direction: 'lower' },
];

function stormFigures({ asked, startsMs, wallMs, cpuSeconds }: CrowdTaken): Figures {
  const ready = startsMs.length;
  return {
    launches_per_second: ready / (wallMs / 1000),
    start_p50: quantile(startsMs, 0.5),
    start_p95: quantile(startsMs, 0.95),
    ready_share: ready / asked,
    cpu_per_start: ready > 0 ? cpuSeconds / ready : undefined,
  };
}

const storm = (size: string, what: string, count: (cpuCount: number) => number): Benchmark =>
  crowdBenchmark({
    id: `scale.storm.${size}`,
    summary: `${what} asked for at once, from a poised start; native's is the bound of the measurement itself`,
    metrics: STORM_METRICS,
    crowd: idleCrowd('at once', count, stormFigures),
  });

/**
 * Set size is the primary metric, because the memory that the host has available also changes with all other work on
 * it, and includes the clients that hold our consoles.
 */
const DENSITY_METRICS: readonly MetricDefinition[] = [
  { name: 'pss_per_sandbox', unit: 'MiB', direction: 'lower' },
  { name: 'available_per_sandbox', unit: 'MiB', direction: 'lower' },
  { name: 'idle_cpu', unit: 'ms', direction: 'lower' },
  { name: 'alive', unit: 'sandboxes', direction: 'higher' },
  { name: 'start_growth', unit: 'x', direction: 'lower' },
  { name: 'removal', unit: 'ms', direction: 'lower' },
];

const MIB = 1024 ** 2;

/**
 * The first start may find nothing in the page cache. Neither does the second, because the cache is dropped when one
 * sandbox is alive.
 */
const COLD_STARTS = 2;
/** The median of this many starts stands for each end of a crowd, because a single start may have been disturbed. */
const END_STARTS = 3;

/** Returns the median of the first starts and all of the last ones; undefined where the two would overlap. */
function endsOf(startsMs: readonly number[]): { readonly first: number; readonly last: readonly number[] } | undefined {
  if (startsMs.length < COLD_STARTS + 2 * END_STARTS) return undefined;
  const first = median(startsMs.slice(COLD_STARTS, COLD_STARTS + END_STARTS)) ?? 0;
  return { first, last: startsMs.slice(-END_STARTS) };
}

/** A crowd ends where its starts take this many times as long as its first ones. */
const SLOWER = 2;

/** Tells whether each of the last starts took more than twice as long as the first ones. */
export function isSlower(startsMs: readonly number[]): boolean {
  const ends = endsOf(startsMs);
  return ends?.last.every((ms) => ms > SLOWER * ends.first) ?? false;
}

function densityFigures({ startsMs, removalMs, memory, idleCpuSeconds }: CrowdTaken): Figures {
  const ends = endsOf(startsMs);
  return {
    available_per_sandbox: availableEach(memory),
    pss_per_sandbox: memory?.pssBytes === undefined ? undefined : memory.pssBytes / MIB,
    idle_cpu: idleCpuSeconds === undefined ? undefined : (1000 * idleCpuSeconds) / startsMs.length,
    alive: startsMs.length,
    start_growth: ends && (median(ends.last) ?? 0) / ends.first,
    removal: removalMs,
  };
}

/** Returns by how much each sandbox lowered the memory that the host has available, in MiB. */
function availableEach(memory: CrowdMemory | undefined): number | undefined {
  const change = memory && slope(memory.available);
  return typeof change === 'number' ? -change / MIB : undefined;
}

const density = (count: number): Benchmark =>
  crowdBenchmark({
    id: `scale.density.${count}`,
    summary: `${count} idle sandboxes started one by one: what each takes of the host's memory, and how starts grow`,
    metrics: DENSITY_METRICS,
    crowd: idleCrowd('one by one', () => count, densityFigures),
  });

const beside = (load: Load): Benchmark =>
  crowdBenchmark({
    id: `scale.neighbour.${load.name}`,
    summary: `${load.words} in one sandbox, alone and beside one for each CPU that does the same`,
    ungated: true,
    ...(load.files !== undefined && { files: load.files }),
    metrics: neighbourMetrics(load),
    crowd: neighbours(load),
  });

/** This suite is in no profile, because a block of it takes minutes and drops the page cache of the host. */
export const scale = {
  name: 'scale',
  summary: 'many sandboxes of one runtime: all at once, all alive, and beside one another',
  benchmarks: [
    storm('1', 'one sandbox', () => 1),
    storm('1xcpu', 'as many sandboxes as CPUs are measured on,', (cpus) => cpus),
    storm('4xcpu', 'four times as many sandboxes as CPUs are measured on,', (cpus) => 4 * cpus),
    density(8),
    density(32),
    density(128),
    ...LOADS.map(beside),
  ],
};
