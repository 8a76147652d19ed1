/** Chooses which variables of a user's environment reach the child that is root. Pure. */

/** Inputs, facts of the workflow, the way to the network, settings of the terminal. */
const NEEDED =
  /^(?:TARE_\w+|GITHUB_\w+|RUNNER_\w+|CI|NO_COLOR|FORCE_COLOR|TERM|COLUMNS|LANG|LC_\w+|TZ|DOCKER_(?:HOST|CONTEXT|CONFIG)|NEEDRESTART_\w+|(?:https?|ftp|all|no)_proxy)$/i;

/**
 * Tokens, the command files of the runner, and the mark by which the runner finds processes that a job left running.
 */
const WITHHELD =
  /TOKEN|SECRET|PASSWORD|^GITHUB_(?:ENV|OUTPUT|STATE|PATH|STEP_SUMMARY)$|^RUNNER_TRACKING_ID$|^INPUT_GITHUB-TOKEN$/i;

export function environmentForRoot(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && NEEDED.test(entry[0]) && !WITHHELD.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
