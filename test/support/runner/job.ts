/** What a runner is told about one job before it starts. */
export interface Job {
  /** The `github` context, except for what the runner knows itself: `repository`, `run_id`, `token`, … */
  readonly github: Readonly<Record<string, string>>;
  /** The payload of the event. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Variables that JavaScript actions get and scripts do not: ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL. */
  readonly services: Readonly<Record<string, string>>;
  /** Texts that are never shown in a log. */
  readonly secrets: readonly string[];
  /** The id of the job, which the `job` context has as that of its check. */
  readonly checkRunId: number;
}
