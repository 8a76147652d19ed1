/** Keeps a check on the commit that shows the progress and then the verdict. */
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
  /** Numbers of the pull requests that it keeps from being merged, of those whose head the commit is. */
  readonly holdsBack?: readonly number[];
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
    external_id: (check.holdsBack ?? []).map((number) => `#${number}`).join(' '),
    output: outputOf(text),
  });
}

/** Returns the pull requests that the newest check of this name holds back, as `createCheck` noted them. */
export async function heldBack(
  github: GitHub,
  { owner, repo }: Repository,
  { name, sha }: Pick<EndedCheck, 'name' | 'sha'>,
): Promise<number[]> {
  const request = { owner, repo, ref: sha, check_name: name, per_page: 100 };
  const checks = await github.paginate(github.rest.checks.listForRef, request);
  const [newest] = checks.sort((a, b) => b.id - a.id);
  return [...(newest?.external_id ?? '').matchAll(/#(\d+)/g)].map(([, number]) => Number(number));
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
