/** Finds which jobs of a run should have left a document. */
import type { Origin } from '../results/origin.js';
import type { GitHub } from './client.js';
import { beginningOfName, nameOfLeg, type WorkflowContext } from './workflow.js';

/**
 * It splits `measure (arm64)` into job and leg. The job of a called workflow is shown as `caller / measure (arm64)`.
 * GitHub cuts a long name and writes dots in place of the rest.
 */
const SHOWN = /^(?<callers>(?:[^/()]+(?: \([^()]*\))? \/ )*)(?<key>[^/()]+?)(?: \((?<leg>.*?)(?:\)|(?<cut>\.\.\.))?)?$/;

/** A document that the run left. */
export interface LeftDocument {
  /** It is the name of its artifact. */
  readonly artifact: string;
  /** It is the job that measured, where the document says so. */
  readonly job: Origin['job'];
}

export interface AbsentLegs {
  /** They are shown as on the run's page. */
  readonly absent: readonly string[];
  /** These jobs did not succeed, and by their names nobody can tell whether they measure. */
  readonly unknown: readonly string[];
}

type Job = Awaited<ReturnType<GitHub['rest']['actions']['listJobsForWorkflowRun']>>['data']['jobs'][number];

interface Leg extends Job {
  /** It is the job's key in the workflow, unless the job has a `name:` of its own. */
  readonly key: string;
  /** It is empty outside a matrix. */
  readonly leg: string;
  readonly isCut: boolean;
  /** It is the same for all legs of a job, those of its callers among them. */
  readonly group: string;
}

function partsOf(job: Job): Leg {
  const { callers = '', key = job.name, leg = '', cut } = SHOWN.exec(job.name)?.groups ?? {};
  return { ...job, key, leg, isCut: cut !== undefined, group: `${callers.replace(/ \([^()]*\)/g, '')}${key}` };
}

/**
 * Finds the completed jobs that left no document, but are other legs of a job of which a document is there. Where
 * jobs have a `name:` of their own, no document is of a job of such a name, and legs cannot be told.
 * @param documents those that are there.
 */
export async function absentLegs(
  github: GitHub,
  { owner, repo, run }: WorkflowContext,
  documents: readonly LeftDocument[],
): Promise<AbsentLegs> {
  const request = { owner, repo, run_id: run.id, filter: 'all', per_page: 100 } as const;
  const jobs = await github.paginate(github.rest.actions.listJobsForWorkflowRun, request);
  const legs = lastOf(jobs.filter((job) => attemptOf(job) <= run.attempt)).map(partsOf);
  const found = documents.map((document) => ({ document, leg: legOf(document, jobs, legs) }));
  const there = new Set(found.map(({ leg }) => leg?.id));
  const measuring = new Set(
    found.flatMap(({ document: { job }, leg }) => (leg && (job?.key ?? leg.key) === leg.key ? [leg.group] : [])),
  );
  const gone = legs.filter(({ status, id }) => status === 'completed' && !there.has(id));
  const shown = (some: readonly Leg[]) => some.map(({ name, conclusion }) => `${name} (${conclusion})`);
  if (measuring.size > 0) return { absent: shown(gone.filter(({ group }) => measuring.has(group))), unknown: [] };
  return { absent: [], unknown: shown(gone.filter(({ conclusion }) => !FINE.includes(conclusion ?? ''))) };
}

const FINE = ['success', 'skipped'];

const attemptOf = ({ run_attempt: attempt = 1 }: Job): number => attempt;

/**
 * Returns the jobs of each name in their last attempt. GitHub has listed jobs that were not run again in the attempts
 * after it as well, and has not.
 */
function lastOf(jobs: readonly Job[]): Job[] {
  const last = new Map<string, number>();
  for (const job of jobs) last.set(job.name, Math.max(attemptOf(job), last.get(job.name) ?? 0));
  return jobs.filter((job) => attemptOf(job) === last.get(job.name));
}

/**
 * Returns the leg that a document is of, in its last attempt. A job that was not run again may be listed under another
 * id after it.
 */
function legOf({ artifact, job }: LeftDocument, jobs: readonly Job[], legs: readonly Leg[]): Leg | undefined {
  const measured = jobs.find(({ id }) => id === job?.id);
  if (!measured) return legOfName(artifact, legs);
  return legs.find(({ id }) => id === measured.id) ?? legs.find(({ name }) => name === measured.name);
}

/**
 * Returns the leg that an artifact is named after. What `include` adds to a leg is not in the name that GitHub shows,
 * nor is an empty value: the artifact's name is then longer.
 */
function legOfName(artifact: string, legs: readonly Leg[]): Leg | undefined {
  const exact = legs.find(({ key, leg }) => nameOfLeg(key, leg) === artifact);
  if (exact) return exact;
  const beginning = ({ key, leg, isCut }: Leg) => `${beginningOfName(key, leg)}${isCut ? '' : '-'}`;
  const longer = legs.filter((one) => one.leg !== '' && artifact.startsWith(beginning(one)));
  return longer.sort((a, b) => b.leg.length - a.leg.length)[0];
}
