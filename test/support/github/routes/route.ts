/** Defines what a route of the REST API consists of. */
import type { Answer } from '../http.js';
import { json } from '../http.js';
import type { Repository } from '../repository.js';
import type { ApiToken, Need } from '../tokens.js';

/** A request that fits GitHub's description and whose token may do this. */
export interface Call {
  readonly repository: Repository;
  readonly token: ApiToken;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** The media type that the client asked for. */
  readonly accept: string;
  /** The address of the request without its query, for links to other pages. */
  readonly address: string;
  /** The address of the API, for instance `http://127.0.0.1:1234/api/v3`. */
  readonly api: string;
  /** Returns a signed address of an artifact's bytes. */
  readonly download: (artifactId: number) => string;
}

export interface Route {
  /** One of these permissions is enough. */
  readonly needs: readonly Need[];
  readonly handle: (call: Call) => Answer;
}

/** Routes by GitHub's own template, for instance `GET /repos/{owner}/{repo}`. */
export type Routes = Readonly<Record<string, Route>>;

/** The error that GitHub returns instead of an answer; `errors` are as in its validation errors. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly string[];

  constructor(status: number, message: string, errors: readonly string[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export function notFound(): never {
  throw new ApiError(404, 'Not Found');
}

export function unprocessable(message: string): never {
  throw new ApiError(422, message);
}

/** Returns the value, or a 404 where there is none. */
export function found<T>(value: T | undefined): T {
  return value ?? notFound();
}

export const ok = (value: unknown): Answer => json(200, value);
export const created = (value: unknown): Answer => json(201, value);
export const noContent: Answer = { status: 204 };

const LARGEST_PAGE = 100;

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

function link(call: Call, page: number, rel: string): string {
  const query = new URLSearchParams(call.query);
  query.set('page', String(page));
  return `<${call.address}?${query}>; rel="${rel}"`;
}

/** Returns the page that was asked for, and the links to the others. */
export function pageOf<T>(call: Call, all: readonly T[]): Page<T> {
  const size = Math.min(Number(call.query.get('per_page') ?? 30), LARGEST_PAGE);
  const page = Number(call.query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const back = page > 1 ? [link(call, page - 1, 'prev'), link(call, 1, 'first')] : [];
  const forth = page < last ? [link(call, page + 1, 'next'), link(call, last, 'last')] : [];
  const links = [...back, ...forth].join(', ');
  return { items: all.slice((page - 1) * size, page * size), headers: links === '' ? {} : { link: links } };
}

/** Answers with a page as a bare list. */
export function listed<T>(call: Call, all: readonly T[], render: (item: T) => unknown): Answer {
  const { items, headers } = pageOf(call, all);
  return json(200, items.map(render), headers);
}

/** Answers with a page in the form of GitHub's newer lists: the total, and the items under a name. */
export function counted<T>(call: Call, name: string, all: readonly T[], render: (item: T) => unknown): Answer {
  const { items, headers } = pageOf(call, all);
  return json(200, { total_count: all.length, [name]: items.map(render) }, headers);
}
