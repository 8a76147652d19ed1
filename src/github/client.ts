/** Makes the client of GitHub's API, which waits for rate limits and outages, but never without a limit. */
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { pause } from '../host/cancellation.js';
import { heard } from '../host/download/request.js';
import type { Log } from '../log.js';
import { messageOf, readable, statusOf } from './errors.js';

export type GitHub = ReturnType<typeof getOctokit>;

/**
 * One try of one request takes at most this many ms. Of a download it is the wait for the answer, and then for more of
 * it.
 */
const TIMEOUT_MS = 30_000;
/** Answers about rate limits are left to `patience`, which waits for as long as GitHub says. */
const DO_NOT_RETRY = [400, 401, 403, 404, 409, 410, 422, 429, 451];

export interface ClientOptions {
  readonly token: string;
  /** It is the value of GITHUB_API_URL. */
  readonly apiUrl: string;
  readonly log: Log;
  /** It is 30 s where it is not given. */
  readonly timeoutMs?: number;
}

export function openGitHub({ token, apiUrl, log, timeoutMs = TIMEOUT_MS }: ClientOptions): GitHub {
  const options = {
    baseUrl: apiUrl,
    userAgent: 'tare',
    retry: { retries: 3, doNotRetry: DO_NOT_RETRY },
    // The plugin spaces requests that write. It knows a limit by two of its forms only, so that `patience` waits.
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
  };
  return getOctokit(token, options, timeLimit(timeoutMs), conditional, retry, throttling, patience(log));
}

/**
 * Ends a try that takes too long; it counts as one that failed. The options are changed, since the hooks inside get
 * these and no others.
 */
const timeLimit = (milliseconds: number) => (octokit: Pick<GitHub, 'hook'>) => {
  octokit.hook.wrap('request', async (request, options) => {
    const limit = new AbortController();
    const late = new Error(`no answer for ${milliseconds / 1000} s`);
    const timer = setTimeout(() => limit.abort(late), milliseconds);
    options.request = { ...options.request, signal: limit.signal };
    try {
      const response = await request(options);
      return isStreamed(options) ? { ...response, data: heard(response.data, milliseconds) } : response;
    } finally {
      clearTimeout(timer);
    }
  });
  return {};
};

/** Returns whether the body of the answer is given as it comes, so that it is not there yet when the request ends. */
const isStreamed = ({ request }: { readonly request?: { readonly parseSuccessResponseBody?: boolean } }): boolean =>
  request?.parseSuccessResponseBody === false;

/** Asks again only for what has changed: an answer of 304 does not count towards the rate limit. */
function conditional(octokit: Pick<GitHub, 'hook' | 'request'>): object {
  const known = new Map<string, { readonly etag: string; readonly response: object }>();
  octokit.hook.wrap('request', async (request, options) => {
    if (options.method !== 'GET' || isStreamed(options)) return request(options);
    const { url } = octokit.request.endpoint(options);
    const before = known.get(url);
    if (before) options.headers['if-none-match'] = before.etag;
    try {
      const response = await request(options);
      if (response.headers.etag) known.set(url, { etag: response.headers.etag, response });
      return response;
    } catch (error) {
      if (before && statusOf(error) === 304) return before.response as Awaited<ReturnType<typeof request>>;
      throw error;
    }
  });
  return {};
}

/** A wait that GitHub asks for is granted up to this many seconds. */
const LONGEST_WAIT_SECONDS = 90;
/** One request waits so many times. */
const MOST_WAITS = 2;
/** GitHub asks for a minute where it does not say how long (docs.github.com, "Rate limits for the REST API"). */
const UNSAID_SECONDS = 60;

/** It has to be the outermost plugin: what it tries again passes all others again. */
const patience = (log: Log) => (octokit: Pick<GitHub, 'hook'>) => {
  octokit.hook.wrap('request', async (request, options) => {
    const shown = `${options.method} ${options.url}`;
    for (let left = MOST_WAITS; ; left--) {
      try {
        return await request(options);
      } catch (error) {
        await waitedFor(error, { shown, left, log });
      }
    }
  });
  return {};
};

interface Refused {
  /** The request, as it is told. */
  readonly shown: string;
  /** How many waits are left to it. */
  readonly left: number;
  readonly log: Log;
}

/** @throws the error where it is no limit, or one that is not waited for. */
async function waitedFor(error: unknown, { shown, left, log }: Refused): Promise<void> {
  const seconds = secondsToWait(error, Date.now());
  if (seconds === undefined) throw inOneLine(error);
  const isGranted = left > 0 && seconds <= LONGEST_WAIT_SECONDS;
  const then = isGranted ? `waiting ${seconds} s` : `it asks for ${seconds} s, given up`;
  log.warn(`GitHub limits requests (${shown}): ${then}`);
  if (!isGranted) throw inOneLine(error);
  await pause(1_000 * seconds);
}

/** Whoever tells the error need not know that a server may answer with a page. */
function inOneLine(error: unknown): unknown {
  if (error instanceof Error && statusOf(error) !== undefined) error.message = readable(error.message);
  return error;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

interface Answered {
  readonly headers?: Headers;
  readonly data?: { readonly errors?: readonly { readonly type?: string }[] };
}

/**
 * Returns how long GitHub asks to wait; undefined for an error that is no limit. Every answer of its API tells when
 * its limit is reset, so that this alone makes none of a refusal by 403.
 * @param now in ms
 */
function secondsToWait(error: unknown, now: number): number | undefined {
  const status = statusOf(error);
  const { headers = {}, data } = answerOf(error);
  const isSpent = headers['x-ratelimit-remaining'] === '0' || isLimitOfGraphql(data);
  const isRefused = status === 403 || status === 429;
  const isSaid = headers['retry-after'] !== undefined || /\brate limit\b/i.test(messageOf(error));
  if (!(status === 429 || (isRefused && (isSpent || isSaid)) || isLimitOfGraphql(data))) return undefined;
  const asked = retryAfter(headers, now) ?? (isSpent || status === 429 ? untilReset(headers, now) : undefined);
  return Math.max(1, asked ?? UNSAID_SECONDS);
}

const answerOf = (error: unknown): Answered =>
  typeof error === 'object' && error !== null && 'response' in error ? ((error.response as Answered | null) ?? {}) : {};

const isLimitOfGraphql = (data: Answered['data']): boolean =>
  Array.isArray(data?.errors) && data.errors.some(({ type }) => type === 'RATE_LIMITED');

/** It is given in seconds, or as a date. */
function retryAfter({ 'retry-after': given, date }: Headers, now: number): number | undefined {
  if (given === undefined) return undefined;
  const text = String(given).trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return secondsFrom(date, now, Date.parse(text));
}

/** A second is added, so that the limit has been reset by then. */
function untilReset({ 'x-ratelimit-reset': given, date }: Headers, now: number): number | undefined {
  const seconds = secondsFrom(date, now, 1_000 * Number(given ?? Number.NaN));
  return seconds === undefined ? undefined : seconds + 1;
}

/** By the clock of the server, where it tells it. */
function secondsFrom(date: Headers[string], now: number, until: number): number | undefined {
  const from = Date.parse(String(date ?? ''));
  const seconds = Math.ceil((until - (Number.isNaN(from) ? now : from)) / 1_000);
  return Number.isNaN(seconds) ? undefined : seconds;
}
