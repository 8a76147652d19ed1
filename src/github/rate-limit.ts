/** Waits where GitHub limits requests, for as long as it says, and a bounded time and number of times. */
import type { getOctokit } from '@actions/github';
import { pause } from '../host/cancellation.js';
import type { Log } from '../log.js';
import { messageOf, readable, statusOf } from './errors.js';

/** A wait that GitHub asks for is granted up to this many seconds. */
const LONGEST_WAIT_SECONDS = 90;
/** One request waits so many times. */
const MOST_WAITS = 2;
/** GitHub asks for a minute where it does not say how long (docs.github.com, "Rate limits for the REST API"). */
const UNSAID_SECONDS = 60;

type Client = Pick<ReturnType<typeof getOctokit>, 'hook'>;

/** It has to be the outermost plugin: what it tries again passes all others again. */
export const patience = (log: Log) => (octokit: Client) => {
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
export function secondsToWait(error: unknown, now: number): number | undefined {
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
