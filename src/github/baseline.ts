/**
 * Implements `baseline: artifact`: finds the best trusted run of the base branch that can be compared, and says how it
 * was found.
 */
import { unfitness } from '../compare/two-runs/choose-baseline.js';
import type { Log } from '../log.js';
import type { RunDocument } from '../results/document.js';
import type { GitHub } from './client.js';
import { BadArtifact, downloadRun, type Place } from './download.js';
import { statusOf } from './errors.js';
import { type TrustedRun, type TrustedRuns, trustedRuns } from './trusted-runs.js';
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
 * Takes the first run that can be compared. Where that ran in another boot than the candidate, it looks for more of
 * them, since the spread between boots is known only from several.
 * @throws errors of GitHub, and BadArtifact where bytes were changed on their way.
 */
export async function searchBaseline(
  github: GitHub,
  context: WorkflowContext,
  candidate: RunDocument,
  artifact: string,
  log: Log,
): Promise<Search> {
  const trusted = await trustedRuns(github, context, artifact);
  const walk = new Walk(github, { owner: context.owner, repo: context.repo }, candidate, trusted.runs, log);
  const first = await walk.next();
  if (!first) return { found: undefined, history: [], passedOver: walk.passedOver, branch: trusted.branch };
  const found = {
    run: first.run,
    source: reasonFor(first.of, trusted),
    runId: first.of.id,
    url: first.of.url,
    sha: first.of.sha,
  };
  const sameBoot = first.run.fingerprint.bootId === candidate.fingerprint.bootId;
  const history = sameBoot ? [] : await walk.rest();
  return { found, history, passedOver: walk.passedOver, branch: trusted.branch };
}

function reasonFor(run: TrustedRun, { branch, mergeBase }: Omit<TrustedRuns, 'runs'>): string {
  const name = `run ${run.number} of ${branch} at ${run.sha.slice(0, 7)}`;
  if (run.isMergeBase) return `${name}, where this change left the branch`;
  const why = mergeBase ? `; the commit where this change left it, ${mergeBase.slice(0, 7)}, has none` : '';
  return `${name}, the latest that can be compared${why}`;
}

/** Goes through runs from the best to the oldest, each once. */
class Walk {
  readonly passedOver: string[] = [];
  readonly #github: GitHub;
  readonly #place: Place;
  readonly #candidate: RunDocument;
  readonly #runs: TrustedRuns['runs'];
  readonly #log: Log;
  #downloads = 0;

  constructor(github: GitHub, place: Place, candidate: RunDocument, runs: TrustedRuns['runs'], log: Log) {
    this.#github = github;
    this.#place = place;
    this.#candidate = candidate;
    this.#runs = runs;
    this.#log = log;
  }

  async next(): Promise<{ of: TrustedRun; run: RunDocument } | undefined> {
    while (this.#downloads < MOST_DOWNLOADS) {
      const { value: of, done } = await this.#runs.next();
      if (done || !of) return undefined;
      const run = await this.#take(of);
      if (run) return { of, run };
    }
    return undefined;
  }

  async rest(): Promise<RunDocument[]> {
    const all: RunDocument[] = [];
    for (let next = await this.next(); next; next = await this.next()) all.push(next.run);
    return all;
  }

  async #take({ number, artifact }: TrustedRun): Promise<RunDocument | undefined> {
    if (!artifact) return this.#pass(number, 'left no artifact of this name');
    if (artifact.expired) return this.#pass(number, 'has an artifact that expired');
    this.#downloads++;
    try {
      const run = await downloadRun(this.#github, this.#place, artifact);
      const unfit = unfitness(run, this.#candidate);
      return unfit === undefined ? run : this.#pass(number, unfit);
    } catch (error) {
      if (statusOf(error) === 410) return this.#pass(number, 'has an artifact that expired');
      if (error instanceof BadArtifact && !error.isTampering) {
        this.#log.warn(error.message);
        return this.#pass(number, 'has an artifact that cannot be read');
      }
      throw error;
    }
  }

  #pass(number: number, why: string): undefined {
    this.passedOver.push(`run ${number} ${why}`);
    return undefined;
  }
}
