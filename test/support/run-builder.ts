/** Makes run documents by hand. Whatever a test does not name has a sensible value. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type {
  Block,
  Contrast,
  Failure,
  Fingerprint,
  Health,
  Launch,
  Pair,
  Plan,
  PlannedBenchmark,
  RunDocument,
  Trial,
} from '../../src/results/document.js';
import { RULE_VERSION } from '../../src/stats/rule.js';

/** The place that a figure belongs to. */
export interface Place {
  readonly arm: string;
  readonly benchmark: string;
  readonly block: number;
  readonly k: number;
  readonly warmup: boolean;
}

export interface Sketch {
  readonly id?: string;
  readonly seed?: number;
  /** `native` is added as the first arm. */
  readonly arms?: readonly string[];
  /** Native against each arm where it is not given. */
  readonly contrasts?: readonly Contrast[];
  readonly benchmarks?: readonly PlannedBenchmark[];
  readonly blocks?: number;
  readonly pairs?: number;
  /** The level of each arm, whatever the benchmark; 1000 where it is not given. */
  readonly levels?: Readonly<Record<string, number>>;
  /** Half the width of the uniform noise of one trial, as a fraction. */
  readonly spread?: number;
  /** Returns a trial's figure instead of `usual`, or the reason why it failed as a string. */
  readonly figure?: (place: Place, usual: number) => number | string;
  /** Returns a launch's times in ms; null stands for a failure. */
  readonly times?: (arm: string, block: number) => Pick<Launch, 'startupMs' | 'shutdownMs'> & Partial<Launch>;
  readonly fingerprint?: Partial<Fingerprint>;
  readonly plan?: Partial<Plan>;
}

export const CPU: PlannedBenchmark = {
  id: 'cpu.prime',
  suite: 'cpu',
  summary: 'prime numbers',
  work: { kind: 'fixed', amount: 200, unit: 'events' },
  metrics: [
    { name: 'events_per_second', unit: 'events/s', direction: 'higher' },
    { name: 'latency_p95', unit: 'ms', direction: 'lower' },
  ],
  gate: 'events_per_second',
};

export const MEMORY: PlannedBenchmark = {
  id: 'memory.write.1k',
  suite: 'memory',
  summary: 'writes of 1 KiB',
  work: { kind: 'fixed', amount: 700, unit: 'MiB' },
  metrics: [{ name: 'throughput', unit: 'MiB/s', direction: 'higher' }],
  gate: 'throughput',
};

const lifecycle = (name: 'startup' | 'shutdown'): PlannedBenchmark => ({
  id: `lifecycle.${name}`,
  suite: 'lifecycle',
  summary: `time of ${name}`,
  work: { kind: 'observed' },
  metrics: [{ name, unit: 'ms', direction: 'lower' }],
  gate: name,
});
/** An own benchmark. */
export const OWN: PlannedBenchmark = {
  id: 'redis.set',
  suite: 'redis',
  summary: "a command of one's own",
  work: { kind: 'fixed', amount: 1, unit: 'command' },
  metrics: [{ name: 'value', unit: 'requests/s', direction: 'higher' }],
  gate: 'value',
  own: { run: "redis-benchmark -t 'set'", setup: 'redis-server', metric: { regex: '"SET","([0-9.]+)"' } },
};

export const STARTUP = lifecycle('startup');
export const SHUTDOWN = lifecycle('shutdown');

export const failure = (reason: string): Failure => ({ reason, message: `It failed: ${reason}.`, tail: [] });

const HEALTH: Health = {
  load1: 0.1,
  steal: 0,
  busy: 0.5,
  iowait: 0,
  mhz: null,
  celsius: null,
  throttles: null,
  memoryAvailableBytes: 4e9,
  memoryPressure: null,
};

export const FINGERPRINT: Fingerprint = {
  hardwareKey: 'hardware-1',
  bootId: 'boot-1',
  hostname: 'host',
  arch: 'x64',
  cpu: {
    model: 'A processor',
    microcode: '0x1',
    online: '0-1',
    smt: 'off',
    governor: 'performance',
    turbo: 'off',
    maxMhz: 3000,
  },
  mitigations: { meltdown: 'Not affected' },
  kernel: '6.1.0',
  kernelCommandLine: 'quiet',
  os: 'Debian 12',
  cgroup: 'v2',
  memoryBytes: 8e9,
  storage: { device: 'vda', model: 'disk', filesystem: 'ext4', options: 'rw' },
  virtualization: 'kvm',
  image: { digest: 'sha256:1', recipe: 'bookworm', sysbench: '1.0.20' },
};

