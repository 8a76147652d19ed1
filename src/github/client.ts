/** Makes the client of GitHub's API, which waits for rate limits and outages, but never without a limit. */
import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { heard } from '../host/download/request.js';
import type { Log } from '../log.js';
import { statusOf } from './errors.js';
import { patience } from './rate-limit.js';

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
