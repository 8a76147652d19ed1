/** The pull requests that a report is about. */
import { hasSides } from '../../compare/one-run/sides.js';
import { InputError } from '../../errors.js';
import { isForbidden, messageOf, statusOf } from '../../github/errors.js';
import { knownChanges, othersOfHead } from '../../github/pull-request.js';
import { mergeBaseOf } from '../../github/trusted-runs.js';
import type { PullRequest } from '../../github/workflow.js';
import type { RunDocument } from '../../results/document.js';
import type { Connection } from '../github.js';
import { say } from '../print.js';
import { type Needed, needed } from './needed.js';

export interface Views {
  readonly all: readonly (Connection | undefined)[];
  /** The first so many are about the pull requests that sent the run, and get a comment. */
  readonly commented: number;
  /** Numbers of the pull requests that the sides of the runs tell nothing about, for theirs is another base. */
  readonly unjudged: readonly number[];
}

const PULLS: Needed = { what: 'The pull requests of this commit', permission: 'pull-requests: read' };

/**
 * Makes a view for each pull request that the runs are about. A report on another run asks GitHub for them; none means
 * that a newer push has made the run obsolete. Several pull requests may have one head, each with its own base. Those
 * of others with that head get no comment, but the check on it must hold for their bases, too. Where the runs have
 * sides, those are of one base: what they prove is no verdict on a pull request that goes to another.
 */
export async function viewsOf(connection: Connection | undefined, runs: readonly RunDocument[]): Promise<Views> {
  if (!connection?.workflow.isAboutOther) return { all: [connection], commented: 1, unjudged: [] };
  const { github, workflow } = connection;
  const changes = await needed(PULLS, () => knownChanges(github, workflow));
  if (workflow.change && changes.length === 0) say('No open pull request has this commit as its head.');
  const [own, others] = await parted(connection, runs, changes);
  const sameHead = await needed(PULLS, () => othersOfHead(github, workflow, changes));
  const [alike, strange] = await parted(connection, runs, sameHead);
  const unjudged = [...others, ...strange];
  for (const { number, base } of unjudged)
    say(`Pull request ${number} is not judged: it goes to ${base}, and this run measured against another base.`);
  const all = [...own, ...alike].map((change) => ({ ...connection, workflow: { ...workflow, change } }));
  const numbers = unjudged.flatMap(({ number }) => number ?? []);
  const shown = all.length === 0 ? { all: [connection], commented: 1 } : { all, commented: own.length };
  return { ...shown, unjudged: numbers };
}

/** Those whose base is that of the sides of all runs, and those of which that is not so. */
async function parted(connection: Connection, runs: readonly RunDocument[], changes: readonly PullRequest[]) {
  const [judged, unjudged]: [PullRequest[], PullRequest[]] = [[], []];
  for (const change of changes) {
    const own = await Promise.all(runs.map((run) => isOfBase(connection, run, change)));
    (own.every(Boolean) ? judged : unjudged).push(change);
  }
  return [judged, unjudged] as const;
}

/**
 * A run of one side has no base yet. The base of one with sides is that of the pull request whose workflow it is, also
 * where baseline-ref has put another commit there; two branches may have one commit as the base of a change.
 * @throws InputError where GitHub does not say.
 */
async function isOfBase({ github, workflow }: Connection, run: RunDocument, change: PullRequest): Promise<boolean> {
  const { base } = change;
  if (!hasSides(run) || base === undefined || run.origin?.baseBranch === base) return true;
  if (run.built?.base === undefined) return false;
  try {
    return run.built.base === (await mergeBaseOf(github, { ...workflow, change }, base));
  } catch (error) {
    // The two have no commit in common.
    if (statusOf(error) === 404) return false;
    const remedy = isForbidden(error) ? 'Give the job the permission contents: read.' : 'Run the job again.';
    throw new InputError(`Where the change left ${base} could not be asked: ${messageOf(error)}`, remedy);
  }
}
