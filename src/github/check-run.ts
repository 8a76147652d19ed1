/** Keeps a check on the commit that shows the progress and then the verdict. */
import querystring from 'node:querystring';
import type { GitHub } from './client.js';
import type { Repository } from './download.js';

export interface CheckText {
  readonly title: string;
  /** It is Markdown. */
  readonly summary: string;
}

/** These are GitHub's limits in characters. */
const LONGEST_SUMMARY = 65_535;
const LONGEST_TITLE = 255;

export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled';

const outputOf = ({ title, summary }: CheckText): CheckText => ({
  title: title.slice(0, LONGEST_TITLE),
  summary: summary.slice(0, LONGEST_SUMMARY),
});

export interface EndedCheck {
  readonly name: string;
  readonly sha: string;
  readonly detailsUrl: string;
  readonly conclusion: Conclusion;
  /** It is written down beside the check, and says which report wrote it and why. */
  readonly note?: CheckNote;
}

/** What a report needs to know of the checks before it, which have the same name on the same commit. */
export interface CheckNote {
  /** The path of the workflow that measured. */
  readonly workflow: string;
  /** Whether it fails by what that workflow found, and not by another one alone. */
  readonly outcome: 'fails' | 'passes';
  /** Numbers of the pull requests that it keeps from being merged, of those whose head the commit is. */
  readonly holdsBack: readonly number[];
}

const written = ({ workflow, outcome, holdsBack }: CheckNote): string =>
  [...holdsBack.map((number) => `#${number}`), outcome, encodeURIComponent(workflow)].join(' ');

/** Undefined for a check that no report of Tare has written. */
function readNote(text: string | null): CheckNote | undefined {
  const [, numbers = '', outcome, workflow] = /^((?:#\d+ )*)(fails|passes) (\S+)$/.exec(text ?? '') ?? [];
  if (outcome === undefined || workflow === undefined) return undefined;
  const holdsBack = [...numbers.matchAll(/#(\d+)/g)].map(([, number]) => Number(number));
  return { workflow: querystring.unescape(workflow), outcome: outcome === 'fails' ? 'fails' : 'passes', holdsBack };
}

/** Creates a check that is completed at once. */
export async function createCheck(
  github: GitHub,
  { owner, repo }: Repository,
  check: EndedCheck,
  text: CheckText,
): Promise<void> {
  await github.rest.checks.create({
    owner,
    repo,
    name: check.name,
    head_sha: check.sha,
    details_url: check.detailsUrl,
    status: 'completed',
    conclusion: check.conclusion,
    ...(check.note && { external_id: written(check.note) }),
    output: outputOf(text),
  });
}

/** Returns the note of the newest check of this name by each workflow, as `createCheck` wrote it. */
export async function latestNotes(
  github: GitHub,
  { owner, repo }: Repository,
  { name, sha }: Pick<EndedCheck, 'name' | 'sha'>,
): Promise<CheckNote[]> {
  const request = { owner, repo, ref: sha, check_name: name, filter: 'all', per_page: 100 } as const;
  const checks = await github.paginate(github.rest.checks.listForRef, request);
  const notes = checks.sort((a, b) => a.id - b.id).flatMap(({ external_id }) => readNote(external_id) ?? []);
  return [...new Map(notes.map((note) => [note.workflow, note])).values()];
}

/** Begins a check that is in progress. @returns its id. */
export async function beginCheck(
  github: GitHub,
  { owner, repo }: Repository,
  check: { readonly name: string; readonly sha: string; readonly detailsUrl: string },
  text: CheckText,
): Promise<number> {
  const { data } = await github.rest.checks.create({
    owner,
    repo,
    name: check.name,
    head_sha: check.sha,
    details_url: check.detailsUrl,
    status: 'in_progress',
    output: outputOf(text),
  });
  return data.id;
}

export async function updateCheck(
  github: GitHub,
  { owner, repo }: Repository,
  id: number,
  text: CheckText,
): Promise<void> {
  await github.rest.checks.update({ owner, repo, check_run_id: id, output: outputOf(text) });
}

export async function endCheck(
  github: GitHub,
  { owner, repo }: Repository,
  id: number,
  conclusion: Conclusion,
  text: CheckText,
): Promise<void> {
  const output = outputOf(text);
  await github.rest.checks.update({ owner, repo, check_run_id: id, status: 'completed', conclusion, output });
}

/** Ends a check that was left in progress: its job failed or was cancelled before there was a result. */
export async function abandonCheck(github: GitHub, { owner, repo }: Repository, id: number): Promise<void> {
  const { data } = await github.rest.checks.get({ owner, repo, check_run_id: id });
  if (data.status === 'completed') return;
  const text = { title: 'Nothing was reported', summary: 'The job ended before there was a result; its log says why.' };
  await endCheck(github, { owner, repo }, id, 'cancelled', text);
}
