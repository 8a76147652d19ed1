/** Defines the figures as the dashboard carries them, and as its script reads them. */
import type { Direction } from '../../direction.js';

export interface SeriesData {
  readonly host: number;
  readonly unit: string;
  /** It is the name of its colour. */
  readonly runtime: string;
  readonly direction: Direction;
  /** Each measure that the cell has is here by point of its host; null where it was not measured. */
  readonly cost?: Figures;
  readonly level?: Figures;
}

export interface Figures {
  readonly scale: number;
  readonly values: readonly (number | null)[];
  /** These are the points at which the steps are, and the levels before, between and after them. */
  readonly steps: readonly number[];
  readonly levels: readonly number[];
  /** These say how much each step changed, in words. */
  readonly labels: readonly string[];
}

export interface HostData {
  /** These are minutes since 1970, each after the first as the difference from the one before. */
  readonly minutes: readonly number[];
  readonly shas: readonly string[];
  /** Each point stands for this many runs. */
  readonly runs: readonly number[];
}

export interface PageData {
  readonly hosts: readonly HostData[];
  readonly series: readonly SeriesData[];
}
