/** Finds which jobs of a run should have left a document, as far as their names show. */
import type { GitHub } from './client.js';
import { nameOfLeg, type WorkflowContext } from './workflow.js';

/**
 * It splits `measure (arm64)` into job and leg. The job of a called workflow is shown as `caller / measure (arm64)`.
 */
const SHOWN = /^(?:.* \/ )?(?<job>[^/()]*?)(?: \((?<leg>.*)\))?$/;

const partsOf = (name: string): { readonly job: string; readonly leg: string } => {
  const { job = name, leg = '' } = SHOWN.exec(name)?.groups ?? {};
  return { job, leg };
};

/**
 * Returns the completed jobs that left no document, but are other legs of a job of which a document is there. Where
 * jobs have names of their own, it returns those that did not succeed.
 * @param artifacts names of the documents that are there.
 */
export async function absentLegs(
  github: GitHub,
  { owner, repo, run }: WorkflowContext,
  artifacts: ReadonlySet<string>,
): Promise<string[]> {
  const request = { owner, repo, run_id: run.id, filter: 'latest', per_page: 100 } as const;
  const jobs = await github.paginate(github.rest.actions.listJobsForWorkflowRun, request);
  const done = jobs.filter(({ status }) => status === 'completed').map((one) => ({ ...one, ...partsOf(one.name) }));
  const isThere = ({ job, leg }: { job: string; leg: string }): boolean => artifacts.has(nameOfLeg(job, leg));
  const measuring = new Set(done.filter(isThere).map(({ job }) => job));
  const missing =
    measuring.size > 0
      ? done.filter((one) => measuring.has(one.job) && !isThere(one))
      : done.filter(({ conclusion }) => !['success', 'skipped'].includes(conclusion ?? ''));
  return missing.map(({ name, conclusion }) => `${name} (${conclusion})`);
}
