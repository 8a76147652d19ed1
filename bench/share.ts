/**
 * Where the time of a run's blocks went, by its document:
 *
 *   npx tsx bench/share.ts RUN.json...
 *
 * The share of trials, of files that benchmarks make and remove, of starts and ends, and of everything else: framing,
 * the probe of each sandbox, what is read of the host. The first three are benchmarks' own time. For every document a
 * row, and what everything else takes for each trial.
 */
import { readRun } from '../src/results/store.js';

console.log('| run | blocks | trials | files | starts and ends | benchmarks together | rest, ms a trial |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
for (const path of process.argv.slice(2)) {
  const { id, blocks } = readRun(path);
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  const whole = 1000 * sum(blocks.map(({ wallSeconds }) => wallSeconds));
  const taken = blocks.flatMap(({ pairs }) => pairs.flatMap((pair) => pair.trials));
  const trials = sum(taken.map(({ wallMs }) => wallMs));
  const files = 1000 * sum(blocks.map(({ filesSeconds = 0 }) => filesSeconds));
  const launches = sum(
    blocks.flatMap((block) => block.launches.map(({ startupMs, shutdownMs }) => (startupMs ?? 0) + (shutdownMs ?? 0))),
  );
  const together = trials + files + launches;
  const shares = [trials, files, launches, together].map((ms) => `${((100 * ms) / whole).toFixed(1)} %`);
  console.log(`| ${[id, blocks.length, ...shares, ((whole - together) / taken.length).toFixed(1)].join(' | ')} |`);
}
