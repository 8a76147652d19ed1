/** The two kinds of token a job has: GITHUB_TOKEN for the API, and the runtime token for artifacts. */
import { randomUUID } from 'node:crypto';
import type { JobState, Permission, Permissions, WorkflowRun } from './model.js';
import type { Repository } from './repository.js';

export interface ApiToken {
  readonly repository: Repository;
  readonly permissions: Permissions;
  /** Whom what it writes is said to be from. */
  readonly actor: string;
}

export interface RuntimeToken {
  readonly run: WorkflowRun;
  readonly job: JobState;
  /** Of the attempt that the job belongs to. */
  readonly backendId: string;
}

/** What a token may do by default: `permissions: write-all`. */
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

  /** A GITHUB_TOKEN. */
  issue(token: ApiToken): string {
    const text = `ghs_${randomUUID().replaceAll('-', '')}`;
    this.#api.set(text, token);
    return text;
  }

  /** An ACTIONS_RUNTIME_TOKEN: a JWT that names the run and the job. */
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

/** A demand on a token, for instance `pull-requests: write`. */
export type Need = `${Permission}: ${'read' | 'write'}`;

/** Whether a token meets one of the demands; `write` includes `read`, and what a repository is every token may read. */
export function allows(permissions: Permissions, needs: readonly Need[]): boolean {
  return needs.some((need) => {
    const [name, level] = need.split(': ') as [Permission, 'read' | 'write'];
    if (need === 'metadata: read') return true;
    return permissions[name] === 'write' || permissions[name] === level;
  });
}

/** What a token can do in a run of a fork's pull request: read at most. */
export function readOnly(permissions: Permissions): Permissions {
  return Object.fromEntries(Object.keys(permissions).map((name) => [name, 'read']));
}
