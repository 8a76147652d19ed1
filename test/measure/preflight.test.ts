/** What is found before the first block, with a sandbox of native that a test plays. */
import { describe, expect, it } from '@jest/globals';
import { readLayout } from '../../src/host/cgroup.js';
import type { Observer } from '../../src/measure/observer.js';
import { preflight } from '../../src/measure/preflight.js';
import type { Sandboxes } from '../../src/measure/sandboxes.js';
import { MeasurementFailure, type Session } from '../../src/measure/session.js';
import type { RunDocument } from '../../src/results/document.js';
import type { Benchmark } from '../../src/suites/benchmark.js';
import { findBenchmarks } from '../../src/suites/index.js';
import { buildRun, CPU } from '../support/run-builder.js';

const quiet: Observer = {
  step: () => undefined,
  warn: () => undefined,
  busy: () => undefined,
  blockStarted: () => undefined,
  blockEnded: () => undefined,
};

type Native = Pick<Session, 'run' | 'alive'>;

/** @param launch starts a sandbox of native, again where the one before has ended. */
function examined(run: RunDocument, benchmarks: readonly Benchmark[], launch: () => Native) {
  let native: Native | undefined;
  const of = async () => {
    native = native?.alive ? native : launch();
    return native;
  };
  const sandboxes = { of, inside: new Map(), launches: [], endAll: async () => undefined };
  const request = {
    host: { cgroup: readLayout() },
    run,
    arms: new Map(),
    benchmarks,
    knownWork: new Map(),
    observer: quiet,
    signal: new AbortController().signal,
  };
  return preflight(request, () => sandboxes as unknown as Sandboxes);
}

describe('before the first block', () => {
  it('no work is sized of what no arm can run, such as what needs a network where there is none', async () => {
    const benchmarks = findBenchmarks(['network.tcp.send', 'network.udp.send']);
    const planned = benchmarks.map(({ id }) => ({ ...CPU, id }));
    const excluded = planned.map(({ id }) => ({ arm: 'runc', benchmark: id, reason: 'there is no bridge' }));
    const run = buildRun({ benchmarks: planned, blocks: 0, plan: { excluded } });
    const native = { alive: true, run: () => Promise.reject(new Error('nothing is asked of native')) };
    expect((await examined(run, benchmarks, () => native)).plan).toEqual(run.plan);
  });

  it('a probe that hangs leaves its own benchmark at the default, which the document says, and no other one', async () => {
    const probe = { kind: 'fixed', amount: 1, unit: 'events' } as const;
    const { suite, summary, metrics, gate, work } = CPU;
    const benchmarks = ['first', 'hung', 'last'].map(
      (id): Benchmark => ({
        ...{ id, suite, summary, metrics, primaryMetric: gate, defaultWork: work, setup: [], teardown: [] },
        workSizer: { probe, work: () => ({ ...probe, amount: 5 }) },
        command: () => ({ cwd: '/', argv: [id] }),
        parse: () => ({}),
      }),
    );
    const launch = () => {
      const native = {
        alive: true,
        run: async ({ argv }: { readonly argv: readonly string[] }) => {
          native.alive &&= argv[0] !== 'hung';
          const reason = 'timeout';
          if (!native.alive) throw new MeasurementFailure({ reason, message: 'took longer than 60 s', tail: ['…'] });
          return { output: '', wallMs: 1, takenMs: 1 };
        },
      };
      return native;
    };
    const planned = benchmarks.map(({ id }) => ({ ...CPU, id }));
    const { plan, warnings } = await examined(buildRun({ benchmarks: planned, blocks: 0 }), benchmarks, launch);
    expect(plan.benchmarks.map(({ work }) => work.kind === 'fixed' && work.amount)).toEqual([5, 200, 5]);
    const told = warnings.filter((text) => text.includes('sized'));
    expect(told).toEqual(['The work of hung could not be sized, and stays the default: took longer than 60 s']);
  });
});