function planOf(sketch: Sketch, arms: readonly string[], contrasts: readonly Contrast[]): Plan {
  return {
    profile: 'quick',
    arms: arms.map((id) => ({ id, runtime: id.replace(/[=@{].*/, ''), options: {} })),
    contrasts: [...contrasts],
    benchmarks: [...(sketch.benchmarks ?? [CPU])],
    seed: 1,
    blocks: { min: 6, max: 30 },
    pairsPerBlock: sketch.pairs ?? 3,
    budgetSeconds: 600,
    ruleVersion: RULE_VERSION,
    limits: { cpus: '0-1', cpuCount: 2, memoryBytes: 1e9 },
    commandTimeoutSeconds: 60,
    launchTimeoutSeconds: 60,
    ...sketch.plan,
  };
}

/** Makes a trial in which every metric of the benchmark has the same figure. */
function trialOf(benchmark: PlannedBenchmark, arm: string, figure: number | string): Trial {
  if (typeof figure === 'string') return { arm, wallMs: 100, metrics: {}, failure: failure(figure) };
  return { arm, wallMs: 100, metrics: Object.fromEntries(benchmark.metrics.map(({ name }) => [name, figure])) };
}

function pairsOf(plan: Plan, block: number, figureAt: (place: Place) => number | string): Pair[] {
  return plan.benchmarks
    .filter((benchmark) => benchmark.work.kind !== 'observed')
    .flatMap((benchmark) =>
      plan.contrasts.flatMap(({ baseline, candidate }) =>
        Array.from({ length: plan.pairsPerBlock + 1 }, (_, at) => {
          const [warmup, k] = [at === 0, Math.max(0, at - 1)];
          const trials = [baseline, candidate].map((arm) =>
            trialOf(benchmark, arm, figureAt({ arm, benchmark: benchmark.id, block, k, warmup })),
          );
          return { benchmark: benchmark.id, baseline, candidate, k, warmup, trials };
        }),
      ),
    );
}

function launchOf(arm: string, block: number, sketch: Sketch, usual: number): Launch {
  const times = sketch.times?.(arm, block) ?? { startupMs: usual, shutdownMs: usual / 2 };
  const launch = { arm, retries: 0, ...times };
  return times.startupMs === null ? { ...launch, failure: failure('launch') } : launch;
}

/** Makes a whole run; the same sketch gives the same document. */
export function buildRun(sketch: Sketch = {}): RunDocument {
  const arms = ['native', ...(sketch.arms ?? ['runc'])];
  const contrasts = sketch.contrasts ?? arms.slice(1).map((candidate) => ({ baseline: 'native', candidate }));
  const plan = planOf(sketch, arms, contrasts);
  const random = xoroshiro128plus(sketch.seed ?? 1);
  const usual = (arm: string): number =>
    (sketch.levels?.[arm] ?? 1000) * (1 + (2 * uniformFloat64(random) - 1) * (sketch.spread ?? 0.004));
  const figureAt = (place: Place): number | string => {
    const value = usual(place.arm);
    return sketch.figure?.(place, value) ?? value;
  };
  const blocks = Array.from(
    { length: sketch.blocks ?? 12 },
    (_, index): Block => ({
      index,
      startedAt: new Date(Date.UTC(2026, 10, 1, 0, index)).toISOString(),
      wallSeconds: 10,
      complete: true,
      health: HEALTH,
      launches: arms.map((arm) => launchOf(arm, index, sketch, usual(arm))),
      pairs: pairsOf(plan, index, figureAt),
    }),
  );
  return {
    kind: 'tare-run',
    schemaVersion: 1,
    id: sketch.id ?? 'run-1',
    tool: { name: 'tare', version: '0.1.0' },
    startedAt: '2026-11-01T00:00:00.000Z',
    finishedAt: '2026-11-01T01:00:00.000Z',
    plan,
    fingerprint: { ...FINGERPRINT, ...sketch.fingerprint },
    environments: arms.map((arm) => ({ arm, binaries: [], source: 'a package', inside: {} })),
    warnings: [],
    blocks,
    stopped: { reason: 'blocks', detail: 'all blocks were taken' },
  };
}

/** Returns the same run beside this many tasks that waited for each CPU. */
export const beside = (waitingPerCpu: number, run: RunDocument): RunDocument => ({
  ...run,
  blocks: run.blocks.map((block) => ({ ...block, pairs: block.pairs.map((pair) => ({ ...pair, waitingPerCpu })) })),
});
