/** Finds what `uses:` refers to. */
import { join } from 'node:path';

/** The repository that an action is part of, which is what `$/` means inside it. */
export interface Source {
  /** The folder of its files. */
  readonly root: string;
  /** The name by which it was called, `owner/name`, and the version; absent for a workflow's own repository. */
  readonly repository?: string;
  readonly ref?: string;
}

export interface Located {
  readonly directory: string;
  readonly source: Source;
}

export interface Places {
  readonly workspace: string;
  /** Actions of other repositories by `owner/name@ref`: the folder of the repository's files. */
  readonly actions: Readonly<Record<string, string>>;
}

const REMOTE = /^(?<repository>[^/@]+\/[^/@]+)(?:\/(?<path>[^@]+))?@(?<ref>.+)$/;

/**
 * Returns the action that a step uses, as an action of `caller` refers to it. `$/x` is in the same repository at the
 * same version (for a workflow's step, in the repository of the workflow), `./x` is in the workspace, and
 * `owner/name/x@ref` is in a repository that `places` has.
 * @throws Error for anything else.
 */
export function locate(uses: string, caller: Source, places: Places): Located {
  if (uses.startsWith('$/')) return { directory: join(caller.root, uses.slice(2)), source: caller };
  if (uses.startsWith('./')) {
    return { directory: join(places.workspace, uses), source: { root: places.workspace } };
  }
  const { repository, path = '', ref } = REMOTE.exec(uses)?.groups ?? {};
  const root = places.actions[`${repository}@${ref}`];
  if (repository === undefined || ref === undefined || root === undefined) {
    throw new Error(`Unable to resolve action ${uses}: this test has no such repository.`);
  }
  return { directory: join(root, path), source: { root, repository, ref } };
}
