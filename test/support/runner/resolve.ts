/** Where `uses:` points. */
import { join } from 'node:path';

/** The repository that an action is part of: what `$/` means inside it. */
export interface Source {
  /** Its files. */
  readonly root: string;
  /** As it was called, `owner/name` and the version; neither for a workflow's own repository. */
  readonly repository?: string;
  readonly ref?: string;
}

export interface Located {
  readonly directory: string;
  readonly source: Source;
}

export interface Places {
  readonly workspace: string;
  /** Actions of other repositories by `owner/name@ref`: the folder with the repository's files. */
  readonly actions: Readonly<Record<string, string>>;
}

const REMOTE = /^(?<repository>[^/@]+\/[^/@]+)(?:\/(?<path>[^@]+))?@(?<ref>.+)$/;

/**
 * The action that a step uses, seen from an action of `caller`: `$/x` is in the same repository at the same version (of
 * a workflow's step the repository of the workflow),
 * `./x` in the workspace, `owner/name/x@ref` in a repository that `places` has. Others are an error.
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
