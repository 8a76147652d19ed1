/** One block, in sandboxes that a test plays: each command is answered at once. */
import { describe, expect, it } from '@jest/globals';
import { measureBlock } from '../../src/measure/block.js';
import type { Crowds } from '../../src/measure/crowds.js';
import type { RunNetwork } from '../../src/measure/network.js';
import { RetakeRule } from '../../src/measure/planning/retake-rule.js';
import type { Sandboxes } from '../../src/measure/sandboxes.js';
import { type CommandOutcome, MeasurementFailure } from '../../src/measure/session.js';
import type { Block, Trial } from '../../src/results/document.js';
import type { Benchmark, Command } from '../../src/suites/benchmark.js';
import { buildRun, CPU } from '../support/run-builder.js';

const command = (word: string): Command => ({ cwd: '/', argv: [word] });

const BENCHMARK: Benchmark = {
  id: CPU.id,
  suite: CPU.suite,
  summary: CPU.summary,
  metrics: CPU.metrics,
  primaryMetric: CPU.gate,
  defaultWork: CPU.work,
  setup: [],
  command: () => command('work'),
  teardown: [],
  parse: (output) => ({ [CPU.gate]: Number(output) }),
};

const SERVED: Benchmark = { ...BENCHMARK, server: { argv: ['serve'], port: 5999 } };

const failure = (reason: 'timeout' | 'exit') => new MeasurementFailure({ reason, message: reason, tail: [] });

/** What each sandbox is asked, in turn, with its arm. */
type Asked = [arm: string, word: string][];

/** A sandbox that does what `act` says; one that takes too long is killed. */
class Played {
  alive = true;
  /** The words of the commands that it has run. */
  readonly #done: string[] = [];

  constructor(
    readonly arm: string,
    readonly asked: Asked,
    readonly act: (arm: string, word: string, done: readonly string[]) => 'timeout' | 'exit' | undefined,
  ) {}

