/** Defines what a benchmark is: commands to run in a sandbox, and a strict reader of their output. Pure. */
import type { OwnCommand } from '../config/kinds/own-benchmarks.js';
import type { Direction } from '../direction.js';
import type { Server } from '../host/network/peer.js';

export interface MetricDefinition {
  /** The name is in snake_case and unique within the benchmark: `events_per_second`. */
  readonly name: string;
  /** The unit is `events/s`, `MiB/s`, `ops/s`, `ms` or `s`; the user names that of an own benchmark. */
  readonly unit: string;
  readonly direction: Direction;
}

/**
 * How much a trial does.
 * - `fixed` is `amount` of `unit`, sized once and the same in every arm.
 * - `timed` is as much as fits into `seconds`.
 * - `observed` runs nothing: an event in the life of the sandbox is timed.
 */
export type Work =
  | { readonly kind: 'fixed'; readonly amount: number; readonly unit: string }
  | { readonly kind: 'timed'; readonly seconds: number }
  | { readonly kind: 'observed'; readonly event?: string | undefined };

export interface Command {
  /** The working directory inside the sandbox. */
  readonly cwd: string;
  readonly argv: readonly string[];
  /** After which it hangs, s, where that is sooner than the run's limit of a command. */
  readonly seconds?: number;
}

/** Turns the rate of one probing trial into the work of a trial of a wanted length. */
export interface WorkSizer {
  /** The work of the probing trial. It is small enough for the slowest host and large enough to be timed. */
  readonly probe: Work;
  /** Trials of this benchmark are this many times as long as those of others; absent means 1. */
  readonly lengths?: number;
  /** Returns the work for a trial of about `seconds`, from the metrics of the probe. */
  work(metrics: Readonly<Record<string, number>>, seconds: number): Work;
}

export interface Benchmark {
  /**
   * The id has the form `suite.what[.how]` in lower case, for instance `memory.write.seq.1k` or
   * `fileio.volume.seqrd.direct`.
   */
  readonly id: string;
  readonly suite: string;
  /** One line that tells people what is measured. */
  readonly summary: string;
  readonly metrics: readonly MetricDefinition[];
  /** The one metric that a verdict is about. It is chosen here, before any run. */
  readonly primaryMetric: string;
  /**
   * Set until the rate of false alarms of its primary metric has been measured. Until then the benchmark fails no gate.
   */
  readonly ungated?: true;
  /** Set where the name of its suite does not stand for it: it takes so long that it is asked for by id or pattern. */
  readonly byName?: true;
  /** Set where it does to the host what only `tune` may. */
  readonly tuned?: true;
  /** Pairs in a block, where they are fewer than the run's. */
  readonly pairs?: number;
  /** Work when not sized. */
  readonly defaultWork: Work;
  /** Absent where the work is not sized. */
  readonly workSizer?: WorkSizer;
  /** The server on the host that the sandbox reaches over a link; absent where the benchmark uses no network. */
  readonly server?: Server;
  /** Set where its sandboxes are given a link but there is no server. */
  readonly linked?: true;
  /** Set where the command runs on the host, where the servers run, and asks a server that `setup` has started. */
  readonly asker?: 'peer';
  /**
   * A metric that the output of the trial does not contain: the CPU time of the whole host during the trial, in
   * seconds, divided by the amount of work that was done.
   */
  readonly wholeHost?: {
    readonly metric: string;
    amount(work: Work, metrics: Readonly<Record<string, number>>): number;
  };
  /** These commands run in each sandbox before its first trial of a visit (they create test files). */
  readonly setup: readonly Command[];
  /** How `setup` makes its files, in words; figures of files that were made otherwise cannot be compared. */
  readonly files?: string;
  /** @param address of the sandbox, where the peer runs the command. */
  command(work: Work, address?: string): Command;
  /** These commands run in each sandbox when the visit ends (they delete test files). */
  readonly teardown: readonly Command[];
  /**
   * Returns exactly the metrics of `metrics` by name, except that of `wholeHost` and the CPU time, which the host
   * measures.
   * @param takenMs the host's time from the request to the end of the command.
   * @throws OutputError when the output is not what this benchmark prints.
   */
  parse(output: string, work: Work, takenMs: number): Record<string, number>;
  /** Packages of the distribution that the userland contains only where this benchmark is asked for. */
  readonly packages?: readonly string[];
  /** What the user wrote, for an own benchmark. */
  readonly own?: OwnCommand;
  /** Set where a trial launches sandboxes of its own. No other sandbox is alive during such a trial. */
  readonly crowd?: Crowd;
}

