/** One arm as the user asked for it. */
export interface ArmSpec {
  /** Unique in a run; canonical form of what the user wrote. */
  readonly id: string;
  readonly runtime: string;
  readonly version?: string;
  /** Absolute. */
  readonly path?: string;
  readonly options: Readonly<Record<string, string>>;
}
