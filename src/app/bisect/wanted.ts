/** What a search is asked for, checked before anything is built. */
import { parseArms } from '../../config/arms.js';
import type { Inputs } from '../../config/inputs.js';
import { splitList } from '../../config/list.js';
import { didYouMean } from '../../config/nearest.js';
import { InputError } from '../../errors.js';
import { runtimes } from '../../runtimes/index.js';
import { findBenchmarks } from '../../suites/index.js';
import { unsupportedBy } from '../request/plan.js';
import { benchmarksOf } from '../request/resolve.js';
import type { Checkout, LineCommit } from '../sides/checkout.js';
import { builtPaths } from '../sides/request.js';

type Asked = Pick<Inputs, 'build' | 'good' | 'bad' | 'cell' | 'runtimes' | 'benchmarks'>;

export interface Wanted {
  readonly command: string;
  readonly good: string;
  readonly bad: string;
  /** The runtime as it is written in the inputs. */
  readonly runtime: string;
  readonly cell: { readonly arm: string; readonly benchmark: string };
}

/** @throws InputError for what is missing, and for a cell that these runtimes do not have. */
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

/** The one item of the inputs that the cell names, by its id or its runtime. */
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

/** The good end, and every commit after it up to the bad one. @throws InputError where they are on no line. */
export async function lineBetween({ good, bad }: Wanted, checkout: Checkout): Promise<LineCommit[]> {
  const [from, to] = [await commitNamed('good', good, checkout), await commitNamed('bad', bad, checkout)];
  if (from === to)
    throw new InputError(
      `good and bad are the same commit, ${from.slice(0, 7)}.`,
      'Give two ends with commits between.',
    );
  const first = { id: from, isMerge: false, subject: await checkout.subject(from) };
  const line = await checkout.firstParents(from, to);
  if (line) return [first, ...line];
  if (await checkout.isAncestor(to, from))
    throw new InputError(
      `bad: ${bad} is older than ${good}.`,
      'Give them the other way round; to search for a gain is not possible.',
    );
  if (!(await checkout.isAncestor(from, to)))
    throw new InputError(
      `good: ${good} is no ancestor of ${bad}, so there is no line from one to the other.`,
      `Give the commit where they part: git merge-base ${good} ${bad}.`,
    );
  throw new InputError(
    `good: ${good} came into ${bad} by a merge, and a search follows first parents.`,
    `Give a commit of git log --first-parent ${bad}, or the tip of the branch that was merged as bad.`,
  );
}

async function commitNamed(input: 'good' | 'bad', ref: string, checkout: Checkout): Promise<string> {
  const found = (await checkout.commit(ref)) ?? (await checkout.commit(`refs/remotes/origin/${ref}`));
  if (found !== undefined) return found;
  throw new InputError(
    `${input}: the checkout has no ${ref}.`,
    'Fetch it first (git fetch --tags), or check its spelling.',
  );
}