export type Crowd = IdleCrowd | WorkingCrowd | SteppingCrowd | TouchingCrowd;

interface SizedCrowd {
  /** Returns the number of sandboxes of a trial that measures on this many CPUs. */
  size(cpuCount: number): number;
}

/** Many sandboxes of one arm, and the metrics that are read from their lives. */
export interface IdleCrowd extends SizedCrowd {
  /**
   * `at once`: all are called at the same moment. `one by one`: each once the one before is ready, until all are alive
   * or the host holds no more. `from cold`: at once, after the host's caches were dropped.
   */
  readonly asked: 'at once' | 'one by one' | 'from cold';
  /** Metrics by name, of those of `metrics`: what was not to be had is left out. */
  figures(taken: CrowdTaken): Record<string, number>;
}

/** One sandbox whose life is lived by a call of the runtime for each step; the metrics are the steps that it has. */
export interface SteppingCrowd extends SizedCrowd {
  readonly asked: 'step by step';
}

/** One sandbox whose agent reads what it holds in memory; the metric is how long that takes. */
export interface TouchingCrowd extends SizedCrowd {
  readonly asked: 'to touch';
  /** Whole MiB. */
  readonly bytes: number;
  /** The metric's name; its unit is ms. */
  readonly metric: string;
}

/** Several sandboxes of one arm, all of which come to be, and what commands in them print. */
export interface WorkingCrowd extends SizedCrowd {
  readonly asked: 'to work';
  /**
   * Returns the phases, which run one after the other.
   * @param addresses of the sandboxes, which reach one another; none where they have no link.
   */
  phases(count: number, addresses: readonly string[]): readonly Phase[];
  /**
   * Returns the metrics by name, from the output by phase and sandbox.
   * @param cpuSeconds what the whole host used of its CPUs in each phase.
   * @throws OutputError when it is not what these commands print.
   */
  read(printed: readonly (readonly string[])[], cpuSeconds: readonly number[]): Record<string, number>;
}

/**
 * The commands that are requested at the same time, one for the first sandbox and each that follows; undefined for a
 * sandbox that waits.
 */
export type Phase = readonly (Command | undefined)[];

/** What was measured of a crowd. */
export interface CrowdTaken {
  readonly asked: number;
  /**
   * For each sandbox that became ready, the milliseconds from the call of the runtime to the first word of the agent,
   * in the order of the calls.
   */
  readonly startsMs: readonly number[];
  /** Milliseconds from the first call until the last sandbox was ready or had failed. */
  readonly wallMs: number;
  /** CPU time of the whole host during `wallMs`, in seconds. */
  readonly cpuSeconds: number;
  /**
   * CPU time of the processes of all sandboxes during ten seconds in which nothing was asked of them, in seconds;
   * absent where it is not known.
   */
  readonly idleCpuSeconds?: number;
  /** Milliseconds from the request to end until no sandbox was left. */
  readonly removalMs: number;
  /** Absent where too few sandboxes were alive to measure it. */
  readonly memory?: CrowdMemory;
}

export interface CrowdMemory {
  /** The memory that the host had available, in bytes, when the first sandbox was alive, when two were, and so on. */
  readonly available: readonly number[];
  /** The proportional set size of all sandboxes divided by their number; absent where their processes are not known. */
  readonly pssBytes?: number;
}

/** Tells whether the sandboxes of this benchmark are given a link. */
export const usesNetwork = ({ server, linked, asker }: Pick<Benchmark, 'server' | 'linked' | 'asker'>): boolean =>
  server !== undefined || linked === true || asker !== undefined;

export interface Suite {
  readonly name: string;
  readonly summary: string;
  readonly benchmarks: readonly Benchmark[];
}

/** A parser could not read the output; the error shows the lines at fault. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  constructor(
    message: string,
    readonly lines: readonly string[],
  ) {
    super(lines.length > 0 ? `${message}\n${lines.map((line) => `  | ${line}`).join('\n')}` : message);
  }
}
