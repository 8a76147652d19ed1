/** Finds where the file of inputs is in the repository, since the base branch is asked for it by that path. */
import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { WorkflowContext } from '../github/workflow.js';

/** A repository, and the one that the head of its change is in, which may be a fork. */
type Repositories = Pick<WorkflowContext, 'owner' | 'repo' | 'serverUrl' | 'change'>;

/**
 * Returns the path of a file from the top of its checkout, which may be a folder of the workspace; undefined where it
 * is outside the workspace or in a checkout of another repository, so that no change of this one has it, or where no
 * file is named.
 */
export function pathInRepository(
  named: string,
  workflow: Repositories | undefined,
  cwd = process.cwd(),
): string | undefined {
  const inside = relative(cwd, resolve(cwd, named));
  if (named === '' || inside.split('/')[0] === '..') return undefined;
  const top = topOf(cwd, dirname(inside));
  return workflow && isOfOther(top, workflow) ? undefined : relative(top, join(cwd, inside));
}

/**
 * Returns the innermost checkout that holds a folder; the workspace where there is none, as where files were copied
 * into it. A submodule has a file for its store, and its commit is the change's own: it belongs to what is around it.
 * A link may be the change's own too, so that nothing behind one counts.
 */
function topOf(cwd: string, inside: string): string {
  let top = cwd;
  let folder = cwd;
  for (const part of inside.split('/')) {
    folder = join(folder, part);
    const isLink = folder !== cwd && lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink();
    if (isLink) break;
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false })?.isDirectory()) top = folder;
  }
  return top;
}

/**
 * Whether a checkout is known to come from another repository. What does not come from this server, such as a mirror
 * or a folder, is taken for this repository: a change must not get a gate of its own by that.
 */
function isOfOther(top: string, { owner, repo, serverUrl, change }: Repositories): boolean {
  const origin = originOf(top);
  const [, host, path = ''] = /^(?:\w+:\/\/)?(?:[^@/]+@)?([^/:]+)(?::\d+)?[/:](.+?)(?:\.git)?\/?$/.exec(origin) ?? [];
  if (host?.toLowerCase() !== new URL(serverUrl).hostname) return false;
  const own = [`${owner}/${repo}`, change?.headRepository ?? ''].map((name) => name.toLowerCase());
  return !own.includes(path.toLowerCase());
}

/** It is read without git, which refuses a checkout of another user. Empty where nothing names an origin. */
function originOf(top: string): string {
  const config = join(top, '.git', 'config');
  if (!lstatSync(config, { throwIfNoEntry: false })?.isFile()) return '';
  const section = /^\s*\[remote "origin"\]([^[]*)/m.exec(readFileSync(config, 'utf8'))?.[1] ?? '';
  return /^\s*url\s*=\s*(\S+)\s*$/m.exec(section)?.[1] ?? '';
}
