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

export interface AbsentLegs {
  /** They are shown as on the run's page. */
  readonly absent: readonly string[];
  /** These jobs did not succeed, and by their names nobody can tell whether they measure. */
  readonly unknown: readonly string[];
}

/**
 * Finds the completed jobs that left no document, but are other legs of a job of which a document is there. Where
 * jobs have a `name:` of their own, no document belongs to any of them by its name, and legs cannot be told.
 * @param artifacts names of the documents that are there.
 */
export async function absentLegs(
  github: GitHub,
  { owner, repo, run }: WorkflowContext,
  artifacts: ReadonlySet<string>,
): Promise<AbsentLegs> {
  const request = { owner, repo, run_id: run.id, filter: 'latest', per_page: 100 } as const;
  const jobs = await github.paginate(github.rest.actions.listJobsForWorkflowRun, request);
  const done = jobs.filter(({ status }) => status === 'completed').map((one) => ({ ...one, ...partsOf(one.name) }));
  const isThere = ({ job, leg }: { job: string; leg: string }): boolean => artifacts.has(nameOfLeg(job, leg));
  const measuring = new Set(done.filter(isThere).map(({ job }) => job));
  const shown = (some: typeof done) => some.map(({ name, conclusion }) => `${name} (${conclusion})`);
  if (measuring.size > 0)
    return { absent: shown(done.filter((one) => measuring.has(one.job) && !isThere(one))), unknown: [] };
  return { absent: [], unknown: shown(done.filter(({ conclusion }) => !FINE.includes(conclusion ?? ''))) };
}

const FINE = ['success', 'skipped'];
