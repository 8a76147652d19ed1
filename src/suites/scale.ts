/** What many sandboxes cost: all asked for at once, as many alive as the host holds, some that work side by side. */
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

/** The least value that so large a share of all does not exceed (nearest rank). */
function quantile(values: readonly number[], share: number): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];
}

/** The share that came to be, and not that which failed: a comparison is a ratio, which needs figures above zero. */
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
 * Set size is the gate: what the host has available follows all other work on it, too, and counts the clients that
 * hold our consoles.
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

/** The first start may find nothing in the page cache, and the second does not: it is dropped when one is alive. */
const COLD_STARTS = 2;
/** Starts at either end of a crowd whose median stands for it: a single one may have been disturbed. */
const END_STARTS = 3;

/** The median of the first starts and all of the last; undefined where those are the same. */
function endsOf(startsMs: readonly number[]): { readonly first: number; readonly last: readonly number[] } | undefined {
  if (startsMs.length < COLD_STARTS + 2 * END_STARTS) return undefined;
  const first = median(startsMs.slice(COLD_STARTS, COLD_STARTS + END_STARTS)) ?? 0;
  return { first, last: startsMs.slice(-END_STARTS) };
}

/** Starts that take so many times as long as the first ones end a crowd. */
const SLOWER = 2;

/** Whether each of the last starts took more than twice as long as the first ones. */
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

/** By how much each sandbox lowered what the host has available, MiB. */
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
    metrics: neighbourMetrics(load),
    crowd: neighbours(load),
  });

/** In no profile: a block of it takes minutes, and the page cache of the host is dropped. */
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
