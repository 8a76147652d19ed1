/** Finds which jobs of a run should have left a document, and which documents an earlier attempt has left. */
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
  /** It is when GitHub got it, in ISO 8601; null where GitHub does not say. */
  readonly createdAt: string | null;
  /** It is the job that measured, where the document says so. */
  readonly job: Origin['job'];
}

export interface CheckedLegs {
  /** They are shown as on the run's page. */
  readonly absent: readonly string[];
  /** These jobs did not succeed, and by their names nobody can tell whether they measure. */
  readonly unknown: readonly string[];
  /** The artifacts of these names are of an earlier attempt: their jobs have run again since. */
  readonly outdated: ReadonlySet<string>;
  /** The artifacts of these names are of such an attempt, and count: their jobs have not run again. */
  readonly earlier: ReadonlyMap<string, number>;
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
 * Finds the completed jobs that left no document in their last attempt, but have left one before or are other legs of
 * a job of which a document is there. Where jobs have a `name:` of their own, other legs cannot be told by it.
 * @param documents those that are there, of whatever attempt.
 */
export async function checkLegs(
  github: GitHub,
  { owner, repo, run }: WorkflowContext,
  documents: readonly LeftDocument[],
): Promise<CheckedLegs> {
  const request = { owner, repo, run_id: run.id, filter: 'all', per_page: 100 } as const;
  const jobs = await github.paginate(github.rest.actions.listJobsForWorkflowRun, request);
  const legs = lastOf(jobs.filter((job) => attemptOf(job) <= run.attempt)).map(partsOf);
  const found = documents.map((document) => {
    const measured = jobs.find(({ id }) => id === document.job?.id);
    const leg = measured ? legAfter(measured, legs) : legOfName(document.artifact, legs);
    return { document, leg, attempt: measured && attemptOf(measured) };
  });
  return checked(legs, found, run.attempt);
}

function checked(legs: readonly Leg[], found: readonly Found[], last: number): CheckedLegs {
  const outdated = found.filter(isOutdated);
  const current = found.filter((one) => !outdated.includes(one));
  const [there, before] = [legsIn(current), legsIn(outdated)];
  const measuring = new Set(found.flatMap(groupOf));
  const gone = legs.filter((leg) => leg.status === 'completed' && !there.has(leg));
  const absent = gone.filter((leg) => measuring.has(leg.group) || before.has(leg));
  const others = measuring.size > 0 ? [] : gone.filter((leg) => !absent.includes(leg));
  return {
    absent: absent.map(shown),
    unknown: others.filter(({ conclusion }) => !FINE.includes(conclusion ?? '')).map(shown),
    outdated: new Set(outdated.map(({ document }) => document.artifact)),
    earlier: new Map(
      current.flatMap(({ document, attempt = last }) => (attempt < last ? [[document.artifact, attempt]] : [])),
    ),
  };
}

const FINE = ['success', 'skipped'];

const shown = ({ name, conclusion }: Leg): string => `${name} (${conclusion})`;

interface Found {
  readonly document: LeftDocument;
  readonly leg: Leg | undefined;
  /** It is that of the job that measured; undefined where the document does not name its job. */
  readonly attempt: number | undefined;
}

/** A job that was not run again keeps its times in the attempts after it, even where it gets another id there. */
const isOutdated = ({ document: { job, createdAt }, leg }: Found): boolean =>
  leg !== undefined &&
  leg.id !== job?.id &&
  attemptOf(leg) > 1 &&
  Date.parse(createdAt ?? '') < Date.parse(leg.started_at);

const legsIn = (found: readonly Found[]): ReadonlySet<Leg | undefined> => new Set(found.map(({ leg }) => leg));

/** A job with a `name:` of its own may begin like others with such names: it is in no group. */
const groupOf = ({ document: { job }, leg }: Found): string[] =>
  leg && (job?.key ?? leg.key) === leg.key ? [leg.group] : [];

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
 * Returns a job in its last attempt. One that was not run again may be listed under another id there, and names that
 * are cut may be the same.
 */
function legAfter({ id, name, started_at: start }: Job, legs: readonly Leg[]): Leg | undefined {
  const named = legs.filter((one) => one.name === name);
  return named.find((one) => one.id === id) ?? named.find((one) => one.started_at === start) ?? named[0];
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
