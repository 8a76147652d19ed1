/** Requests and answers, in the form in which the three services of the fake handle them. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A request that a service knows, and its answer. Answering is atomic and changes state. */
export interface Matched {
  /** For instance `GET /repos/{owner}/{repo}`; faults and counts refer to it. */
  readonly route: string;
  answer(): Answer;
}

/** One of the hosts of which GitHub consists; it returns `undefined` for a request that it does not handle. */
export type Service = (request: Request) => Matched | undefined;

/** Records what a client did wrong; a test fails because of it when the fake is stopped. */
export type Report = (problem: string) => void;

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

export async function readRequest(message: IncomingMessage, origin: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? '/', origin);
  return { method: message.method ?? 'GET', url, headers: message.headers, body: Buffer.concat(chunks) };
}

/** Returns the token of an `authorization` header. `Bearer x` and `token x` mean the same to GitHub. */
export function bearer(request: Request): string | undefined {
  return /^(?:bearer|token) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Returns the body as JSON; undefined where it is empty. */
export function bodyOf(request: Request): unknown {
  return request.body.length === 0 ? undefined : JSON.parse(request.body.toString('utf8'));
}

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
