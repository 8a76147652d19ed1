/** A fake of GitHub on 127.0.0.1: REST API, artifacts and blob store. It keeps state, and makes faults on request. */
import { BlobStore } from './blob-store.js';
import { type Fault, Faults } from './faults.js';
import { GitObjects } from './git-store.js';
import { graphqlService } from './graphql.js';
import { sha256 } from './http.js';
import { type JobOptions, type StartedJob, startJob } from './job.js';
import type { Artifact, Permissions, WorkflowRun } from './model.js';
import { Repository, type RepositoryOptions, type World } from './repository.js';
import { type RateLimit, restService } from './rest.js';
import { resultsService } from './results.js';
import { type Exchange, type Listener, listen, type Recorded } from './server.js';
import { Tokens, WRITE_ALL } from './tokens.js';

export interface Options {
  /** The clock; the real one where it is not given. */
  readonly now?: () => Date;
}

export interface SeededArtifact {
  readonly name: string;
  /** The bytes of the artifact: a zip file. */
  readonly bytes: Buffer;
  /** ISO 8601; 90 days from now where it is not given. */
  readonly expiresAt?: string;
}

/** The API is not at the root, so that a client is detected that ignores the path of GITHUB_API_URL. */
const API_PREFIX = '/api/v3';
const GRAPHQL = '/api/graphql';

export class FakeGitHub {
  readonly rateLimit: RateLimit = { limit: 5000, used: 0, reset: Math.floor(Date.now() / 1000) + 3600 };
  /** Every request so far, in the order of arrival. */
  readonly requests: Recorded[] = [];
  readonly #repositories = new Map<string, Repository>();
  readonly #tokens = new Tokens();
  readonly #faults = new Faults();
  readonly #world: World;
  readonly #blobs: BlobStore;
  readonly #listeners: Listener[] = [];
  #violations: string[] = [];

  private constructor({ now = () => new Date() }: Options) {
    let last = 1000;
    this.#world = {
      objects: new GitObjects(),
      nextId: () => ++last,
      now: () =>
        now()
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
    };
    this.#blobs = new BlobStore({ report: this.#report, content: (id) => this.#content(id) });
  }

  /** Starts the fake; `stop` must follow. */
  static async start(options: Options = {}): Promise<FakeGitHub> {
    const github = new FakeGitHub(options);
    await github.#listen();
    return github;
  }

  readonly #report = (problem: string): void => {
    this.#violations.push(problem);
  };

  async #listen(): Promise<void> {
    const [tokens, blobs, report] = [this.#tokens, this.#blobs, this.#report];
    const rest = restService({
      prefix: API_PREFIX,
      tokens,
      rateLimit: this.rateLimit,
      report,
      repository: (fullName) => this.#repositories.get(fullName),
      download: (id) => blobs.sign(id, 'read'),
    });
    const results = resultsService({ tokens, blobs, report });
    const graphql = graphqlService({ path: GRAPHQL, tokens });
    const record = (entry: Recorded) => void this.requests.push(entry);
    const exchange: Exchange = { faults: this.#faults, record, report };
    this.#listeners.push(await listen((request) => rest(request) ?? graphql(request) ?? results(request), exchange));
    // The blob store has another origin, as at GitHub, because a client must not send its token along when it is
    // redirected.
    this.#listeners.push(await listen(blobs.service, exchange));
    blobs.origin = this.#listeners[1]?.origin ?? '';
  }

  #content(artifactId: number) {
    const all = [...this.#repositories.values()].flatMap(({ artifacts }) => artifacts);
    const artifact = all.find(({ id }) => id === artifactId);
    return artifact?.content && { ...artifact, bytes: artifact.content.bytes };
  }

  get #origin(): string {
    return this.#listeners[0]?.origin ?? '';
  }

  /** The value of GITHUB_API_URL. */
  get apiUrl(): string {
    return `${this.#origin}${API_PREFIX}`;
  }

  /** Makes a repository with a first commit on `main`; a fork has the `main` of its parent. */
  createRepository(fullName: string, options: RepositoryOptions = {}): Repository {
    const repository = new Repository(this.#world, fullName, options);
    this.#repositories.set(fullName, repository);
    return repository;
  }

  /** Makes a GITHUB_TOKEN, or the token of somebody else. It has `write-all` where no permissions are given. */
  token(repository: Repository, permissions: Permissions = WRITE_ALL, actor = 'github-actions[bot]'): string {
    return this.#tokens.issue({ repository, permissions, actor });
  }

  /** Starts a job of a run, and returns everything that a runner is told. */
  startJob(run: WorkflowRun, options: JobOptions = {}): StartedJob {
    return startJob(run, options, this.#tokens, { api: this.apiUrl, results: this.#origin });
  }

  /** Adds an artifact that an earlier run left. */
  seedArtifact(run: WorkflowRun, { name, bytes, expiresAt }: SeededArtifact): Artifact {
    const artifact = run.repository.addArtifact(run, name);
    artifact.content = { bytes, digest: `sha256:${sha256(bytes)}` };
    artifact.expiresAt = expiresAt ?? artifact.expiresAt;
    return artifact;
  }

  /** Makes the next request of a route fail in some way. */
  fault(fault: Fault): void {
    this.#faults.arm(fault);
  }

  /** Returns how many requests arrived, of one route or of all. */
  count(route?: string): number {
    return this.requests.filter((one) => route === undefined || one.route === route).length;
  }

  /** Returns what clients did wrong so far, and forgets it, so that `stop` does not fail. */
  takeViolations(): string[] {
    const taken = this.#violations;
    this.#violations = [];
    return taken;
  }

  /**
   * Stops the fake. It fails when a request or an answer differed from GitHub's description, or when a fault never
   * occurred.
   */
  async stop(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.close()));
    const unused = this.#faults.unused().map((route) => `The fault at ${route} struck no request.`);
    const problems = [...this.#violations, ...unused];
    if (problems.length > 0) throw new Error(`Not as GitHub has it:\n- ${problems.join('\n- ')}`);
  }
}
