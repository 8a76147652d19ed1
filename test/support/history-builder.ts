/** Makes histories by hand: nightly runs of some hosts, with known noise, spikes and steps. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import {
  EMPTY_HISTORY,
  type History,
  type HistoryCell,
  type HistoryPoint,
  type PointEnvironment,
} from '../../src/history/document.js';

/** From run `from` on, the costs of the cells that it is about are `ratio` times what they were. */
export interface SketchedStep {
  readonly host?: number;
  readonly arm?: string;
  readonly benchmark?: string;
  readonly from: number;
  readonly ratio: number;
  /** What changes together with it: fields of the host, or of an arm. */
  readonly hostChange?: Readonly<Record<string, string>>;
  readonly armChange?: Readonly<Record<string, string>>;
}

export interface HistorySketch {
  readonly seed?: number;
  readonly runs?: number;
  readonly hosts?: number;
  /** The runtime of each arm besides native. */
  readonly arms?: readonly string[];
  readonly benchmarks?: readonly Pick<HistoryCell, 'benchmark' | 'unit' | 'direction'>[];
  /** The standard deviation of a run's overhead, as a fraction. */
  readonly noise?: number;
  /** The chance of a run to be a spike of ten standard deviations, in each cell. */
  readonly spikes?: number;
  readonly steps?: readonly SketchedStep[];
  /** Hours between runs. */
  readonly every?: number;
}

const BENCHMARKS: NonNullable<HistorySketch['benchmarks']> = [
  { benchmark: 'cpu.prime', unit: 'events/s', direction: 'higher' },
  { benchmark: 'memory.write.seq.1k', unit: 'MiB/s', direction: 'higher' },
  { benchmark: 'lifecycle.startup', unit: 'ms', direction: 'lower' },
];

export const HOUR_MS = 3_600_000;
export const LAST_RUN_MS = Date.UTC(2026, 10, 24, 3, 10);

/** The first numbers of this generator depend too clearly on a small seed. */
const SKIPPED = 64;

/** Returns uniform numbers in [0, 1) from a fixed seed. */
export function uniforms(seed: number): () => number {
  const random = xoroshiro128plus(seed);
  for (let i = 0; i < SKIPPED; i++) random.next();
  return () => uniformFloat64(random);
}

