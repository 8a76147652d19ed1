import { describe, expect, it } from '@jest/globals';
import { environmentFieldsOf } from '../../src/compare/fingerprint.js';
import { observations } from '../../src/compare/observations.js';
import { gapsOf } from '../../src/compare/one-run/completeness.js';
import { compareRuns } from '../../src/compare/two-runs/between-runs.js';
import { InputError } from '../../src/errors.js';
import { renderHostCpu } from '../../src/report/host-cpu.js';
import type { PlannedBenchmark, RunDocument, Trial } from '../../src/results/document.js';
import { HOST_CPU, HOST_MEMORY } from '../../src/suites/launch/host-cpu.js';
import { lifecycle } from '../../src/suites/launch/lifecycle.js';
import { buildRun, CPU } from '../support/run-builder.js';

const BURNS: PlannedBenchmark = { ...CPU, metrics: [...CPU.metrics, { ...HOST_CPU }] };
const STARTUP: PlannedBenchmark = {
  ...{ id: 'lifecycle.startup', suite: 'lifecycle', summary: 'start', work: { kind: 'observed' }, gate: 'startup' },
  metrics: (lifecycle.benchmarks[0]?.metrics ?? []).map((metric) => ({ ...metric })),
};

/** runc takes as long as native, at 1.3 times the CPU time. */
function paid(): RunDocument {
  const times = (arm: string) => ({ startupMs: 20, shutdownMs: 2, cpuMs: arm === 'native' ? 4 : 12 });
  const run = buildRun({ arms: ['runc'], benchmarks: [BURNS, STARTUP], blocks: 8, times });
  const costs: Readonly<Record<string, number>> = { native: 0.001, runc: 0.0013 };
  return {
    ...run,
    blocks: run.blocks.map((block) => ({
      ...block,
      pairs: block.pairs.map((pair) => ({
        ...pair,
        trials: pair.trials.map((trial) => ({
          ...trial,
          metrics: { ...trial.metrics, host_cpu: (costs[trial.arm] ?? 1) * (1 + block.index / 1000) },
        })),
      })),
    })),
  };
}

/** As an earlier tare would have written it. */
const withoutIt = (run: RunDocument): RunDocument => ({
  ...run,
  plan: {
    ...run.plan,
    benchmarks: run.plan.benchmarks.map((one) => ({
      ...one,
      metrics: one.metrics.filter(({ name }) => name !== 'host_cpu' && name !== 'start_cpu'),
    })),
  },
  blocks: run.blocks.map((block) => ({
    ...block,
    launches: block.launches.map(({ cpuMs: _, ...launch }) => launch),
    pairs: block.pairs.map((pair) => ({ ...pair, trials: pair.trials.map(withoutMetric) })),
  })),
});

function withoutMetric(trial: Trial): Trial {
  const { host_cpu: _, ...metrics } = trial.metrics;
  return { ...trial, metrics };
}

describe('what the host paid', () => {
  it('changes no verdict, no gap and no difference of a comparison with a run from before it was recorded', () => {
    const now = paid();
    const before = withoutIt(now);
    const [same, mixed] = [before, now].map((candidate) => {
      const { cells, differences, notes } = compareRuns(before, { ...candidate, id: 'candidate' });
      return { cells, differences, notes, gaps: gapsOf(candidate), kept: environmentFieldsOf(candidate) };
    });
    expect(mixed).toEqual(same);
    expect(observations(now)).toEqual(observations(before));
  });

  it.each(['terminal', 'text', 'markdown'])('is compared with native as %s', (format) => {
    const text = renderHostCpu(paid(), format).replaceAll('\u00a0', ' ');
    expect(text).toMatch(/cpu\.prime.*\+30\.0+ %/);
    expect(text).toMatch(/lifecycle\.startup.*×3\.00/);
  });

  it('tells a start once where two suites have it', () => {
    const run = paid();
    const hostcpu = { ...STARTUP, id: 'hostcpu.start', suite: 'hostcpu', gate: 'start_cpu' };
    const start = STARTUP.metrics.filter(({ name }) => name === 'start_cpu');
    const both = {
      ...run,
      plan: { ...run.plan, benchmarks: [...run.plan.benchmarks, { ...hostcpu, metrics: start }] },
    };
    const starts = (of: RunDocument) =>
      JSON.parse(renderHostCpu(of, 'json')).cells.filter(({ metric }: { metric: string }) => metric === 'start_cpu');
    expect(starts(both)).toEqual(starts(run));
    const alone = {
      ...both,
      plan: { ...both.plan, benchmarks: both.plan.benchmarks.filter(({ id }) => id !== STARTUP.id) },
    };
    expect(starts(alone)).toContainEqual(
      expect.objectContaining({ arm: 'runc', benchmark: 'hostcpu.start', level: 12 }),
    );
  });

  it('has the most memory of a trial', () => {
    const run = paid();
    const benchmarks = run.plan.benchmarks.map((one) =>
      one.id === BURNS.id ? { ...one, metrics: [...one.metrics, { ...HOST_MEMORY }] } : one,
    );
    const blocks = run.blocks.map((block) => ({
      ...block,
      pairs: block.pairs.map((pair) => ({
        ...pair,
        trials: pair.trials.map((trial) => ({ ...trial, metrics: { ...trial.metrics, host_memory: 40 } })),
      })),
    }));
    const { cells } = JSON.parse(renderHostCpu({ ...run, plan: { ...run.plan, benchmarks }, blocks }, 'json'));
    expect(cells).toContainEqual(
      expect.objectContaining({ arm: 'runc', metric: 'host_memory', level: 40, unit: 'MiB' }),
    );
  });

  it('has every figure as JSON', () => {
    const { cells } = JSON.parse(renderHostCpu(paid(), 'json'));
    expect(cells).toContainEqual(expect.objectContaining({ arm: 'runc', metric: 'host_cpu', blocks: 8 }));
    expect(cells).toContainEqual(expect.objectContaining({ arm: 'runc', metric: 'start_cpu', level: 12 }));
  });

  it.each(['html', 'toString'])('has no format %s', (format) => {
    expect(() => renderHostCpu(paid(), format)).toThrow(InputError);
  });

  it('is refused for a document from before it was recorded', () => {
    const run = buildRun({ arms: ['runc'], benchmarks: [CPU], blocks: 8 });
    expect(() => renderHostCpu(run, 'text')).toThrow('measure again');
  });
});
