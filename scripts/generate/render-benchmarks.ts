/** The table of all benchmarks at the end of docs/benchmarks.md; what stands around it is written by hand. */
import { PROFILE_NAMES } from '../../src/config/table/profiles.js';
import type { Benchmark } from '../../src/suites/benchmark.js';
import { findBenchmarks, PROFILE_BENCHMARKS, suites } from '../../src/suites/index.js';
import { code, table } from './markdown.js';

const BEGIN = '<!-- `npm run generate` writes from here, out of src/suites -->';
const END = '<!-- to here -->';

/** Returns `page` with today's table between the two marks. */
export function renderBenchmarks(page: string): string {
  const [before, rest] = parted(page, BEGIN);
  const [, after] = parted(rest, END);
  return `${before}${BEGIN}\n\n${benchmarkTable()}\n\n${END}${after}`;
}

function parted(text: string, mark: string): [string, string] {
  const [before, after, ...more] = text.split(mark);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`docs/benchmarks.md has the line "${mark}" not once`);
  return [before, after];
}

const benchmarkTable = (): string =>
  table(
    ['benchmark', 'what it measures', 'figure', 'better', 'profiles'],
    suites.flatMap(({ benchmarks }) => benchmarks.map(row)),
  );

function row(benchmark: Benchmark): string[] {
  const { id, summary, metrics, primaryMetric, ungated } = benchmark;
  const metric = metrics.find(({ name }) => name === primaryMetric);
  if (!metric) throw new Error(`${id} has no metric ${primaryMetric}`);
  const profiles = PROFILE_NAMES.filter((name) => findBenchmarks(PROFILE_BENCHMARKS[name]).includes(benchmark));
  const figure = `${code(metric.name)}, ${metric.unit}`;
  return [code(id), summary, ungated ? `${figure}; fails no gate` : figure, metric.direction, profiles.join(', ')];
}
