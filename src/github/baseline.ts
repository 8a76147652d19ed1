/**
 * Implements `baseline: artifact`: finds the best trusted run of the base branch that can be compared, and says how it
 * was found.
 */
import { type Fitting, fitOf, widest, widthOf } from '../compare/two-runs/choose-baseline.js';
import type { Log } from '../log.js';
import type { RunDocument } from '../results/document.js';
import type { GitHub } from './client.js';
import { BadArtifact, downloadRun, type Repository } from './download.js';
import { EVENTS_OF_BUILT, type TrustedRun, type TrustedRuns, trustedRuns } from './trusted-runs.js';
import type { WorkflowContext } from './workflow.js';

export interface FoundBaseline {
  readonly run: RunDocument;
  /** It says in words which run this is and why it was taken. */
  readonly source: string;
  /** These are the id of the run on GitHub and its page; absent for a run kept on the runner. */
  readonly runId?: number;
  readonly url?: string;
  readonly sha?: string;
}

export interface Search {
  readonly found: FoundBaseline | undefined;
  /** These are other runs that can be compared, from which the spread between boots is known. */
  readonly history: readonly RunDocument[];
  /** These sentences say what was passed over and why. */
  readonly passedOver: readonly string[];
  readonly branch: string;
}

/** At most this many artifacts are downloaded, since each costs a request. */
const MOST_DOWNLOADS = 6;

/**
 * Takes the first run that can be compared in all cells of the candidate; of those that are looked at, the one with
 * the most where none has all. Where it ran in another boot than the candidate, looks for more of them: what a boot
 * adds is known only from several.
 * @throws errors of GitHub, and BadArtifact where bytes were changed on their way.
 */
export async function searchBaseline(
  github: GitHub,
  context: WorkflowContext,
  candidate: RunDocument,
  artifact: string,
  log: Log,
): Promise<Search> {
  const events = candidate.built ? EVENTS_OF_BUILT : undefined;
  const trusted = await trustedRuns(github, context, artifact, events);
  const walk = new BaselineCandidates(
    github,
    { owner: context.owner, repo: context.repo },
    candidate,
    trusted.runs,
    log,
  );
  const fits = await walk.untilWhole();
  const best = widest(fits);
  if (!best) return { found: undefined, history: [], passedOver: walk.passedOver, branch: trusted.branch };
  const { of, run } = best;
  const found = { run, source: reasonFor(best, fits, trusted), runId: of.id, url: of.url, sha: of.sha };
  const sameBoot = run.fingerprint.bootId === candidate.fingerprint.bootId;
  const others = fits.filter((one) => one !== best).map((one) => one.run);
  const history = sameBoot ? [] : [...others, ...(await walk.rest())];
  return { found, history, passedOver: walk.passedOver, branch: trusted.branch };
}

function reasonFor(best: Found, fits: readonly Found[], { branch, mergeBase }: Omit<TrustedRuns, 'runs'>): string {
  const { of } = best;
  const name = `run ${of.number} of ${branch} at ${of.sha.slice(0, 7)}`;
  if (of.isMergeBase) return `${name}, where this change left the branch`;
  const lacks = fits.some((one) => one.of.isMergeBase) ? 'has fewer' : 'has none';
  const why = mergeBase ? `; the commit where this change left it, ${mergeBase.slice(0, 7)}, ${lacks}` : '';
  return `${name}, the latest that can be compared${widthOf(best, fits)}${why}`;
}

type Found = Fitting<RunDocument> & { readonly of: TrustedRun };

/** Goes through runs from the best to the oldest, each once. */
class BaselineCandidates {
  readonly passedOver: string[] = [];
  readonly #github: GitHub;
  readonly #place: Repository;
  readonly #candidate: RunDocument;
  readonly #runs: TrustedRuns['runs'];
  readonly #log: Log;
  #downloads = 0;

  constructor(github: GitHub, repository: Repository, candidate: RunDocument, runs: TrustedRuns['runs'], log: Log) {
    this.#github = github;
    this.#place = repository;
    this.#candidate = candidate;
    this.#runs = runs;
    this.#log = log;
  }

  async next(): Promise<Found | undefined> {
    while (this.#downloads < MOST_DOWNLOADS) {
      const { value: of, done } = await this.#runs.next();
      if (done || !of) return undefined;
      const found = await this.#take(of);
      if (found) return { ...found, of };
    }
    return undefined;
  }

  /** The runs up to the first that has all cells; all that are looked at where none has. */
  async untilWhole(): Promise<Found[]> {
    const fits: Found[] = [];
    for (let next = await this.next(); next; next = await this.next()) {
      fits.push(next);
      if (next.isWhole) break;
    }
    return fits;
  }

  async rest(): Promise<RunDocument[]> {
    const all: RunDocument[] = [];
    for (let next = await this.next(); next; next = await this.next()) all.push(next.run);
    return all;
  }

  async #take({ number, artifact }: TrustedRun): Promise<Fitting<RunDocument> | undefined> {
    if (!artifact) return this.#pass(number, 'left no artifact of this name');
    if (artifact.expired) return this.#pass(number, 'has an artifact that expired');
    this.#downloads++;
    try {
      const run = await downloadRun(this.#github, this.#place, artifact);
      const fit = fitOf(run, this.#candidate);
      return 'unfit' in fit ? this.#pass(number, fit.unfit) : { ...fit, run };
    } catch (error) {
      if (!(error instanceof BadArtifact) || error.isTampering) throw error;
      this.#log.warn(error.message);
      return this.#pass(number, `has an artifact that ${error.isGone ? 'is gone' : 'cannot be read'}`);
    }
  }

  #pass(number: number, why: string): undefined {
    this.passedOver.push(`run ${number} ${why}`);
    return undefined;
  }
}
