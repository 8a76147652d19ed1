/** The two kinds of token that a job has: GITHUB_TOKEN for the API, and the runtime token for artifacts. */
import { randomUUID } from 'node:crypto';
import type { JobState, Permission, Permissions, WorkflowRun } from './model.js';
import type { Repository } from './repository.js';

export interface ApiToken {
  readonly repository: Repository;
  readonly permissions: Permissions;
  /** The login that appears as the author of what the token writes. */
  readonly actor: string;
}

export interface RuntimeToken {
  readonly run: WorkflowRun;
  readonly job: JobState;
  /** The id of the attempt that the job belongs to. */
  readonly backendId: string;
}

/** The default permissions of a token: `permissions: write-all`. */
export const WRITE_ALL: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  'pull-requests': 'write',
  statuses: 'write',
};

const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Tokens {
  readonly #api = new Map<string, ApiToken>();
  readonly #runtime = new Map<string, RuntimeToken>();

  /** Issues a GITHUB_TOKEN. */
  issue(token: ApiToken): string {
    const text = `ghs_${randomUUID().replaceAll('-', '')}`;
    this.#api.set(text, token);
    return text;
  }

  /** Issues an ACTIONS_RUNTIME_TOKEN: a JWT that names the run and the job. */
  issueRuntime(token: RuntimeToken): string {
    const scope = `Actions.Results:${token.backendId}:${token.job.backendId}`;
    const claims = { scp: `Actions.GenericRead:00000000 ${scope}`, jti: randomUUID() };
    const text = `${segment({ alg: 'none', typ: 'JWT' })}.${segment(claims)}.${randomUUID()}`;
    this.#runtime.set(text, token);
    return text;
  }

  api(text: string | undefined): ApiToken | undefined {
    return this.#api.get(text ?? '');
  }

  runtime(text: string | undefined): RuntimeToken | undefined {
    return this.#runtime.get(text ?? '');
  }
}

/** What a token needs, for instance `pull-requests: write`. */
export type Need = `${Permission}: ${'read' | 'write'}`;

/**
 * Tells whether a token has one of the permissions. `write` includes `read`, and every token may read the metadata of
 * a repository.
 */
export function allows(permissions: Permissions, needs: readonly Need[]): boolean {
  return needs.some((need) => {
    const [name, level] = need.split(': ') as [Permission, 'read' | 'write'];
    if (need === 'metadata: read') return true;
    return permissions[name] === 'write' || permissions[name] === level;
  });
}

/** Returns the permissions in a run of a fork's pull request, which are to read at most. */
export function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(Object.keys(permissions).map((name) => [name, 'read']));
}