/** Returns normal noise from a fixed seed. */
export function normals(seed: number): () => number {
  const from = uniforms(seed);
  const uniform = (): number => 1 - from();
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

export const shaOf = (run: number): string =>
  Array.from({ length: 5 }, (_, i) =>
    (((run + 1) * (i + 3) * 2654435761) % 2 ** 32).toString(16).padStart(8, '0'),
  ).join('');

function cellsOf(arms: readonly string[], benchmarks: NonNullable<HistorySketch['benchmarks']>): HistoryCell[] {
  return arms.flatMap((arm) =>
    benchmarks.map((one) => ({
      ...one,
      arm,
      runtime: arm.replace(/[@={].*/, ''),
      metric: one.unit === 'ms' ? 'time' : 'throughput',
    })),
  );
}

interface Randomness {
  readonly normal: () => number;
  readonly uniform: () => number;
}

/** Returns the steps on a host up to a run. */
const stepsAt = (steps: readonly SketchedStep[], run: number, host: number): SketchedStep[] =>
  steps.filter((step) => run >= step.from && (step.host ?? host) === host);

/** Returns how much more time than native the same work takes, without noise. */
function usualTimes(arms: readonly string[], cell: HistoryCell, place: number, steps: readonly SketchedStep[]): number {
  const moved = steps.filter(
    (step) => (step.arm ?? cell.arm) === cell.arm && (step.benchmark ?? cell.benchmark) === cell.benchmark,
  );
  const usual = 1 + arms.indexOf(cell.arm) * 0.03 + (place % 7) * 0.01;
  return moved.reduce((all, step) => all * step.ratio, usual);
}

/** Returns the ratio to native and the level of one cell in one run. */
function figuresOf(cell: HistoryCell, times: number, sketch: HistorySketch, { normal, uniform }: Randomness) {
  const spike = uniform() < (sketch.spikes ?? 0) ? 10 * Math.sign(uniform() - 0.5) : 0;
  const slower = times * Math.exp((sketch.noise ?? 0.004) * (normal() + spike));
  const ratio = cell.direction === 'lower' ? slower : 1 / slower;
  const native = (cell.direction === 'lower' ? 30 : 1000) * Math.exp(0.01 * normal());
  const short = (value: number): number => Number(value.toPrecision(6));
  return { ratio: cell.arm === 'native' ? null : short(ratio), level: short(native * ratio) };
}

/** Gives each environment that points refer to a place, once. */
class Table {
  readonly all: PointEnvironment[] = [];
  readonly #places = new Map<string, number>();

  place(one: PointEnvironment): number {
    const text = JSON.stringify(one);
    const place = this.#places.get(text) ?? this.all.push(one) - 1;
    this.#places.set(text, place);
    return place;
  }
}

/** Makes a history; the same sketch gives the same one. */
export function buildHistory(sketch: HistorySketch = {}): History {
  const { runs = 60, hosts = 1, steps = [], every = 24, seed = 1 } = sketch;
  const arms = ['native', ...(sketch.arms ?? ['runc', 'docker'])];
  const cells = cellsOf(arms, sketch.benchmarks ?? BENCHMARKS);
  const random = { normal: normals(seed), uniform: uniforms(seed + 1) };
  const table = new Table();
  const points: HistoryPoint[] = [];
  for (let i = 0; i < runs * hosts; i++) {
    const [run, host] = [Math.floor(i / hosts), i % hosts];
    const at = new Date(LAST_RUN_MS - ((runs - 1 - run) * every + (host * every) / hosts) * HOUR_MS).toISOString();
    const own = stepsAt(steps, run, host);
    const figures = cells.map((cell, place) => figuresOf(cell, usualTimes(arms, cell, place, own), sketch, random));
    points.push({
      ...{ id: `${at.replace(/[-:]|\.\d+/g, '')}-${host}`, at, runs: 1, host },
      surroundings: table.place(surroundingsAt(arms, own)),
      ...{ repository: 'octo/engine', sha: shaOf(run) },
      ratios: figures.map(({ ratio }) => ratio),
      levels: figures.map(({ level }) => level),
    });
  }
  points.sort((a, b) => (a.at < b.at ? -1 : 1));
  const machines = Array.from({ length: hosts }, (_, host) => machine(host));
  return { ...EMPTY_HISTORY, cells, hosts: machines, surroundings: table.all, points };
}

const machine = (host: number): History['hosts'][number] => ({
  hardwareKey: `hardware-${host}`,
  hostname: `runner-${host}`,
  cpu: 'AMD EPYC 7443P 24-Core Processor',
  online: '0-23',
  memoryBytes: 64 * 1024 ** 3,
});

function surroundingsAt(arms: readonly string[], steps: readonly SketchedStep[]): PointEnvironment {
  const host = { kernel: '6.1.0-25-amd64', 'cpu.microcode': '0xa0011d5', 'mitigations.retbleed': 'Mitigation: IBPB' };
  return {
    host: Object.assign({}, host, ...steps.map((step) => step.hostChange ?? {})),
    arms: Object.fromEntries(
      arms.map((arm) => [
        arm,
        Object.assign(
          {
            source: 'distro package',
            [`binaries.${arm}.version`]: '1.1.5',
            [`binaries.${arm}.sha256`]: 'a'.repeat(64),
          },
          ...steps.filter((step) => step.arm === arm).map((step) => step.armChange ?? {}),
        ),
      ]),
    ),
    plan: { tare: '0.1.0', 'limits.cpus': '0-3', 'limits.memory': '1073741824', tune: 'off' },
  };
}
