/** Makes the request of a search (`tare bisect`) and checks it before anything is built. Pure. */
import { parseArms } from '../../config/arms.js';
import type { Inputs } from '../../config/inputs.js';
import { splitList } from '../../config/kinds/list.js';
import { didYouMean } from '../../config/kinds/nearest.js';
import { InputError } from '../../errors.js';
import { runtimes } from '../../runtimes/index.js';
import { findBenchmarks } from '../../suites/index.js';
import { builtPaths } from './build.js';
import { unsupportedBy } from './plan.js';
import { benchmarksOf } from './resolve.js';

type Asked = Pick<Inputs, 'build' | 'good' | 'bad' | 'cell' | 'runtimes' | 'benchmarks'>;

export interface Wanted {
  readonly command: string;
  readonly good: string;
  readonly bad: string;
  /** The runtime as it is written in the inputs. */
  readonly runtime: string;
  readonly cell: { readonly arm: string; readonly benchmark: string };
}

/** @throws InputError for an input that is missing, and for a cell that these runtimes do not have. */
export function wantedFrom({ build, good, bad, cell, runtimes: items, benchmarks }: Asked): Wanted {
  const example = "as in tare bisect --good v1.2.0 --bad main --build 'make runc' --runtimes runc=./runc";
  if (good === undefined)
    throw new InputError('good: a search needs a commit before the slowdown.', `Give it ${example}.`);
  if (build === undefined)
    throw new InputError('build: a search builds its commits, and has no command.', `Give it ${example}.`);
  const [, name = '', id = ''] = /^(\S.*?)\s+(\S+)$/.exec(cell ?? '') ?? [];
  if (name === '')
    throw new InputError('cell: a search is about one cell.', `Give --cell 'runc cpu.prime', ${example}.`);
  return {
    command: build,
    good,
    bad,
    runtime: runtimeOf(name, id, items),
    cell: { arm: name, benchmark: benchmarkOf(id, benchmarks) },
  };
}

function benchmarkOf(id: string, benchmarks: Asked['benchmarks']): string {
  const found = benchmarksOf({ suites: [id], profile: 'standard', benchmarks });
  if (found.some((benchmark) => benchmark.id === id)) return id;
  const ids = found.map((benchmark) => benchmark.id);
  throw new InputError(`cell: "${id}" is not one benchmark but ${ids.length}.`, `Give one of ${ids.join(', ')}.`);
}

/** Returns the one item of `runtimes` that the cell names, by its id or by its runtime. */
function runtimeOf(name: string, benchmark: string, items: readonly string[]): string {
  const arms = items
    .flatMap((item) => splitList(item))
    .flatMap((item) => parseArms([item], runtimes, '/').map((arm) => ({ item, arm })))
    .filter(({ item, arm }) => arm.runtime !== 'native' && item !== 'all');
  const named = arms.filter(({ arm }) => arm.id === name || arm.runtime === name);
  const [found] = named;
  const ids = arms.map(({ arm }) => arm.id);
  if (!found || named.length > 1) {
    const what = found ? 'is the name of several runtimes' : 'is none of the runtimes';
    throw new InputError(
      `cell: "${name}" ${what}: ${ids.join(', ')}.`,
      found ? 'Name one by its id.' : didYouMean(name, ids),
    );
  }
  if (builtPaths([found.item]).length === 0)
    throw new InputError(
      `cell: ${found.arm.id} is not built, so it is the same at every commit.`,
      'Say where the build leaves it, as in --runtimes runc=./runc.',
    );
  const refusal = unsupportedBy(found.arm, benchmark, findBenchmarks(['all']));
  if (refusal !== undefined)
    throw new InputError(`cell: ${found.arm.id} does not measure ${benchmark}: ${refusal}`, 'Give another benchmark.');
  return found.item;
}
