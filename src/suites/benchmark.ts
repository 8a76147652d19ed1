/** What a benchmark is: commands to run in a sandbox, and a strict reader of their output. Pure. */
import type { OwnCommand } from '../config/kinds/own-benchmarks.js';
import type { Direction } from '../direction.js';
import type { Server } from '../host/network/peer.js';

export interface MetricDefinition {
  /** snake_case, unique within the benchmark: `events_per_second`. */
  readonly name: string;
  /** `events/s`, `MiB/s`, `ops/s`, `ms` or `s`; of a benchmark of the user's own, what the user says. */
  readonly unit: string;
  readonly direction: Direction;
}

/**
 * How much a trial does. `fixed`: `amount` of `unit`, sized once and the same in every arm.
 * `timed`: as much as fits into `seconds`. `observed`: nothing is run; an event of the sandbox's life is timed.
 */
export type Work =
  | { readonly kind: 'fixed'; readonly amount: number; readonly unit: string }
  | { readonly kind: 'timed'; readonly seconds: number }
  | { readonly kind: 'observed'; readonly event?: string | undefined };

export interface Command {
  /** Working directory inside the sandbox. */
  readonly cwd: string;
  readonly argv: readonly string[];
}

/** How to turn the rate of one probing trial into the work of a trial of a wanted length. */
export interface WorkSizer {
  /** Work of the probing trial; small enough for the slowest host, large enough to be timed. */
  readonly probe: Work;
  /** Trials of this benchmark are so many times as long as those of others; 1 where absent. */
  readonly lengths?: number;
  /** Work for a trial of about `seconds`, from the probe's metrics. */
  work(metrics: Readonly<Record<string, number>>, seconds: number): Work;
}

export interface Benchmark {
  /** `suite.what[.how]`, lower case, for instance `memory.write.seq.1k` or `fileio.volume.seqrd.direct`. */
  readonly id: string;
  readonly suite: string;
  /** One line for people: what is measured. */
  readonly summary: string;
  readonly metrics: readonly MetricDefinition[];
  /** The one metric a verdict is about; chosen here, before any run. */
  readonly primaryMetric: string;
  /** Set until it has been measured how often its primary metric alarms falsely: it then fails no gate. */
  readonly ungated?: true;
  /** Work when not sized. */
  readonly defaultWork: Work;
  /** Absent where the work is not sized. */
  readonly workSizer?: WorkSizer;
  /** What it talks to on the host, over a link that the sandbox is given; absent where it uses no network. */
  readonly server?: Server;
  /** Set where its sandboxes are given a link without a server. */
  readonly linked?: true;
  /** A metric that the trial's output does not tell: CPU time of the whole host meanwhile, s, by what was done. */
  readonly wholeHost?: {
    readonly metric: string;
    amount(work: Work, metrics: Readonly<Record<string, number>>): number;
  };
  /** Run in each sandbox before its first trial of a visit (create test files). */
  readonly setup: readonly Command[];
  command(work: Work): Command;
  /** Run in each sandbox when the visit ends (delete test files). */
  readonly teardown: readonly Command[];
  /**
   * Metrics by name, exactly those of `metrics` but for that of `wholeHost` and what is paid for it.
   * @param takenMs the host's time from the request to the end of the command.
   * @throws OutputError when the output is not what this benchmark prints.
   */
  parse(output: string, work: Work, takenMs: number): Record<string, number>;
  /** Packages of the distribution that the userland has only where this benchmark is asked for. */
  readonly packages?: readonly string[];
  /** What the user gave, for a benchmark of the user's own. */
  readonly own?: OwnCommand;
  /** Set where a trial launches sandboxes of its own; none other is alive meanwhile. */
  readonly crowd?: Crowd;
}

export type Crowd = IdleCrowd | WorkingCrowd;

interface SizedCrowd {
  /** Sandboxes of a trial where so many CPUs are measured on. */
  size(cpuCount: number): number;
}

/** Many sandboxes of one arm, and what is read from their lives. */
export interface IdleCrowd extends SizedCrowd {
  /**
   * `at once`: all are called at the same moment. `one by one`: each once the one before is ready, until all are alive
   * or the host holds no more.
   */
  readonly asked: 'at once' | 'one by one';
  /** Metrics by name, of those of `metrics`: what was not to be had is left out. */
  figures(taken: CrowdTaken): Record<string, number>;
}

/** Several sandboxes of one arm, all of which come to be, and what commands in them print. */
export interface WorkingCrowd extends SizedCrowd {
  readonly asked: 'to work';
  /** One after the other. @param addresses of the sandboxes, which reach one another; none where they have no link. */
  phases(count: number, addresses: readonly string[]): readonly Phase[];
  /**
   * Metrics by name, from what was printed, by phase and sandbox.
   * @throws OutputError when it is not what these commands print.
   */
  read(printed: readonly (readonly string[])[]): Record<string, number>;
}

/** Commands asked for at the same time, of the first sandbox and those after it; undefined of one that waits. */
export type Phase = readonly (Command | undefined)[];

/** What a crowd showed. */
export interface CrowdTaken {
  readonly asked: number;
  /** Of each that became ready, from the call of the runtime to its first word, ms, in the order of the calls. */
  readonly startsMs: readonly number[];
  /** From the first call until the last was ready or had failed, ms. */
  readonly wallMs: number;
  /** CPU time of the whole host in `wallMs`, s. */
  readonly cpuSeconds: number;
  /** CPU time of the processes of all in ten seconds in which nothing was asked of them, s; absent where not known. */
  readonly idleCpuSeconds?: number;
  /** From the request to end until none was left, ms. */
  readonly removalMs: number;
  /** Absent where too few were alive to tell. */
  readonly memory?: CrowdMemory;
}

export interface CrowdMemory {
  /** What the host had available, bytes, when the first was alive, when two were, and so on. */
  readonly available: readonly number[];
  /** Proportional set size of all, by all; absent where their processes are not known. */
  readonly pssBytes?: number;
}

/** Whether its sandboxes are given a link. */
export const usesNetwork = ({ server, linked }: Pick<Benchmark, 'server' | 'linked'>): boolean =>
  server !== undefined || linked === true;

/** A suite is a named list of benchmarks. */
export interface Suite {
  readonly name: string;
  readonly summary: string;
  readonly benchmarks: readonly Benchmark[];
}

/** Output that a parser could not read, with the lines at fault. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  constructor(
    message: string,
    readonly lines: readonly string[],
  ) {
    super(lines.length > 0 ? `${message}\n${lines.map((line) => `  | ${line}`).join('\n')}` : message);
  }
}
