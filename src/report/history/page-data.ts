/** The figures as the dashboard carries them, and as its script reads them. */
import type { Direction } from '../../direction.js';

export interface SeriesData {
  readonly host: number;
  readonly unit: string;
  /** Name of its colour. */
  readonly runtime: string;
  readonly direction: Direction;
  /** Of each measure that the cell has, by point of its host; null where it was not measured. */
  readonly cost?: Figures;
  readonly level?: Figures;
}

export interface Figures {
  readonly scale: number;
  readonly values: readonly (number | null)[];
  /** Point at which each step is, and the levels on both sides of all of them. */
  readonly steps: readonly number[];
  readonly levels: readonly number[];
  /** How much each step changed, in words. */
  readonly labels: readonly string[];
}

export interface HostData {
  /** Minutes since 1970, each after the first as the difference from the one before. */
  readonly minutes: readonly number[];
  readonly shas: readonly string[];
  /** Runs that each point stands for. */
  readonly runs: readonly number[];
}

export interface PageData {
  readonly hosts: readonly HostData[];
  readonly series: readonly SeriesData[];
}
