/** The request: what the user asks for, worked out once at the edge. Nothing below the edge sees the inputs. */
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import type { BaselineSpec, FailOn } from '../../config/kinds/gate.js';
import type { LimitSpec } from '../../config/kinds/limits.js';
import type { Userland } from '../../image/image.js';
import type { DecisionRule, Narrowing, Plan, RunDocument } from '../../results/document.js';
import type { Benchmark } from '../../suites/benchmark.js';
import type { KnownSides } from './known-sides.js';

/** What is made ready before a measurement. */
export interface ToSetUp {
  /** Native first, those of a baseline's side before the others. */
  readonly arms: readonly ArmSpec[];
  readonly benchmarks: readonly Benchmark[];
  readonly userland: Userland;
  /** That of the baseline's side; absent where both have the same. */
  readonly baselineUserland?: Userland | undefined;
}

export interface ToMeasure extends ToSetUp, KnownSides {
  readonly plan: Plan;
  /** Whether to look inside what regressed, when the run has ended. */
  readonly inspecting: 'off' | 'on';
  /** The earlier run that is resumed, as if it had not been stopped. */
  readonly resumed: RunDocument | undefined;
}

/** It is a file that was read before the measurement: after it, the file may be gone, or another one. */
export interface ReadBaseline {
  readonly kind: 'read';
  readonly run: RunDocument;
  readonly source: string;
}

/** How a run is judged. */
export interface Judging {
  /** The rule that decides the cells. */
  readonly rule: DecisionRule;
  readonly baseline: BaselineSpec;
  readonly limits: readonly LimitSpec[] | undefined;
  /** What fails the gate. */
  readonly failOn: readonly FailOn[];
  /** By which a run by hand was asked for less, so that what else a recorded run has is left out of the comparison. */
  readonly narrowed?: readonly Narrowing[] | undefined;
  /** Seconds for a second look at an alarm; 0 for none. */
  readonly secondLookSeconds: number;
}

/** It is the same where the file of a baseline may have been read already. */
export interface ReadyJudging extends Omit<Judging, 'baseline'> {
  readonly baseline: BaselineSpec | ReadBaseline;
}

/** Where the document of a run is written. */
export interface Place {
  readonly folder: string;
  /** Name of the input that chose the folder, for messages. */
  readonly input: 'output' | 'resume';
  /** File name of the document; absent where it is named by the run's id. */
  readonly file?: string;
}

export const documentPath = ({ folder, file }: Place, id: string): string => file ?? join(folder, `run-${id}.json`);

export interface Request {
  readonly measured: ToMeasure;
  readonly judging: Judging;
  readonly place: Place;
}
