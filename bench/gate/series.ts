/** Recorded measurements of identical code on both sides, as the replay takes them. Larger values are better. */

/** One launch of both sides, with the values of its pairs in the order taken. */
export interface Launch {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Machine time of each pair, both trials, s. */
  readonly pairSeconds: readonly number[];
  /** Launch, warm-up and end of both sandboxes, this series' share of them, s. */
  readonly overheadSeconds: number;
}

export interface RecordedSeries {
  /** `runc cpu`. */
  readonly name: string;
  /** What several series have in common; Firecracker's rule averages over it. */
  readonly metric: string;
  /** In the order taken. */
  readonly launches: readonly Launch[];
}

export interface Recording {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly series: readonly RecordedSeries[];
}
