/** The registry of suites. A new suite is one file and one line here. */
import { closest } from 'fastest-levenshtein';
import type { OwnBenchmark } from '../config/kinds/own-benchmarks.js';
import type { ProfileName } from '../config/table/profiles.js';
import { InputError } from '../errors.js';
import { type Benchmark, type Suite, usesNetwork, type Work } from './benchmark.js';
import { kernel } from './kernel.js';
import { footprint } from './launch/footprint.js';
import { hostcpu } from './launch/host-cpu.js';
import { lifecycle } from './launch/lifecycle.js';
import { network } from './network/network.js';
import { stream } from './network/stream.js';
import { ownBenchmark } from './own.js';
import { scale } from './scale.js';
import { cpu } from './sysbench-cpu.js';
import { fileio } from './sysbench-fileio.js';
import { memory } from './sysbench-memory.js';
import { mutex } from './sysbench-mutex.js';
import { threads } from './sysbench-threads.js';

export const suites: readonly Suite[] = [
  lifecycle,
  footprint,
  hostcpu,
  cpu,
  memory,
  threads,
  mutex,
  fileio,
  kernel,
  network,
  stream,
  scale,
];

const benchmarks: readonly Benchmark[] = suites.flatMap((suite) => suite.benchmarks);

/**
 * The benchmark patterns of each profile. A fileio trial takes .3 s where most others take .1 s, so each one costs a
 * block as much as three of them. `paper` holds what figures 6 to 10 of the paper show: fileio on the runtime's own
 * layer, as the paper measured it, and on the volume, which alone compares what each runtime makes of one device.
 */
export const PROFILE_BENCHMARKS: Readonly<Record<ProfileName, readonly string[]>> = {
  quick: ['lifecycle', 'cpu', 'memory.write.seq.1k', 'memory.read.seq.1m', 'fileio.volume.seqrd'],
  standard: ['lifecycle', 'cpu', 'memory.*.seq.*', 'threads', 'fileio.volume.seqrd', 'fileio.volume.seqwr'],
  paper: ['lifecycle', 'cpu', 'memory.write.seq.1k', 'fileio.*.seqrd', 'fileio.*.seqwr', 'fileio.*.seqrewr'],
};

/**
 * Returns the user's own benchmarks.
 * @throws InputError for a name in one of our suites, because a request for that suite must mean ours alone.
 */
export function ownBenchmarks(rows: readonly OwnBenchmark[]): Benchmark[] {
  const found = rows.map(ownBenchmark);
  const faults = found.flatMap(({ id, suite }, index) =>
    isOurSuite(suite)
      ? [`benchmarks: row ${index + 1} (${id}): name: "${suite}" is a suite of tare's own: choose another one.`]
      : [],
  );
  if (faults.length > 0) throw new InputError(faults.join('\n'));
  return found;
}

/**
 * The benchmarks that patterns name, each once, in the order of the registry, the user's own last. A pattern is the
 * name of a suite (but for what is asked for by its own name), the id of a benchmark, an id with `*` for any
 * characters, or `all`.
 * @throws InputError for a pattern that names none, with the nearest that does.
 */
export function findBenchmarks(patterns: readonly string[], own: readonly Benchmark[] = []): Benchmark[] {
  const known = [...benchmarks, ...own];
  if (patterns.length === 0) throw new InputError('No benchmark is asked for.', theSuites(known));
  const named = new Set(patterns.flatMap((pattern) => benchmarksOf(pattern, known)));
  return known.filter((benchmark) => named.has(benchmark));
}

/**
 * Returns the benchmarks as they are measured together. Where one of them uses a network, every sandbox of the run is
 * given a link, so its start, end and memory are other figures than those of sandboxes without one and must not be
 * compared with them.
 */
export function measuredTogether(found: readonly Benchmark[]): Benchmark[] {
  if (!found.some(usesNetwork)) return [...found];
  return found.map((benchmark) => {
    const { defaultWork: work } = benchmark;
    if (work.kind !== 'observed' || benchmark.linked) return benchmark;
    return { ...benchmark, defaultWork: { ...work, event: `${work.event ?? benchmark.summary}${LINKED}` } };
  });
}

const LINKED = ', with a network';
const UNLINKED = ', without the network that was asked for';

/** Returns the work where the sandboxes did not get the link that `measuredTogether` foresaw. */
export function unlinkedWork(work: Work): Work {
  if (work.kind !== 'observed' || !work.event?.endsWith(LINKED)) return work;
  return { ...work, event: `${work.event.slice(0, -LINKED.length)}${UNLINKED}` };
}

/**
 * Returns all benchmarks that can be measured: ours and the user's own.
 * @throws InputError for an own benchmark in one of our suites.
 */
export const knownBenchmarks = (rows: readonly OwnBenchmark[]): Benchmark[] => [...benchmarks, ...ownBenchmarks(rows)];

export const isOurSuite = (suite: string): boolean => suite === ALL || suites.some(({ name }) => name === suite);

/** The pattern that stands for every suite. */
const ALL = 'all';

function benchmarksOf(pattern: string, known: readonly Benchmark[]): readonly Benchmark[] {
  if (pattern === ALL) return known;
  const found = known.filter(({ id, suite, byName }) => (suite === pattern && !byName) || matches(pattern, id));
  if (found.length === 0) throw new InputError(`No benchmark is called "${pattern}".`, suggestion(pattern, known));
  return namesNoSuite(pattern) ? unlinkedOf(found) : found;
}

/** `*.startup`, but not `*`, which is everything. */
const namesNoSuite = (pattern: string): boolean => pattern.startsWith('*') && pattern !== '*';

/**
 * Those without a network where there are such: who asks for `*.startup` does not mean a link for every sandbox, with
 * which starts are figures of their own.
 */
function unlinkedOf(found: readonly Benchmark[]): readonly Benchmark[] {
  const unlinked = found.filter((one) => !usesNetwork(one));
  return unlinked.length > 0 ? unlinked : found;
}

/**
 * Matches piece by piece and not by a regular expression, because the pattern may come from a pull request and many
 * `*` would take long.
 */
function matches(pattern: string, id: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === id;
  if (!id.startsWith(first) || !id.endsWith(last)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = id.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= id.length - last.length;
}

function suggestion(pattern: string, known: readonly Benchmark[]): string {
  const group = known.some(({ id }) => id.startsWith(`${pattern}.`)) && pattern !== '';
  const words = [...new Set(known.map(({ suite }) => suite)), ...known.map(({ id }) => id)];
  return `Did you mean "${group ? `${pattern}.*` : closest(pattern, words)}"? ${theSuites(known)}`;
}

function theSuites(known: readonly Benchmark[]): string {
  return `The suites are ${[...new Set(known.map(({ suite }) => suite))].join(', ')}.`;
}
