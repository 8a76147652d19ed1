/** What a fault is, and what is found after it. */
import type { World } from './world.js';

export interface Fault {
  /** Unique: `kill native 17 before`. */
  readonly name: string;
  /** What was done, in words. */
  readonly done: string;
  /** Causes it and waits until all that was started for it has ended. */
  provoke(world: World): Promise<Provoked>;
  /** What must hold beside what holds for all; each entry of the answer is one thing that does not. */
  expect?(provoked: Provoked, world: World): readonly string[];
}

export interface Provoked {
  /** Null where it was killed. */
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout?: string;
  /** From the fault until the end, where there is a limit. */
  readonly seconds?: number;
}

export interface Finding {
  readonly name: string;
  readonly done: string;
  readonly code: number | null;
  readonly seconds: number | undefined;
  /** Documents that were there, or were told, and cannot be read now. */
  readonly lost: readonly string[];
  /** What one `cleanup` left. */
  readonly left: readonly string[];
  /** Claims that the host is as it was, while it was not. */
  readonly wrong: readonly string[];
  readonly isBug: boolean;
  readonly others: readonly string[];
}

export function held({ lost, left, wrong, isBug, others }: Finding): boolean {
  return !isBug && [lost, left, wrong, others].every((list) => list.length === 0);
}

/** A group of faults that share a host of their own. */
export interface Group {
  readonly name: string;
  /** Why it cannot be tried here; undefined where it can. */
  whyNot?(): string | undefined;
  faults(choice: Choice): Promise<readonly Fault[]>;
}

export interface Choice {
  /** Every point, or a sample. */
  readonly extent: 'slice' | 'all';
  readonly seed: number;
  /** Of a long group, how many where `extent` is a slice; the group's own number where left out. */
  readonly points?: number;
  /** Of the points of a long group, those of this part: 0 of 1 is all of them. */
  readonly part: number;
  readonly parts: number;
}
