/** GitHub's REST API. Every request and every answer is checked against GitHub's own description. */
import {
  type Answer,
  bearer,
  bodyOf,
  json,
  type Matched,
  type Report,
  type Request,
  type Service,
  sha256,
} from './http.js';
import { answerProblems, requestProblems } from './openapi/check.js';
import { type FoundOperation, findOperation } from './openapi/description.js';
import { fill } from './openapi/sample.js';
import type { Repository } from './repository.js';
import { actions } from './routes/actions.js';
import { checks } from './routes/checks.js';
import { commits } from './routes/commits.js';
import { git } from './routes/git.js';
import { issues } from './routes/issues.js';
import { pulls } from './routes/pulls.js';
import { ApiError, type Route, type Routes } from './routes/route.js';
import { type ApiToken, allows, type Tokens } from './tokens.js';

const routes: Routes = { ...actions, ...checks, ...commits, ...git, ...issues, ...pulls };

/** The number of requests an hour, and how many of them are used. */
export interface RateLimit {
  limit: number;
  used: number;
  /** When the hour is over, in seconds since 1970. */
  reset: number;
}

export interface RestWorld {
  /** The path that the API is under, for instance `/api/v3`. */
  readonly prefix: string;
  readonly tokens: Tokens;
  readonly rateLimit: RateLimit;
  readonly report: Report;
  repository(fullName: string): Repository | undefined;
  download(artifactId: number): string;
}

const documentation_url = 'https://docs.github.com/rest';

function errorAnswer({ status, message, errors }: ApiError): Answer {
  const details = errors.map((text) => ({ code: 'custom', message: text }));
  return json(status, { message, documentation_url, ...(details.length > 0 ? { errors: details } : {}) });
}

interface Allowed {
  readonly repository: Repository;
  readonly token: ApiToken;
}

function authorize(token: ApiToken | undefined, repository: Repository | undefined, route: Route): Allowed {
  if (token === undefined) throw new ApiError(401, 'Bad credentials');
  const isOwn = repository === token.repository;
  if (repository === undefined || (repository.private && !isOwn)) throw new ApiError(404, 'Not Found');
  // A token of one repository can read what is public in another, and nothing else.
  const allowed = isOwn ? allows(token.permissions, route.needs) : route.needs.some((need) => need.endsWith('read'));
  if (!allowed) throw new ApiError(403, 'Resource not accessible by integration');
  return { repository, token };
}

/**
 * Answers 304 to a client that has the answer already. GitHub marks its answers so that it does not send the same one
 * twice.
 */
function conditional(request: Request, answer: Answer): Answer {
  if (request.method !== 'GET' || answer.status !== 200) return answer;
  const etag = `W/"${sha256(answer.body ?? Buffer.alloc(0))}"`;
  if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
  return { ...answer, headers: { ...answer.headers, etag } };
}

const remaining = ({ limit, used }: RateLimit) => Math.max(0, limit - used);

const limitHeaders = (rate: RateLimit) => ({
  'x-ratelimit-limit': String(rate.limit),
  'x-ratelimit-remaining': String(remaining(rate)),
  'x-ratelimit-used': String(rate.used),
  'x-ratelimit-reset': String(rate.reset),
  'x-ratelimit-resource': 'core',
});

function limitOverview(rate: RateLimit): Answer {
  const core = { ...rate, remaining: remaining(rate) };
  return json(200, fill('rate-limit-overview', { rate: core, resources: { core, search: core } }));
}

/** Carries out the request. An error that is no ApiError is a mistake of the client or of the fake. */
function perform({ operation, params }: FoundOperation, request: Request, body: unknown, world: RestWorld): Answer {
  if (operation.route === 'GET /rate_limit') return limitOverview(world.rateLimit);
  if (remaining(world.rateLimit) === 0) throw new ApiError(403, 'API rate limit exceeded for installation.');
  const route = routes[operation.route];
  if (route === undefined) throw new Error('GitHub has this, but the fake does not.');
  const repository = world.repository(`${params.owner}/${params.repo}`);
  const allowed = authorize(world.tokens.api(bearer(request)), repository, route);
  const { origin, pathname, searchParams: query } = request.url;
  return route.handle({
    ...allowed,
    params,
    query,
    body,
    accept: request.headers.accept ?? '',
    address: `${origin}${pathname}`,
    api: `${origin}${world.prefix}`,
    download: world.download,
  });
}

function performOrRefuse(found: FoundOperation, request: Request, body: unknown, world: RestWorld): Answer {
  try {
    return perform(found, request, body, world);
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error);
    throw error;
  }
}

function check(what: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`${what} is not valid: ${problems.join('; ')}`);
}

/** Answers a mistake with a 400, which no client retries, and reports it: the test fails when the fake stops. */
function answerTo(found: FoundOperation, request: Request, world: RestWorld): Answer {
  try {
    const body = bodyOf(request);
    check('the request', requestProblems(found, request, body));
    const answer = performOrRefuse(found, request, body, world);
    check('the answer of the fake', answerProblems(found.operation, answer));
    return conditional(request, answer);
  } catch (error) {
    const problem = `${request.method} ${request.url.pathname}${request.url.search}: ${String(error)}`;
    world.report(problem);
    return json(400, { message: problem, documentation_url });
  }
}

function answerCounted(found: FoundOperation, request: Request, world: RestWorld): Answer {
  const answer = answerTo(found, request, world);
  // Neither a 304 nor a query of the limit itself counts against the limit.
  if (answer.status !== 304 && found.operation.route !== 'GET /rate_limit') world.rateLimit.used++;
  return { ...answer, headers: { ...limitHeaders(world.rateLimit), ...answer.headers } };
}

export function restService(world: RestWorld): Service {
  return (request): Matched | undefined => {
    const { pathname } = request.url;
    if (!pathname.startsWith(`${world.prefix}/`)) return undefined;
    const found = findOperation(request.method, pathname.slice(world.prefix.length));
    if (found === undefined) return undefined;
    return { route: found.operation.route, answer: () => answerCounted(found, request, world) };
  };
}
