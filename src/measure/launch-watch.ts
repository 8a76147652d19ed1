/**
 * What a launch takes of the host: CPU time until it is ready and in every trial after it, memory when it is ready and
 * the most of it in every trial.
 */
import type { CgroupLayout } from '../host/cgroup.js';
import { daemonSeconds, sandboxSeconds } from '../host/facts/cpu/cpu-account.js';
import { footprintOf } from '../host/facts/footprint.js';
import { type CountedGroups, countedGroups } from '../host/facts/group-counters.js';
import { watchProcesses } from '../host/facts/launched-processes.js';
import { type PeakMemory, peakMemoryOf } from '../host/facts/peak-memory.js';
import type { Launch } from '../results/document.js';
import type { PreparedArm } from '../runtimes/runtime.js';

/** CPU seconds that the whole arm has cost so far; undefined where the host does not tell all of it. */
export type CpuMeter = () => number | undefined;

export interface SeenLaunch {
  readonly figures: Pick<Launch, 'footprint' | 'cpuMs'>;
  readonly meter: CpuMeter;
  /** Its own control groups. */
  readonly groups: CountedGroups;
  /** Its own processes when it was ready, by their ids. */
  readonly pids: readonly number[];
  /** Begins to watch the most memory that the whole arm takes. */
  readonly watchMemory: () => PeakMemory;
}

/** What is written down of CPU time: more digits are noise, and every trial has one. */
export const rounded = (value: number): number => Number(value.toPrecision(5));

/** By which daemon, if any. */
type Served = Pick<PreparedArm, 'daemonGroup' | 'othersDaemon'>;

export class LaunchWatch {
  readonly #layout: CgroupLayout;
  readonly #arm: Served;
  readonly #look: ReturnType<typeof watchProcesses>;
  readonly #before: number | undefined;
  #atReady: number | undefined;

  /** Before the runtime is called. */
  constructor(layout: CgroupLayout, arm: Served) {
    this.#layout = layout;
    this.#arm = arm;
    this.#look = watchProcesses(layout);
    this.#before = this.#daemon();
  }

  /** As soon as it is ready: what is asked of the daemon after that is no part of the start. */
  ready(): void {
    this.#atReady = this.#daemon();
  }

  /** @param names what the command lines of its processes hold. */
  seen(names: readonly string[]): SeenLaunch {
    const launched = this.#look(names);
    const footprint = footprintOf(launched);
    const own = sandboxSeconds(launched, this.#layout, this.#arm.daemonGroup);
    const start = sum(own(), this.#atReady);
    const cpuMs = start === undefined || this.#before === undefined ? undefined : 1000 * (start - this.#before);
    return {
      figures: {
        ...(footprint && { footprint: { ...footprint } }),
        ...(cpuMs !== undefined && cpuMs >= 0 && { cpuMs: rounded(cpuMs) }),
      },
      meter: () => sum(own(), this.#daemon()),
      groups: countedGroups(launched, this.#layout),
      pids: launched.all.map(({ pid }) => pid),
      watchMemory: this.#arm.othersDaemon
        ? () => () => undefined
        : peakMemoryOf(launched, this.#layout, this.#arm.daemonGroup),
    };
  }

  #daemon(): number | undefined {
    return this.#arm.othersDaemon ? undefined : daemonSeconds(this.#layout, this.#arm.daemonGroup);
  }
}

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;
