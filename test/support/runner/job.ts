/** What a runner is told about one job before it starts. */
export interface Job {
  /** The `github` context but for what the runner knows itself: `repository`, `run_id`, `token`, … */
  readonly github: Readonly<Record<string, string>>;
  /** The event's payload. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Variables that JavaScript actions see and scripts do not: ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL. */
  readonly services: Readonly<Record<string, string>>;
  /** Never shown in a log. */
  readonly secrets: readonly string[];
}