  async run({ argv: [word = ''] }: Command): Promise<CommandOutcome> {
    this.asked.push([this.arm, word]);
    const reason = this.act(this.arm, word, this.#done);
    this.alive = reason !== 'timeout';
    if (reason) throw failure(reason);
    this.#done.push(word);
    return { output: '1000', wallMs: 100, takenMs: 100 };
  }
}

interface Play {
  readonly benchmark?: Benchmark;
  readonly act?: Played['act'];
  /** Arms whose sandboxes do not start. */
  readonly dead?: readonly string[];
}

interface Taken {
  readonly block: Block;
  readonly asked: Asked;
  /** Arms whose sandboxes were launched, in turn. */
  readonly launched: readonly string[];
  /** How often a server was in doubt. */
  readonly doubts: number;
}

/** Takes the second block, which has three pairs of native and runc and no warm-up. */
async function taken({ benchmark = BENCHMARK, act = () => undefined, dead = [] }: Play): Promise<Taken> {
  const run = buildRun({ blocks: 0, pairs: 3 });
  const asked: Asked = [];
  const launched: string[] = [];
  const live = new Map<string, Played>();
  const of = async (arm: string) => {
    if (dead.includes(arm)) return undefined;
    if (!live.get(arm)?.alive) {
      launched.push(arm);
      live.set(arm, new Played(arm, asked, act));
    }
    return live.get(arm);
  };
  const sandboxes = {
    of,
    launches: [],
    endAll: async () => undefined,
    addressOf: () => undefined,
    cpuSeconds: () => undefined,
    watchMemory: () => () => undefined,
  };
  let doubts = 0;
  const doubt = () => {
    doubts += 1;
  };
  const network = { peer: { ready: async () => undefined, doubt } } as unknown as RunNetwork;
  const block = await measureBlock(
    1,
    { settled: [], waiting: [], stopReason: undefined },
    () => sandboxes as unknown as Sandboxes,
    {
      plan: run.plan,
      benchmarks: new Map([[benchmark.id, benchmark]]),
      observer: {
        step: () => undefined,
        warn: () => undefined,
        busy: () => undefined,
        blockStarted: () => undefined,
        blockEnded: () => undefined,
      },
      network,
      cpus: [0],
      quiet: new RetakeRule(run),
      crowds: {} as Crowds,
      stopping: new AbortController().signal,
      signal: new AbortController().signal,
    },
  );
  return { block, asked, launched, doubts };
}

const trialsOf = ({ pairs }: Block): Trial[] => pairs.flatMap(({ trials }) => trials);
const failuresOf = (block: Block) =>
  trialsOf(block).flatMap(({ arm, failure: found }) => (found ? [`${arm}: ${found.message}`] : []));

describe('the server of a benchmark', () => {
  it('is in doubt after a client that failed', async () => {
    const { block, doubts } = await taken({
      benchmark: SERVED,
      act: (arm) => (arm === 'runc' ? 'exit' : undefined),
    });
    expect(failuresOf(block)).toHaveLength(3);
    expect(doubts).toBe(3);
  });

  it('is in doubt after a client that printed what it does not print', async () => {
    const benchmark: Benchmark = {
      ...SERVED,
      parse: () => {
        throw failure('exit');
      },
    };
    expect((await taken({ benchmark })).doubts).toBe(6);
  });

  it('is in no doubt after a trial for which no client could be started', async () => {
    const { block, doubts } = await taken({ benchmark: SERVED, dead: ['runc'] });
    expect(failuresOf(block)).toEqual(Array(3).fill('runc: runc has no live sandbox'));
    expect(doubts).toBe(0);
  });
});

describe('the files of a benchmark', () => {
  const FILES: Benchmark = { ...BENCHMARK, setup: [command('make')], teardown: [command('delete')] };

  /** It hangs once, in its nth command of this kind. */
  const hangingOnce = (at: number, what = 'work'): Played['act'] => {
    let nth = 0;
    return (arm, word, done) => {
      if (arm === 'runc' && word === what) nth += 1;
      if (arm === 'runc' && word === what && nth === at) {
        nth = Number.POSITIVE_INFINITY;
        return 'timeout';
      }
      return word === 'work' && !done.includes('make') ? 'exit' : undefined;
    };
  };
  const askedOf = (asked: Asked, arm: string) => asked.flatMap(([whose, word]) => (whose === arm ? [word] : []));

  it('are made before the first pair and deleted after the last', async () => {
    const { block, asked } = await taken({ benchmark: FILES });
    expect(failuresOf(block)).toEqual([]);
    for (const arm of ['native', 'runc'])
      expect(askedOf(asked, arm)).toEqual(['make', 'work', 'work', 'work', 'delete']);
    expect(block.filesSeconds).toBeGreaterThan(0);
  });

  it('are made again in a sandbox that was launched again, so that one that hangs is one failure', async () => {
    const { block, asked, launched } = await taken({ benchmark: FILES, act: hangingOnce(1) });
    expect(failuresOf(block)).toEqual(['runc: timeout']);
    expect(askedOf(asked, 'runc')).toEqual(['make', 'work', 'make', 'work', 'work', 'delete']);
    expect(launched.filter((arm) => arm === 'runc')).toHaveLength(2);
  });

  it('are not looked for in a new sandbox where the last trial has ended the one that held them', async () => {
    const { block, asked, launched } = await taken({ benchmark: FILES, act: hangingOnce(3) });
    expect(failuresOf(block)).toEqual(['runc: timeout']);
    expect(askedOf(asked, 'runc')).toEqual(['make', 'work', 'work', 'work']);
    expect(launched.filter((arm) => arm === 'runc')).toHaveLength(1);
  });

  it('are made again after a sandbox has hung in that, which is one failure too', async () => {
    const { block, asked } = await taken({ benchmark: FILES, act: hangingOnce(1, 'make') });
    expect(failuresOf(block)).toEqual(['runc: timeout']);
    expect(askedOf(asked, 'runc')).toEqual(['make', 'make', 'work', 'work', 'delete']);
  });

  it('are the reason of every failure where they cannot be made', async () => {
    const cannot: Played['act'] = (arm, word) => (arm === 'runc' && word === 'make' ? 'exit' : undefined);
    const { block, asked } = await taken({ benchmark: FILES, act: cannot });
    expect(failuresOf(block)).toEqual(Array(3).fill('runc: exit'));
    expect(askedOf(asked, 'runc')).toEqual(['make', 'delete']);
  });
});
