/** What is found before the first block, with a sandbox of native that a test plays. */
import { describe, expect, it } from '@jest/globals';
import { readLayout } from '../../src/host/cgroup.js';
import type { Observer } from '../../src/measure/observer.js';
import { preflight } from '../../src/measure/preflight.js';
import type { Sandboxes } from '../../src/measure/sandboxes.js';
import type { Session } from '../../src/measure/session.js';
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

function examined(run: RunDocument, benchmarks: readonly Benchmark[], native: Pick<Session, 'run'>) {
  const sandboxes = { of: async () => native, inside: new Map(), launches: [], endAll: async () => undefined };
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
    const native = { run: () => Promise.reject(new Error('nothing is asked of native')) };
    expect((await examined(run, benchmarks, native)).plan).toEqual(run.plan);
  });
});
