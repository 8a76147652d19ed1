/** Defines what a fault is, and what the campaign finds after it. */
import type { World } from './world.js';

export interface Fault {
  /** The name is unique: `kill native 17 before`. */
  readonly name: string;
  /** Tells in words what was done. */
  readonly done: string;
  /** Causes the fault and waits until everything that was started for it has ended. */
  provoke(world: World): Promise<Provoked>;
  /**
   * Checks what must hold in addition to what holds for every fault. Each entry of the result is one thing that does
   * not hold.
   */
  expect?(provoked: Provoked, world: World): readonly string[];
  /** Tells that the fault never came. It is counted apart: nothing is known of what would have held. */
  isMissed?(provoked: Provoked): boolean;
}

export interface Provoked {
  /** Null where the process was killed. */
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout?: string;
  /** The time from the fault until the end, where there is a limit. */
  readonly seconds?: number;
}

export interface Finding {
  readonly name: string;
  readonly done: string;
  readonly code: number | null;
  readonly seconds: number | undefined;
  /** Documents that existed, or were announced, and that cannot be read now. */
  readonly lost: readonly string[];
  /** What was left after one `cleanup`. */
  readonly left: readonly string[];
  /** Claims that the host is as it was, while it was not. */
  readonly wrong: readonly string[];
  readonly isBug: boolean;
  readonly isMissed: boolean;
  readonly others: readonly string[];
}

export function held({ lost, left, wrong, isBug, others }: Finding): boolean {
  return !isBug && [lost, left, wrong, others].every((list) => list.length === 0);
}

/** A group of faults that share a host of their own. */
export interface Group {
  readonly name: string;
  /** Returns why the group cannot be tried here; undefined where it can. */
  whyNot?(): string | undefined;
  faults(choice: Choice): Promise<readonly Fault[]>;
}

export interface Choice {
  /** Every point, or a sample. */
  readonly extent: 'slice' | 'all';
  readonly seed: number;
  /**
   * How many points of a long group are tried where `extent` is a slice; the group's own number where this is left out.
   */
  readonly points?: number;
  /** Selects one of several parts of a long group: part 0 of 1 is the whole group. */
  readonly part: number;
  readonly parts: number;
}
