/** Fetches runs for a history from GitHub, inside a workflow. */
import { InputError } from '../errors.js';
import { DEFAULT_BRANCH } from '../github/branch-store.js';
import { readWorkflow } from '../github/workflow.js';
import type { History } from '../history/document.js';
import type { Log } from '../log.js';
import type { RunDocument } from '../results/document.js';

/** Names of the artifact and of the branch, where the user gave some. */
export interface PlacesOfRuns {
  readonly artifactName: string | undefined;
  readonly baselineBranch: string | undefined;
}

/** @throws InputError outside a workflow and without a token; errors of GitHub as they are. */
export async function* runsOnGitHub(
  from: 'artifact' | 'branch',
  { artifactName, baselineBranch }: PlacesOfRuns,
  history: History,
  log: Log,
): AsyncGenerator<RunDocument> {
  const context = readWorkflow(process.env);
  const token = process.env.GITHUB_TOKEN;
  if (!context || !token) {
    throw new InputError(
      `from: ${from} is for a step of a workflow with GITHUB_TOKEN in its environment.`,
      'Elsewhere, download the artifacts or clone the branch, and give the folder.',
    );
  }
  const [{ openGitHub }, { artifactRuns, baseBranch, branchRuns }] = await Promise.all([
    import('../github/client.js'),
    import('../github/all-runs.js'),
  ]);
  const github = openGitHub({ token, apiUrl: context.apiUrl, log });
  if (from === 'branch') {
    const known = new Set(history.points.map(({ id }) => encodeURIComponent(id)));
    const branch = { owner: context.owner, repo: context.repo, name: baselineBranch ?? DEFAULT_BRANCH };
    const wanted = { workflow: context.run.workflow, artifact: artifactName, code: baseBranch(context) };
    yield* branchRuns(github, branch, wanted, (id) => known.has(id), log);
    return;
  }
  if (!artifactName)
    throw new InputError('from: artifact needs artifact-name.', 'The log of the run names its artifact.');
  yield* artifactRuns(github, context, artifactName, log);
}
