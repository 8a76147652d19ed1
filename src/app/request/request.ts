/** What the user asks for, worked out once at the edge: nothing below it sees the inputs that this comes from. */
import { join } from 'node:path';
import type { ArmSpec } from '../../config/arms.js';
import type { BaselineSpec, FailOn } from '../../config/kinds/gate.js';
import type { LimitSpec } from '../../config/kinds/limits.js';
import type { Userland } from '../../image/image.js';
import type { DecisionRule, Narrowing, Plan, RunDocument } from '../../results/document.js';
import type { Benchmark } from '../../suites/benchmark.js';
import type { KnownSides } from './known-sides.js';

/** What is made ready before anything is measured. */
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
  /** The run that is gone on with, as if it had not been stopped. */
  readonly resumed: RunDocument | undefined;
}

/** How a run is judged, and what it is judged by. */
export interface Judging {
  /** By which cells are decided. */
  readonly rule: DecisionRule;
  readonly baseline: BaselineSpec;
  readonly limits: readonly LimitSpec[] | undefined;
  /** What closes the gate. */
  readonly failOn: readonly FailOn[];
  /** By which a run by hand was asked for less, so that what else a recorded run has is left out of the comparison. */
  readonly narrowed?: readonly Narrowing[] | undefined;
  /** What is given to a second look at an alarm; nothing where there is to be none. */
  readonly secondLookSeconds: number;
}

/** Where the document of a run goes. */
export interface Place {
  readonly folder: string;
  /** The input that names it, for messages. */
  readonly input: 'output' | 'resume';
  /** Of the document; absent where the run's id gives it its name. */
  readonly file?: string;
}

export const documentPath = ({ folder, file }: Place, id: string): string => file ?? join(folder, `run-${id}.json`);

export interface Request {
  readonly measured: ToMeasure;
  readonly judging: Judging;
  readonly place: Place;
}
