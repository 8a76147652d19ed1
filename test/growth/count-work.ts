/**
 * Checks how the work grows with a document, by counting instead of timing it: `tsx test/growth/count-work.ts blocks`
 * reads, compares and reports documents of two sizes, one four times the other, and prints as JSON what was done more
 * often than n log n allows. V8 counts how often each piece of code ran. What the methods and iterators of a list
 * visit, which V8 does not count, is counted here. The counts are the same on every host.
 */
import { type Profiler, Session } from 'node:inspector/promises';
import { WORKS } from './works.js';

/** The larger size is this many times the smaller one. */
const TIMES = 4;
/** The tolerance for what n log n leaves out, such as an end that is closer or a tree that is a level deeper. */
const SLACK = 1.5;
/** Fewer counts than this cost nothing, however they grow. */
const LEAST = 2_000;
/** Lists with fewer items are ignored. */
const LEAST_ITEMS = 16;
/** Methods that visit every item. */
const METHODS = ['includes', 'indexOf', 'lastIndexOf', 'slice', 'concat', 'splice', 'join', 'flat', 'with'] as const;

export interface Finding {
  /** The file, the function and the beginning of its code. */
  readonly where: string;
  readonly counts: readonly [small: number, large: number];
}

type Counts = Map<string, number>;

/** Counts by the place in the sources that caused the visit. */
const visited: Counts = new Map();

function add(counts: Counts, where: string, count: number): void {
  counts.set(where, (counts.get(where) ?? 0) + count);
}

/** Returns the first place on the stack that is in src. */
function asker(): string {
  const line = (new Error().stack ?? '').split('\n').find((one) => one.includes('/src/'));
  return line?.replace(/^\s*at /, '').replace(/\S*\/src\//, 'src/') ?? '';
}

/** Counts from now on what lists are asked to visit. */
function countVisits(): void {
  Error.stackTraceLimit = 6;
  const { prototype } = Array;
  for (const name of METHODS) {
    const method = prototype[name] as (...args: unknown[]) => unknown;
    Object.defineProperty(prototype, name, {
      configurable: true,
      writable: true,
      value(this: unknown[], ...args: unknown[]): unknown {
        const result = method.apply(this, args);
        const items = name === 'slice' ? (result as unknown[]).length : this.length;
        if (items >= LEAST_ITEMS) add(visited, `${asker()} .${name}`, items);
        return result;
      },
    });
  }
  const iterate = prototype[Symbol.iterator];
  Object.defineProperty(prototype, Symbol.iterator, {
    configurable: true,
    writable: true,
    value(this: unknown[]): IterableIterator<unknown> {
      const items = iterate.call(this);
      if (this.length < LEAST_ITEMS) return items;
      const where = `${asker()} each`;
      return {
        next: () => {
          add(visited, where, 1);
          return items.next();
        },
        [Symbol.iterator]() {
          return this;
        },
      };
    },
  });
}

interface Coverage {
  readonly visited: Counts;
  /** For every function that ran, by its place in the sources, the count of the whole and of its pieces. */
  readonly functions: ReadonlyMap<string, Profiler.CoverageRange[]>;
}

class Counter {
  readonly #session = new Session();
  readonly #sources = new Map<string, string>();

  async start(): Promise<void> {
    this.#session.connect();
    await this.#session.post('Debugger.enable');
    await this.#session.post('Profiler.enable');
    await this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Returns the coverage of `work` alone. */
  async of(work: () => unknown): Promise<Coverage> {
    await this.#session.post('Profiler.takePreciseCoverage');
    visited.clear();
    await work();
    const { result } = await this.#session.post('Profiler.takePreciseCoverage');
    const scripts = result.filter(({ url }) => /\/(src|node_modules)\//.test(url) && !url.includes('tsx/dist'));
    for (const { scriptId, url } of scripts) await this.#read(scriptId, url);
    const functions = scripts.flatMap(({ url, functions: own }) =>
      own.map(({ functionName, ranges }) => [`${url} ${functionName} ${ranges[0]?.startOffset}`, ranges] as const),
    );
    return { visited: new Map(visited), functions: new Map(functions) };
  }

  async #read(scriptId: string, url: string): Promise<void> {
    if (this.#sources.has(url)) return;
    const { scriptSource } = await this.#session.post('Debugger.getScriptSource', { scriptId });
    this.#sources.set(url, scriptSource);
  }

  /** Returns the file, the function and the beginning of the piece of code. */
  where(name: string, { startOffset }: Profiler.CoverageRange): string {
    const [url = '', functionName] = name.split(' ');
    const begins = this.#sources
      .get(url)
      ?.slice(startOffset, startOffset + 60)
      .replace(/\s+/g, ' ');
    return `${url.replace(/^.*\/(?=src\/|node_modules\/)/, '')} ${functionName}: ${begins}`;
  }
}

/** V8 leaves out a piece that ran as often as the code around it. */
function countAt(
  ranges: readonly Profiler.CoverageRange[],
  { startOffset, endOffset }: Profiler.CoverageRange,
): number {
  return ranges.findLast((one) => one.startOffset <= startOffset && one.endOffset >= endOffset)?.count ?? 0;
}

function findings(counter: Counter, small: Coverage, large: Coverage, size: number): Finding[] {
  const factor = (TIMES * Math.log(TIMES * size) * SLACK) / Math.log(size);
  const isMore = (before: number, count: number): boolean =>
    count >= LEAST && count > factor * Math.max(before, LEAST / TIMES);
  const ofLists = [...large.visited].flatMap(([where, count]): Finding[] => {
    const before = small.visited.get(where) ?? 0;
    return isMore(before, count) ? [{ where, counts: [before, count] }] : [];
  });
  const ofPieces = [...large.functions].flatMap(([name, ranges]) =>
    ranges.flatMap((range): Finding[] => {
      const before = countAt(small.functions.get(name) ?? [], range);
      return isMore(before, range.count) ? [{ where: counter.where(name, range), counts: [before, range.count] }] : [];
    }),
  );
  return [...ofLists, ...ofPieces];
}

async function grown(name: string): Promise<{ readonly all: number; readonly findings: readonly Finding[] }> {
  const counter = new Counter();
  // It starts before the sources are loaded, because V8 does not count the pieces of code that is compiled already.
  await counter.start();
  const work = WORKS[name];
  if (!work) throw new Error(`There is no work ${name}. There are: ${Object.keys(WORKS).join(', ')}.`);
  const { size, prepare } = work;
  const [first, small, large] = [await prepare(size), await prepare(size), await prepare(TIMES * size)];
  countVisits();
  // The first call makes what is made once for all; it uses documents of its own, because results about a document are
  // remembered.
  await first();
  const counts = [await counter.of(small), await counter.of(large)] as const;
  return { all: counts[1].functions.size, findings: findings(counter, ...counts, size) };
}

process.stdout.write(JSON.stringify(await grown(process.argv[2] ?? '')));
