/** Recorded measurements of identical code on both sides, in the form that is replayed. Larger values are better. */

/** One launch of both sides, with the values of its pairs in the order taken. */
export interface Launch {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** The machine time of each pair, both trials, in seconds. */
  readonly pairSeconds: readonly number[];
  /** The share of this series in the launch, warm-up and end of both sandboxes, in seconds. */
  readonly overheadSeconds: number;
}

export interface RecordedSeries {
  /** `runc cpu`. */
  readonly name: string;
  /** What several series have in common; Firecracker's rule averages over it. */
  readonly metric: string;
  /** The launches in the order taken. */
  readonly launches: readonly Launch[];
}

export interface Recording {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly series: readonly RecordedSeries[];
}
