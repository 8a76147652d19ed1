/** Keeps one comment for each leg of a workflow on a pull request, which it finds again by a hidden marker. */
import type { GitHub } from './client.js';
import type { Repository } from './download.js';
import { statusOf } from './errors.js';

export interface Sticky extends Repository {
  readonly pull: number;
  /** It distinguishes this leg from others: workflow and artifact. */
  readonly key: string;
  /** It orders runs: a comment of a later run is not overwritten by an earlier run that ends after it. */
  readonly run: { readonly number: number; readonly attempt: number };
  /** It is Markdown. */
  readonly body: string;
}

/** This is GitHub's limit in characters. */
const LONGEST = 65_536;

interface Found {
  readonly id: number;
  readonly url: string;
  /** It is the order of the run that wrote it. */
  readonly order: number;
}

/** Returns a number that orders runs; more attempts than this factor do not happen. */
const orderOf = ({ number, attempt }: Sticky['run']): number => number * 1_000 + attempt;

const markerOf = (key: string): string => `<!-- tare ${encodeURIComponent(key)} `;

/**
 * Creates the comment or updates the existing one. Jobs that do so at once end with one comment: after creating one,
 * each looks again and keeps only the oldest. @returns its address.
 */
export async function stickComment(github: GitHub, sticky: Sticky): Promise<string> {
  const marker = `${markerOf(sticky.key)}${orderOf(sticky.run)} -->`;
  const body = `${sticky.body.slice(0, LONGEST - marker.length - 2)}\n${marker}\n`.slice(0, LONGEST);
  const [first] = await ownComments(github, sticky);
  const written = first && (await write(github, sticky, first, body));
  if (written !== undefined) return written;
  const { owner, repo, pull } = sticky;
  const { data } = await github.rest.issues.createComment({ owner, repo, issue_number: pull, body });
  const [kept, ...others] = await ownComments(github, sticky);
  for (const { id } of others) await remove(github, sticky, id);
  if (kept === undefined || kept.id === data.id) return data.html_url;
  return (await write(github, sticky, kept, body)) ?? data.html_url;
}

/** Returns the address; undefined where somebody has deleted the comment since it was listed. */
async function write(github: GitHub, sticky: Sticky, { id, url, order }: Found, body: string) {
  if (order > orderOf(sticky.run)) return url;
  const { owner, repo } = sticky;
  try {
    const { data } = await github.rest.issues.updateComment({ owner, repo, comment_id: id, body });
    return data.html_url;
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    return undefined;
  }
}

/**
 * Returns Tare's comments, oldest first: those that the token's own user wrote and that end in the marker. A comment
 * that quotes the marker is somebody's reply.
 */
async function ownComments(github: GitHub, { owner, repo, pull, key }: Sticky): Promise<Found[]> {
  const marker = markerOf(key);
  const us = await ownLogin(github);
  const request = { owner, repo, issue_number: pull, per_page: 100 };
  const comments = await github.paginate(github.rest.issues.listComments, request);
  return comments
    .flatMap(({ id, html_url, body = '', user }) => {
      const at = body.lastIndexOf(marker);
      const order = at < 0 ? undefined : /^(\d{1,15}) -->\s*$/.exec(body.slice(at + marker.length))?.[1];
      return order === undefined || user?.login !== us ? [] : [{ id, url: html_url, order: Number(order) }];
    })
    .sort((a, b) => a.id - b.id);
}

/** Returns the user as whom the token writes: `github-actions[bot]`, another app, or the owner of a personal token. */
async function ownLogin(github: GitHub): Promise<string> {
  const { viewer } = await github.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
  return viewer.login;
}

/** Another job may have removed it already. */
async function remove(github: GitHub, { owner, repo }: Sticky, comment_id: number): Promise<void> {
  try {
    await github.rest.issues.deleteComment({ owner, repo, comment_id });
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}
